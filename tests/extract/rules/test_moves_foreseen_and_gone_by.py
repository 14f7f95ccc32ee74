"""Movements that are foreseen, that are of a month gone by, and that are told of most."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def moves(text: str) -> list[str]:
    """Return each movement as "indicator basis direction period status"."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    found = resolve(section, Rules().answer(section).answer).metrics
    return [f"{m.indicator} {m.basis} {m.direction} {m.period} {m.status}" for m in found if m.value is None]


@pytest.mark.parametrize(
    "text",
    [
        "The fall in zinc output is forecast to carry on in July.",
        "A drop in zinc output is expected in July.",
        "For July a drop in zinc output is anticipated.",
        "The decline in zinc output was expected to go on in July.",
    ],
)
def test_a_foreseen_fall_is_set_against_no_expectation(text: str) -> None:
    assert moves(text) == ["production mom down 2025-07 forecast"]


@pytest.mark.parametrize(
    "text",
    [
        "The fall in zinc output was smaller than had been expected.",
        "Growth in zinc output lagged expectations.",
        "The rise in zinc output was in line with forecasts.",
    ],
)
def test_what_is_only_set_against_an_expectation_is_no_movement(text: str) -> None:
    assert moves(text) == []


def test_a_noun_of_a_move_is_of_the_month_right_behind_it() -> None:
    assert moves("Zinc output slipped in June following the rebound in May.") == [
        "production mom down 2025-06 actual",
        "production mom up 2025-05 actual",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Most of the second-tier smelters kept their operating rates steady.",
        "Some of the zinc smelters in the survey saw their operating rates fall.",
    ],
)
def test_what_most_did_with_their_rates_is_no_movement(text: str) -> None:
    assert moves(text) == []


def test_what_is_told_of_months_gone_by_goes_on_with_the_month_named_next() -> None:
    text = (
        "In April, zinc output was down 2% MoM. Inventory kept rising in May as buyers stayed away. "
        "Losses led zinc smelters to lower their operating rates."
    )
    assert moves(text) == ["operating_rate mom down 2025-05 actual"]


def test_a_move_has_no_period_from_what_explains_it() -> None:
    text = "Zinc output held steady because orders taken in April were still being filled."
    assert moves(text) == ["production mom flat 2025-06 actual"]
    text = "Zinc output went down: buyers had stocked up before the levy of July 1."
    assert moves(text) == ["production mom down 2025-06 actual"]


def test_what_is_denied_before_it_is_no_movement() -> None:
    assert moves("Zinc output is not thought likely to rise in July.") == []
    assert moves("Zinc output not only rose in June.") == ["production mom up 2025-06 actual"]


@pytest.mark.parametrize(
    "text",
    [
        "Production costs rose.",
        "The number of effective production days was lower.",
        "Output quotas fell.",
        "Production lines were cut.",
        "Zinc output at the largest smelter was little changed.",
        "A rise in zinc output in July is hard to expect.",
    ],
)
def test_what_is_named_by_output_is_not_output(text: str) -> None:
    assert moves(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A fall in zinc output is hard to avoid in July.", "production mom down 2025-07 forecast"),
        ("A fall in zinc output is therefore foreseen.", "production mom down 2025-07 forecast"),
        ("Zinc output in July will be steady with a downward bias.", "production mom down 2025-07 forecast"),
        ("Zinc output was up 8% MoM, and YoY output also rose.", "production yoy up 2025-06 actual"),
        ("Zinc output fell and stayed behind June of last year.", "production mom down 2025-06 actual"),
    ],
)
def test_moves_are_told_by_their_own_predicate(text: str, told: str) -> None:
    assert told in moves(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc output was lower than in June last year.", ["production yoy down 2025-06 actual"]),
        ("Zinc output was well below June 2024.", ["production yoy down 2025-06 actual"]),
        (
            "Zinc output was higher than in June 2024 but lower than in May.",
            ["production mom down 2025-06 actual", "production yoy up 2025-06 actual"],
        ),
        ("Zinc output in June was lower than in March.", []),
    ],
)
def test_a_movement_is_told_against_the_time_that_it_names(text: str, told: list[str]) -> None:
    assert sorted(moves(text)) == told


def test_a_class_of_grades_moves_no_way_itself() -> None:
    assert moves("Output of 8-series and higher fell.") == ["production mom down 2025-06 actual"]


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output was down 7% MoM; compared with the same month of last year it was a little higher.",
        "Zinc output fell short of the forecast by 45 mt; against June of last year it was higher.",
        "Compared with June of last year, zinc output was higher.",
    ],
)
def test_a_year_back_may_stand_ahead_of_the_move(text: str) -> None:
    assert "production yoy up 2025-06 actual" in moves(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output held steady because orders taken in April were rolled, and alloy output rose.",
            {"production mom flat 2025-06 actual", "production mom up 2025-06 actual"},
        ),
        ("Zinc output held up relatively well.", {"production mom flat 2025-06 actual"}),
    ],
)
def test_what_holds_and_what_explains_tell_no_other_way_and_month(text: str, told: set[str]) -> None:
    assert set(moves(text)) == told


def test_what_stands_behind_a_percentage_is_no_class_of_grades() -> None:
    text = "Zinc output rose, though TCs fell 5% and lower output is expected in July."
    assert "production mom down 2025-07 forecast" in moves(text)


def test_a_class_of_grades_before_output_is_read() -> None:
    assert moves("Makers of 8-series and lower output is expected in July.") == []
