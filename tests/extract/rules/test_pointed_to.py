"""Figures and moves that their sentence only points to, and costs told by their unit: our own sentences."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def facts(text: str) -> list[str]:
    """Return each metric as "indicator basis value direction period status"."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {'-' if m.value is None else m.value} {m.direction or '-'} {m.period}"
        f" {m.status}"
        for m in resolve(section, Rules().answer(section).answer).metrics
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output in July is seen at the same level as in June.",
            "production mom - flat 2025-07 forecast",
        ),
        ("In June zinc output stayed where it was.", "production mom - flat 2025-06 actual"),
        ("Weak orders would keep July output rangebound.", "production mom - flat 2025-07 forecast"),
        ("July output is likely to be at the level of last year.", "production yoy - flat 2025-07 forecast"),
        ("July output should stay well above that of last year.", "production yoy - up 2025-07 forecast"),
        ("July output should stay well below that of last month.", "production mom - down 2025-07 forecast"),
    ],
)
def test_levels_told_by_another_time_are_moves_against_it(text: str, told: str) -> None:
    assert facts(text) == [told]


def test_a_level_taken_up_as_unchanged_moves_flat_beside_another_comparison() -> None:
    assert facts("Zinc output was 520,000 mt in June. That is unchanged from May, but 9% lower YoY.") == [
        "production level 520000 - 2025-06 actual",
        "production mom - flat 2025-06 actual",
        "production yoy -9 down 2025-06 actual",
    ]


def test_what_is_unchanged_behind_a_regions_level_is_not_the_headline() -> None:
    read = facts("Output in Yunnan was 52,000 mt in June. That is unchanged from May.")
    assert "production mom - flat 2025-06 actual" not in read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc exports were hit by the strike. They fell by 31,000 mt MoM.", "shipments mom -31000 down"),
        ("Social stocks went on rising. They now stand at 31,000 mt.", "inventory level 31000 -"),
    ],
)
def test_a_pronoun_takes_up_the_one_thing_named_before(text: str, told: str) -> None:
    assert facts(text) == [f"{told} 2025-06 actual"]


def test_a_pronoun_takes_up_nothing_where_two_things_could_be_meant() -> None:
    read = facts("Imports met with weak orders. They amounted to 9,000 mt.")
    assert not any(fact.startswith(("arrivals", "demand")) for fact in read)


def test_what_producers_report_or_lose_is_output() -> None:
    assert facts("The biggest producer reported 190,000 mt for the first quarter, down 4% YoY.") == [
        "production level 190000 - 2025-01/2025-03 actual",
        "production yoy -4 down 2025-01/2025-03 actual",
    ]
    assert facts("Scrap-fed producers were short of feed and lost 3.2%, to 14,900 mt.") == [
        "production mom -3.2 down 2025-06 actual",
        "production level 14900 - 2025-06 actual",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Capesize freight averaged $21.5/mt in June.", "cost level 21.5 -"),
        ("Freight from Peru was $42/mt.", "cost level 42 -"),
        ("Grid power at Rs 8.10/unit leaves no margin.", "cost level 8.10 -"),
        ("The smelter worked at 55% of its rate.", "operating_rate level 55 -"),
        ("One major held at 80%.", "operating_rate level 80 flat"),
        ("The fire takes 12,000 mt off the market.", "production change -12000 down"),
        ("Smelters produced 12,000 mt less than they had planned.", "production vs_expectation -12000 down"),
    ],
)
def test_costs_rates_and_losses_are_told_by_unit_and_verb(text: str, told: str) -> None:
    assert facts(text) == [f"{told} 2025-06 actual"]


def test_the_size_of_lines_by_the_day_is_capacity() -> None:
    assert facts("Two lines of 650 mt/day will run on.")[0].startswith("capacity level 650 ")
