"""Kinds of causes and the way they push, by their own words, in phrases of our own."""

from __future__ import annotations

import pytest

from extract.rules.drivers.causes import cause_in
from extract.rules.drivers.chains import neighbours_of
from extract.rules.drivers.reading import read_words


def kind(phrase: str, heading: str = "Refined Zinc") -> str:
    own = frozenset(word.casefold() for word in heading.split())
    reading = read_words(1, phrase, 0, len(phrase), own, neighbours_of(heading))
    found = cause_in(reading, 0, len(reading.words))
    return f"{found.category} {found.push}" if found else "none"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the winter tariff for electricity", "energy down"),
        ("dry-season power rates", "energy down"),
        ("power limits were called off", "energy up"),
        ("a tariff of 25% on imports", "policy down"),
        ("dual control of energy consumption", "policy down"),
        ("safety inspections at mines in Hunan", "policy down"),
        ("approval of new mining licences", "policy up"),
        ("an emergency response for heavy pollution", "environment down"),
        ("staggered production in the north", "environment down"),
        ("fog closed the strait", "weather down"),
        ("vessels queued at the berth", "logistics down"),
        ("customs delays at the border", "logistics down"),
        ("a new crystal-pulling base", "capacity_addition up"),
        ("a third kiln", "capacity_addition up"),
        ("a price of CNY792/kg", "product_price down"),
        ("second-tier plants", "none"),
        ("second-tier producers", "none"),
        ("plants lost 300 yuan on every tonne", "profitability down"),
        ("smelters earned up to 350 yuan/mt", "profitability up"),
        ("costs could no longer be covered by revenue", "profitability down"),
        ("no workers", "other down"),
        ("a second wave of the pandemic", "other down"),
        ("repairs at the roaster", "maintenance down"),
        ("No. 2 furnace maintenance", "maintenance down"),
        ("the end of the shutdown", "resumption up"),
        ("the overhaul of the concentrator concluded", "resumption up"),
        ("nothing pointing to a restart of the line", "resumption down"),
        ("none of the three idled furnaces restarted", "resumption down"),
        ("few smelters restarting", "resumption down"),
        ("no firm date at all for the furnaces to restart", "resumption down"),
        ("a few smelters restarting", "resumption up"),
        ("a restriction of natural gas supply", "energy down"),
        ("natural gas more than doubled", "energy down"),
        ("power switches to dry-season rates", "energy down"),
        ("the transformer caught fire", "equipment_failure down"),
        ("a tax inspection of dealers", "policy down"),
        ("no improvement in demand", "demand down"),
        ("no shortage of ore", "raw_material_supply up"),
        ("hardly any margin", "profitability down"),
        ("a strike over pay", "other down"),
        ("days off over National Day", "holiday down"),
        ("the start of a mill in April", "capacity_addition up"),
    ],
)
def test_a_phrase_names_its_kind_and_push(phrase: str, expected: str) -> None:
    assert kind(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "heading", "expected"),
    [
        ("coke has come down three times", "Silicomanganese (China)", "raw_material_cost up"),
        ("scrap at 8,850 yuan/mt", "Secondary Lead (China)", "raw_material_cost down"),
        ("caustic soda went up", "Alumina (China)", "raw_material_cost down"),
        ("ore grades fell", "Copper Concentrate (Peru)", "raw_material_supply down"),
        ("coke was short", "Silicomanganese (China)", "raw_material_supply down"),
        ("cable makers drew on their own stocks", "Copper Wire Rod (China)", "demand down"),
        (
            "the price gap between scrap and cathode widened",
            "Copper Wire Rod (China)",
            "raw_material_cost down",
        ),
        ("zinc fell below 20,000 yuan/mt", "Refined Zinc", "product_price down"),
        ("lithium carbonate and lithium fluoride kept declining", "LiPF6 (China)", "raw_material_cost up"),
        ("dearer lithium fluoride", "LiPF6 (China)", "raw_material_cost down"),
    ],
)
def test_the_chain_tells_inputs_from_buyers_and_prices_from_supply(
    phrase: str, heading: str, expected: str
) -> None:
    assert kind(phrase, heading) == expected
