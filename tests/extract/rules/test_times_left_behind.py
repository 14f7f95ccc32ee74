"""Times of a clause that is over, what holds now behind it, and what is bound to come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("A zinc smelter in Hunan completed its overhaul in late April and added 6,000 mt.", "6,000 mt",
         "2016-05"),
        ("Zinc galvanisers, whose orders had been cancelled in April, ran at 60%.", "60%", "2016-05"),
        ("Smelters with zinc concentrate bought in March were losing 700 yuan/mt.", "700 yuan/mt", "2016-05"),
        ("Zinc output in April fell by 3%.", "3%", "2016-04"),
        ("In April zinc imports were 31,000 mt, and zinc stocks are above 50,000 mt.", "50,000 mt",
         "2016-05"),
        ("Zinc exports in April were 31,000 mt, with the average price at $2,100/mt.", "$2,100/mt",
         "2016-04"),
        ("Zinc output was 460,000 mt, the highest since the strike of February, and 3% up on April.", "3%",
         "2016-05"),
        ("Zinc smelters reach 60% by end-June; LME zinc $1,950/t at month-end.", "$1,950/t", "2016-05"),
        ("Zinc output rose 4% in January-May. Mine production rose by 2% over the same period.", "2%",
         "2016-01/2016-05"),
        ("Zinc output was 30 kt in May, with the annual total put at 360 kt.", "360 kt", "2016-01/2016-05"),
        ("Zinc tenders for June, however, were down by 90 yuan/mt.", "90 yuan/mt", "2016-06"),
    ],
)  # fmt: skip
def test_a_time_of_a_clause_that_is_over_dates_nothing_behind_it(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period


@pytest.mark.parametrize(
    ("text", "figure", "told"),
    [
        ("Mine supply may be cut in 2017, since at current prices half of zinc shafts lose cash.", "half",
         ("2016-05", "actual")),
        ("Zinc output is likely to rise in June with two new smelters, each of 100,000 mt/year.",
         "100,000 mt/year", ("2016-05", "actual")),
        ("The zinc miner expects to produce 190,000 mt in 2016.", "190,000 mt", ("2016", "target")),
        ("From October zinc plants will have to cut output by 30%.", "30%", ("2016-10", "target")),
        ("From October zinc plants will be limited to 30% of capacity.", "30%", ("2016-10", "target")),
        ("Zinc plants had to cut output by 30%.", "30%", ("2016-05", "actual")),
        ("Against our forecast of 46,000 mt in May, zinc output was 44,000 mt.", "46,000 mt",
         ("2016-05", "forecast")),
        ("In October zinc plants cut output by 30%.", "30%", ("2015-10", "actual")),
    ],
)  # fmt: skip
def test_what_holds_now_and_what_is_bound_to_come(
    dated: Dated, text: str, figure: str, told: tuple[str, str]
) -> None:
    assert dated(text, figure, "2016-05") == told


def test_a_quarter_far_ahead_of_which_the_past_is_told_is_the_year_befores(dated: Dated) -> None:
    assert dated("Zinc prices doubled in the fourth quarter.", "doubled", "2017-02")[0] == "2016-10/2016-12"
    assert dated("Zinc prices should rise by 5% in the fourth quarter.", "5%", "2017-02")[0] == (
        "2017-10/2017-12"
    )


@pytest.mark.parametrize(
    ("text", "figure", "told"),
    [
        ("The zinc mining quota for 2016 is 56,000 mt, so zinc prices rose to 15,900 yuan/mt.",
         "15,900 yuan/mt", ("2016-05", "actual")),
        ("Zinc offers for June were raised to $2,100/mt, and stocks of zinc dropped to 120,000 mt.",
         "120,000 mt", ("2016-05", "actual")),
        ("A strike may spoil that, having taken away 8,000 mt of zinc so far.", "8,000 mt",
         ("2016-05", "actual")),
        ("A new furnace is expected to lift capacity utilisation, at present 74%.", "74%",
         ("2016-05", "actual")),
        ("Strikes will take 15,000 mt of zinc output away from the second half.", "15,000 mt",
         ("2016-07/2016-12", "forecast")),
        ("We see no recovery before the third quarter, when zinc should average $2,200/mt.", "$2,200/mt",
         ("2016-07/2016-09", "forecast")),
        ("Zinc exports fell because of the 15% export duty imposed in March.", "15%", ("2016-03", "actual")),
        ("The 15% duty announced by the United States on 8 May stopped zinc sales.", "15%",
         ("2016-05", "actual")),
        ("Zinc production is put at 4.3 million mt, 5% less than in 2015.", "4.3 million mt",
         ("2016", "forecast")),
        ("Zinc output rose 4% in January-April. Usage fell by 2% over the same four months.", "2%",
         ("2016-01/2016-04", "actual")),
        ("June: zinc to trade lower. Range $1,850-1,980/t.", "$1,850-1,980/t", ("2016-06", "forecast")),
    ],
)  # fmt: skip
def test_clauses_of_now_and_spans_to_come(
    dated: Dated, text: str, figure: str, told: tuple[str, str]
) -> None:
    assert dated(text, figure, "2016-05") == told


@pytest.mark.parametrize(
    ("text", "figure", "told"),
    [
        ("In June output should rise. New capacity of 80,000 mt/year in Hunan will start trial production.",
         "80,000 mt/year", ("2016-06", "target")),
        ("A zinc line of 80,000 mt/year is to be commissioned in the third quarter.", "80,000 mt/year",
         ("2016-07/2016-09", "target")),
        ("In June an 80,000 mt/year zinc line will start trial runs.", "80,000 mt/year",
         ("2016-05", "actual")),
        ("Zinc output was a new high since March 2013 and beat our expectation by 900 mt.", "900 mt",
         ("2016-05", "actual")),
        ("Zinc exports were the lowest for any month since 2013 and 900 mt less than in April.", "900 mt",
         ("2016-05", "actual")),
        ("Volumes will be higher, and we keep the guidance for zinc in 2017 at 95,000 mt.", "95,000 mt",
         ("2017", "target")),
        ("During April-January 2015-16 zinc output stood at 74,900 mt.", "74,900 mt",
         ("2015-04/2016-01", "actual")),
        ("In June zinc output may rise although mills buy from stocks, 49,000 mt at present.", "49,000 mt",
         ("2016-05", "actual")),
        ("The A$ fell. Zinc guidance for the 2017 financial year is 95,000 mt.", "95,000 mt",
         ("2016-07/2017-06", "target")),
        ("A smelter brought the second half of its 12,000 mt/year zinc expansion on stream.",
         "12,000 mt/year", ("2016-05", "actual")),
    ],
)  # fmt: skip
def test_lines_bound_to_start_extremes_and_guidance(
    dated: Dated, text: str, figure: str, told: tuple[str, str]
) -> None:
    assert dated(text, figure, "2016-05") == told


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Zinc output was 44 kt, 9% less than in May 2015 (48.4 kt).", "48.4 kt", "2015-05"),
        ("Zinc output was 44 kt, 2% below April (44.9 kt) and 9% below last May.", "44.9 kt", "2016-04"),
        ("Zinc exports rose by 42% from March, when only 3,500 mt were shipped.", "3,500 mt", "2016-03"),
        ("Zinc output was 44 kt in May (LME zinc at $1,900/t).", "$1,900/t", "2016-05"),
    ],
)
def test_a_level_told_behind_the_time_compared_with_is_of_that_time(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2016-05")[0] == period
