"""Time: which period a statement is about, from the months, days, quarters and years that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.annotate.lexicon import words
from extract.record import record
from extract.rules.intervals import intervals_in, quarter_of
from extract.rules.naming_times import is_loose
from extract.rules.tokens import Kind, Token, grammar
from schemas.periods import is_period, month_after, months_between
from schemas.vocabulary import Direction

__all__ = ["Time", "times_in"]

_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS_AHEAD = 2
_MONTH, _DAY = 7, 10
_RANGE_WORDS = frozenset({"to", "through", "-", "–", "and", "till", "until"})
_COMPARED = frozenset(["than", "from", "versus", "vs", "against"])
_OVER = frozenset({"on", "above", "below", "beneath"})
_ONWARD = frozenset({"to", "onward", "onwards", "until", "through"})
_ALIKE = frozenset("many much same high low large level little few".split())
_FAR = 7
_YEAR_BEFORE = ("last year", "of last year", "of the last year", "of the previous year", "of the year before")
_RELATIVE = {"this month": 0, "next month": 1, "coming month": 1, "following month": 1}
_SHORT_YEAR = re.compile(r"['’](\d{2})$")
_RELATED = frozenset(word for pair in _RELATIVE for word in pair.split()[:1])
_JOINED = re.compile(r"([A-Z][a-z]+)[-–]([A-Z][a-z]+)")
_PART = re.compile(r"^(?:end|mid|early|late)-")
_QUARTER = re.compile(
    r"(?:(?P<y1>20\d{2})\s?)?[Qq](?P<q>[1-4])(?:\D*(?P<y2>20\d{2}))?|(?P<q2>[1-4])[Qq](?P<y3>\d{2,4})?"
)
_HALF = re.compile(
    r"(?:(?P<y1>20\d{2})\s?)?[Hh](?P<h>[12])(?:\D*(?P<y2>20\d{2}))?|(?P<h2>[12])[Hh](?P<y3>\d{2,4})?"
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_ISO = re.compile(r"(20\d{2})[-/](\d{1,2})(?:[-/](\d{1,2}))?")


@record(frozen=True, slots=True)
class Time:
    """A period that a sentence names, where it stands, and whether it is only compared with."""

    period: str
    start: int
    end: int
    compared: bool
    day: bool = False
    since: bool = False
    loose: bool = False
    """It only bounds or names something ("until May", "the April overhaul") and dates no figure."""


def times_in(tokens: Sequence[Token], month: str, body: str) -> list[Time]:
    """Return the periods named in a sentence, in order; `month` is the report's reference month."""
    found: list[Time] = []
    if not tokens:
        return found
    intervals = list(intervals_in(body, tokens[0].start, tokens[-1].end, month))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        while intervals and intervals[0][1] <= token.start:
            intervals.pop(0)
        time = _ordinal(tokens, at, month, found) if token.kind == Kind.DATE else None
        if time is None and intervals and intervals[0][0] <= token.start < intervals[0][1]:
            start, end, period = intervals[0]
            since = token.low.startswith("since")
            refers = token.has(Kind.REFERENCE) and at > 0 and tokens[at - 1].kind != Kind.MARK
            if since or not (token.has(Kind.BASIS) or refers):
                time = Time(period, start, end, compared=not since and _compared(tokens, at), since=since)
            else:
                intervals.pop(0)
        if time is None and _may_name(token):
            time = _month_range(tokens, at, month) or _single(tokens, at, month)
            time = time or _pointing(tokens, at, found)
        if time is None:
            at += 1
            continue
        first = at
        while at < len(tokens) and tokens[at].start < time.end:
            at += 1
        found.append(replace(time, loose=True) if is_loose(tokens, first, at) else time)
    return found


