"""Spells: the period, in ISO 8601, that a match of a pattern of `intervals` tells, or None.

A ten-day figure is dated by its last day, as a weekly one is.
"""

from __future__ import annotations

import re

from extract.annotate.lexicon import words
from extract.rules.ahead import is_ahead, is_foretold_behind
from extract.rules.fiscal import fiscal_to_date
from schemas.periods import month_after

__all__ = [
    "ago",
    "both",
    "counted",
    "ending",
    "first_days",
    "first_months",
    "first_quarters",
    "fiscal",
    "half",
    "half_month",
    "halved_month",
    "mid_year",
    "months_since",
    "months_to",
    "quarter",
    "quarter_of",
    "rest",
    "ten_days",
    "this_quarter",
    "to_date",
    "whole_year",
    "year_end",
    "year_so_far",
    "year_to",
    "year_to_date",
    "years",
]

_FIRST = {"first": 1, "1st": 1, "opening": 1, "second": 2, "2nd": 2, "middle": 2, "third": 3, "3rd": 3,
          "fourth": 4, "4th": 4, "last": 4, "final": 4}  # fmt: skip
_FAR_AHEAD, _FAR = 8, 6
"""How many months ahead a quarter may begin, in what is foreseen and else."""
_HALF_YEAR = 6
_SOON, _YEAR = 2, 12
"""How many months after the report's the first months of a year may end that are foreseen."""
_COMING = re.compile(
    r"(?:[^.;:]|\.\d){0,60}?\b(?:will|would|should|(?:is|are)\s+(?:expected|forecast|projected|put|seen|set))\b"
)


def quarter_of(year: int | None, number: int, month: str, *, ahead: bool = False) -> str:
    """Return a quarter as a range; without a year, the one that lies nearest to the report's month.

    `ahead`: the words before speak of what is to come, so that a quarter gone by is the next year's.
    """
    if year is None:
        year = int(month[:4])
        if number * 3 - 2 - int(month[5:7]) > (_FAR_AHEAD if ahead else _FAR):
            year -= 1
        if ahead and number * 3 - 2 + 12 - int(month[5:7]) <= _HALF_YEAR:
            year += 1
    return f"{year:04d}-{number * 3 - 2:02d}/{year:04d}-{number * 3:02d}"


def _year(match: re.Match[str], month: str) -> int | None:
    if match["year"]:
        return int(match["year"])
    own = int(month[:4])
    named = (match["rel"] or "").lower()
    return {"last": own - 1, "next": own + 1, "this": own}.get(named)


def year_to_date(match: re.Match[str], month: str) -> str:
    """Return the year until the reference month."""
    return f"{month[:4]}-01/{month}"


def to_date(match: re.Match[str], month: str) -> str | None:
    """Read "quarter-to-date", "MTD", "fiscal year to date"; the calendar year is read elsewhere."""
    short = (match["short"] or "").lower()
    size = {"qtd": "quarter", "mtd": "month", "fytd": "year"}.get(short) or match["size"].lower()
    if size == "year":
        return fiscal_to_date(match.string, month) if short or match["fiscal"] else None
    number = int(month[5:7])
    first = {"month": number, "quarter": number - (number - 1) % 3, "half": number - (number - 1) % 6}[size]
    return month if first == number else f"{month[:5]}{first:02d}/{month}"


def year_so_far(match: re.Match[str], month: str) -> str:
    """Return the year in its last month, else what has gone by of it, or all of it where more is to come."""
    whole = month.endswith("-12") or is_ahead(match)
    return month[:4] if whole else f"{month[:4]}-01/{month}"


def rest(match: re.Match[str], month: str) -> str | None:
    """Return what is still to come of the year."""
    own = match["year"] in (None, month[:4])
    return f"{month_after(month)}/{month[:4]}-12" if own and not month.endswith("-12") else match["year"]


def years(match: re.Match[str], month: str) -> str | None:
    """Return two years that are told together."""
    return f"{match['year']}/{match['last']}" if match["year"] < match["last"] else None


