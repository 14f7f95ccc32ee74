"""What one verb, one comparative or one sum tells of several figures; sums lost and won back."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str) -> list[str]:
    """Return each figure as indicator, basis and signed value, in text order."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.value.normalize():f}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "At large smelters zinc output decreased 12,000 mt from May, at small smelters 4,500 mt.",
            ["production mom -12000", "production mom -4500"],
        ),
        (
            "Alloy output gained 4,000 mt and ingot output 9,000 mt in June compared with May.",
            ["production mom 4000", "production mom 9000"],
        ),
        (
            "Zinc output is forecast to lose 9,000 mt in July and another 12,000 mt in August.",
            ["production mom -9000", "production mom -12000"],
        ),
        (
            "Overhauls in July are expected to cost 85,000 mt of output: 30,000 mt of ingot, 45,000 mt of "
            "slab and 10,000 mt of alloy.",
            ["production change -85000", "production change -30000", "production change -45000"],
        ),
        (
            "Domestic TCs lost 200 yuan/mt from May, to 3,450 yuan/mt, and imported TCs $5/dmt, to $113/dmt.",
            ["treatment_charge mom -200", "treatment_charge mom -5"],
        ),
        (
            "Zinc output is forecast at 31,000 mt for July, 1,200 mt or 3.7% below June's 32,200 mt.",
            ["production mom -1200", "production mom -3.7"],
        ),
        (
            "At no less than 21,650 yuan/mt, zinc ingot was 1,840 yuan/mt, or 9.3%, more expensive than in "
            "May.",
            ["price mom 1840", "price mom 9.3"],
        ),
    ],
)
def test_a_move_told_with_another_is_no_level(text: str, figures: list[str]) -> None:
    read = told(text)
    assert [line for line in figures if line not in read] == []


@pytest.mark.parametrize(
    "text",
    [
        "Yunnan produced 312,000 mt of zinc in June, 11,000 mt less than in May, and Hunan 41,000 mt.",
        "Yunnan produced 203,000 mt in June, up 16,000 mt MoM, and Hunan 41,000 mt.",
    ],
)
def test_a_level_behind_an_aside_is_no_move(text: str) -> None:
    assert told(text)[-1] == "production level 41000"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Capacity closed in the month amounted to 2,600 mt/day, whereas 1,200 mt/day was lit again.",
            "1200",
        ),
        ("Restarts added 13,500 mt to June output, but maintenance took 21,000 mt away from it.", "-21000"),
        ("Orders in June were a quarter more than in May, but 8% fewer than a year ago.", "-8"),
    ],
)
def test_a_figure_with_words_of_its_own_keeps_its_sign(text: str, last: str) -> None:
    assert told(text)[-1].split()[-1] == last


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Of the 1.71 million mt of concentrate that arrived in June, Peru sent 1.42 million mt and "
            "Bolivia 110,000 mt.",
            ["arrivals level 1710000", "arrivals level 1420000", "arrivals level 110000"],
        ),
        (
            "Ingot output was 82,100 mt in June and slab output 22,400 mt, respectively 1.9% higher and 0.7% "
            "lower YoY.",
            ["production level 82100", "production level 22400", "production yoy 1.9", "production yoy -0.7"],
        ),
    ],
)
def test_parts_of_a_whole_and_moves_with_one_comparison(text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("After a loss of 1,100 yuan/mt in May, producers made 2,900 yuan/mt in June.", "profit level 2900"),
        (
            "On cheap power, smelters had a loss of 12 yuan/mt; on dear power it was 135 yuan/mt.",
            "profit level -135",
        ),
        ("Sanxing Zinc lost 186 million yuan in the first quarter.", "profit level -186000000"),
        (
            "The zinc price had lost 135 yuan/mt MoM in May and won back 60 yuan/mt MoM in June.",
            "price mom 60",
        ),
    ],
)
def test_losses_and_what_is_won_back(text: str, last: str) -> None:
    assert told(text)[-1] == last


def test_costs_go_on_from_item_to_item() -> None:
    text = "Production costs by province: Hunan 5,310 yuan/mt, Guangxi 5,420 yuan/mt, Yunnan 5,505 yuan/mt."
    assert [line.split()[0] for line in told(text)] == ["cost"] * 3
