"""Periods: ISO 8601 years, months, days and ranges of them, as text and as day intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

__all__ = ["PERIOD_PATTERN", "bounds", "is_period", "month_after", "months_between"]

_POINT = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
PERIOD_PATTERN = rf"^{_POINT}(?:/{_POINT})?$"
_PERIOD = re.compile(rf"{_POINT}(?:/{_POINT})?", re.ASCII)


@lru_cache(maxsize=4096)
def is_period(text: str) -> bool:
    """Tell whether `text` is a year, month, day, or a range that does not run backward."""
    try:
        first, last = bounds(text)
    except ValueError:
        return False
    return first <= last


def bounds(period: str) -> tuple[date, date]:
    """Return the first and last day of a period.

    Raises:
        ValueError: `period` is not of the form, or names a day that no calendar has.
    """
    if not _PERIOD.fullmatch(period):
        raise ValueError(f"not a period: {period!r}")
    start, _, end = period.partition("/")
    return _point(start)[0], _point(end or start)[1]


def _point(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(*parts)[1])
    day = date(*parts)
    return day, day


@lru_cache(maxsize=4096)
def month_after(month: str, steps: int = 1) -> str:
    """Return the month `steps` after `month` ("2025-12" -> "2026-01"); negative steps go back."""
    year, number = (int(part) for part in month.split("-"))
    index = year * 12 + number - 1 + steps
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@lru_cache(maxsize=4096)
def months_between(first: str, second: str) -> int:
    """Return how many months `second` lies after `first`."""
    y1, m1 = (int(part) for part in first.split("-"))
    y2, m2 = (int(part) for part in second.split("-"))
    return (y2 - y1) * 12 + m2 - m1
