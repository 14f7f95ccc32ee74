"""What had been expected of a time that has come, by how much it was missed, and moves on both counts."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.asking import reply_to
from extract.derive import result_of
from extract.document import Section
from extract.rules import Rules
from schemas.vocabulary import Basis, Direction, Indicator, Status

LEAD = "Zinc smelters made 42.1 kt in June. "


def metrics(text: str) -> list[tuple[object, ...]]:
    """Return indicator, basis, value, direction and status of each metric."""
    section = annotate(Section(1, "refined-zinc", "Refined Zinc", 0, 0, text), "2025-06")
    result = result_of("2025-06", section, reply_to(Rules(), "2025-06", section))[0]
    return [(m.indicator, m.basis, m.value, m.direction, m.status) for m in result.metrics]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("We had guessed 45.0 kt.", 45000, Status.FORECAST),
        ("Consensus was 44 kt.", 44000, Status.FORECAST),
        ("Our forecast a month ago: 46 thousand tonnes.", 46000, Status.FORECAST),
        ("Analysts polled by the agency had looked for 41.5 kt.", 41500, Status.FORECAST),
        ("We had 43 on our sheet.", 43000, Status.FORECAST),
        ("The budget had 41.1 kt, but a furnace lost ten days.", 41100, Status.TARGET),
    ],
)
def test_what_had_been_expected_did_not_come_about(text: str, value: int, status: Status) -> None:
    assert (Indicator.PRODUCTION, Basis.LEVEL, value, None, status) in metrics(LEAD + text)


@pytest.mark.parametrize(
    ("text", "value", "way"),
    [
        ("We had guessed 45.0 kt, so a miss of 2.9 kt.", -2900, Direction.DOWN),
        ("Consensus was 40 kt, so a beat of 2.1 kt.", 2100, Direction.UP),
        ("The gap of 3.5% to plan is the price of a cracked kettle.", -3.5, Direction.DOWN),
    ],
)
def test_a_miss_is_told_against_what_was_expected(text: str, value: float, way: Direction) -> None:
    told = [(m[0], m[1], float(str(m[2])), m[3]) for m in metrics(LEAD + text) if m[2] is not None]
    assert (Indicator.PRODUCTION, Basis.VS_EXPECTATION, value, way) in told


def test_what_plants_had_in_stock_was_no_guess() -> None:
    assert all(m[4] is Status.ACTUAL for m in metrics(LEAD + "Smelters had 43 kt of concentrate in stock."))


def test_a_move_on_both_counts_is_two() -> None:
    told = metrics("Output of die-cast zinc alloy grew on both counts.")
    moves = {(m[1], m[3]) for m in told if m[2] is None}
    assert moves == {(Basis.MOM, Direction.UP), (Basis.YOY, Direction.UP)}


def test_what_was_said_a_month_before_is_of_this_month() -> None:
    section = annotate(
        Section(1, "refined-zinc", "Refined Zinc", 0, 0, LEAD + "In May we had forecast 44 kt."), "2025-06"
    )
    result = result_of("2025-06", section, reply_to(Rules(), "2025-06", section))[0]
    assert [(m.period, m.status) for m in result.metrics if m.value == 44000] == [
        ("2025-06", Status.FORECAST)
    ]


def test_an_expectation_is_of_the_nearest_level() -> None:
    told = metrics(LEAD + "Stocks were 58 kt. We had guessed 45 kt.")
    assert (Indicator.PRODUCTION, Basis.LEVEL, 45000, None, Status.FORECAST) in told


def test_what_was_expected_of_another_month_stays_there() -> None:
    text = LEAD + "We had expected 41 kt in May. Our forecast for July was 46 kt."
    section = annotate(Section(1, "refined-zinc", "Refined Zinc", 0, 0, text), "2025-06")
    result = result_of("2025-06", section, reply_to(Rules(), "2025-06", section))[0]
    told = {int(m.value): m.period for m in result.metrics if m.value is not None}
    assert (told[41000], told[46000]) == ("2025-05", "2025-07")
