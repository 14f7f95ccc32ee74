"""Figures as desks, banks and bulletins tell them: sentences are ours, figures invented."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def read(text: str) -> list[str]:
    """Return each metric with a figure as "indicator basis value unit direction"."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.value.normalize():f} {m.unit} {m.direction or '-'}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("We lower our Q3 estimate by 70 kt to 1.05 Mt.", "production vs_expectation -70000 mt down"),
        (
            "Zinc output is now forecast at 412 kt in 2025, a cut of 6 kt to our March forecast.",
            "production vs_expectation -6000 mt down",
        ),
        (
            "We produced 18,200 tonnes in the quarter, 5% less than in the previous one.",
            "production change -5 percent down",
        ),
        (
            "Ingot fell by 5.2% to 7,120 tons, oxide by 3.3% to 4,700 tons, "
            "and alloy by 2.4% to 3,050 tons year on year.",
            "production yoy -3.3 percent down",
        ),
        (
            "Output was 9.1 kt in June, 4% below June 2024. On a daily basis it was 303 tons, "
            "2% lower than in May. Oxide decreased by 4.6% to 1,900 tons.",
            "production yoy -4.6 percent down",
        ),
    ],
)
def test_a_move_is_measured_against_what_the_house_compares_with(text: str, fact: str) -> None:
    assert fact in read(text)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Output 54 kt. SHFE 121 kt, +3.4 kt w/w.",
            ["inventory level 121000 mt -", "inventory wow 3400 mt up"],
        ),
        ("SHFE stks 12 kt 27 Jun.", ["inventory level 12000 mt -"]),
        ("LME $2,618 27 Jun, +2.9% m/m.", ["price level 2618 usd/mt -", "price mom 2.9 percent up"]),
        ("Margins turned negative, with ingot at 22,340 yuan/t.", ["price level 22340 yuan/mt -"]),
        ("Smelters closed on losses (22,340 yuan/t ingot).", ["price level 22340 yuan/mt -"]),
        ("Smelters made losses of 340 yuan/t.", ["profit level -340 yuan/mt -"]),
        ("TC/RC realisation improved to 21.7 c/lb.", ["treatment_charge level 0.217 usd/lb up"]),
        ("Cost of production excluding royalty fell 4% YoY.", ["cost yoy -4 percent down"]),
        ("Zinc averaged $2,618/t in June, an increase of 2.5%.", ["price mom 2.5 percent up"]),
        ("Zinc prices hovered around 22,340 yuan/mt.", ["price level 22340 yuan/mt flat"]),
        ("Hunan produced 22 kt, flat MoM, as mines stood.", ["production level 22000 mt flat"]),
    ],
)
def test_a_terse_note_tells_what_it_measures(text: str, facts: list[str]) -> None:
    told = read(text)
    assert [fact for fact in facts if fact not in told] == []


@pytest.mark.parametrize(
    "text",
    [
        "We foresee a deficit of 60 kt in Q3 and 30 kt in Q4.",
        "The market should be oversupplied by 210 kt, 40 kt less than in our March report.",
    ],
)
def test_a_balance_of_the_market_is_no_output(text: str) -> None:
    assert read(text) == []


def test_a_year_before_a_mine_counts_no_mines() -> None:
    told = read("We cut our 2026 mine output forecast from 1.9 Mt to 1.8 Mt.")
    assert told == ["production level 1900000 mt -", "production level 1800000 mt -"]
