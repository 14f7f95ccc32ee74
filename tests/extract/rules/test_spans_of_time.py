"""Quarters, seasons and contracts: the span of time of a figure that its own words leave open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "month", "expected"),
    [
        ("Prices lost 4% on the month and 11% quarter-to-date.", "11%", "2017-08", "2017-07/2017-08"),
        ("Stocks are down 9 kt QTD.", "9 kt", "2017-06", "2017-04/2017-06"),
        ("Stocks are down 9 kt half-to-date.", "9 kt", "2017-09", "2017-07/2017-09"),
        ("Output in Q2 FY18 was 60 kt. Imports rose 8% YoY in H1.", "8%", "2017-10", "2017-04/2017-09"),
        ("Output in Q2 FY18 was 60 kt. Costs should rise by Rs 900/t in Q4.", "Rs 900/t", "2017-10",
         "2018-01/2018-03"),
        ("Output in Q2 FY18 was 60 kt. For the full year we estimate 250 kt of output.", "250 kt", "2017-10",
         "2017-04/2018-03"),
        ("Realisation was Rs 90,000/t. We cut FY18E output to 240 kt.", "240 kt", "2017-10",
         "2017-04/2018-03"),
        ("Output in the first three quarters reached 0.9 million mt.", "0.9 million mt", "2017-10",
         "2017-01/2017-09"),
        ("World output fell by 3% in the two months to 2.1 million mt.", "2.1 million mt", "2017-02",
         "2017-01/2017-02"),
        ("Stocks have fallen by 9 kt since early May.", "9 kt", "2017-07", "2017-05/2017-07"),
    ],
)  # fmt: skip
def test_a_span_of_time_is_read_as_the_months_that_it_covers(
    dated: Dated, text: str, figure: str, month: str, expected: str
) -> None:
    assert dated(text, figure, month)[0] == expected


@pytest.mark.parametrize(
    ("text", "figure", "month", "expected"),
    [
        ("For the December quarter we plan output of 31,000 mt.", "31,000 mt", "2017-08", "2017-10/2017-12"),
        ("In the December quarter output was 31,000 mt.", "31,000 mt", "2017-08", "2016-10/2016-12"),
        ("Smelters are expected to run at 70% in the July-September season.", "70%", "2017-03",
         "2017-07/2017-09"),
        ("Smelters ran at 70% in the July-September season.", "70%", "2017-03", "2016-07/2016-09"),
    ],
)  # fmt: skip
def test_what_is_foreseen_lies_ahead(dated: Dated, text: str, figure: str, month: str, expected: str) -> None:
    assert dated(text, figure, month)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The May contract ended at 16,400 yuan/mt.",
        "The gap between the May and September contracts is 16,400 yuan/mt.",
        "The May zinc futures settled at 16,400 yuan/mt.",
    ],
)
def test_the_month_of_a_contract_dates_no_price(dated: Dated, text: str) -> None:
    assert dated(text, "16,400 yuan/mt", "2017-02") == ("2017-02", "actual")


def test_a_rate_behind_a_day_that_opens_its_sentence_is_of_that_day(dated: Dated) -> None:
    assert dated("On June 23 the southern smelters ran at 71%.", "71%", "2017-06")[0] == "2017-06-23"
    assert dated("On June 23 a fire broke out, and smelters ran at 71%.", "71%", "2017-06")[0] == "2017-06"


def test_a_quarterly_report_goes_on_with_its_quarter(dated: Dated) -> None:
    text = (
        "Zinc output was 44 kt in the June quarter, 4% lower than in the March quarter, and lead "
        "output 12 kt. In July output fell by 2%.\nExports reached 31 kt. Output is running at 16 kt a month."
    )
    assert dated(text, "31 kt", "2017-07")[0] == "2017-04/2017-06"


def test_a_cost_against_the_quarter_before_is_of_the_quarter(dated: Dated) -> None:
    assert dated("Unit costs fell 7% quarter on quarter.", "7%", "2017-07")[0] == "2017-04/2017-06"
    assert dated("Unit costs fell 7% on the month.", "7%", "2017-07")[0] == "2017-07"


def test_an_outlook_for_a_year_holds_for_the_sentence_behind(dated: Dated) -> None:
    text = "We forecast output of 4.1 million mt in 2017. Exports should rise to 0.9 million mt."
    assert dated(text, "0.9 million mt", "2017-04") == ("2017", "forecast")


@pytest.mark.parametrize(
    "text",
    [
        "We see 0.5 million mt of output in Q2, as spot TCs of $88/mt are still tempting.",
        "Output is forecast to grow to 0.5 million mt in Q2, supported by TCs of $88/mt.",
    ],
)
def test_the_ground_of_a_forecast_is_as_things_are(dated: Dated, text: str) -> None:
    assert dated(text, "$88/mt", "2017-04") == ("2017-04", "actual")


@pytest.mark.parametrize(
    ("text", "figure", "month", "expected"),
    [
        ("Consensus for Q3 is $2,240/mt.", "$2,240/mt", "2017-05", ("2017-07/2017-09", "forecast")),
        ("Prices missed consensus for Q1 at $2,240/mt.", "$2,240/mt", "2017-05",
         ("2017-01/2017-03", "actual")),
        ("Two Dutch smelters to halve output to 9 kt.", "9 kt", "2017-05", ("2017-05", "target")),
        ("Owing to cut volumes output was 9 kt.", "9 kt", "2017-05", ("2017-05", "actual")),
        ("For 2017 the company has guided for refined output of 190 kt.", "190 kt", "2017-05",
         ("2017", "target")),
        ("We produced 44 kt in May. We expect 47 kt of output in June.", "47 kt", "2017-05",
         ("2017-06", "target")),
        ("Smelters made 44 kt in May. We expect 47 kt of output in June.", "47 kt", "2017-05",
         ("2017-06", "forecast")),
        ("The year's output was 510 kt.", "510 kt", "2017-12", ("2017", "actual")),
        ("Smelters ran at 68% in the week of June 16; a month ago it was 74%.", "74%", "2017-06",
         ("2017-05", "actual")),
        ("Prices fell below 17,000 yuan/mt; margins shrank to 80 yuan/mt in the week of June 16.",
         "17,000 yuan/mt", "2017-06", ("2017-06", "actual")),
    ],
)  # fmt: skip
def test_period_and_status_come_from_who_speaks_and_of_when(
    dated: Dated, text: str, figure: str, month: str, expected: tuple[str, str]
) -> None:
    assert dated(text, figure, month) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output in 2023 and 2024 together rose by 5%.",
        "Between 2022 and 2024 output rose by 5%, with stocks up 3%.",
    ],
)
def test_a_change_over_a_span_of_years_is_of_that_span(dated: Dated, text: str) -> None:
    assert dated(text, "5%", "2025-06")[0] in ("2023/2024", "2022/2024")
