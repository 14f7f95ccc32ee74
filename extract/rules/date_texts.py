"""Dates as texts: the month, day, quarter, half or year that a word or a date token names."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.annotate.lexicon import words
from extract.rules.spells import quarter_of
from schemas.periods import months_between

__all__ = ["MONTHS_AHEAD", "YEAR", "dated", "month_number", "year_for"]

YEAR = re.compile(r"(?:19|20)\d{2}")
MONTHS_AHEAD = 2
"""How far ahead of the report's month a month without a year may lie."""
_TEN_DAYS = (9, 10)
_YEAR_BEFORE = (
    "last year", "of last year", "of the last year", "of the previous year", "of the year before",
    "a year ago", "a year earlier", "a year before", "one year ago", "one year earlier",
)  # fmt: skip
_SHORT_YEAR = re.compile(r"['’](\d{2})$")
_PART = re.compile(r"^(?:end|mid|early|late)-")
_QUARTER = re.compile(
    r"(?:(?P<y1>(?:19|20)\d{2})\s?)?[Qq](?P<q>[1-4])(?:\D*(?P<y2>(?:19|20)\d{2}))?|(?P<q2>[1-4])[Qq](?P<y3>\d{2,4})?"
)
_HALF = re.compile(
    r"(?:(?P<y1>(?:19|20)\d{2})\s?)?[Hh](?P<h>[12])(?:\D*(?P<y2>(?:19|20)\d{2}))?|(?P<h2>[12])[Hh](?P<y3>\d{2,4})?"
)
_ISO = re.compile(r"((?:19|20)\d{2})[-/](\d{1,2})(?:[-/](\d{1,2}))?")


@lru_cache(maxsize=4096)
def month_number(word: str) -> int | None:
    """Return the number of the month that a word names, also in part ("mid-May"); or None."""
    if not word[:1].isupper() and "-" not in word:
        return None
    name = _PART.sub("", word)
    key = name.lower().removesuffix("'s").removesuffix("’s").rstrip(".")
    # "may" and "march" are verbs unless capitalised.
    return words().months.get(key) if name[:1].isupper() else None


def year_for(number: int, month: str, text: str, after: str, *, ahead: bool = False) -> int:
    """Return the year that a month name means: the printed one, else the nearest that fits."""
    if printed := YEAR.search(text):
        return int(printed.group())
    year = int(month[:4])
    if after.startswith(_YEAR_BEFORE):
        return year - 1
    distance = months_between(month, f"{year:04d}-{number:02d}")
    if distance > MONTHS_AHEAD and not ahead:
        return year - 1
    if distance < MONTHS_AHEAD - 11 or (ahead and distance < -3):
        return year + 1
    return year


@lru_cache(maxsize=4096)
def dated(text: str, month: str, after: str, *, ahead: bool = False) -> str | None:
    """Read a date token: a day, a month, a quarter, a half or a year, also an estimated one ("4Q25E")."""
    if text[-1:] in ("E", "e") and text[-2:-1].isdigit():
        text = text[:-1]
    if match := _ISO.fullmatch(text):
        year, number, day = match.groups()
        return f"{year}-{int(number):02d}" + (f"-{int(day):02d}" if day else "")
    names = [(m, month_number(m.group())) for m in re.finditer(r"[A-Za-z]+", text)]
    known = [(m, number) for m, number in names if number]
    if known:
        number = known[-1][1]
        year = year_for(number, month, text, after, ahead=ahead)
        if short := _SHORT_YEAR.search(text):
            return f"{2000 + int(short[1]):04d}-{number:02d}"
        days = [int(d) for d in re.findall(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)]
        return _with_days(year, [found for _, found in known], days)
    year = int(month[:4])
    if match := re.fullmatch(r"[Qq]([1-4])\s?FY\s?(\d{2,4})", text):
        # A fiscal year of April to March is named by the year in which it ends.
        first = (int(match[1]) * 3) % 12 + 1
        start = _full_year(match[2], 0) - (first > 3)
        return f"{start:04d}-{first:02d}/{start:04d}-{first + 2:02d}"
    if match := _QUARTER.fullmatch(text):
        quarter = int(match["q"] or match["q2"])
        stated = match["y1"] or match["y2"] or match["y3"]
        return quarter_of(_full_year(stated, year) if stated else None, quarter, month, ahead=ahead)
    if match := _HALF.fullmatch(text):
        half = int(match["h"] or match["h2"])
        year = _full_year(match["y1"] or match["y2"] or match["y3"], year)
        return f"{year:04d}-{half * 6 - 5:02d}/{year:04d}-{half * 6:02d}"
    if fiscal := re.fullmatch(r"FY\s?(\d{2,4})", text):
        return f"{_full_year(fiscal[1], year):04d}"
    return text if YEAR.fullmatch(text) else None


def _with_days(year: int, months: list[int], days: list[int]) -> str:
    """Return a month, its day, or the span from one day to another ("July 5 to August 20")."""
    last = months[-1]
    stamp = f"{year:04d}-{last:02d}"
    if len(days) == 1:
        return f"{stamp}-{days[0]:02d}"
    if len(days) != 2:
        return stamp
    first = months[0] if len(months) == 2 else last
    if first == last and days[1] - days[0] in _TEN_DAYS:
        return f"{stamp}-{days[1]:02d}"  # a ten-day figure is dated by its last day
    return f"{year - (first > last):04d}-{first:02d}-{days[0]:02d}/{stamp}-{days[1]:02d}"


def _full_year(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if len(text) == 4 else 2000 + int(text)