def first_months(match: re.Match[str], month: str) -> str | None:
    """Return the first months of a year."""
    number = counted(match)
    over = number - int(month[5:7])
    foreseen = 0 < over <= _SOON and (is_ahead(match) or _COMING.match(match.string, match.end()))
    year = _year(match, month) or (int(month[:4]) - (over > 0 and not foreseen))
    return f"{year:04d}-01/{year:04d}-{number:02d}" if 1 < number <= 12 else None


def first_quarters(match: re.Match[str], month: str) -> str:
    """Return the first quarters of a year."""
    last = 6 if match["n"].lower() in ("two", "2") else 9
    year = _year(match, month) or (int(month[:4]) - (last > int(month[5:7])))
    return f"{year:04d}-01/{year:04d}-{last:02d}"


def quarter(match: re.Match[str], month: str) -> str:
    """Return a quarter by its number."""
    number = _FIRST[match["which"].lower()]
    return quarter_of(_year(match, month), number, month, ahead=is_ahead(match))


def ending(match: re.Match[str], month: str) -> str:
    """Return the quarter that ends with a month."""
    number, now, ahead = words().months[match["month"].lower()], int(month[5:7]), is_ahead(match)
    steps = int(ahead and number + 10 - now <= _HALF_YEAR)
    if number - now > 2 and not ahead:
        steps = -1
    return quarter_of(int(match["year"] or int(month[:4]) + steps), number // 3, month)


def half(match: re.Match[str], month: str) -> str:
    """Return half of a year, or the month where the sentence told its other half before."""
    halved = halved_month(match, month)
    if halved is not None:
        return halved
    first = _FIRST[match["which"].lower()] == 1
    year = _year(match, month)
    if year is None:
        gone = first and int(month[5:7]) > _HALF_YEAR and is_foretold_behind(match)
        year = int(month[:4]) + gone
    return f"{year:04d}-01/{year:04d}-06" if first else f"{year:04d}-07/{year:04d}-12"


def half_month(match: re.Match[str], month: str) -> str:
    """Return the month of which half is told."""
    return _month(match, month)


def halved_month(match: re.Match[str], month: str) -> str | None:
    """Return the month of which a sentence has told half before a match, if it has."""
    before = [*_HALVED.finditer(match.string, max(0, match.start() - _SAME_BREATH), match.start())]
    if not before or _SENTENCE_ENDS.search(match.string, before[-1].end(), match.start()):
        return None
    name = before[-1]["month"]
    if name is None:
        return month
    return _stamp(name, month) if name.casefold() in words().months else None


def ten_days(match: re.Match[str], month: str) -> str:
    """Return the last day of a ten-day period."""
    stamp = _month(match, month)
    part = min(_FIRST[match["which"].lower()], 3)
    return f"{stamp}-" + (_last_day(stamp) if part == 3 else f"{part * 10:02d}")


def next_ten_days(match: re.Match[str], month: str) -> str | None:
    """Return the last day of a ten-day period told behind another ("... and 2.1 Mt/day in the third")."""
    before = [*_TEN_DAYS.finditer(match.string, max(0, match.start() - _SAME_BREATH), match.start())]
    if not before or _SENTENCE_ENDS.search(match.string, before[-1].end(), match.start()):
        return None
    name = before[-1]["month"]
    stamp = _stamp(name, month) if name else month
    part = min(_FIRST.get(match["which"].lower(), 3), 3)
    return f"{stamp}-" + (_last_day(stamp) if part == 3 else f"{part * 10:02d}")


_SAME_BREATH = 160
_HALVED = re.compile(r"\bhalf\s+of\s+(?:(?P<month>[A-Z][a-z]+)|the\s+month)\b")
_TEN_DAYS = re.compile(r"\b(?:ten|10)[- ]days?(?:\s+(?:of|in)\s+(?P<month>[A-Z][a-z]+))?")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+[A-Z]|\n")


def first_days(match: re.Match[str], month: str) -> str:
    """Return the last of the first days of a month."""
    return f"{_month(match, month)}-{counted(match):02d}"


def _last_day(stamp: str) -> str:
    from calendar import monthrange

    return str(monthrange(int(stamp[:4]), int(stamp[5:7]))[1])


def _month(match: re.Match[str], month: str) -> str:
    name = match["month"]
    return _stamp(name, month) if name else month


def _stamp(name: str, month: str) -> str:
    """Return the month of a name that is nearest to the report's, at most two months ahead."""
    number, here = words().months.get(name.lower()), int(month[5:7])
    if number is None:
        return month
    year = int(month[:4]) - (number - here > _SOON) + (here - number >= _YEAR - _SOON)
    return f"{year:04d}-{number:02d}"


def months_to(match: re.Match[str], month: str) -> str | None:
    """Return some months that end with one."""
    number = counted(match)
    end = (
        f"{match['year']}-{words().months[match['month'].lower()]:02d}"
        if match["year"]
        else _month(match, month)
    )
    return f"{month_after(end, 1 - number)}/{end}" if 1 < number <= 12 else None


def counted(match: re.Match[str]) -> int:
    """Return the count of months, quarters or years that a phrase tells, in digits or in words."""
    count = match["n"].lower()
    return int(count) if count.isdigit() else int(words().numbers[count])


def ago(match: re.Match[str], month: str) -> str:
    """Return the month that lies so many months or years behind the report's."""
    return month_after(month, -counted(match) * (_YEAR if match["size"].lower() == "years" else 1))


def months_since(match: re.Match[str], month: str) -> str | None:
    """Return so many months since one that has gone by, at most up to the report's."""
    named = _month(match, month)
    first = month_after(named, -_YEAR) if named > month else named
    last = month_after(first, counted(match) - 1)
    return f"{first}/{min(last, month)}" if first < month else None


def year_to(match: re.Match[str], month: str) -> str:
    """Return the twelve months that end with one."""
    number = words().months[match["month"].lower()]
    ahead = number < int(month[5:7]) and is_ahead(match)
    year = int(match["year"]) if match["year"] else int(month[:4]) + ahead
    end = f"{year:04d}-{number:02d}"
    return f"{month_after(end, -11)}/{end}"


def year_end(match: re.Match[str], month: str) -> str:
    """Return the last month of the year."""
    return f"{month[:4]}-12"


def mid_year(match: re.Match[str], month: str) -> str:
    """Return the sixth month of the year, or of the next one where it has gone by."""
    following = int(month[5:7]) > _HALF_YEAR or match["rel"] is not None
    return f"{int(month[:4]) + following:04d}-06"


def whole_year(match: re.Match[str], month: str) -> str:
    """Return a year as a whole."""
    own = int(month[:4])
    return f"{ {'last': own - 1, 'next': own + 1}.get((match['rel'] or '').lower(), own):04d}"


def this_quarter(match: re.Match[str], month: str) -> str:
    """Return the quarter beside the one of the reference month, or that one."""
    steps = {"last": -3, "previous": -3, "next": 3, "coming": 3}.get(match["rel"].lower(), 0)
    to_come = is_ahead(match) or _COMING.match(match.string, match.end())
    if match["rel"].lower() == "the" and int(month[5:7]) % 3 == 1 and not to_come:
        steps = -3  # in its first month, "the quarter" is the one reported on
    shifted = month_after(month, steps)
    return quarter_of(int(shifted[:4]), (int(shifted[5:7]) + 2) // 3, month)


def fiscal(match: re.Match[str], month: str) -> str:
    """Return a fiscal year that begins in April."""
    year = int(match["year"])
    return f"{year:04d}-04/{year + 1:04d}-03"


def both(match: re.Match[str], month: str) -> str | None:
    """Return two months that are told together."""
    first, last = (words().months[match[name].lower()] for name in ("first", "last"))
    year = int(match["year"]) if match["year"] else int(month[:4]) - (last - int(month[5:7]) > 2)
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if first < last else None
