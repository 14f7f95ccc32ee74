"""When a figure is told of a day, of a month that closes behind it, or of months that have gone by."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc touched $2,410/t on May 6 and closed the month at $2,260/t, 4% lower.", "$2,410/t", "2016-05",
         "2016-05-06"),
        ("Zinc touched $2,410/t on May 6 and closed the month at $2,260/t, 4% lower.", "$2,260/t", "2016-05",
         "2016-05"),
        ("Zinc touched $2,410/t on May 6 and closed the month at $2,260/t, 4% lower.", "4%", "2016-05",
         "2016-05"),
        ("Zinc fell under $1,900/t on 19 May, but by month-end stood at $1,960/t.", "$1,960/t", "2016-05",
         "2016-05"),
        ("Zinc fell under $1,900/t on 19 May and stood at $1,905/t the day after.", "$1,905/t", "2016-05",
         "2016-05-19"),
    ],
)  # fmt: skip
def test_the_close_of_a_month_behind_a_day_is_of_the_month(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("SHFE zinc stocks 151 kt, +2.6 kt w/w (20 May).", "151 kt", "2016-05-20"),
        ("SHFE zinc stocks 151 kt, +2.6 kt w/w (20 May).", "+2.6 kt", "2016-05-20"),
        ("SHFE zinc stocks 151 kt (-2.6 kt w/w, 20 May).", "151 kt", "2016-05-20"),
        ("SHFE zinc stocks: 151 kt on May 20 (previous week 149 kt).", "149 kt", "2016-05-13"),
        ("Zinc imports over April and May totaled 151 kt.", "151 kt", "2016-04/2016-05"),
        ("The cumulative 151 kt of April and May was 3% below that of a year earlier.", "151 kt",
         "2016-04/2016-05"),
        ("That would leave the total for the first six months 2.6% above the same period of 2015.", "2.6%",
         "2016-01/2016-06"),
        ("The rate was 55.5% in the week to May 20; over the month of May the rate averaged 53.8%.", "53.8%",
         "2016-05"),
        ("SHFE zinc stocks 151 kt (20 May); LME zinc stocks 404 kt.", "404 kt", "2016-05"),
        ("Zinc output 451 kt, +2.6 kt m/m (April 448.4 kt).", "451 kt", "2016-05"),
        ("At the tender of 18 May, 12,000 tonnes of zinc were sold at $2,010/t.", "12,000 tonnes",
         "2016-05-18"),
        ("At the tender of 18 May, 12,000 tonnes of zinc were sold at $2,010/t.", "$2,010/t", "2016-05-18"),
        ("Zinc prices: a cut of 80 yuan/mt agreed on 12 May.", "80 yuan/mt", "2016-05-12"),
        ("A panel of zinc smelters ran at an operating rate of 71% (May 20), mines at 60%.", "71%",
         "2016-05-20"),
    ],
)  # fmt: skip
def test_a_day_set_apart_dates_the_level_and_its_change(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Zinc output of five months was 2.1 million mt.", "2.1 million mt", "2016-01/2016-05"),
        ("The mine suspended exports for five months, so that output was 9,000 mt.", "9,000 mt", "2016-05"),
        ("Cumulative zinc production to April was 1.7 million mt.", "1.7 million mt", "2016-01/2016-04"),
        ("In the accumulated of the year zinc output fell by 3.1%.", "3.1%", "2016-01/2016-05"),
        ("Zinc usage rose by 1.4% over the five months.", "1.4%", "2016-01/2016-05"),
        ("March and April: 88,000 mt of zinc were produced.", "88,000 mt", "2016-03/2016-04"),
        ("Zinc output was 30 kt in May, which brings the quarter to 61 kt.", "61 kt", "2016-04/2016-06"),
        ("The smelter lifts its zinc sales target for the year to 65,000 mt.", "65,000 mt", "2016"),
        ("Zinc smelters will close 90,000 mt/year of capacity in the middle of next year.", "90,000 mt/year",
         "2017-06"),
    ],
)  # fmt: skip
def test_sums_of_months_and_years_are_told_in_many_ways(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Zinc stocks were 21,000 mt lower than at the end of 2015.", "21,000 mt", "2016-01/2016-05"),
        ("Zinc prices gained 18% from January to 15,900 yuan/mt.", "18%", "2016-01/2016-05"),
        ("Zinc prices gained 18% from January to 15,900 yuan/mt.", "15,900 yuan/mt", "2016-05"),
        ("Zinc prices reached twice the level of January, 6% up on the month.", "6%", "2016-05"),
        ("Zinc output was 3% lower than in April.", "3%", "2016-05"),
        ("Zinc output was 3% lower than in May 2015.", "3%", "2016-05"),
        ("Zinc output matched the record of 466,000 mt of April and was 6% higher than in May 2015.", "6%",
         "2016-05"),
    ],
)  # fmt: skip
def test_a_move_against_a_month_long_ago_is_of_the_months_since(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("In April zinc imports were 31,000 mt. Stocks of zinc fell to 120,000 mt.", "120,000 mt", "2016-05"),
        ("In April zinc imports were 31,000 mt. By country, Korea sent 9,000 mt.", "9,000 mt", "2016-04"),
        ("Northveld Zinc: quarter to March. Mine production 31,000 mt, costs lower.", "31,000 mt",
         "2016-01/2016-03"),
        ("Northveld Zinc, year to March 2016: production 131,000 mt.", "131,000 mt", "2015-04/2016-03"),
    ],
)  # fmt: skip
def test_a_month_gone_by_holds_for_its_sentence_and_a_title_for_its_section(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Since June is one day shorter, zinc output is estimated at 440,000 mt.", "440,000 mt", "2016-05",
         "2016-06"),
        ("The zinc premium for the first quarter is quoted at $110/mt.", "$110/mt", "2016-10",
         "2017-01/2017-03"),
        ("The zinc premium was settled at $110/mt for the first quarter.", "$110/mt", "2016-11",
         "2017-01/2017-03"),
        ("Zinc deliveries for the first quarter were concluded at $110/mt.", "$110/mt", "2016-11",
         "2017-01/2017-03"),
        ("Zinc output was 145,000 mt in the first quarter.", "145,000 mt", "2016-11", "2016-01/2016-03"),
        ("Management guides to 145,000 mt of integrated zinc in 2017.", "145,000 mt", "2016-05", "2017"),
        ("Zinc rose to $1,900/mt, and zinc oxide followed, from 9,500 yuan/mt to 9,900 yuan/mt.",
         "9,500 yuan/mt", "2016-05", "2016-05"),
    ],
)  # fmt: skip
def test_months_quarters_and_years_to_come_and_prices_that_follow(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc was at $2,410/t in the first ten days of May, $2,420/t in the middle ten and $2,460/t in the "
         "closing eleven.", "$2,420/t", "2016-05", "2016-05-20"),
        ("Zinc was at $2,410/t in the first ten days of May, $2,420/t in the middle ten and $2,460/t in the "
         "closing eleven.", "$2,460/t", "2016-05", "2016-05-31"),
        ("Mills made 2,410 t in the first ten days of April, 2,420 t in the second and 2,460 t in the third.",
         "2,460 t", "2016-05", "2016-04-30"),
        ("Two lines were lit. Zinc output was 2,410 t, the second in a row.", "2,410 t", "2016-05",
         "2016-05"),
        ("The ten months from January together gave 2,410 t of zinc.", "2,410 t", "2016-11",
         "2016-01/2016-10"),
        ("Zinc output is forecast at 2,410 t in the first half of January.", "2,410 t", "2016-12",
         "2017-01"),
    ],
)  # fmt: skip
def test_the_next_ten_days_and_months_from_one_on(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period
