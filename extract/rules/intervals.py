"""Intervals told in words: the year to date, quarters, halves, ten-day periods, fiscal years.

A ten-day figure is dated by its last day, as a weekly one is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from extract.annotate.cues import Cued, cued
from extract.annotate.lexicon import alternatives, plain, words
from extract.rules.fiscal import fiscal_patterns, fiscal_to_date
from schemas.periods import month_after

__all__ = ["intervals_in", "quarter_of"]

_FIRST = {"first": 1, "1st": 1, "opening": 1, "second": 2, "2nd": 2, "middle": 2, "third": 3, "3rd": 3,
          "fourth": 4, "4th": 4, "last": 4, "final": 4}  # fmt: skip
_FAR_AHEAD = 8
_HALF_YEAR = 6
_NOT_TIMES = ("over", "on")
_Make = Callable[[re.Match[str], str], str | None]


def quarter_of(year: int | None, number: int, month: str, *, ahead: bool = False) -> str:
    """Return a quarter as a range; without a year, the one that lies nearest to the report's month.

    `ahead`: the words before speak of what is to come, so that a quarter gone by is the next year's.
    """
    if year is None:
        year = int(month[:4])
        if number * 3 - 2 - int(month[5:7]) > _FAR_AHEAD:
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


def _year_to_date(match: re.Match[str], month: str) -> str:
    return f"{month[:4]}-01/{month}"


def _to_date(match: re.Match[str], month: str) -> str | None:
    """Read "quarter-to-date", "MTD", "fiscal year to date"; the calendar year is read elsewhere."""
    short = (match["short"] or "").lower()
    size = {"qtd": "quarter", "mtd": "month", "fytd": "year"}.get(short) or match["size"].lower()
    if size == "year":
        return fiscal_to_date(match.string, month) if short or match["fiscal"] else None
    number = int(month[5:7])
    first = {"month": number, "quarter": number - (number - 1) % 3, "half": number - (number - 1) % 6}[size]
    return month if first == number else f"{month[:5]}{first:02d}/{month}"


def _year_so_far(match: re.Match[str], month: str) -> str:
    """Return the year in its last month, else what has gone by of it, or all of it where more is to come."""
    whole = month.endswith("-12") or _is_ahead(match)
    return month[:4] if whole else f"{month[:4]}-01/{month}"


def _rest(match: re.Match[str], month: str) -> str | None:
    own = match["year"] in (None, month[:4])
    return f"{month_after(month)}/{month[:4]}-12" if own and not month.endswith("-12") else match["year"]


def _years(match: re.Match[str], month: str) -> str | None:
    return f"{match['year']}/{match['last']}" if match["year"] < match["last"] else None


def _first_months(match: re.Match[str], month: str) -> str | None:
    count = match["n"].lower()
    number = int(count) if count.isdigit() else int(words().numbers[count])
    year = _year(match, month) or (int(month[:4]) - (number > int(month[5:7])))
    return f"{year:04d}-01/{year:04d}-{number:02d}" if 1 < number <= 12 else None


def _first_quarters(match: re.Match[str], month: str) -> str:
    last = 6 if match["n"].lower() in ("two", "2") else 9
    year = _year(match, month) or (int(month[:4]) - (last > int(month[5:7])))
    return f"{year:04d}-01/{year:04d}-{last:02d}"


def _quarter(match: re.Match[str], month: str) -> str:
    number = _FIRST[match["which"].lower()]
    return quarter_of(_year(match, month), number, month, ahead=_is_ahead(match))


def _ending(match: re.Match[str], month: str) -> str:
    number, now, ahead = words().months[match["month"].lower()], int(month[5:7]), _is_ahead(match)
    steps = int(ahead and number + 10 - now <= _HALF_YEAR)
    if number - now > 2 and not ahead:
        steps = -1
    return quarter_of(int(match["year"] or int(month[:4]) + steps), number // 3, month)


_AHEAD = re.compile(
    r"\b(?:forecast|expect|predict|project|anticipat|guid|plan|target|will|should|likely|outlook|look|model"
    r"|pencil|assum|(?:we|analysts|traders)\s+see)[^.;]*\Z",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"(?:^|[.;:\n])\s*(?:-\s+)?(?:For|In|Over|During|Through|By)\s+(?:the\s+)?\Z")
_FORESEEN = re.compile(
    r"(?:\s+20\d\d)?,?\s+(?:(?:we|it|they|analysts|(?:the\s+)?(?:company|management|group|producer|miner|bank"
    r"|desk))\s+(?:now\s+|therefore\s+|still\s+)?(?:expect|plan|guide|forecast|see|target|will|look|predict"
    r"|anticipat|project|assum|aim|estimate|budget|pencil|model|intend)|[^.;:\d]{0,40}?\b(?:will|should"
    r"|(?:is|are)\s+(?:expected|forecast|planned|likely|seen|guided|set|to|due|scheduled|projected|predicted)"
    r"|guidance\s+is|target\s+is)\b)"
)
_COMPARED = re.compile(
    r"\b(?:than|on|over|from|with|against|versus|vs\.?|above|below)\s+(?:in\s+|that\s+of\s+)?(?:the\s+)?\Z"
)
_LEAD = 90


def _is_ahead(match: re.Match[str]) -> bool:
    """Tell whether the words before a quarter speak of what is to come, and compare it with nothing."""
    lead = match.string[max(0, match.start() - _LEAD) : match.start()]
    if _FRONTED.search(lead) and _FORESEEN.match(match.string, match.end()):
        return True
    return bool(_AHEAD.search(lead)) and not _COMPARED.search(lead)


def _half(match: re.Match[str], month: str) -> str:
    year = _year(match, month) or int(month[:4])
    return (
        f"{year:04d}-01/{year:04d}-06"
        if _FIRST[match["which"].lower()] == 1
        else f"{year:04d}-07/{year:04d}-12"
    )


def _half_month(match: re.Match[str], month: str) -> str:
    return _month(match, month)


def _ten_days(match: re.Match[str], month: str) -> str:
    stamp = _month(match, month)
    part = min(_FIRST[match["which"].lower()], 3)
    return f"{stamp}-" + (_last_day(stamp) if part == 3 else f"{part * 10:02d}")


def _first_days(match: re.Match[str], month: str) -> str:
    count = match["n"].lower()
    return f"{_month(match, month)}-{int(count) if count.isdigit() else int(words().numbers[count]):02d}"


def _last_day(stamp: str) -> str:
    from calendar import monthrange

    return str(monthrange(int(stamp[:4]), int(stamp[5:7]))[1])


def _month(match: re.Match[str], month: str) -> str:
    name = match["month"]
    if not name:
        return month
    number = words().months[name.lower()]
    year = int(month[:4]) - (number - int(month[5:7]) > 2)
    return f"{year:04d}-{number:02d}"


def _months_to(match: re.Match[str], month: str) -> str | None:
    count = match["n"].lower()
    number = int(count) if count.isdigit() else int(words().numbers[count])
    end = (
        f"{match['year']}-{words().months[match['month'].lower()]:02d}"
        if match["year"]
        else _month(match, month)
    )
    return f"{month_after(end, 1 - number)}/{end}" if 1 < number <= 12 else None


def _months_since(match: re.Match[str], month: str) -> str | None:
    first = _month(match, month)
    return f"{first}/{month}" if first < month else None


def _year_to(match: re.Match[str], month: str) -> str:
    number = words().months[match["month"].lower()]
    year = int(match["year"]) if match["year"] else int(month[:4]) + (number < int(month[5:7]))
    end = f"{year:04d}-{number:02d}"
    return f"{month_after(end, -11)}/{end}"


def _year_end(match: re.Match[str], month: str) -> str:
    return f"{month[:4]}-12"


def _whole_year(match: re.Match[str], month: str) -> str:
    own = int(month[:4])
    return f"{ {'last': own - 1, 'next': own + 1}.get((match['rel'] or '').lower(), own):04d}"


def _this_quarter(match: re.Match[str], month: str) -> str:
    steps = {"last": -3, "previous": -3, "next": 3, "coming": 3}.get(match["rel"].lower(), 0)
    if match["rel"].lower() == "the" and int(month[5:7]) % 3 == 1:
        steps = -3  # in its first month, "the quarter" is the one reported on
    shifted = month_after(month, steps)
    return quarter_of(int(shifted[:4]), (int(shifted[5:7]) + 2) // 3, month)


def _fiscal(match: re.Match[str], month: str) -> str:
    year = int(match["year"])
    return f"{year:04d}-04/{year + 1:04d}-03"


def _both(match: re.Match[str], month: str) -> str | None:
    first, last = (words().months[match[name].lower()] for name in ("first", "last"))
    year = int(match["year"]) if match["year"] else int(month[:4]) - (last - int(month[5:7]) > 2)
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if first < last else None


@cache
def _patterns() -> tuple[tuple[Cued, _Make], ...]:
    names = alternatives(name.capitalize() for name in words().months)
    numbers = alternatives(w for w, v in words().numbers.items() if 1 < v <= 12 and w != "dozen")
    which = r"(?P<which>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))"
    year = (
        r"(?:(?:,|\s+of|\s+in)?\s+(?:(?:fiscal\s+)?(?P<year>20\d\d)|(?P<rel>this|last|next)\s+year"
        r"|the\s+year))?"
    )
    count = rf"(?P<n>{numbers}|\d{{1,2}})"
    month = rf"(?:(?P<month>{names})|the\s+month)"
    so_far = (
        r"since\s+the\s+(?:start|beginning|turn)\s+of\s+the\s+year|year[- ]to[- ]date|ytd"
        r"|(?:so|thus)\s+far\s+this\s+year|this\s+year\s+(?:so\s+far|to\s+date)"
    )
    relative = r"(?P<rel>this|last|next|full|whole|calendar|current)"
    # Cues (one of them is a word of every match), pattern, and what makes a period of a match.
    texts: tuple[tuple[str, str, _Make], ...] = (
        *fiscal_patterns(),
        ("date qtd mtd fytd",
         r"(?:(?:the\s+)?(?P<fiscal>fiscal|financial)[- ])?(?P<size>month|quarter|half|year)"
         r"[- ]to[- ]date|(?P<short>qtd|mtd|fytd)", _to_date),
        ("ytd date far since", so_far, _year_to_date),
        ("rest remainder remains",
         r"(?:(?:the\s+)?(?:rest|remainder)|what\s+remains)\s+of\s+(?:the\s+year|(?P<year>20\d\d))", _rest),
        ("and", r"(?P<year>20\d\d)\s+and\s+(?P<last>20\d\d)", _years),
        ("months", rf"(?:first|opening|initial)\s+{count}\s+months{year}", _first_months),
        ("quarters", rf"(?:first|opening|initial)\s+(?P<n>two|three|2|3)\s+quarters{year}", _first_quarters),
        ("month", rf"{count}-month\s+(?:total|figure|tally|sum|cumulative|aggregate)(?P<year>)(?P<rel>)",
         _first_months),
        ("year",
         rf"(?:(?:financial|fiscal)\s+|(?<=\bthe\s)(?:full\s+)?)year\s+(?:to|ended|ending|until)\s+"
         rf"(?:end-|\d{{1,2}}\s+)?(?P<month>{names})(?:\s+\d{{1,2}}(?!\d),?)?(?:\s+(?P<year>20\d\d))?",
         _year_to),
        ("months",
         rf"(?:(?<=\bin\s)|(?<=\bfor\s)|(?<=\bover\s)|(?<=\bof\s))the\s+(?P<n>{numbers})\s+months"
         r"(?!\s+(?:to(?!\s+[\d$€¥])|since|through|ended|ending|before|earlier))(?P<year>)(?P<rel>)",
         _first_months),
        ("months", rf"{count}\s+months\s+since\s+(?P<month>{names})", _months_since),
        ("end",
         r"(?:by|at|before|into|towards?)\s+(?:the\s+)?(?:year[- ]end|end\s+of\s+the\s+year)", _year_end),
        ("quarter",
         r"quarter\s+(?:to|ended|ending)\s+(?:\d{1,2}\s+)?(?P<month>March|June|September|December)"
         r"(?:\s+\d{1,2}(?!\d),?)?(?:\s+(?P<year>20\d\d))?", _ending),
        ("months",
         rf"{count}\s+months\s+(?:to|through|until|ended|ending|up\s+to)\s+(?:end-|\d{{1,2}}\s+)?"
         rf"(?P<month>{names})(?:\s+(?P<year>20\d\d))?", _months_to),
        ("day days", rf"(?P<which>first|middle|second|last|third|final)\s+(?:ten|10)[- ]days?(?:[- ]period)?"
         rf"(?:\s+(?:of|in)\s+{month})?", _ten_days),
        ("days",
         rf"first\s+(?P<n>\d{{1,2}}|{numbers}|fifteen|twenty)\s+days\s+(?:of|in)\s+{month}", _first_days),
        ("half", rf"(?P<which>first|second)[- ]half\s+of\s+{month}", _half_month),
        ("quarter", r"(?P<month>March|June|September|December)(?:'s|’s)?[- ]quarter"
         r"(?:(?:\s+of)?\s+(?P<year>20\d\d))?", _ending),
        ("quarter", rf"{which}[- ]quarter(?!\s+of\s+the\s+(?:fiscal|financial))(?:'s|’s)?{year}", _quarter),
        ("half", rf"(?P<which>first|second|1st|2nd)[- ]half(?:'s|’s)?(?!\s+of\s+(?:{names})\b){year}", _half),
        ("start beginning",
         r"(?:from|compared\s+(?:with|to))\s+the\s+(?:start|beginning)\s+of\s+the\s+year", _year_to_date),
        ("year",
         r"(?:(?<=\bbringing\s)|(?<=\bbrings\s)|(?<=\bbrought\s))(?:the\s+(?:full\s+)?year|the\s+(?:annual|year's)\s+total)"
         r"(?=\s+to\b)|(?<=\bwithin\s)the\s+year|(?:in|over|during)\s+the\s+course\s+of\s+the\s+year"
         r"|the\s+(?:annual|year's|year’s)\s+total"
         r"|the\s+year(?:'s|’s)(?=\s+(?:output|production|exports|imports|sales|shipments|demand|consumption)\b)"
         r"|the\s+total\s+for\s+the\s+year", _year_so_far),
        ("quarter",
         r"(?:the\s+)?(?P<rel>this|current|last|previous|next|coming|the)\s+quarter", _this_quarter),
        ("fiscal fy",
         r"(?:fiscal\s+(?:year\s+)?|FY\s?(?=20\d\d[-/]))(?P<year>20\d\d)(?:[-/]\d{2,4})?", _fiscal),
        ("and",
         rf"(?P<first>{names})\s+and\s+(?P<last>{names})(?:\s+(?P<year>20\d\d))?(?=\s+(?:combined?|together))",
         _both),
        ("year", rf"(?:the\s+)?{relative}(?:\s+(?:full|whole|calendar))?[- ]year(?:'s|’s)?|full-year"
         r"|(?<=\bfor\s)the\s+year(?!\s+to)|(?<=\bin\s)the\s+year\s+as\s+a\s+whole", _whole_year),
    )  # fmt: skip
    return tuple(
        (cued(rf"(?<![\w-])(?:{text})(?![\w])", cues.split(), re.IGNORECASE), make)
        for cues, text, make in texts
    )


@cache
def _cues() -> frozenset[str]:
    return frozenset(cue for pattern, _ in _patterns() for cue in pattern.cues or ())


@lru_cache(maxsize=4096)
def _cued_by(said: frozenset[str]) -> tuple[tuple[Cued, _Make], ...]:
    """Return the patterns that can match where some cues are said."""
    return tuple((p, make) for p, make in _patterns() if p.cues is None or not p.cues.isdisjoint(said))


def intervals_in(body: str, start: int, end: int, month: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, period) of the intervals in `body[start:end]`, in order, without overlap."""
    found: list[tuple[int, int, str]] = []
    text = plain(body[start:end])
    said = frozenset(cue for cue in _cues() if cue in text)
    for pattern, make in _cued_by(said):
        for match in pattern.finditer(body, said, start, end):
            if any(a < match.end() and match.start() < b for a, b, _ in found):
                continue
            lead = body[max(start, match.start() - 6) : match.start()].split()
            if lead and lead[-1].lower() in _NOT_TIMES and make in (_this_quarter, _whole_year):
                continue
            period = make(match, month)
            if period is not None:
                found.append((match.start(), match.end(), period))
    yield from sorted(found)
