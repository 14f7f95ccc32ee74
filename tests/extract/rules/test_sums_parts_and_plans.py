"""Sums over a year or its parts, parts of a whole, what was planned or had been expected, what was lost."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules
from schemas.records import Metric


def _metric(text: str, figure: str, month: str = "2015-06") -> Metric:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), month)
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return next(m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure)


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc output was 51,000 mt in December; the annual output rose to 600,000 mt.", "600,000 mt",
         "2015-12", "2015"),
        ("Zinc output is put at 51,000 mt for December. The annual total will be 600,000 mt.", "600,000 mt",
         "2015-11", "2015"),
        ("Peru made 9,000 mt in December 2014, bringing the total of the year to 104,000 mt.", "104,000 mt",
         "2015-01", "2014"),
        ("Zinc exports were 4,000 mt in June, so that the half-year total came to 21,000 mt.", "21,000 mt",
         "2015-06", "2015-01/2015-06"),
        ("Zinc output was 51,000 mt in September; the quarterly total was 150,000 mt.", "150,000 mt",
         "2015-09", "2015-07/2015-09"),
        ("Cumulative zinc output for January and February was 98,000 mt.", "98,000 mt",
         "2015-02", "2015-01/2015-02"),
        ("In the first ten months of the financial year (April to January) output came to 480,000 mt.",
         "480,000 mt", "2015-01", "2014-04/2015-01"),
        ("Zinc production for Apr-Jul FY16 was 190,000 t.", "190,000 t", "2015-07", "2015-04/2015-07"),
        ("For the financial year from April 2015 the smelter targets 630,000 mt.", "630,000 mt",
         "2015-03", "2015-04/2016-03"),
        ("Zinc output was 51,000 mt in May. FY16 (June year-end) guidance of 610,000 mt stays.", "610,000 mt",
         "2015-09", "2015-07/2016-06"),
        ("We produced 9,000 mt of zinc in the three months to 31 August, our fiscal first quarter.",
         "9,000 mt", "2015-08", "2015-06/2015-08"),
        ("Zinc exports were 4,000 mt in May; the year to date comes to 18,000 mt.", "18,000 mt",
         "2015-06", "2015-01/2015-05"),
        ("Zinc mine output was 9,000 mt in May (official data, published 20 June), up 4% MoM.", "4%",
         "2015-06", "2015-05"),
        ("Mills plan to use 78,000 mt of zinc in the half year from April to September.", "78,000 mt",
         "2015-05", "2015-04/2015-09"),
    ],
)  # fmt: skip
def test_a_sum_is_dated_by_what_it_sums_up(text: str, figure: str, month: str, period: str) -> None:
    assert _metric(text, figure, month).period == period


def test_the_annual_output_of_a_plant_is_no_sum_of_the_year() -> None:
    text = "Zinc output was 51,000 mt in June. A smelter with an annual output of 30,000 mt was restarted."
    assert _metric(text, "30,000 mt").period != "2015"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Zinc output was 51,000 mt in June. Of it, 62% came from concentrate and 38% from scrap.", "62%"),
        ("Zinc output was 51,000 mt in June. Of it, 62% came from concentrate and 38% from scrap.", "38%"),
        ("Zinc output was 51,000 mt in June. In terms of feed, ore was used for 70%, dross for 30%.", "30%"),
        ("Zinc output was 51,000 mt in June, of which special high grade took 83%.", "83%"),
        ("Zinc exports were 5,000 mt in June, with 64% heading for Taiwan and 20% for Japan.", "64%"),
        ("Zinc exports were 5,000 mt in June, with 64% heading for Taiwan and 20% for Japan.", "20%"),
        ("Zinc output was 51,000 mt in June, of which dross took 4,000 mt or 7.8%.", "7.8%"),
    ],
)
def test_a_part_of_a_whole_is_a_share(text: str, figure: str) -> None:
    found = _metric(text, figure)
    assert (found.indicator, found.basis, found.direction) == ("share", "level", None)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Zinc output was 51,000 mt in June, of which prime grade was 40,000 mt (up 2% MoM) and feed grade "
         "11,000 mt (down 3% MoM).", "11,000 mt"),
        ("Zinc output was 51,000 mt in June, up 3% MoM. By feed: concentrate 41,000 mt (+2%), scrap 9,000 mt "
         "(+4%), all MoM.", "41,000 mt"),
        ("Zinc output was 51,000 mt in June. Hunan and Yunnan together gave 30,000 mt, Gansu 9,000 mt.",
         "30,000 mt"),
    ],
)  # fmt: skip
def test_an_item_of_a_breakdown_is_of_what_is_broken_down(text: str, figure: str) -> None:
    found = _metric(text, figure)
    assert (found.indicator, found.basis) == ("production", "level")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Zinc output fell 4% MoM at mills with mines, at those without mines 9%.", "9%"),
        ("Output of SHG zinc decreased 8.6% MoM and alloy output 15%.", "15%"),
        ("Zinc output was 51,000 mt in June, down 0.4% from May and 12% from June 2014.", "12%"),
    ],
)
def test_an_item_takes_over_the_move_of_the_one_before(text: str, figure: str) -> None:
    found = _metric(text, figure)
    assert (found.indicator, found.direction) == ("production", "down")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Zinc output was 51,000 mt in June, 900 mt below our earlier estimate.", "900 mt"),
        ("Zinc output was 51,000 mt in June, up 3% MoM, lower than the expectation by 900 mt.", "900 mt"),
        ("Zinc output was 51,000 mt in June and 900 mt lower than the schedule given a month ago.", "900 mt"),
        ("Zinc output was 51,000 mt in June, 900 mt below the monthly plan.", "900 mt"),
        ("Zinc output was 51,000 mt in June, 2% below the producers' plan.", "2%"),
    ],
)
def test_what_is_set_against_a_plan_is_so_compared(text: str, figure: str) -> None:
    found = _metric(text, figure)
    assert (found.basis, found.direction) == ("vs_expectation", "down")


def test_schedules_of_two_months_are_compared_with_each_other() -> None:
    text = "Zinc output was 51,000 mt in June. Schedules for July are 3% higher than the June schedules."
    assert _metric(text, "3%").basis == "mom"


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output was 51,000 mt in June, in line with the 53,000 mt projected at the end of May.",
        "Zinc output was 51,000 mt in June, in contrast to the 53,000 mt scheduled at its beginning.",
        "Zinc output was 51,000 mt in June, while we had expected 53,000 mt for the month.",
    ],
)
def test_what_had_been_expected_of_the_month_is_a_forecast_of_it(text: str) -> None:
    found = _metric(text, "53,000 mt")
    assert (found.basis, found.direction) == ("level", None)
    assert (found.period, found.status) == ("2015-06", "forecast")


def test_a_level_that_another_one_doubles_is_of_the_time_behind_it() -> None:
    text = "Zinc exports were 8,000 mt in June, more than double the 3,600 mt of June 2014."
    assert _metric(text, "3,600 mt").period == "2014-06"
    assert (_metric(text, "double").basis, _metric(text, "double").value) == ("yoy", 100)


@pytest.mark.parametrize(
    ("text", "figure", "indicator"),
    [
        ("Zinc output was 51,000 mt in June. Some 700 mt was held back by sellers.", "700 mt", "production"),
        ("Zinc output was 51,000 mt in June. A pump burst and a week's output was lost, about 700 mt.",
         "700 mt", "production"),
        ("Zinc output was 51,000 mt in June. Output lost in Gansu was 700 mt.", "700 mt", "production"),
        ("Zinc output was 51,000 mt in June. A fire stopped the roaster. Loss: around 700 mt.", "700 mt",
         "production"),
        ("Zinc output was 51,000 mt in June. An outage on June 7 caused 700 mt of losses.", "700 mt",
         "production"),
        ("Zinc output was 51,000 mt in June. Gansu closed six furnaces, equal to 42,000 mt/year.",
         "42,000 mt/year", "capacity"),
        ("Zinc output was 51,000 mt in June. Galvanisers cancelled 15% of their orders.", "15%", "demand"),
        ("Zinc output was 51,000 mt in June. Its own power plant saves the smelter some $60/mt.", "$60/mt",
         "cost"),
    ],
)  # fmt: skip
def test_what_is_lost_closed_or_saved_is_a_change(text: str, figure: str, indicator: str) -> None:
    found = _metric(text, figure)
    assert (found.indicator, found.basis, found.direction) == (indicator, "change", "down")


def test_points_of_a_grade_move_no_rate() -> None:
    text = "Zinc output was 51,000 mt in June; the average grade was 6.1%, 0.2 percentage points below May."
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2015-06")
    assert len(resolve(section, Rules().answer(section).answer).metrics) == 1


@pytest.mark.parametrize(
    ("text", "figure", "indicator"),
    [
        ("Zinc output was 51,000 mt in June. Spot TCs fell to $60/mt. Smelters used concentrate under term "
         "contracts at $95/mt.", "$95/mt", "treatment_charge"),
        ("Zinc output was 51,000 mt in June. Spot TCs were $60/mt. Benchmark $98/mt.", "$98/mt",
         "treatment_charge"),
        ("Zinc output was 51,000 mt in June. Spot TCs for clean ore CIF Japan were $60/dmt.", "$60/dmt",
         "treatment_charge"),
        ("Zinc output was 51,000 mt in June. Imports arrived in quantity: 9,000 mt in May.", "9,000 mt",
         "arrivals"),
        ("Zinc output was 51,000 mt in June. Only 7,000 mt left the ports.", "7,000 mt", "shipments"),
        ("Zinc output was 51,000 mt in June. Smelters delivered 2,000 mt abroad.", "2,000 mt", "shipments"),
        ("Zinc output was 51,000 mt in June. Port stocks for export were 8,000 mt.", "8,000 mt", "inventory"),
        ("Zinc output was 51,000 mt in June. The ports held 88,000 mt on June 30.", "88,000 mt", "inventory"),
        ("Zinc output was 51,000 mt in June. The mill's tender price was 5,100 yuan/mt, its volume 1,900 mt.",
         "1,900 mt", "demand"),
        ("Zinc output was 51,000 mt in June. Freight from Antwerp averaged $27/mt, $3/mt cheaper.", "$3/mt",
         "cost"),
    ],
)  # fmt: skip
def test_what_a_figure_measures_is_told_by_the_words_around_it(
    text: str, figure: str, indicator: str
) -> None:
    assert _metric(text, figure).indicator == indicator


@pytest.mark.parametrize(("word", "sign"), [("above", 1), ("below", -1)])
def test_a_price_beside_the_cost_is_a_profit_or_a_loss(word: str, sign: int) -> None:
    text = f"Zinc output was 51,000 mt in June. Smelters ran on, with zinc 400 yuan/mt {word} full cost."
    found = _metric(text, "400 yuan/mt")
    assert (found.indicator, found.basis, found.value) == ("profit", "level", 400 * sign)


@pytest.mark.parametrize(
    ("text", "figure", "direction"),
    [
        ("Zinc output was 51,000 mt in June. Ore rose to 5,200 yuan/mt; oxide followed to 8,100 yuan/mt.",
         "8,100 yuan/mt", "up"),
        ("Zinc output was 51,000 mt in June. The price went below the 18,000 yuan/mt line on June 20.",
         "18,000 yuan/mt", "down"),
        ("Zinc output was 51,000 mt in June. The cost was almost unchanged, at 2,340 yuan/mt.",
         "2,340 yuan/mt", "flat"),
        ("Zinc output was 51,000 mt in June. FOB was firm at $17/wmt.", "$17/wmt", "flat"),
        ("Zinc output was 51,000 mt in June. LME zinc slid from a high of $2,390/mt on June 3 to $2,160/mt.",
         "$2,160/mt", "down"),
        ("Zinc output was 51,000 mt in June. The miner confirmed its plan for 2015 of 610,000 mt.",
         "610,000 mt", "flat"),
        ("Zinc output was 51,000 mt in June. Traders ask for less while mills stick to 18,200 yuan/mt.",
         "18,200 yuan/mt", "flat"),
    ],
)  # fmt: skip
def test_a_level_went_the_way_that_is_told(text: str, figure: str, direction: str) -> None:
    found = _metric(text, figure)
    assert (found.basis, found.direction) == ("level", direction)


@pytest.mark.parametrize(
    ("text", "figure", "period", "status"),
    [
        ("Zinc output was 51,000 mt in June. It should be 49,000 mt in July, down 4%. SHG: down 2%; alloy: "
         "down 7%.", "7%", "2015-07", "forecast"),
        ("Zinc stocks were 80,000 mt as of June 25. Of this, smelters held 30,000 mt.", "30,000 mt",
         "2015-06-25", "actual"),
        ("Zinc output was 51,000 mt in June. In July smelters with a capacity of 90,000 mt/year have "
         "planned maintenance.", "90,000 mt/year", "2015-06", "actual"),
        ("Zinc output was 51,000 mt in June. Exports rose before the duty is raised from 5% to 10%.",
         "5%", "2015-06", "actual"),
        ("Zinc output was 51,000 mt in June. Capacity was expanded by 45,000 mt/year in the year so far.",
         "45,000 mt/year", "2015-01/2015-06", "actual"),
    ],
)  # fmt: skip
def test_what_goes_on_with_a_sentence_or_describes_is_dated_so(
    text: str, figure: str, period: str, status: str
) -> None:
    found = _metric(text, figure)
    assert (found.period, found.status) == (period, status)


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("Zinc output was 51,000 mt in June, and supply fell short of our forecast by 900 mt.", "900 mt",
         "vs_expectation"),
        ("Zinc output was 51,000 mt in June. Scrap prices rose by 300 yuan/mt to 14,000 yuan/mt over the "
         "month.", "300 yuan/mt", "mom"),
        ("Zinc output was 51,000 mt in June. Scrap lost 9% in the course of the month.", "9%", "mom"),
        ("Zinc output was 51,000 mt in June; compared with the 55,000 mt of June 2014 it was 7% lower.", "7%",
         "yoy"),
    ],
)  # fmt: skip
def test_what_a_move_is_compared_with_is_told_around_it(text: str, figure: str, basis: str) -> None:
    assert _metric(text, figure).basis == basis


def test_a_class_of_what_runs_at_a_rate_has_a_rate_and_no_share() -> None:
    text = "The rate of zinc plants fell to 54% in June, of which that of large plants was 63%."
    assert _metric(text, "63%").indicator == "operating_rate"


def test_a_year_told_as_a_sum_moved_against_the_year_before() -> None:
    text = (
        "Zinc imports were 6,000 mt, 4% less than in May; for the whole of 2014 they were 70,000 mt, up 9%."
    )
    assert _metric(text, "9%").basis == "yoy"
