"""What a kind of report tells of the times of its figures: quarters, years of quotas, levels left behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Premiums softened to $120/mt from $150/mt.", "$150/mt", "2016-04", "2016-03"),
        ("Payables for zinc slid from 84% to 81%.", "84%", "2016-04", "2016-03"),
        ("The price came off to $2,150/mt by April 22, from $2,210/mt.", "$2,210/mt", "2016-04", "2016-03"),
        ("Premiums softened from $150/mt to $120/mt within three weeks.", "$150/mt", "2016-04", "2016-04"),
        ("Zinc prices slid from 15,300 yuan/mt to 14,900 yuan/mt.", "15,300 yuan/mt", "2016-04", "2016-04"),
        ("Our forecast of the 2017 price is cut to $2,150/t from $2,210/t.", "$2,210/t", "2016-04", "2017"),
    ],
)
def test_a_price_that_was_left_is_one_of_the_month_before_unless_told_of_the_month(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc shipments of 94 kt were 6% higher than in the June quarter.", "94 kt", "2016-10",
         "2016-07/2016-09"),
        ("Zinc shipments of 94 kt were 6% higher than in the June quarter.", "6%", "2016-10",
         "2016-07/2016-09"),
        ("Zinc production at the northern mine was 31 kt, with quarter-on-quarter growth of 4%.", "31 kt",
         "2016-10", "2016-07/2016-09"),
        ("Zinc production was 31 kt in the September quarter, up 4% QoQ. Cash cost was US$900/t, against "
         "US$960/t.", "US$960/t", "2016-09", "2016-04/2016-06"),
        ("Zinc shipments of 94 kt were 6% higher than in August.", "94 kt", "2016-09", "2016-09"),
    ],
)  # fmt: skip
def test_what_is_told_against_a_quarter_is_of_the_next_one(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "month", "period"),
    [
        ("Zinc output of FY15 (April-March) rose to 764 kt.", "764 kt", "2015-03", "2014-04/2015-03"),
        ("Zinc output for 2014-15 (April-March) rose to 764 kt.", "764 kt", "2015-03", "2014-04/2015-03"),
        ("In the year to June the mine produced 46 kt of zinc.", "46 kt", "2015-07", "2014-07/2015-06"),
        ("Zinc output was 46 kt in the September quarter. FY16 guidance of 190 kt is unchanged.", "190 kt",
         "2015-09", "2015-07/2016-06"),
        ("A year ago zinc shipments were 31 kt.", "31 kt", "2015-07", "2014-07"),
        ("Zinc output was 31 kt in January (Dec: 30 kt; Jan '14: 29 kt).", "29 kt", "2015-01", "2014-01"),
        ("Zinc output was 31 kt, flat with June and 11% up on July 2014.", "11%", "2015-07", "2015-07"),
        ("Zinc output rose 12% above the strike-hit June.", "12%", "2015-07", "2015-07"),
    ],
)  # fmt: skip
def test_years_are_those_that_the_report_counts_in(
    dated: Dated, text: str, figure: str, month: str, period: str
) -> None:
    assert dated(text, figure, month)[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "period", "status"),
    [
        ("The first batch of the mining quota, 62,000 mt, was used up.", "62,000 mt", "2015", "target"),
        ("Mines neared their annual quota of 62,000 mt.", "62,000 mt", "2015", "target"),
        ("Export quotas newly approved for 62,000 mt will help.", "62,000 mt", "2015-09", "target"),
        ("Zinc output in September is estimated to be 31 kt.", "31 kt", "2015-09", "actual"),
        ("Zinc output in October is estimated to be 31 kt.", "31 kt", "2015-10", "forecast"),
        ("Zinc output in October is estimated to rise by 3 kt.", "3 kt", "2015-10", "forecast"),
    ],
)
def test_quotas_are_of_a_year_and_estimates_of_the_month_have_happened(
    dated: Dated, text: str, figure: str, period: str, status: str
) -> None:
    assert dated(text, figure, "2015-09") == (period, status)
