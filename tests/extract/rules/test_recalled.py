"""What is recalled: figures of another month than the one told of, with no date of their own beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Output was 19,420 mt, up 3.3% MoM. A year earlier, output had been 18,100 mt.", "18,100 mt"),
        ("The operating rate dropped from 43% to 41%, while a year ago it had been 47%.", "47%"),
        ("The operating rate was 41% in April; a year ago it was 47%.", "47%"),
        ("The operating rate was 41% in April, against 47% a year ago.", "47%"),
    ],
)  # fmt: skip
def test_a_level_of_a_year_ago_is_of_the_same_month_of_last_year(
    dated: Dated, text: str, figure: str
) -> None:
    assert dated(text, figure, "2025-04") == ("2024-04", "actual")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Smelters made 11,900 mt in April, 8% below March's revised 12,930 mt.", "12,930 mt"),
        ("Output showed a gain of 4.6% on the corrected March figure of 26,200 mt.", "26,200 mt"),
        ("Output was 1,310 mt in April, 7% less than the revised March quantity of 1,410 mt.", "1,410 mt"),
        ("That is 4.1% less than in March, whose figure has been corrected to 14,290 mt.", "14,290 mt"),
        ("Output came to 46,200 mt, up 2.1% from March, which is now put at 45,250 mt.", "45,250 mt"),
        ("Output shrank 9.8% from March, which had shown a gain of 4.2%.", "4.2%"),
    ],
)  # fmt: skip
def test_a_figure_that_was_mended_is_of_its_own_month(dated: Dated, text: str, figure: str) -> None:
    assert dated(text, figure, "2025-04") == ("2025-03", "actual")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Output was 11,900 mt in April; since January the country has made 45,000 mt.", "45,000 mt"),
        ("Output rose 3.5% in April, which brings output since January to 45,000 mt.", "45,000 mt"),
        ("Output was up 0.3% MoM and brings the total for four months to 45,000 mt.", "45,000 mt"),
        ("Over four months output fell 3.8% short of last year's, at 45,000 mt.", "3.8%"),
        ("Output rose in April; at 45,000 mt, January-April output fell short of last year's.", "45,000 mt"),
    ],
)  # fmt: skip
def test_a_sum_since_january_is_of_the_year_so_far(dated: Dated, text: str, figure: str) -> None:
    assert dated(text, figure, "2025-04") == ("2025-01/2025-04", "actual")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A year earlier, output had begun to fall; output was 18,100 mt in April 2025.", "18,100 mt"),
        ("Output, which had shown a gain in March, was 18,100 mt.", "18,100 mt"),
        ("Stocks have risen since January, to 18,100 mt.", "18,100 mt"),
        ("Output was 5% above March, which had one day more, at 18,100 mt.", "18,100 mt"),
        ("Over three months of repairs output was kept at 18,100 mt.", "18,100 mt"),
        ("While a year ago the market had been tight, output was 18,100 mt.", "18,100 mt"),
        ("One mine halted production for four months; output was 18,100 mt.", "18,100 mt"),
        ("For four months output has been declining; output was 18,100 mt.", "18,100 mt"),
    ],
)
def test_what_goes_on_with_the_month_told_of_stays_in_it(dated: Dated, text: str, figure: str) -> None:
    assert dated(text, figure, "2025-04") == ("2025-04", "actual")


def test_what_a_survey_had_reckoned_with_is_a_forecast_of_the_month(dated: Dated) -> None:
    text = "Tin output was 15,000 mt in April, up 2%. The survey had reckoned with 15,600 mt."
    assert dated(text, "15,600 mt", "2025-04") == ("2025-04", "forecast")


def test_points_that_stand_beside_a_move_are_one_as_well() -> None:
    text = (
        "Smelters in Yunnan ran at 54%, those in Hunan at 61%, which was 6.0 percentage points and 3.2 "
        "percentage points lower than in March respectively."
    )
    section = annotate(Section(1, "s", "Refined Tin", 0, 0, text), "2025-04")
    records = resolve(section, Rules().answer(section).answer).metrics
    points = [(m.basis.value, str(m.value)) for m in records if m.unit == "percentage_point"]
    assert points == [("mom", "-6.0"), ("mom", "-3.2")]
