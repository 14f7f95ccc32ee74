"""Causes told without a finite clause of their own, or against what did not happen, in our own sentences."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import linked


def causes(text: str, heading: str = "Refined Zinc") -> set[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return {f"{d.category} {d.effect} {d.direction}" for d in (found.label for found in linked(section))}


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two things weighed on zinc output. First, ore was short. Second, power was rationed.",
            {"raw_material_supply production down", "energy production down"},
        ),
        (
            "Zinc output fell for three reasons: (1) dear ore deterred smelters from buying;",
            {"raw_material_cost production down"},
        ),
        (
            "Two factors brought the fall of shipments by 3%. First, the port was closed by fog.",
            {"logistics shipments down"},
        ),
    ],
)
def test_reasons_that_are_counted_keep_the_effect_of_their_list(text: str, expected: set[str]) -> None:
    assert expected <= causes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "With two smelters back from maintenance, output is put at 52,000 mt.",
            {"resumption production up"},
        ),
        ("Given three fewer days, June output is seen at 50,000 mt.", {"calendar production down"}),
        ("Because of the tight ore the output of smelters fell.", {"raw_material_supply production down"}),
        ("Zinc output slid to 51,000 mt: ore was short.", {"raw_material_supply production down"}),
        ("Ore was short. Output is therefore expected to fall.", {"raw_material_supply production down"}),
        ("Ore ran short, as a result of which zinc output fell.", {"raw_material_supply production down"}),
    ],
)
def test_an_output_without_a_move_and_other_places_of_a_cause_are_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zinc demand is not the problem.",
        "Zinc ore prices eased 75 yuan/mt to 9,050 yuan/mt.",
        "Even so, zinc ore prices eased.",
        "Zinc ore stocks are down to about 15 days.",
    ],
)
def test_words_of_connectives_that_connect_nothing_are_no_causes(text: str) -> None:
    assert causes(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "As the holiday nears, galvanising demand will ease, and with less demand, output will fall.",
            {"holiday production down", "demand production down"},
        ),
        ("Better by-product credits led casthouses to pour more ingot.", {"profitability production up"}),
        ("The zinc price was held up by tight stocks.", {"inventory price up"}),
        ("As power was short, five smelters ran at half load.", {"energy operating_rate down"}),
        (
            "Zinc smelters operated normally, output rising 2%, despite the holiday.",
            {"holiday production down"},
        ),
        (
            "The house puts July zinc output at 52,000 mt, as ore is short.",
            {"raw_material_supply production down"},
        ),
    ],
)
def test_chains_go_on_and_causes_keep_their_own_way(text: str, expected: set[str]) -> None:
    assert expected <= causes(text)


def test_what_names_the_reason_of_the_sentence_before_moves_what_that_told() -> None:
    text = "Zinc output was 52,000 mt. Port stocks fell by 3,000 mt. The reason was the closure of the port."
    assert "logistics inventory down" in causes(text)


def test_the_metal_that_a_product_is_made_of_is_its_input() -> None:
    text = "The operating rate fell to 61% as copper climbed to 77,000 yuan/mt."
    assert causes(text, "Copper Wire Rod (China)") == {"raw_material_cost operating_rate down"}