def _pointing(tokens: Sequence[Token], at: int, found: Sequence[Time]) -> Time | None:
    """Read "we expect 135 kt for that month": the month named before."""
    if at + 1 >= len(tokens) or tokens[at + 1].low != "month":
        return None
    named = [time.period for time in found if len(time.period) == _MONTH]
    if tokens[at].low == "the" and at and tokens[at - 1].low == "of":
        # "workers returned by February 6, and by the middle of the month loads were above 80%"
        named = [time.period[:_MONTH] for time in found if time.day and not time.compared]
    elif tokens[at].low != "that":
        return None
    return Time(named[-1], tokens[at].start, tokens[at + 1].end, compared=False) if named else None


def _ordinal(tokens: Sequence[Token], at: int, month: str, found: Sequence[Time]) -> Time | None:
    """Read "closed at 168,500 yuan/mt on the 28th": a day of the month named before, else of the report's."""
    day = _ORDINAL.fullmatch(tokens[at].text)
    if day is None or at < 2 or (tokens[at - 2].low, tokens[at - 1].low) != ("on", "the"):
        return None
    named = [time.period for time in found if len(time.period) in (_MONTH, _DAY) and not time.compared]
    period = f"{named[-1][:_MONTH] if named else month}-{int(day[1]):02d}"
    if not is_period(period):
        return None
    return Time(period, tokens[at].start, tokens[at].end, compared=False, day=True)


def _may_name(token: Token) -> bool:
    """Tell whether a token can open a date: most words cannot, and cost nothing."""
    return (
        token.kind == Kind.DATE
        or token.text[:1].isupper()
        or token.low in _RELATED
        or token.low in ("that", "the")
        or "-" in token.text
    )


@lru_cache(maxsize=4096)
def _month_number(word: str) -> int | None:
    if not word[:1].isupper() and "-" not in word:
        return None
    name = _PART.sub("", word)
    key = name.lower().removesuffix("'s").removesuffix("’s").rstrip(".")
    # "may" and "march" are verbs unless capitalised.
    return words().months.get(key) if name[:1].isupper() else None


def _year_for(number: int, month: str, text: str, after: str, *, ahead: bool = False) -> int:
    """Return the year that a month name means: the printed one, else the nearest that fits."""
    if printed := _YEAR.search(text):
        return int(printed.group())
    year = int(month[:4])
    if after.startswith(
        ("last year", "of last year", "of the last year", "of the previous year", "of the year before")
    ):
        return year - 1
    distance = months_between(month, f"{year:04d}-{number:02d}")
    if distance > _MONTHS_AHEAD and not ahead:
        return year - 1
    if distance < _MONTHS_AHEAD - 11 or (ahead and distance < -3):
        return year + 1
    return year


def _compared(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the time at token `at` is what something is compared with.

    Words such as "that of", "the level of", "the end of" may stand between it and what compares.
    """
    index = at - 1
    while index >= 0 and at - index <= _FAR and tokens[index].low in grammar("within"):
        index -= 1
    if index < 0:
        return False
    token, lead = tokens[index], tokens[index - 1] if index else None
    if (
        token.low in ("on", "at", "by")
        and lead is not None
        and (lead.low == "than" or lead.has(Kind.COMPARING))
    ):
        return True  # "higher than on June 21"
    if token.low in words().multiples:
        return True  # "double that of May"
    if token.low == "as" and lead is not None and (lead.low in _ALIKE or _is_flat(lead)):
        return True  # "as many as in July", "basically the same as in August"
    if _is_flat(token) and token.low.endswith((" as", " with", " of", " to", " that")):
        return True  # "at the same level as in August", "in line with July"
    near = at - 1 - index
    if (token.has(Kind.BASIS) or token.has(Kind.REFERENCE)) and tokens[at - 1].low == "of":
        return True  # "in the corresponding period of 2021"
    if token.has(Kind.COMPARING) or token.low in _COMPARED:
        # "from January to February" names a range and compares with nothing.
        return not (token.low == "from" and _leads_on(tokens, at))
    ratio = lead is not None and lead.figure is not None and lead.figure.unit == "percent"
    if token.low == "on" and lead is not None and lead.text == "," and index > 1:
        lead = tokens[index - 2]  # "down slightly, by 1.5%, on October"
    if token.low == "on" and lead is not None and lead.has(Kind.DEGREE) and index > 1:
        lead = tokens[index - 2]  # "up slightly on May"
    if (token.low in _OVER or (token.low == "over" and ratio)) and lead is not None:
        led = lead.figure is not None or lead.has_any(Kind.MOVE, Kind.TREND, Kind.BEHIND, Kind.LEVEL)
        day = tokens[at].kind == Kind.DATE and not _YEAR.fullmatch(tokens[at].text)
        return led and (not day or near > 0 or token.low != "on")
    return False


def _is_flat(token: Token) -> bool:
    return token.code(Kind.MOVE) is Direction.FLAT


def _leads_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a range goes on behind a month: "to February", "onward"."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in _ONWARD:
        return False
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return after is None or after.kind == Kind.DATE or _month_number(after.text) is not None or (
        tokens[at + 1].low.startswith("onward")
    )  # fmt: skip


def _ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the words before a date speak of the future: then it may lie far ahead."""
    return any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in tokens[max(0, at - 14) : at])


