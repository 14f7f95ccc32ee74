"""Cumulative: months of a year that are told together by their number, or by the month that they lead to."""

from __future__ import annotations

import re

from extract.annotate.lexicon import words
from extract.rules.spells import year_to_date

__all__ = ["months_gone", "summed_to"]

_SUMMED = re.compile(r"\b(?:[Cc]umulative|[Aa]ccumulated|[Aa]ggregate)(?:\s+\w+){1,4}\s*\Z")
_SUM = 60
_LATE = 2


def months_gone(match: re.Match[str], month: str) -> str | None:
    """Read "total output of ten months", in a report of October: the year so far."""
    count = match["n"].lower()
    number = int(count) if count.isdigit() else int(words().numbers[count])
    return year_to_date(match, month) if number == int(month[5:7]) > 1 else None


def summed_to(match: re.Match[str], month: str) -> str | None:
    """Read "cumulative output to August": the year up to that month."""
    if not _SUMMED.search(match.string, max(0, match.start() - _SUM), match.start()):
        return None
    number = words().months[match["month"].lower()]
    year = int(match["year"]) if match["year"] else int(month[:4]) - (number - int(month[5:7]) > _LATE)
    return f"{year:04d}-01/{year:04d}-{number:02d}" if number > 1 else None
