"""Cumulative: a year or a part of it told as a sum ("the annual output", "the half-year total").

Months of a year are told together by their number, by the month that they lead to, or by their names.
"""

from __future__ import annotations

import re

from extract.annotate.lexicon import words
from extract.rules.ahead import is_ahead
from extract.rules.fiscal import fiscal_begin
from extract.rules.spells import both, counted, quarter_of, year_to_date
from schemas.periods import month_after

__all__ = [
    "annual",
    "first_fiscal_month",
    "fiscal_months",
    "half_year",
    "months_gone",
    "quarterly",
    "summed",
    "summed_to",
]

_SUMMED = re.compile(r"\b(?:[Cc]umulative|[Aa]ccumulated|[Aa]ggregate)(?:\s+\w+){1,4}\s*\Z")
_SUM = 60
_LATE = 2
_TOTAL = re.compile(
    r"\b(?:(?:[Cc]umulative|[Aa]ccumulated|[Aa]ggregate|[Cc]ombined|[Tt]otal)(?:ly)?\b(?:[^.;:,]|\d[.,]\d){0,40}"
    r"|(?:[Tt]aken|[Pp]ut)\s+together,?\s+(?:[a-z]+\s+)?)\Z"
)
_COMING = re.compile(r"[^.;:]{0,30}?\b(?:will|would|should|could|is|are)\b")
_PAST_YEAR = re.compile(r"\bDecember(?:\s+(?P<year>(?:19|20)\d\d))?\b[^.]*\Z")
_SENTENCE = 160
_HALF, _YEAR = 6, 12


def months_gone(match: re.Match[str], month: str) -> str | None:
    """Read "total output of ten months", in a report of October: the year so far."""
    number = counted(match)
    return year_to_date(match, month) if number == int(month[5:7]) > 1 else None


def summed_to(match: re.Match[str], month: str) -> str | None:
    """Read "cumulative output to August": the year up to that month."""
    if not _SUMMED.search(match.string, max(0, match.start() - _SUM), match.start()):
        return None
    number = words().months[match["month"].lower()]
    year = int(match["year"]) if match["year"] else int(month[:4]) - (number - int(month[5:7]) > _LATE)
    return f"{year:04d}-01/{year:04d}-{number:02d}" if number > 1 else None


def summed(match: re.Match[str], month: str) -> str | None:
    """Read "cumulative output for January and February": two months that are summed up."""
    told = _TOTAL.search(match.string, max(0, match.start() - _SUM), match.start())
    return both(match, month) if told else None


def annual(match: re.Match[str], month: str) -> str | None:
    """Read "the annual output", "the total of the year": of the year that ends, or is foreseen."""
    lead = match.string[max(0, match.start() - _SENTENCE) : match.start()]
    past = _PAST_YEAR.search(lead)
    number = int(month[5:7])
    if past is not None and number <= _LATE:
        return past["year"] or f"{int(month[:4]) - 1:04d}"
    coming = _COMING.match(match.string, match.end()) is not None or is_ahead(match)
    return month[:4] if number == _YEAR or coming else None


def half_year(match: re.Match[str], month: str) -> str | None:
    """Read "the half-year total": of the half that ended last, or ends with the report's month."""
    number = int(month[5:7])
    if _HALF <= number < _HALF + _LATE + 1:
        return f"{month[:4]}-01/{month[:4]}-06"
    if number not in (_YEAR, 1, 2):
        return None
    year = int(month[:4]) - (number != _YEAR)
    return f"{year:04d}-07/{year:04d}-12"


def quarterly(match: re.Match[str], month: str) -> str:
    """Read "the quarterly total": of the quarter that ended last, or ends with the report's month."""
    last = month_after(month, -(int(month[5:7]) % 3))
    return quarter_of(int(last[:4]), int(last[5:7]) // 3, month)


def fiscal_months(match: re.Match[str], month: str) -> str | None:
    """Read "the first eleven months of the financial year": from the month with which it begins."""
    number = counted(match)
    first = fiscal_begin(match, month)
    end = month_after(first, number - 1)
    if not 1 < number < _YEAR or end > month:
        return None
    return f"{first}/{end}"


def first_fiscal_month(match: re.Match[str], month: str) -> str:
    """Read "the first month of FY 2025-26": the month with which that year begins."""
    return fiscal_begin(match, month)