def _month_range(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    """Read "January-February", "January to February 2025", "from January through March"."""
    first = tokens[at]
    joined = _JOINED.fullmatch(first.text)
    if joined and _month_number(joined[1]) and _month_number(joined[2]):
        ends = (_month_number(joined[1]), _month_number(joined[2]))
        last, text = first, first.text
        for behind in tokens[at + 1 : at + 4]:
            if _YEAR.fullmatch(behind.text):
                last, text = behind, behind.text
            elif behind.low not in ("quarter", "period", "half", "of", "months", "in"):
                break
    else:
        start = _month_number(first.text.split()[0]) if first.text else None
        if start is None or at + 2 >= len(tokens) or tokens[at + 1].low not in _RANGE_WORDS:
            return None
        last = tokens[at + 2]
        stop = _month_number(last.text.split()[0]) if last.text else None
        plain = first.kind == Kind.WORD or not re.search(r"\b\d{1,2}\b", first.text)
        between = at > 0 and tokens[at - 1].low == "between"
        if stop is None or not plain or (tokens[at + 1].low == "and" and not between):
            return None
        ends, text = (start, stop), f"{first.text} {last.text}"
    low, high = ends
    if low is None or high is None:
        return None
    years = [int(y) for y in _YEAR.findall(text)]
    year = years[-1] if years else _year_for(high, month, text, "")
    if not years and 0 <= months_between(month, f"{month[:4]}-{low:02d}") <= _MONTHS_AHEAD:
        year = int(month[:4]) + (low > high)  # "from June to August", in May
    first_year = years[0] if len(years) > 1 else year - 1 if low > high else year
    period = f"{first_year:04d}-{low:02d}/{year:04d}-{high:02d}"
    return Time(period, first.start, last.end, _compared(tokens, at))


def _single(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    token = tokens[at]
    period = None
    if token.kind == Kind.DATE:
        period = _dated(token.text, month, _after(tokens, at), ahead=_ahead(tokens, at))
    elif token.kind == Kind.WORD:
        number = _month_number(token.text)
        if number is not None:
            year = _year_for(number, month, "", _after(tokens, at), ahead=_ahead(tokens, at))
            if at and tokens[at - 1].low == "last" and f"{year:04d}-{number:02d}" >= month:
                year -= 1  # "short of last July"
            period = f"{year:04d}-{number:02d}"
        else:
            pair = " ".join(t.low for t in tokens[at : at + 2])
            steps = _RELATIVE.get(pair)
            if steps is not None and not token.tags:
                return Time(month_after(month, steps), token.start, tokens[at + 1].end, compared=False)
    if period is None or not is_period(period):
        return None
    if len(period) < _MONTH and at > 1 and tokens[at - 2].low == "end" and tokens[at - 1].low in ("-", "of"):
        period = f"{period}-12"  # "at the end of 2024", "end-2024"
    ended = token.low.startswith("end-") or (at > 1 and tokens[at - 2].low == "end")
    since = next((t for t in reversed(tokens[max(0, at - 4) : at]) if t.low not in grammar("within")), None)
    if ended and since is not None and since.low == "since" and period[:_MONTH] < month:
        return Time(period[:_MONTH], token.start, token.end, compared=True)
    if at and tokens[at - 1].low == "since" and period[:_MONTH] < month:
        return Time(f"{period[:_MONTH]}/{month}", token.start, token.end, compared=False, since=True)
    lead = tokens[at - 1].low if at else ""
    # "Up 200 mt from June 19" compares, "200 mt a month from July 1" begins.
    compares = at > 1 and (tokens[at - 2].figure is not None or tokens[at - 2].has(Kind.BEHIND))
    within = period[:_MONTH] == month and len(period) == _DAY and not compares
    onset = lead == "from" and (period[:_MONTH] > month or within)
    day = len(period) == _DAY
    if onset:
        period = period[:_MONTH]  # what holds from a day on is told of its month
    compared = _compared(tokens, at) and not onset
    return Time(period, token.start, token.end, compared, day=day)


def _after(tokens: Sequence[Token], at: int) -> str:
    """Return the two words behind a token."""
    return " ".join(token.low for token in tokens[at + 1 : at + 3])


@lru_cache(maxsize=4096)
def _dated(text: str, month: str, after: str, *, ahead: bool = False) -> str | None:
    """Read a date token: a day, a month, a quarter, a half or a year, also an estimated one ("4Q25E")."""
    if text[-1:] in ("E", "e") and text[-2:-1].isdigit():
        text = text[:-1]
    if match := _ISO.fullmatch(text):
        year, number, day = match.groups()
        return f"{year}-{int(number):02d}" + (f"-{int(day):02d}" if day else "")
    names = [(m, _month_number(m.group())) for m in re.finditer(r"[A-Za-z]+", text)]
    known = [(m, number) for m, number in names if number]
    if known:
        number = known[-1][1]
        year = _year_for(number, month, text, after, ahead=ahead)
        if short := _SHORT_YEAR.search(text):
            return f"{2000 + int(short[1]):04d}-{number:02d}"
        days = [int(d) for d in re.findall(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)]
        stamp = f"{year:04d}-{number:02d}"
        if len(days) == 1:
            return f"{stamp}-{days[0]:02d}"
        if len(days) == 2:
            return f"{stamp}-{days[0]:02d}/{stamp}-{days[1]:02d}"
        return stamp
    year = int(month[:4])
    if match := re.fullmatch(r"[Qq]([1-4])\s?FY\s?(\d{2,4})", text):
        # A fiscal year of April to March is named by the year in which it ends.
        first = (int(match[1]) * 3) % 12 + 1
        start = _full_year(match[2], 0) - (first > 3)
        return f"{start:04d}-{first:02d}/{start:04d}-{first + 2:02d}"
    if match := _QUARTER.fullmatch(text):
        quarter = int(match["q"] or match["q2"])
        stated = match["y1"] or match["y2"] or match["y3"]
        return quarter_of(_full_year(stated, year) if stated else None, quarter, month)
    if match := _HALF.fullmatch(text):
        half = int(match["h"] or match["h2"])
        year = _full_year(match["y1"] or match["y2"] or match["y3"], year)
        return f"{year:04d}-{half * 6 - 5:02d}/{year:04d}-{half * 6:02d}"
    if fiscal := re.fullmatch(r"FY\s?(\d{2,4})", text):
        return f"{_full_year(fiscal[1], year):04d}"
    return text if _YEAR.fullmatch(text) else None


def _full_year(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if len(text) == 4 else 2000 + int(text)
