"""Moves told with no figure: what is kept high or low, who keeps it so, and what a day's output did."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, heading: str = "Refined Zinc") -> list[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.direction} {m.period} {m.status} {m.segment or '-'}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Output is expected to remain high in July, though some plants have announced maintenance.",
        "Output should stay low in July as well.",
        "Output is expected to be stable at low levels in July.",
        "Smelters will maintain normal production in July.",
        "In July smelters are likely to keep output stable.",
    ],
)
def test_what_is_expected_to_stay_where_it_is_is_flat(text: str) -> None:
    assert told(text) == ["production mom flat 2025-07 forecast -"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Smelters are expected to keep high operating rates in July on good profit.",
            "operating_rate mom flat 2025-07 forecast -",
        ),
        (
            "Zinc smelters will lower their operating rates in July to reduce inventory.",
            "operating_rate mom down 2025-07 forecast -",
        ),
        ("Zinc smelters are expected to cut output in July.", "production mom down 2025-07 forecast -"),
        (
            "Deepening losses led zinc smelters to lower their operating rates.",
            "operating_rate mom down 2025-06 actual -",
        ),
    ],
)
def test_what_the_producers_will_do_or_are_led_to_is_the_headlines_move(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Operating rates stayed high at the large smelters.",
        "The zinc smelter lowered output for repairs.",
        "Smelters in Hunan are expected to lower output in July.",
        "Smelters with old furnaces will reduce output in July.",
        "Galvanisers are expected to raise output in July.",
    ],
)
def test_what_one_place_or_one_class_does_is_not(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output fell by 2% MoM, but the daily average rose.",
            ["production mom up 2025-06 actual daily average"],
        ),
        (
            "Output fell by 2% MoM. Daily output in fact rose slightly.",
            ["production mom up 2025-06 actual daily average"],
        ),
        ("Daily output was 18,600 mt, edging up from May.", []),
    ],
)
def test_a_days_output_has_its_own_move_unless_its_level_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_product_told_flat_in_brackets_is_a_level_that_held() -> None:
    text = "By route, spodumene 34,000 mt (up 4%), lepidolite 14,000 mt (-3%), brine 9,000 mt (flat)."
    section = annotate(Section(1, "s", "Lithium Carbonate", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    assert (metrics[-1].value, metrics[-1].direction) == (9000, "flat")
    assert told(text, "Lithium Carbonate") == []


@pytest.mark.parametrize(
    "text",
    [
        "Smelters are unlikely to step up production in July.",
        "With margins this small, smelters elsewhere are unlikely to raise output in July.",
        "The rains will keep production from recovering in July.",
    ],
)
def test_what_is_kept_from_coming_is_no_move(text: str) -> None:
    assert told(text) == []


def test_what_is_planned_in_a_clause_of_its_own_plans_nothing_else() -> None:
    text = "For July, in which no overhaul is planned, a further small increase in production is likely."
    assert told(text) == ["production mom up 2025-07 forecast -"]


def test_what_had_been_foreseen_tells_no_move_that_came() -> None:
    text = "Contrary to the decline of 1.5% which our May issue had forecast, zinc output edged up in June."
    assert told(text) == ["production mom up 2025-06 actual -"]


def test_how_far_a_move_goes_is_no_other_move() -> None:
    assert told("July should bring a moderate rebound in output.") == ["production mom up 2025-07 forecast -"]
