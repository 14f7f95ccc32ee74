"""Periods as a report sees them: its own month, the one before, the quarter that ended, the year to date."""

from __future__ import annotations

from functools import lru_cache

from schemas.periods import months_between

__all__ = ["relative"]

_YEAR, _MONTH, _DAY = 4, 7, 10
_NEAR = (-12, -1, 0, 1)
_SPANS = (3, 6, 12)


@lru_cache(maxsize=4096)
def relative(period: str, month: str) -> str:
    """Return what a period is to a report's month: "m+0", "m<", "y-1", "day", "q<", "ytd" and the like."""
    begin, _, end = period.partition("/")
    if end:
        return _span(begin, end, month) if len(begin) == len(end) == _MONTH else "days"
    if len(begin) == _DAY:
        return "day" + _side(begin[:_MONTH], month)
    if len(begin) == _MONTH:
        steps = months_between(month, begin)
        return f"m{steps:+d}" if steps in _NEAR else f"m{_side(begin, month)}"
    years = int(begin) - int(month[:_YEAR])
    return f"y{years:+d}" if abs(years) <= 1 else f"y{'<' if years < 0 else '>'}"


def _span(begin: str, end: str, month: str) -> str:
    months = months_between(begin, end) + 1
    if end == month and begin == f"{month[:_YEAR]}-01":
        return "ytd"
    return f"{months if months in _SPANS else ''}months{_side(end, month)}"


def _side(month: str, of: str) -> str:
    return "" if month == of else "<" if month < of else ">"
