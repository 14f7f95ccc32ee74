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
