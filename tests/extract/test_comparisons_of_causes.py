"""Movements without a figure: their own comparison and time, and nobody else's move."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def moved(text: str, heading: str = "Refined Zinc (China)") -> list[str]:
    """Return each movement without a figure, sorted."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return sorted(
        f"{m.indicator} {m.basis} {m.direction} {m.period} {m.status} {m.segment or '-'}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is None
    )


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Output slid in June: quotas were smaller than last year's, and ore grades kept sinking.", "down"),
        ("Output rose in June because prices were higher than a year earlier.", "up"),
        ("Zinc output rose in June, as smelters' margins were better than a year earlier.", "up"),
        ("Output fell in June since orders were down year on year.", "down"),
        ("Zinc output fell in June, with concentrate imports shrinking year on year.", "down"),
        ("Zinc output fell in June due to lower imports than in May of last year.", "down"),
        ("Thanks to prices that were higher than a year ago, zinc output rose in June.", "up"),
        ("Zinc output was up in June on stronger year-on-year demand.", "up"),
    ],
)
def test_what_a_cause_is_compared_with_is_no_comparison_of_the_move(text: str, way: str) -> None:
    assert moved(text) == [f"production mom {way} 2025-06 actual -"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc output rose on the year in June.", ["yoy up"]),
        ("Zinc output rose on May but fell on June of last year.", ["mom up", "yoy down"]),
        ("Zinc output fell in June, with a slight increase year on year.", ["mom down", "yoy up"]),
        ("Zinc output fell due to maintenance month on month but rose year on year.", ["mom down", "yoy up"]),
        ("In June, zinc output rose as against a year earlier.", ["yoy up"]),
        ("Zinc output rose amid firm demand, both month on month and year on year.", ["mom up", "yoy up"]),
        ("Because of maintenance, zinc output fell year on year in June.", ["yoy down"]),
    ],
)
def test_a_comparison_of_its_own_stays(text: str, told: list[str]) -> None:
    assert moved(text) == [f"production {each} 2025-06 actual -" for each in told]


@pytest.mark.parametrize(
    "text",
    [
        "Huaxin Zinc's output slumped in June after an oxygen plant had tripped.",
        "Transformer fault: Calder Point output cut. Insurers informed, no date for repairs.",
        "A slight fall in output is possible in July but by no means certain.",
        "Smelters have put off their restart, so that zinc output will hardly recover in July.",
        "The operating rate of zinc smelters dipped in the first half of June and picked up in the second.",
        "Ore was hard to come by, which pulled down the operating rate of zinc smelters in Hunan.",
    ],
)
def test_a_company_a_place_half_a_month_and_what_is_left_open_move_nothing(text: str) -> None:
    assert moved(text) == []


def test_a_class_and_the_whole_still_move_beside_a_company() -> None:
    text = "Huaxin Zinc's output slumped in June. Nationwide, however, production showed a small rise on May."
    assert moved(text) == ["production mom up 2025-06 actual -"]


def test_the_one_thing_that_a_sentence_measures_is_what_moves() -> None:
    text = "The operating rate for alloy rose in June, whereas the one for oxide eased."
    assert all(each.startswith("operating_rate") for each in moved(text))
    assert any(" down " in each for each in moved(text))


def test_the_report_s_month_has_come_where_nothing_is_foreseen() -> None:
    text = "Attractive prices induced refineries to recover more zinc, and zinc output rose in June from May."
    assert moved(text) == ["production mom up 2025-06 actual -"]


def test_a_half_year_that_is_compared_keeps_its_months() -> None:
    text = "Zinc output in the first half of 2025 was below that of the same period of 2024."
    assert moved(text) == ["production yoy down 2025-01/2025-06 actual -"]
