"""Times told without a name of their own: "a month earlier", "last month", "the first two months"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("The rate was 44% this month and 47.5% last month.", "47.5%", "2025-05"),
        ("Zinc output was 5,200 mt; a month earlier plants had made 5,600 mt.", "5,600 mt", "2025-05"),
        ("The operating rate was 66%; the month before it had stood at 79%.", "79%", "2025-05"),
        ("Zinc output was 9,300 mt; a year earlier it had been 9,100 mt.", "9,100 mt", "2024-06"),
        ("Stocks were 9,000 mt on June 26; a week earlier they had been 9,400 mt.", "9,400 mt", "2025-06-19"),
        ("Zinc output was 5,200 mt, 400 mt less than a month earlier.", "400 mt", "2025-06"),
        ("Zinc output was 5,200 mt, compared with 5,600 mt a month earlier.", "5,600 mt", "2025-05"),
    ],
)
def test_a_month_before_is_meant_where_it_compares_with_nothing(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2025-06")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Zinc exports fell by 12% from April to May, when they were 2,450 mt.", "2,450 mt", "2025-05"),
        ("Zinc output rose by 3.1% from May to June.", "3.1%", "2025-06"),
        ("Zinc output from April to May was 90,000 mt.", "90,000 mt", "2025-04/2025-05"),
        ("Six months of 2025 have yielded 271,300 mt of zinc.", "271,300 mt", "2025-01/2025-06"),
        (
            "Zinc output of the first five months was 136 mt, whereas the same months of 2023 gave 141 mt.",
            "141 mt",
            "2023-01/2023-05",
        ),
        (
            "India made 90,000 mt of zinc in the first two months of FY 2025-26.",
            "90,000 mt",
            "2025-04/2025-05",
        ),
        (
            "India made 90,000 mt of zinc in the first two months of FY 2024-25.",
            "90,000 mt",
            "2024-04/2024-05",
        ),
        ("The first month of FY 2025-26 gave India 90,000 mt of zinc.", "90,000 mt", "2025-04"),
    ],
)
def test_from_one_month_to_the_next_a_thing_moves_and_a_sum_spans(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2025-06")[0] == period


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output is forecast at 40,000 mt; the first two months together would then yield 84,000 mt.",
            ("2025-01/2025-02", "forecast"),
        ),
        ("Zinc output in the first eleven months was 84,000 mt.", ("2024-01/2024-11", "actual")),
    ],
)
def test_the_first_months_of_a_year_may_be_those_to_come(
    dated: Dated, text: str, told: tuple[str, str]
) -> None:
    assert dated(text, "84,000 mt", "2025-01") == told


def test_a_quarter_is_told_up_to_the_reports_own_month_where_that_is_named(dated: Dated) -> None:
    text = "The rate was 49.6% in March, as against 33.8% in February; output of the quarter was 371,000 mt."
    assert dated(text, "371,000 mt", "2025-03")[0] == "2025-01/2025-03"


def test_a_month_that_is_foreseen_behind_its_name_is_the_next_of_that_name(dated: Dated) -> None:
    text = "After the holiday zinc output in February is expected to recover by 4%."
    assert dated(text, "4%", "2025-11") == ("2026-02", "forecast")


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        (
            "New capacity of 800,000 mt/year that had come on in May lifted output.",
            "800,000 mt/year",
            "2025-05",
        ),
        (
            "The start-up of 20,000 mt/year of new capacity, planned for August, is late.",
            "20,000 mt/year",
            "2025-08",
        ),
        ("Zinc output jumped by 9.8% in May, to 318,000 mt, and in June it fell.", "318,000 mt", "2025-05"),
        ("Stocks, which at the end of May had stood at 31,000 mt, were run down.", "31,000 mt", "2025-05"),
        (
            "Curbs on zinc, announced in late May, meant that only 19,000 mt was shipped.",
            "19,000 mt",
            "2025-06",
        ),
    ],
)
def test_a_clause_around_a_figure_dates_it_and_one_set_in_commas_does_not(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2025-06")[0] == period


def test_what_is_sputtered_from_is_no_plan(dated: Dated) -> None:
    text = "Demand from ITO target makers was 46 mt in May and 39 mt this month."
    assert dated(text, "46 mt", "2025-06") == ("2025-05", "actual")


def test_a_price_in_the_subject_of_an_outlook_is_as_it_is_now(dated: Dated) -> None:
    text = "Restarts will add to zinc output, but a tender at 6,150 yuan/mt, 100 yuan/mt lower, will curb it."
    assert dated(text, "6,150 yuan/mt", "2025-06") == ("2025-06", "actual")
