"""Which time a figure is told of where its sentence names others: days of events, months compared, orders."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, month: str = "2025-06", heading: str = "Refined Zinc") -> dict[str, tuple[str, str]]:
    section = annotate(Section(1, "s", heading, 0, 0, text), month)
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return {text[m.figure.start : m.figure.end]: (m.period, m.status) for m in metrics if m.figure}


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("A fire at the Sonora roaster on June 9 cost about 700 mt.", "700 mt", "2025-06"),
        ("A plant in Hunan finished its overhaul on June 11 and made 2,000 mt more.", "2,000 mt", "2025-06"),
        ("Operating rates were 71% as of June 20.", "71%", "2025-06-20"),
        ("Output was 21,000 mt in the week to June 19.", "21,000 mt", "2025-06-19"),
        ("Zinc stocks were 71,000 mt on June 20.", "71,000 mt", "2025-06-20"),
    ],
)
def test_output_is_of_its_month_and_not_of_the_day_of_an_event(text: str, figure: str, period: str) -> None:
    assert told(text)[figure][0] == period


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Output was 51,000 mt, up 3% on May and 8% on a snowbound June 2024.", "8%"),
        ("Output was 51,000 mt; it was 2.6% below the output of June 2024.", "2.6%"),
        ("Output was 51,000 mt, 4.5% under the level of June last year.", "4.5%"),
        ("Zinc ended the month at 22,100 yuan/mt, 300 yuan/mt under the end of May.", "300 yuan/mt"),
        ("Buyers paid $2,310/mt for August shipment.", "$2,310/mt"),
        ("Cargoes for August were sold at $2,310/mt.", "$2,310/mt"),
    ],
)
def test_a_month_compared_or_of_goods_to_come_dates_no_figure(text: str, figure: str) -> None:
    assert told(text)[figure][0] == "2025-06"


def test_what_output_went_up_or_down_on_is_of_the_month_named() -> None:
    found = told("Smelters made 40,000 mt in June, 4% down on May's 41,700 mt.")
    assert found["41,700 mt"] == ("2025-05", "actual")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Smelters in Yunnan were told to cut output by 30%.", "30%"),
        ("The producers agreed to reduce output by 5,000 mt.", "5,000 mt"),
        ("The company announced that it will reduce output by 5,000 mt.", "5,000 mt"),
        ("Alloy makers ask for an increase of 200 yuan/mt in prices.", "200 yuan/mt"),
        ("Plants without permits must cut output by 30%.", "30%"),
    ],
)
def test_what_is_ordered_asked_or_announced_is_a_target(text: str, figure: str) -> None:
    assert told(text)[figure][1] == "target"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Smelters in Yunnan were told to save power, and output fell by 30%.", "30%"),
        ("Output fell by 30% to 45,000 mt on the planned overhaul of a roaster.", "45,000 mt"),
        ("Export orders and the rise of prices to 23,050 yuan/mt kept plants running.", "23,050 yuan/mt"),
        ("Stocks in warehouses approved by the exchange were 8,100 mt.", "8,100 mt"),
    ],
)
def test_what_came_of_an_order_or_plan_is_actual(text: str, figure: str) -> None:
    assert told(text)[figure][1] == "actual"


def test_a_plan_that_nobody_has_leaves_the_outlook_a_forecast() -> None:
    found = told("No smelter plans a cut in July, still the holidays will take output down by 3%.")
    assert found["3%"] == ("2025-07", "forecast")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "A refinery that had halted in April for repairs came back, and good prices kept profits at "
            "700 yuan/mt.",
            "700 yuan/mt",
        ),
        ("After the tariff cuts in April, exporters shipped more, and smelters ran at 81%.", "81%"),
        ("Two plants had shut in May, while a smelter in Gansu ran at 60%.", "60%"),
        ("Most of the workers returned in April; profits widened to 900 yuan/mt.", "900 yuan/mt"),
    ],
)
def test_a_past_month_of_a_clause_that_is_over_dates_nothing_behind_it(text: str, figure: str) -> None:
    assert told(text)[figure][0] == "2025-06"


def test_the_month_of_the_figures_own_relative_clause_holds() -> None:
    assert told("Output, which in May stood at 41,000 mt, was weak.")["41,000 mt"][0] == "2025-05"
    assert told("The bureau said that output fell in May to 41,000 mt.")["41,000 mt"][0] == "2025-05"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The commissioning of the 60,000 mt/year Lantau smelter is put off to August.", "60,000 mt/year"),
        (
            "In July, two smelters with 300,000 mt/year of primary capacity have maintenance.",
            "300,000 mt/year",
        ),
        ("In July a 20,000 mt/year line in Hunan will be put into production.", "20,000 mt/year"),
    ],
)
def test_the_size_of_a_line_is_what_it_is_whenever_it_starts(text: str, figure: str) -> None:
    assert told(text)[figure] == ("2025-06", "actual")


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Stocks stood at 61,000 mt on July 3.", "61,000 mt", "2025-07-03"),
        (
            "As of early July, operating capacity stood at 5.1 million mt/year.",
            "5.1 million mt/year",
            "2025-07",
        ),
    ],
)
def test_what_stood_at_something_early_in_the_next_month_is_no_forecast(
    text: str, figure: str, period: str
) -> None:
    assert told(text)[figure] == (period, "actual")


def test_a_statement_of_the_present_behind_a_forecast_is_actual() -> None:
    found = told("Output in July may reach 52,000 mt unless ore runs out: port stocks are down to 31,000 mt.")
    assert found["52,000 mt"] == ("2025-07", "forecast")
    assert found["31,000 mt"] == ("2025-06", "actual")


def test_what_is_still_expected_behind_a_forecast_stays_a_forecast() -> None:
    found = told("Output in July may reach 52,000 mt, and stocks are expected to be 31,000 mt.")
    assert found["31,000 mt"] == ("2025-07", "forecast")


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc output was 3.1 kt in December, bringing the year to 36.2 kt.", "36.2 kt", "2024-12", "2024"),
        ("Zinc prices, down 14% from the start of the year, hurt mines.", "14%", "2025-06",
         "2025-01/2025-06"),
        ("Zinc output rose by 2% over the first five months of 2025.", "2%", "2025-06", "2025-01/2025-05"),
        ("Imports are subject to a 7% duty since February.", "7%", "2025-11", "2025-11"),
        ("Payables for zinc fell from 84% to 81% within the month.", "84%", "2025-06", "2025-06"),
        ("Zinc was at 22,900 yuan/mt on June 5 and then fell to 22,100 yuan/mt.", "22,100 yuan/mt", "2025-06",
         "2025-06"),
    ],
)  # fmt: skip
def test_spans_of_a_year_and_moves_within_a_month(text: str, figure: str, month: str, period: str) -> None:
    assert told(text, month)[figure][0] == period


def test_what_the_authors_expect_of_the_running_year_is_a_forecast() -> None:
    assert told("We keep our full-year average price of $2,700/mt.")["$2,700/mt"] == ("2025", "forecast")
    found = told("In July output is expected to recover. We estimate output at 52,000 mt.")
    assert found["52,000 mt"] == ("2025-07", "forecast")


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("A planned outage at a mill in Ohio removed 4,000 mt.", "4,000 mt", ("2025-06", "actual")),
        ("Plants ran at 81% since margins of 900 yuan/mt were the best that they could get.", "900 yuan/mt",
         ("2025-06", "actual")),
        ("DCE September lost 4% in the price over the month.", "4%", ("2025-06", "actual")),
        ("Output in the first week of the season was weak; exports were 7,000 mt.", "7,000 mt",
         ("2025-06", "actual")),
        ("Permits came late, with 300 mt of zinc output shipped in May.", "300 mt", ("2025-05", "actual")),
        ("The accumulated production from April is 140,000 mt.", "140,000 mt", ("2025-04/2025-06", "actual")),
        ("Mills were told to cut output by 30% from July 5 to August 20.", "30%",
         ("2025-07-05/2025-08-20", "target")),
        ("Zinc stocks were 61,000 mt in the ports and 12 cities on June 26.", "61,000 mt",
         ("2025-06-26", "actual")),
        ("Stocks stood at 61,000 mt on July 3; port stocks fell by 2,000 mt WoW.", "2,000 mt",
         ("2025-07-03", "actual")),
    ],
)  # fmt: skip
def test_more_times_that_are_a_figures_own_or_not(text: str, figure: str, expected: tuple[str, str]) -> None:
    assert told(text)[figure] == expected


def test_a_level_of_a_week_before_is_a_week_older() -> None:
    found = told("Zinc stocks were 61,000 mt on June 26, compared with 63,500 mt a week earlier.")
    assert found["63,500 mt"] == ("2025-06-19", "actual")


def test_what_a_plan_expands_from_is_what_there_is_now() -> None:
    found = told("The company plans to expand capacity from 40,000 mt to 60,000 mt by the end of 2026.")
    assert found["40,000 mt"] == ("2025-06", "actual")
    assert found["60,000 mt"] == ("2026-12", "target")


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("With orders that last into September, output should rise to 480,000 mt.", "480,000 mt",
         ("2025-07", "forecast")),
        ("Heading into July, output is expected to be 480,000 mt.", "480,000 mt", ("2025-07", "forecast")),
        ("Slab is sold under contract until the end of August, and mills lost 90 yuan/mt.", "90 yuan/mt",
         ("2025-06", "actual")),
        ("Two lines are due before the end of August, adding 40,000 mt/year.", "40,000 mt/year",
         ("2025-08", "target")),
        ("Two lines are due before the end of November, adding 40,000 mt/year.", "40,000 mt/year",
         ("2025-11", "target")),
        ("Orders for the year-end rush came early and lifted the operating rate to 68%.", "68%",
         ("2025-06", "actual")),
        ("Output fell 6% MoM, more than the expected 4%.", "4%", ("2025-06", "forecast")),
        ("In July the operating rate, 57% in June, is seen going up to 60%.", "60%",
         ("2025-07", "forecast")),
        ("In July the operating rate, 57% in June, is seen going up to 60%.", "57%", ("2025-06", "actual")),
        ("Six months: 2.9 Mt.", "2.9 Mt", ("2025-01/2025-06", "actual")),
        ("Over 6 months, output came to 2.9 Mt.", "2.9 Mt", ("2025-01/2025-06", "actual")),
        ("Over five months, output came to 2.9 Mt.", "2.9 Mt", ("2025-06", "actual")),
        ("The rate sank to 64%, missing the 67% that had been forecast.", "67%", ("2025-06", "forecast")),
    ],
)  # fmt: skip
def test_what_only_bounds_something_dates_no_figure(
    text: str, figure: str, expected: tuple[str, str]
) -> None:
    assert told(text)[figure] == expected
