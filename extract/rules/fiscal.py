"""Fiscal years told in short ("Q4FY18", "H1 FY2026", "FY19"), and quarters named by their last month.

A fiscal year is named by the year in which it ends. Indian reports count it from April, Australian ones from
July; where nothing tells of either, "FY25" is the calendar year and no interval of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extract.annotate.lexicon import alternatives, words
from schemas.periods import month_after, months_between

__all__ = ["fiscal_begin", "fiscal_patterns", "fiscal_to_date"]

_INDIAN = re.compile(
    r"\b(?:rupees?|Rs|INR|lakhs?|crores?|PSUs?|Odisha|Jharkhand|Rajasthan|Gujarat|Chhattisgarh|Mumbai|(?:Q[1-4]|[1-4]Q|H[12]|[12]H|9M)\s?FY\s?['’]?\d\d)\b|₹"
)
_AUSTRALIAN = re.compile(r"\bAUD\b|A\$|A¢")
_COUNTRY = re.compile(r"\b(Ind|Austral|Japan)(?:ia)?(?:n|ese)?\b")
_IN_PARTS = re.compile(r"\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H|9M)\s?FY\s?['’]?\d\d")
_FISCAL_PART = re.compile(r"\bfiscal\s+(?:first|second|third|fourth)[- ](?:quarter|half)\b")
_NAMED_QUARTER = re.compile(r"\b(?:March|June|September|December)[- ][Qq]uarter\b")
"""So the companies of Australia name a quarter; where nothing else tells, their years begin in July."""
_IN_YEARS = re.compile(r"\bFY\s?['’]?\d\d")
_OPENING = 80
_TOLD_AFTER = 6
"""A part of a year that lies further ahead is the one before it, of which reports still tell."""
_APRIL, _JULY = 4, 7
_YEAR_END = re.compile(
    r"\b(?P<one>March|May|June|August|September|October|November)\s+year[- ]end\b"
    r"|\b(?:fiscal|financial)\s+(?:year\s+)?(?:19|20)\d\d\s+\(to\s+(?:end-|\d{1,2}\s+)?"
    r"(?P<two>March|May|June|August|September|October|November)\b"
    r"|\byear(?:s)?\s+(?:to|ends?|ended|ending)\s+(?:on\s+|in\s+|end-|\d{1,2}\s+)?"
    r"(?P<three>March|May|June|August|September|October|November)\b"
)
_TO_AUGUST = re.compile(r"\bApr(?:il)?\s?[-–]\s?[A-Z][a-z]+\.?,?\s+FY\s?['’]?\d\d")
_PARTS = {"first": 1, "1st": 1, "opening": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
          "4th": 4, "last": 4, "final": 4}  # fmt: skip
_STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1, "new": 1}
_Make = Callable[[re.Match[str], str], str | None]


@lru_cache(maxsize=64)
def _first_month(body: str) -> int | None:
    """Return the month with which a fiscal year begins in a text, or None where it does not tell."""
    ended = _YEAR_END.search(body)
    if ended is not None:
        return words().months[(ended["one"] or ended["two"] or ended["three"]).lower()] % 12 + 1
    if _INDIAN.search(body) or _TO_AUGUST.search(body):
        return _APRIL
    told = list(_COUNTRY.finditer(body))
    lead = told[0] if told and (len(told) > 1 or told[0].start() < _OPENING) else None
    if lead is not None:
        return _JULY if lead[1] == "Austral" else _APRIL
    return _JULY if _AUSTRALIAN.search(body) or _NAMED_QUARTER.search(body) else None


def _full(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _span(last: int, begin: int, first: int, months: int) -> str:
    """Return `months` months from the `first` of the fiscal year on that ends in the year `last`."""
    start = month_after(f"{last - 1:04d}-{begin:02d}", first)
    return f"{start}/{month_after(start, months - 1)}"


def _ends(match: re.Match[str]) -> int:
    """Return the year in which a printed fiscal year ends: "FY19", "FY18/19", "2018-19"."""
    return _full(match["year"]) + (match["last"] is not None)


def _part(match: re.Match[str], month: str) -> str | None:
    text = (match["part"] or match["part2"]).upper()
    months = 9 if "M" in text else 3 if "Q" in text else 6
    number = 1 if months == 9 else int(text.strip("QH"))
    return _span(_ends(match), _first_month(match.string) or _APRIL, (number - 1) * months, months)


def _bare_part(match: re.Match[str], month: str) -> str | None:
    """Read "H1" and "Q3" where the same text counts in fiscal quarters ("Q2 FY16"): the nearest of them."""
    if not (_IN_PARTS.search(match.string) or _FISCAL_PART.search(match.string)):
        return None
    text = match["bare"].upper()
    begin, months = _first_month(match.string) or _APRIL, 3 if "Q" in text else 6
    first = (int(text.strip("QH")) - 1) * months
    running = int(month[:4]) + (int(month[5:7]) >= begin)
    period = _span(running, begin, first, months)
    ahead = months_between(month, period[:7]) > _TOLD_AFTER
    return _span(running - 1, begin, first, months) if ahead else period


def _full_year(match: re.Match[str], month: str) -> str | None:
    """Read "for the full year" where the text counts in fiscal years: the running one."""
    body = match.string
    counted = _IN_YEARS.search(body) or (_AUSTRALIAN.search(body) and _NAMED_QUARTER.search(body))
    begin = _first_month(body) if counted else None
    return None if begin is None else _span(int(month[:4]) + (int(month[5:7]) >= begin), begin, 0, 12)


def _months_of(match: re.Match[str], month: str) -> str | None:
    """Read "Apr-Aug FY07": months of a fiscal year."""
    begin, end = _first_month(match.string) or _APRIL, _full(match["year"])
    first, last = (words().months[match[name].lower()] for name in ("first", "last"))
    one = f"{end - (first >= begin > 1):04d}-{first:02d}"
    two = f"{end - (last >= begin > 1):04d}-{last:02d}"
    return f"{one}/{two}" if one < two else None


def _begun(match: re.Match[str], month: str) -> str:
    """Read "the financial year from April 2006"."""
    first = f"{match['year']}-{words().months[match['month'].lower()]:02d}"
    return f"{first}/{month_after(first, 11)}"


def fiscal_to_date(body: str, month: str) -> str:
    """Return the fiscal year of a text from its first month up to the report's."""
    begin = _first_month(body) or _APRIL
    first = f"{int(month[:4]) - (int(month[5:7]) < begin):04d}-{begin:02d}"
    return month if first == month else f"{first}/{month}"


