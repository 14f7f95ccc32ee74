"""Parts of what is told before, further moves, plans shared with a level, and lists of causes in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.resolve import Resolution
from schemas.vocabulary import Status

Told = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Exports came to 31,200 mt in April, down 7.9% MoM, up 14.3% YoY, of which rod took 24,100 mt.",
            ["shipments level 31200", "shipments mom -7.9", "shipments yoy 14.3", "shipments level 24100"],
        ),
        (
            "Cathode prices were raised by 50 yuan/mt on May 6, with another of 30 yuan/mt on May 20.",
            ["price change 50", "price change 30"],
        ),
        ("Copper output was 96,100 mt, taking 22,500 mt of blister.", ["production level 96100"]),
        (
            "Copper output was 96,100 mt, short by about 4,000 mt of what was scheduled for the month.",
            ["production level 96100", "production vs_expectation -4000"],
        ),
        (
            "Lines of 2,100 mt/day were shut, and 1,600 mt/day was newly ignited.",
            ["capacity change -2100", "capacity change 1600"],
        ),
    ],
)
def test_parts_and_further_moves(told_figures: Told, text: str, figures: list[str]) -> None:
    assert told_figures(text) == figures


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "The operating rate was 58% in the first half of May and 62% in the second.",
            ["2025-05", "2025-05"],
        ),
        (
            "In the first half of April the rate was 58%, in the second half it was 62%.",
            ["2025-04", "2025-04"],
        ),
        (
            "Output was 5.8 million mt in the first half of 2024 and 6.2 million mt in the second.",
            ["2024-01/2024-06", "2024-07/2024-12"],
        ),
    ],
)
def test_the_other_half_of_a_month(
    read_item: Callable[[str, str], Resolution], text: str, periods: list[str]
) -> None:
    assert [metric.period for metric in read_item("Copper Cathode (China)", text).metrics] == periods


def test_each_count_has_its_own_condition(read_item: Callable[[str, str], Resolution]) -> None:
    text = "Of the 33 surveyed producers, 13 halted production, 18 saw a decline and only two were normal."
    segments = [metric.segment for metric in read_item("Antimony Ingot", text).metrics]
    assert segments == ["surveyed", "halted production", "decline", "normal"]


def test_a_move_is_planned_as_its_level_is(read_item: Callable[[str, str], Resolution]) -> None:
    text = "Module production scheduled for June is about 50 GW, down 7-8 GW from May."
    assert [metric.status for metric in read_item("PV Module", text).metrics] == [Status.FORECAST] * 2


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        (
            "Because demand weakened, stocks piled up and prices kept falling, glass makers lowered output.",
            ["demand", "inventory", "product_price"],
        ),
        ("As demand weakened, glass makers lowered output and prices kept falling, reports say.", ["demand"]),
        ("Good profits left glass makers with little willingness to cut output.", ["profitability"]),
    ],
)
def test_causes_listed_in_front(
    read_item: Callable[[str, str], Resolution], text: str, causes: list[str]
) -> None:
    found = read_item("PV Glass", text).drivers
    assert [driver.category for driver in found if driver.effect == "production"] == causes
