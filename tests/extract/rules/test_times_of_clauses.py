"""A figure has the time of its own clause, and the span of time of which its section tells."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def periods(text: str, month: str = "2025-06", heading: str = "Refined Zinc") -> dict[str, tuple[str, str]]:
    section = annotate(Section(1, "s", heading, 0, 0, text), month)
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return {text[m.figure.start : m.figure.end]: (m.period, m.status) for m in metrics if m.figure}


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        (
            "Buyers worry about the ore of the fourth quarter, so the TC fell to 40 usd/mt.",
            "40 usd/mt",
            "2025-06",
        ),
        (
            "The floods of March left their mark and prices were at 21,000 yuan/mt.",
            "21,000 yuan/mt",
            "2025-06",
        ),
        ("With the April overhaul over, output was 45,000 mt.", "45,000 mt", "2025-06"),
        ("Three plants stop until September, and output will fall by 14,000 mt.", "14,000 mt", "2025-07"),
        (
            "Licences were granted only in the last ten days of May, and stocks rose to 12,000 mt.",
            "12,000 mt",
            "2025-06",
        ),
        ("Output was 158,000 mt, basically the same as in May and 6% lower YoY.", "6%", "2025-06"),
        ("Output was 5.1% more than in the short month of February.", "5.1%", "2025-06"),
        ("Zinc closed at 22,400 yuan/mt on the 27th.", "22,400 yuan/mt", "2025-06-27"),
        (
            "Zinc stood at 22,400 yuan/mt on June 27, while full costs averaged 21,000 yuan/mt.",
            "21,000 yuan/mt",
            "2025-06",
        ),
    ],
)
def test_a_time_that_only_names_or_bounds_something_dates_no_figure(
    text: str, figure: str, period: str
) -> None:
    assert periods(text)[figure][0] == period


def test_the_month_that_opens_a_sentence_outlasts_one_of_a_participle() -> None:
    text = (
        "For July, with the rebate being cut from August 1, plants will hurry and output may reach 27,200 mt."
    )
    assert periods(text)["27,200 mt"] == ("2025-07", "forecast")


def test_a_section_that_tells_of_a_quarter_goes_on_telling_of_it() -> None:
    text = (
        "Production in the quarter to 30 June 2025 was 901,000 mt, 6% down on the second quarter of 2024.\n"
        "Refined production, at 626,000 mt, was 8% lower. Stocks rose to 40,000 mt."
    )
    found = periods(text)
    assert {found[f][0] for f in ("901,000 mt", "6%", "626,000 mt", "8%")} == {"2025-04/2025-06"}
    assert found["40,000 mt"][0] == "2025-06"


def test_what_we_put_a_figure_on_within_an_outlook_is_foreseen() -> None:
    text = "In July output is expected to recover. Demand stays poor; we put output at around 865,000 mt."
    assert periods(text)["865,000 mt"] == ("2025-07", "forecast")


def test_what_is_expected_for_a_later_month_starts_from_now() -> None:
    assert periods("Rates may slip from 85% to about 80% by September.")["85%"] == ("2025-06", "actual")


def test_a_month_named_in_passing_does_not_end_a_section_on_a_quarter() -> None:
    text = (
        "Production in the quarter to 30 June 2025 was 901,000 mt. At our pit it fell by 13% to 207,000 mt, "
        "lower grades having been mined and rain in April having flooded the roads."
    )
    found = periods(text)
    assert found["13%"][0] == found["207,000 mt"][0] == "2025-04/2025-06"


def test_what_is_expected_to_leave_a_level_starts_from_the_report_month() -> None:
    text = (
        "We see five furnaces restarting in the fourth quarter and utilisation going from 27% to around 35%."
    )
    assert periods(text)["27%"] == ("2025-06", "actual")


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Output beat the previous high of 90,400 mt set in March.", "90,400 mt", "2025-03"),
        ("In contrast to May, when output grew 2.3%, June brought a decline of 1.9%.", "2.3%", "2025-05"),
        ("Large mills ran at 84% (May: 82%), small ones at 71% (69%).", "69%", "2025-05"),
        ("Bonded stocks were 6,000 mt on June 26, up 200 mt from June 19.", "200 mt", "2025-06-26"),
    ],
)
def test_a_figure_has_the_time_of_its_own_words(text: str, figure: str, period: str) -> None:
    assert periods(text)[figure][0] == period