def fiscal_begin(match: re.Match[str], month: str) -> str:
    """Return the month with which a fiscal year begins: the one that is printed, or else the running one."""
    if match["year"] is None:
        return fiscal_to_date(match.string, month)[:7]
    return f"{_ends(match) - 1:04d}-{_first_month(match.string) or _APRIL:02d}"


def _year(match: re.Match[str], month: str) -> str | None:
    begin = _first_month(match.string) if match["last"] is None else _first_month(match.string) or _APRIL
    return None if begin is None else _span(_ends(match), begin, 0, 12)


def _ended(match: re.Match[str], month: str) -> str | None:
    """Read "the 2021 financial year": it is named by the year in which it ends."""
    begin = _first_month(match.string)
    return None if begin is None else _span(int(match["year"]), begin, 0, 12)


def _running(match: re.Match[str], month: str) -> int:
    """Return the year in which the fiscal year ends that "this", "last" or "the" one names."""
    begin = _first_month(match.string) or _APRIL
    steps = _STEPS.get((match["rel"] or "").lower(), 0)
    return int(month[:4]) + (int(month[5:7]) >= begin) + steps


def _named_year(match: re.Match[str], month: str) -> str:
    return _span(_running(match, month), _first_month(match.string) or _APRIL, 0, 12)


