"""Parts of a year that an ordinal alone names: "after 399,000 mt in the second", "for the fourth"."""

from __future__ import annotations

import re

from extract.rules.ahead import is_ahead
from extract.rules.spells import halved_month, quarter_of

__all__ = ["ORDINAL", "part_of_year"]

_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_NEXT = (
    r"had|has|have|was|were|is|are|will|would|should|could|may|might|can|brought|brings|bring|gave|gives|saw"
    r"|sees|showed|shows|yielded|yields|came|comes|it|a|an|the|at|to|with|and|by|after|against|before|only"
    r"|some|about|around|still|output|production|growth"
)
ORDINAL = rf"the\s+(?P<which>first|second|third|fourth)(?=\s+(?:{_NEXT})\b|\s+[\d$€]|\s*[,.;:)])"
"""An ordinal that no noun follows, but a verb, a figure or the end of a clause."""
_PART = re.compile(r"\b(?:quarter(?:ly|s)?|half|halves)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:quarter|half)(?:\s+(?:of|in))?\s+(?P<year>(?:19|20)\d\d)\b")
_ENDS = (". ", "\n")
_HALVES = 2


def part_of_year(match: re.Match[str], month: str) -> str | None:
    """Return the quarter, or the half, that an ordinal means in whose sentence one is named; else None."""
    body, number = match.string, _NUMBERS[match["which"].lower()]
    begin = max(body.rfind(end, 0, match.start()) for end in _ENDS) + 1
    stop = min((at for end in _ENDS if (at := body.find(end, match.end())) >= 0), default=len(body))
    parts = _PART.findall(body, begin, match.start())[-1:] or _PART.findall(body, match.end(), stop)[:1]
    if not parts:
        return None
    named = _YEAR.search(body, begin, match.start())
    year = int(named["year"]) if named else None
    if parts[0].lower().startswith("quarter"):
        return quarter_of(year, number, month, ahead=is_ahead(match))
    if number > _HALVES:
        return None
    halved = halved_month(match, month)
    if halved is not None:
        return halved
    first, own = number * 6 - 5, year or int(month[:4])
    return f"{own:04d}-{first:02d}/{own:04d}-{first + 5:02d}"
