"""What has happened, or is so now, beside what is foreseen: words of the future govern their own clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules

Dated = Callable[[str, str, str], tuple[str, str]]

_MONTH = "2016-05"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Looking to June, zinc orders are expected to grow, but payables have risen to 87%.", "87%"),
        ("Buyers took zinc for June, and smelters with their own ore lifted the load to 84%.", "84%"),
        ("A mill used the slack for repairs planned in June, which cost 1,200 mt of zinc.", "1,200 mt"),
        ("Mines cannot blast until the inspections end in June; zinc prices have gone up 90 yuan/mt.",
         "90 yuan/mt"),
        ("Buyers wanted zinc before the planned tax comes, and 6,800 mt were shipped.", "6,800 mt"),
        ("Two zinc projects in the west produced 3,100 mt.", "3,100 mt"),
        ("Rain came early, so power plants could sell at 0.31 yuan/kWh.", "0.31 yuan/kWh"),
        ("In June zinc output is likely to be flat: the kiln is back, but losses of 450 yuan/mt eat up cash.",
         "450 yuan/mt"),
        ("As for June, zinc smelters with their own ore have margins of 700 yuan/mt.", "700 yuan/mt"),
        ("The zinc price was 15,100 yuan/mt, in a rush to meet the plan; the operating rate was 88%.", "88%"),
    ],
)  # fmt: skip
def test_what_has_happened_or_is_so_now_is_actual_beside_an_outlook(
    dated: Dated, text: str, figure: str
) -> None:
    assert dated(text, figure, _MONTH) == (_MONTH, "actual")


@pytest.mark.parametrize(
    ("text", "figure", "period", "status"),
    [
        ("For June, overseas miners lowered their zinc offers by $4/mt.", "$4/mt", "2016-06", "actual"),
        ("Zinc output is expected to fall to 31,000 mt in June, as smelters plan repairs.", "31,000 mt",
         "2016-06", "forecast"),
        ("Smelters that cut in April should raise zinc output by 3,000 mt in June.", "3,000 mt", "2016-06",
         "forecast"),
        ("June zinc output is unlikely to exceed 31,000 mt.", "31,000 mt", "2016-06", "forecast"),
        ("Zinc output fell in May. The bank projects a rise of 3,000 mt in June.", "3,000 mt", "2016-06",
         "forecast"),
        ("Zinc: our June range is $1,850-1,950/mt.", "$1,850-1,950/mt", "2016-06", "forecast"),
        ("Scheduled zinc output for June is 31,000 mt.", "31,000 mt", "2016-06", "forecast"),
        ("Zinc prices rise from here, to $1,950/mt by end-2016.", "$1,950/mt", "2016-12", "forecast"),
        ("If the pots are back by September, zinc should trade near $1,950/mt.", "$1,950/mt", "2016-09",
         "forecast"),
        ("The year as a whole should close 8% lower.", "8%", "2016", "forecast"),
        ("In the September quarter a nine-day stop of mill 2 will cut zinc output by 900 mt.", "900 mt",
         "2016-07/2016-09", "forecast"),
    ],
)  # fmt: skip
def test_what_is_foreseen_stays_so(dated: Dated, text: str, figure: str, period: str, status: str) -> None:
    assert dated(text, figure, _MONTH) == (period, status)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Arrivals of zinc ore, stuck in port in March by a storm, reached 98,000 mt.", "98,000 mt"),
        ("Foil plants had bought ahead in April and were in no hurry, so the zinc price slid 300 yuan/mt.",
         "300 yuan/mt"),
        ("The zinc price was 15,100 yuan/mt (end-April 15,600).", "15,100 yuan/mt"),
        ("Plants closed earlier this year, thus the zinc price fell by 150 yuan/mt.", "150 yuan/mt"),
        ("Zinc output slipped to 3,050 mt: mines stopped on May 25, a week earlier.", "3,050 mt"),
        ("Plants heated up in the first ten days; zinc profits of 900 yuan/mt help.", "900 yuan/mt"),
        ("Zinc touched $1,920/mt on 17 May before its retreat to $1,850/mt.", "$1,850/mt"),
    ],
)  # fmt: skip
def test_a_time_of_an_aside_or_of_what_came_before_dates_nothing_else(
    dated: Dated, text: str, figure: str
) -> None:
    assert dated(text, figure, _MONTH)[0] == _MONTH


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("April will be better on the whole.", "up"),
        ("Snow will last, so April should be similar.", "flat"),
        ("April will be weaker.", "down"),
        ("April will be better for prices.", None),
    ],
)
def test_a_month_to_come_stands_for_its_output_with_an_adjective(text: str, way: str | None) -> None:
    told = f"Zinc output was 30 kt in March. {text}"
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, told), "2016-03")
    moves = Rules().answer(section).answer.movements
    expected = [] if way is None else [(way, "2016-04", "forecast")]
    assert [(m.direction, m.period, m.status) for m in moves] == expected


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        (
            "With February forecast at 46 kt of zinc, the quarter would end at 128 kt.",
            "128 kt",
            "2025-01/2025-03",
        ),
        ("Zinc output in the quarter was 128 kt.", "128 kt", "2024-10/2024-12"),
        (
            "April is another matter: zinc output is expected to fall to 40 kt in that month.",
            "40 kt",
            "2025-04",
        ),
        ("April is another matter. Zinc output should fall to 40 kt in that month.", "40 kt", "2025-04"),
        (
            "With the rains of May, power gets cheaper and lifts zinc output to 40 kt in that month.",
            "40 kt",
            "2025-05",
        ),
        ("Zinc output was 40 kt in May.", "40 kt", "2024-05"),
        (
            "Arrivals will shrink from 12 kt in January and 10 kt in February, to 4 kt in May.",
            "4 kt",
            "2025-05",
        ),
        ("In April zinc output is likely to be 40 kt.", "40 kt", "2025-04"),
        ("The rate should climb from January's 56.3% to 60.9%.", "60.9%", "2025-02"),
        ("The share climbed from 41% in December. 5-series output was flat.", "41%", "2024-12"),
    ],
)
def test_months_and_quarters_near_ahead_are_those_to_come(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2025-01")[0] == period