def _named_part(match: re.Match[str], month: str) -> str:
    months = 3 if match["size"].lower() == "quarter" else 6
    number = min(_PARTS[match["which"].lower()], 12 // months)
    return _span(_running(match, month), _first_month(match.string) or _APRIL, (number - 1) * months, months)


def _part_of(match: re.Match[str], month: str) -> str:
    """Read "the first quarter of fiscal 2026": such a year is named by the one in which it begins."""
    months = 3 if match["size"].lower() == "quarter" else 6
    number = min(_PARTS[match["which"].lower()], 12 // months)
    return _span(int(match["year"]) + 1, _first_month(match.string) or _APRIL, (number - 1) * months, months)


def _short_quarter(match: re.Match[str], month: str) -> str:
    number, year = words().months[match["month"].lower()], _full(match["year"])
    return f"{year:04d}-{number - 2:02d}/{year:04d}-{number:02d}"


def fiscal_patterns() -> tuple[tuple[str, str, _Make], ...]:
    """Return cues, pattern and what makes a period of a match, for each way of telling a fiscal time."""
    year = r"FY\s?['’]?(?P<year>(?:19|20)\d\d|\d\d)(?:[-/](?P<last>(?:19|20)\d\d|\d\d))?[Ee]?"
    ends = alternatives(name for name, number in words().months.items() if number % 3 == 0)
    which, names = alternatives(_PARTS), alternatives(words().months)
    rel = r"(?:(?:the|its|their|our)\s+)?(?P<rel>this|last|next|current|previous|coming|new)?\s*"
    return (
        ("fy", rf"(?P<first>{names})\s?(?:[-–]|to)\s?(?P<last>{names}),?\s+(?:of\s+)?FY\s?['’]?"
         r"(?P<year>(?:19|20)\d\d|\d\d)", _months_of),
        ("fiscal financial",
         rf"(?:fiscal|financial)\s+year\s+(?:from|beginning|starting|that\s+(?:begins|starts|began|started))"
         rf"\s+(?:in\s+|on\s+1\s+|with\s+)?(?P<month>{names})\s+(?P<year>(?:19|20)\d\d)", _begun),
        ("fy", rf"(?:(?P<part>Q[1-4]|H[12])|(?P<part2>[1-4]Q|[12]H|9M))(?:\s+of)?[\s-]*{year}", _part),
        ("fy", year + rf"(?:\s+\((?:{names})\s+year[- ]end\))?", _year),
        ("fiscal financial",
         rf"(?:fiscal|financial)\s+(?:year\s+)?(?P<year>(?:19|20)\d\d)\s+\(to\s+(?:end-|\d{{1,2}}\s+)?(?:{names})"
         r"(?:\s+\d{1,2})?\)", _ended),
        ("fiscal", rf"{rel}fiscal\s+(?P<which>{which})[- ](?P<size>quarter|half)(?!\s+of)", _named_part),
        ("financial", r"(?:the\s+)?(?P<year>(?:19|20)\d\d)\s+financial\s+year(?:'s|’s)?", _ended),
        ("q1 q2 q3 q4 1q 2q 3q 4q h1 h2 1h 2h",
         r"(?P<bare>Q[1-4]|[1-4]Q|H[12]|[12]H)(?!\s?(?:(?:19|20)\d\d|['’]\d\d))", _bare_part),
        ("full", r"(?:the\s+)?full[- ](?:fiscal\s+)?year(?:'s|’s)?(?!\s+(?:(?:19|20)\d\d|of))", _full_year),
        ("fiscal financial",
         rf"(?P<which>{which})[-\s](?P<size>half|quarter)\s+of\s+{rel}(?:fiscal|financial)(?:\s+year)?"
         r"(?!\s+(?:to|ended|ending|(?:19|20)\d\d))", _named_part),
        ("fiscal financial",
         rf"(?:(?<=\bfor\s)|(?<=\bin\s)|(?<=\bover\s)){rel}(?:fiscal|financial)\s+year"
         rf"(?!\s+(?:to\s+(?:end-|\d{{1,2}}\s+)?(?:{names})|ended|ending|until|(?:19|20)\d\d))", _named_year),
        ("fiscal financial",
         rf"(?P<which>{which})[-\s](?P<size>half|quarter)\s+of\s+(?:the\s+)?(?:fiscal|financial)\s+(?:year\s+)?"
         r"(?P<year>(?:19|20)\d\d)(?![-/])", _part_of),
        ("fiscal financial",
         r"(?:fiscal|financial)\s+(?:year\s+)?(?P<year>(?:19|20)\d\d)[-/](?P<last>(?:19|20)\d\d|\d\d)",
         _year),
        ("quarter qtr",
         rf"(?P<month>{ends})[-\s'’](?P<year>(?:19|20)\d\d|\d\d)\s*[-\s](?:quarter|qtr)", _short_quarter),
    )  # fmt: skip
