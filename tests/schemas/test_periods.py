"""Periods are ISO 8601 years, months, days, or ranges of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.periods import bounds, is_period, month_after, months_between

MONTHS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: f"{day:%Y-%m}")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-01-24", date(2025, 1, 24), date(2025, 1, 24)),
        ("2025-01/2025-03", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024/2025-01-05", date(2024, 1, 1), date(2025, 1, 5)),
    ],
)
def test_a_period_covers_its_days(period: str, first: date, last: date) -> None:
    assert is_period(period)
    assert bounds(period) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2025-13",
            "2025-00",
            "2025-1",
            "25-01",
            "2025-02-30",
            "2025-04-31",
            "0000",
            "0000-01",
            "2025-Q1",
        ),
        *(
            "2025-02/2025-01",
            "2025/",
            "/2025",
            "2025-01/2025-02/2025-03",
            "2025-01 ",
            "2025-01\n",
            "２０２５",
            "now",
        ),
    ],
)
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize("text", ["", "2025-13", "2025-02-30", "2025-01\n"])
def test_the_bounds_of_no_period_are_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|day|month|year"):
        bounds(text)


@pytest.mark.parametrize(
    ("month", "steps", "after"),
    [
        ("2025-01", 1, "2025-02"),
        ("2024-12", 1, "2025-01"),
        ("2025-01", -1, "2024-12"),
        ("2025-03", -12, "2024-03"),
    ],
)
def test_months_are_counted_over_the_ends_of_years(month: str, steps: int, after: str) -> None:
    assert month_after(month, steps) == after


@given(month=MONTHS, steps=st.integers(-600, 600))
def test_counting_forth_and_back_leads_home(month: str, steps: int) -> None:
    there = month_after(month, steps)
    assert month_after(there, -steps) == month
    assert months_between(month, there) == steps


@given(text=st.text(alphabet="0123456789-/", max_size=21))
def test_what_is_a_period_has_bounds_in_order(text: str) -> None:
    if is_period(text):
        first, last = bounds(text)
        assert first <= last
