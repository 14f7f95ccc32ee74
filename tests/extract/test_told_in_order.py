"""What is said respectively: each figure has its own product, place and month; and how places are printed."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules, explain
from extract.rules.regions import names_of
from extract.rules.review.dealt import DEALT
from extract.rules.review.printed import printed_at


def told(text: str) -> list[str]:
    """Return each figure with what it is told of and when, in text order."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.value} {m.segment or m.region or '-'} {m.period}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is not None
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Large smelters ran at 85.3%, medium-sized ones at 71.1% and small ones at 52.4%, MoM declines "
            "of 2.1, 3.3 and 4.6 percentage points respectively.",
            ["-2.1 Large smelters", "-3.3 medium-sized", "-4.6 small"],
        ),
        (
            "Primary zinc output came to 410,000 mt and secondary zinc output to 62,000 mt, down 2.1% and up "
            "3.4% MoM respectively.",
            ["-2.1 Primary", "3.4 secondary zinc"],
        ),
        (
            "The output of large, medium and small smelters was 300,000 mt, 180,000 mt and 76,900 mt, "
            "respectively, down 1%, 2% and 3% MoM.",
            ["-1 large smelters", "-2 medium smelters", "-3 small smelters"],
        ),
        (
            "Low tariffs let smelters in Hunan and Yunnan run at full stretch, and output there rose by "
            "17.5% and 13.8% MoM, respectively.",
            ["17.5 Hunan", "13.8 Yunnan"],
        ),
        (
            "Operating rates in Hunan and Yunnan fell from 62% and 58% in May to 29% and 33%, respectively.",
            ["62 Hunan", "58 Yunnan"],
        ),
        (
            "In June, operating rates were 60%, 50% and 40% in Hunan, Yunnan and Guangxi, respectively.",
            ["60 Hunan", "50 Yunnan", "40 Guangxi"],
        ),
    ],
)
def test_each_figure_of_a_row_is_told_of_what_has_its_place(text: str, figures: list[str]) -> None:
    named = [line.rsplit(" ", 1)[0] for line in told(text)]
    assert [name for name in named if name in figures] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Zinc output in May and June was 5,000 mt and 6,000 mt respectively.",
            ["5000 - 2025-05", "6000 - 2025-06"],
        ),
        (
            "Zinc output was 4,000 mt, 5,000 mt and 6,000 mt in April, May and June respectively.",
            ["4000 - 2025-04", "5000 - 2025-05", "6000 - 2025-06"],
        ),
        (
            "Zinc output was down 2.1% and up 3.4% compared with May 2025 and June 2024, respectively.",
            ["-2.1 - 2025-06", "3.4 - 2025-06"],
        ),
    ],
)
def test_each_figure_of_a_row_is_told_of_its_own_month(text: str, figures: list[str]) -> None:
    assert told(text) == figures


def test_each_move_of_a_row_is_told_against_its_own_time() -> None:
    text = "Zinc output fell 2.1% and 3.4% from May and last June respectively."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    assert [(str(m.basis), m.period) for m in metrics] == [("mom", "2025-06"), ("yoy", "2025-06")]


def test_without_the_word_no_order_is_read_into_a_row() -> None:
    text = "Zinc output in Hunan was 5,000 mt. Smelters in Yunnan and Gansu ran at rates of 50% and 60%."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    assert not any(DEALT in line for number in (1, 2, 3) for line in explain(section, number))


def test_the_explanation_tells_that_the_order_decided() -> None:
    text = "Zinc output was 5,000 mt and 6,000 mt in Hunan and Yunnan respectively."
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    assert DEALT in explain(section, 1)


BODY = (
    "Plants in Shanxi and Henan; Guinean ore, Tianjin and Qinzhou ports; in the US, American scrap; Guineas."
)


@pytest.mark.parametrize(
    ("region", "printed"),
    [
        ("Shanxi, Henan", ["Shanxi and Henan"]),
        ("Tianjin, Qinzhou", ["Tianjin and Qinzhou"]),
        ("Guinea", ["Guinean"]),
        ("US", ["US", "American"]),
        ("Henan, Shanxi", []),
        ("Hunan", []),
    ],
)
def test_regions_are_found_as_they_are_printed(region: str, printed: list[str]) -> None:
    assert [BODY[slice(*run)] for run in printed_at(BODY, "region", region)] == printed


def test_what_is_no_region_is_found_in_its_own_words_alone() -> None:
    assert printed_at(BODY, "segment", "Guinea") == ()
    assert [BODY[slice(*run)] for run in printed_at(BODY, "segment", "guinean ore")] == ["Guinean ore"]


def test_a_place_has_the_names_of_all_that_mean_it() -> None:
    assert {"US", "USA", "United States", "American"} <= set(names_of("US"))
    assert names_of("Nowhere") == ("Nowhere",)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Zinc output fell by 3.1% in Hunan and by 2.2% in Yunnan.", ["-3.1 Hunan", "-2.2 Yunnan"]),
        ("Zinc output fell by as much as 12% MoM in Yunnan and Guangxi.", ["-12 Yunnan, Guangxi"]),
        ("The average operating rate of smelters in Hunan and Yunnan was 54.6%.", ["54.6 Hunan, Yunnan"]),
        ("Zinc output rose by 3% MoM in China.", ["3 -"]),
    ],
)
def test_the_places_beside_a_figure_are_its_own(text: str, figures: list[str]) -> None:
    assert [line.rsplit(" ", 1)[0] for line in told(text)] == figures


def test_as_many_moves_right_behind_as_many_levels_are_theirs() -> None:
    text = "Output of SHG zinc and zinc alloy was 410,000 mt and 92,000 mt, up 2% and down 3% MoM."
    assert [line.rsplit(" ", 1)[0] for line in told(text)][2:] == ["2 SHG zinc", "-3 zinc alloy"]
    assert told("Zinc output was 410,000 mt, up 2% MoM and 3% YoY.")[1:] == ["2 - 2025-06", "3 - 2025-06"]
