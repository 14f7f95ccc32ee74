"""Causes told without a finite clause of their own, or against what did not happen, in our own sentences."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules


def causes(text: str, heading: str = "Refined Zinc") -> set[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return {f"{d.category} {d.effect} {d.direction}" for d in Rules().answer(section).answer.drivers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short of concentrate, smelters in Hunan cut output.", {"raw_material_supply production down"}),
        ("Output fell, smelters being unable to buy power.", {"energy production down"}),
        (
            "Smelters, unwilling to pay such prices for ore, cut output.",
            {"raw_material_cost production down"},
        ),
        (
            "Output dropped, having lost a furnace to a transformer failure.",
            {"equipment_failure production down"},
        ),
        ("Smelters, which had few orders, ran at just 45%.", {"demand operating_rate down"}),
    ],
)
def test_a_reduced_clause_tells_why(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output would have risen without the strike.", {"other production down"}),
        (
            "Zinc output would have been larger, had ore not been short.",
            {"raw_material_supply production down"},
        ),
        ("What held the growth back was the pollution warning.", {"environment production down"}),
        ("Profits were so high that smelters raised output.", {"profitability production up"}),
    ],
)
def test_what_did_not_happen_tells_which_way_a_cause_pushed(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two smelters are due to resume production in July.", {"resumption production up"}),
        ("Output fell, not because of weak demand but because of power cuts.", {"energy production down"}),
        (
            "Ore was short, scrap was dear, and smelters in Hunan lowered their load.",
            {"raw_material_supply production down", "raw_material_cost production down"},
        ),
        ("Zinc output rose ahead of the export tariff.", {"policy production up"}),
    ],
)
def test_plans_denials_and_rows_of_clauses_are_told_apart(text: str, expected: set[str]) -> None:
    assert causes(text) == expected
