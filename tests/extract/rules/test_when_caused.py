"""The month of a cause's effect: its own, never a day, and never one gone by in an outlook."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def periods(text: str, month: str) -> set[tuple[str, str]]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), month)
    return {(d.period, d.status) for d in resolve(section, Rules().answer(section).answer).drivers}


@pytest.mark.parametrize(
    ("text", "month", "period"),
    [
        ("Because of weak orders in May, output is expected to fall.", "2025-06", "2025-07"),
        ("In December output is expected to fall because of maintenance.", "2025-09", "2025-12"),
        (
            "In December 2024 prices collapsed, so output is expected to fall due to losses.",
            "2025-09",
            "2025-10",
        ),
        ("In August output is expected to fall because of maintenance.", "2025-06", "2025-08"),
    ],
)
def test_an_expected_effect_is_of_a_month_ahead(text: str, month: str, period: str) -> None:
    assert periods(text, month) == {(period, "forecast")}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Output fell because of maintenance from June 9.", "2025-06"),
        ("Output fell because of the power cuts that began in May.", "2025-06"),
        ("In May output fell because of maintenance.", "2025-05"),
    ],
)
def test_an_effect_that_has_come_is_of_the_report_month_or_of_the_one_that_opens_its_sentence(
    text: str, period: str
) -> None:
    assert periods(text, "2025-06") == {(period, "actual")}


def test_a_month_that_has_just_gone_by_is_not_the_one_of_the_year_to_come() -> None:
    gone = "No return is scheduled of the furnaces that stopped in December because of losses."
    assert periods(gone, "2025-01") == {("2025-01", "actual")}
    ahead = "Output is expected to rise next year because new lines will start."
    assert periods(ahead, "2025-01") <= {("2026", "forecast")}
