"""What plants do and what befalls them, in many wordings: each sentence is ours, each figure invented."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import linked, told
from extract.rules.drivers.cases import cases_of
from extract.rules.drivers.told_again import told_once
from schemas.vocabulary import Indicator


def drivers(text: str, heading: str = "Refined Zinc (China)") -> set[str]:
    """Return each driver as "category effect direction"."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return {f"{f.label.category} {f.label.effect} {f.label.direction}" for f in linked(section)}


@pytest.mark.parametrize(
    "act",
    [
        "damped their furnaces",
        "stood for nine days",
        "preferred to wait",
        "did not restart",
        "had to slow",
        "are going to pause",
        "left furnaces cold",
        "went down to a single shift",
        "reduced mining",
    ],
)
def test_what_plants_do_less_is_an_effect_on_output(act: str) -> None:
    text = f"Refined zinc output was 540,000 mt in June, down 4% MoM. Orders were poor, so smelters {act}."
    assert "demand production down" in drivers(text)


@pytest.mark.parametrize(
    "act",
    ["kept all furnaces lit", "ran through the holiday", "blew in a furnace", "went on producing"],
)
def test_what_plants_do_more_is_an_effect_on_output(act: str) -> None:
    text = f"Refined zinc output was 540,000 mt in June, up 4% MoM. Orders were brisk, so smelters {act}."
    assert "demand production up" in drivers(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A roaster in Shaanxi broke down on June 8.", "equipment_failure production down"),
        ("July has one more day.", "calendar production up"),
        ("Floods swamped the yards of Hunan for a week.", "weather production down"),
        ("Railway wagons were scarce in the north.", "logistics production down"),
        ("The grid rationed electricity to smelters in Yunnan.", "energy production down"),
    ],
)
def test_what_befalls_plants_counts_for_the_headline_without_a_connective(text: str, expected: str) -> None:
    assert expected in drivers(f"Refined zinc output was 540,000 mt in June. {text}")


def test_a_figure_names_the_effect_that_no_word_does() -> None:
    text = "Smelters ran at 71% in June. Burst pipes in the cold kept them there."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    assert all(Indicator.OPERATING_RATE in case.effects for case in cases_of(told(section)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A lead that is "put down to" reasons names a rise, and no fall.
        ("The rise can be put down to the following: (1) June had one day more.", "calendar production up"),
        # "So plants that …" is a result, and no degree.
        ("Ore ran short, so plants that buy it cut output.", "raw_material_supply production down"),
        # What is told behind "however" is another statement.
        (
            "Smelters stopped pots because of losses, however new lines were lit, thus output rose.",
            "profitability production down",
        ),
        # No flood lifts output, whatever rose beside it.
        ("Because of the floods, plants were slow to come back.", "weather production down"),
        # Bad orders do not keep output steady.
        ("Output stayed flat on account of weak orders.", "demand production down"),
        ("Maintenance is scheduled in Guangxi for July.", "maintenance production down"),
    ],
)
def test_a_cause_pushes_the_way_that_its_own_statement_tells(text: str, expected: str) -> None:
    assert expected in drivers(f"Refined zinc output was 540,000 mt in June, up 1% MoM. {text}")


def test_two_causes_of_one_kind_told_in_two_sentences_are_two() -> None:
    text = "Zinc output fell because cable orders were cancelled. It fell, too, as galvanisers bought little."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    found = [f.label for f in told_once(linked(section))]
    assert [d.category for d in found if d.effect == "production"] == ["demand", "demand"]


def test_a_cause_told_again_in_its_own_words_is_one() -> None:
    text = "Zinc output fell because cable orders were cancelled. It fell since cable orders were few."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    found = [f.label for f in told_once(linked(section))]
    assert [d.category for d in found if d.effect == "production"] == ["demand"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A present-tense verb that no list holds.
        ("Output is forecast to recover by 6% MoM as the weather warms.", "weather production up"),
        # A relative clause between the subject and its verb.
        ("Smelters in Hunan, where power was rationed, cut output.", "energy production down"),
        # A particle behind its object.
        ("The shortage of sulphur will hold part of the rise back.", "raw_material_supply production down"),
        # A semicolon in place of a connective, on either side.
        ("Output slipped; ore was short.", "raw_material_supply production down"),
        ("Ore was short; output slipped.", "raw_material_supply production down"),
    ],
)
def test_plain_clauses_are_tied_to_the_output_beside_them(text: str, expected: str) -> None:
    assert expected in drivers(f"Refined zinc output was 540,000 mt in June.\n{text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output would have fallen further had new lines not started.", "capacity_addition production up"),
        ("Output would have been higher had scrap not been short.", "raw_material_supply production down"),
        ("Output fell on the combined effect of losses and dear coke.", "profitability production down"),
        ("Output fell under the influence of the holiday.", "holiday production down"),
    ],
)
def test_what_did_not_come_about_and_combined_effects_name_their_causes(text: str, expected: str) -> None:
    assert expected in drivers(f"Refined zinc output was 540,000 mt in June.\n{text}")


def test_a_fee_that_fell_for_a_reason_is_no_state_on_the_way_to_output() -> None:
    text = "Refined zinc output was 540,000 mt in June.\nTreatment charges fell as concentrate was short."
    assert "profitability production down" not in drivers(text)
