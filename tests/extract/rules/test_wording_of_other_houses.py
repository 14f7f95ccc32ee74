"""How desks, wires and bureaus put a comparison: signs in words, bases ahead of figures, heads of stories."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str) -> list[str]:
    """Return each figure as "indicator basis value period"."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    found = resolve(section, Rules().answer(section).answer).metrics
    return [f"{m.indicator} {m.basis} {m.value} {m.period}" for m in found if m.value is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Output was 120 kt in June, on-year plus 0.4%, on-month minus 5.5%.",
        "Output: 120 kt (y/y plus 0.4%, m/m minus 5.5%).",
        "Output 120 kt; YoY: +0.4%; MoM: -5.5%.",
        "Output was 120 kt in June, minus 5.5% m/m and plus 0.4% y/y.",
        "Output was 120 kt. Against June 2024: +0.4%. Against May: minus 5.5%.",
    ],
)
def test_each_sign_goes_with_its_own_comparison(text: str) -> None:
    assert {each for each in told(text) if "level" not in each} == {
        "production yoy 0.4 2025-06",
        "production mom -5.5 2025-06",
    }


def test_a_sign_in_words_is_no_conjunction_and_a_conjunction_no_sign() -> None:
    (_, lead) = told("The furnace made 20 kt of zinc plus 3 kt of lead in June.")
    assert lead == "production level 3000 2025-06"


@pytest.mark.parametrize(
    "text",
    [
        "Output in June came with a 2.7% MoM and 9.9% YoY drop.",
        "Output saw a 2.7% MoM and 9.9% YoY drop in June.",
        "Output in June stood for a 2.7% monthly and 9.9% annual drop.",
        "Output posted a monthly drop of 2.7% and an annual decline of 9.9% in June.",
    ],
)
def test_two_changes_share_one_noun(text: str) -> None:
    assert told(text) == ["production mom -2.7 2025-06", "production yoy -9.9 2025-06"]


def test_what_happens_each_year_compares_nothing() -> None:
    (change,) = told("The annual overhaul cut output by 5% in June.")
    assert change == "production change -5 2025-06"


@pytest.mark.parametrize(
    "text",
    [
        "DELHI, July - Zinc output was 142,300 tonnes in June, a fall of 5% on the month.",
        "DELHI, July 4 (Wire) - Zinc output was 142,300 tonnes, a fall of 5% on the month.",
        "NEW DELHI, 4 July – Zinc output was 142,300 tonnes, a fall of 5% on the month.",
    ],
)
def test_the_place_and_day_of_a_wire_story_date_no_figure(text: str) -> None:
    assert told(text) == ["production level 142300 2025-06", "production mom -5 2025-06"]


def test_a_heading_in_capitals_is_no_dateline() -> None:
    assert told("NPI - May output was 4.1 kt.") == ["production level 4100.0 2025-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Output was 29,400 t; a month earlier it was 31,050 t; a year earlier 30,700 t.",
        "Output 29,400 t, a month earlier 31,050 t, a year earlier 30,700 t.",
        "June output 29,400 t; May 31,050 t; June a year ago 30,700 t.",
    ],
)
def test_levels_gone_by_keep_their_month(text: str) -> None:
    assert told(text) == [
        "production level 29400 2025-06",
        "production level 31050 2025-05",
        "production level 30700 2024-06",
    ]
