"""Ways of levels told in apposition, gapped lists of moves, duties, and what producers lose."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def read(text: str, heading: str = "Refined Zinc") -> list[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.value:g} {m.direction}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc prices were 22,100 yuan/mt in the domestic market, steady MoM.", "price level 22100 flat"),
        (
            "Spot TCs were $125/mt on a CIF basis, slightly lower than last month.",
            "treatment_charge level 125 down",
        ),
        ("Smelters earned 120 yuan/mt, more than in May.", "profit level 120 up"),
        ("Zinc prices were up slightly at 22,100 yuan/mt.", "price level 22100 up"),
        ("Zinc output is set to be lower again in July at about 48,000 mt.", "production level 48000 down"),
        ("Zinc prices were up against lead at 22,100 yuan/mt.", "price level 22100 None"),
        ("Zinc prices lingered at 22,100 yuan/mt.", "price level 22100 flat"),
        ("SHFE zinc hovered around 23,900 yuan/mt.", "price level 23900 flat"),
        ("Imported zinc was 22,100 yuan/mt, lower than domestic zinc.", "price level 22100 None"),
    ],
)
def test_a_level_goes_the_way_told_beside_it_of_another_time(text: str, expected: str) -> None:
    assert read(text) == [expected]


def test_a_verb_told_once_serves_the_whole_list_of_products() -> None:
    text = "Zinc ingot output rose 3.6% MoM to 2,450 mt, zinc alloy 6.9% to 1,260 mt."
    assert read(text)[2:] == ["production mom 6.9 up", "production level 1260 None"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exporters were waiting for a cut in the 20% export tariff.", "tariff level 20 None"),
        ("At this price zinc smelters lose more than 1,000 yuan/mt.", "profit level -1000 None"),
    ],
)
def test_a_duty_is_a_level_and_what_producers_lose_a_loss(text: str, expected: str) -> None:
    assert read(text) == [expected]
