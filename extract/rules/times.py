"""Time: which period a statement is about, from the months, days, quarters and years that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.record import record
from extract.rules.ahead import is_in_present, looks_ahead
from extract.rules.compared_times import GONE, is_compared
from extract.rules.date_texts import MONTHS_AHEAD, YEAR, dated, month_number, year_for
from extract.rules.intervals import intervals_in
from extract.rules.month_before import month_before
from extract.rules.move import MEASURED
from extract.rules.naming_times import is_loose, past_dateline
from extract.rules.seeking import has_word
from extract.rules.tokens import Kind, Token, grammar
from schemas.periods import is_period, month_after, months_between
from schemas.vocabulary import Basis

__all__ = ["Time", "times_in"]

_YEAR, _MONTH, _DAY = 4, 7, 10
_BEFORE = 8
_SEASON = 8
_NEAR = 6
"""How many months ahead a month may lie of which a sentence speaks in the present."""
_AROUND = 40
_SOON = 4
"""How many months ahead a span of months may begin of which something is foreseen."""
_RANGE_WORDS = frozenset({"to", "through", "-", "–", "and", "till", "until"})
_RELATIVE = {"this month": 0, "next month": 1, "coming month": 1, "following month": 1}
_RELATED = frozenset(word for pair in _RELATIVE for word in pair.split()[:1])
_JOINED = re.compile(r"([A-Z][a-z]+)[-–]([A-Z][a-z]+)")
_TELLS = frozenset("is has was had will would should may counts contains brings falls".split())
"""Verbs of a month as a subject ("since June is a day shorter")."""
_SHORT = re.compile(r"\d\d")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


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


def times_in(tokens: Sequence[Token], month: str, body: str, told: str = "") -> list[Time]:
    """Return the periods named in a sentence, in order; `month` is the report's reference month.

    `told` is the month that the sentences before tell of, which "in that month" takes up.
    """
    found: list[Time] = []
    if not tokens:
        return found
    intervals = list(intervals_in(body, tokens[0].start, tokens[-1].end, month))
    at = past_dateline(tokens)
    while at < len(tokens):
        token = tokens[at]
        while intervals and intervals[0][1] <= token.start:
            intervals.pop(0)
        if not (intervals or _may_name(token) or token.has(Kind.REFERABLE)):
            at += 1
            continue
        time = _ordinal(tokens, at, month, found) if token.kind == Kind.DATE else None
        if time is None and intervals and intervals[0][0] <= token.start < intervals[0][1]:
            start, end, period = intervals[0]
            since = token.low.startswith(("since", "from", "compared"))
            refers = token.has(Kind.REFERENCE) and at > 0 and tokens[at - 1].kind != Kind.MARK
            if since or not (token.has(Kind.BASIS) or refers):
                compared = not since and is_compared(tokens, at) and not _goes_over(tokens, at, period, month)
                compared = compared and not _begins(tokens, at, period, month)
                period = _up_to_named(period, month, found)
                time = Time(period, start, end, compared=compared, since=since)
            else:
                intervals.pop(0)
        if time is None and _may_name(token):
            time = _of_year(tokens, at, _month_range(tokens, at, month), found) or _single(tokens, at, month)
            time = time or _pointing(tokens, at, found, told)
        time = time or _before(tokens, at, month, found)
        time = _same_months(tokens, at, time, found)
        if time is None:
            at += 1
            continue
        first = at
        while at < len(tokens) and tokens[at].start < time.end:
            at += 1
        found.append(replace(time, loose=True) if is_loose(tokens, first, at) else time)
    return found


def _up_to_named(period: str, month: str, found: Sequence[Time]) -> str:
    """Read "exports were 3,000 mt in October; the year to date comes to": up to that month, in November."""
    if period != f"{month[:_YEAR]}-01/{month}":
        return period
    named = [time.period for time in found if len(time.period) == _MONTH and not time.compared]
    told = named[-1] if named and month not in named else ""
    behind = month_after(month, -2) <= told < month and told[:_YEAR] == month[:_YEAR]
    return f"{told[:_YEAR]}-01/{told}" if behind and not told.endswith("-01") else period


def _goes_over(tokens: Sequence[Token], at: int, period: str, month: str) -> bool:
    """Read "rose by 1.1% over the first eight months": a span of time up to now, and no comparison."""
    begin = at if tokens[at].low == "the" else at - 1
    lead = tokens[begin - 1].low if begin > 0 and tokens[begin].low == "the" else ""
    return (
        lead == "over"
        and "/" in period
        and month_after(month, -2) <= period.partition("/")[2][:_MONTH] <= month
    )


def _begins(tokens: Sequence[Token], at: int, period: str, month: str) -> bool:
    """Read "will take 150,000 oz out of the market from the second half": a span of time to come."""
    begin = at - 1 if at and tokens[at - 1].low == "the" else at
    return begin > 0 and tokens[begin - 1].low == "from" and period[:_MONTH] > month


def _pointing(tokens: Sequence[Token], at: int, found: Sequence[Time], told: str) -> Time | None:
    """Read "we expect 135 kt for that month": the month named before, in the sentence or before it."""
    if at + 1 >= len(tokens) or tokens[at + 1].low != "month":
        return None
    named = [time.period for time in found if len(time.period) == _MONTH]
    if tokens[at].low == "the" and at and tokens[at - 1].low == "of":
        # "workers returned by February 6, and by the middle of the month loads were above 80%"
        named = [time.period[:_MONTH] for time in found if time.day and not time.compared]
    elif tokens[at].low != "that":
        return None
    elif not named and at and tokens[at - 1].low in ("in", "for", "during") and len(told) == _MONTH:
        named = [told]
    return Time(named[-1], tokens[at].start, tokens[at + 1].end, compared=False) if named else None


def _of_year(tokens: Sequence[Token], at: int, time: Time | None, found: Sequence[Time]) -> Time | None:
    """Read "FY12 as a whole (April-March)": which months make up the year that was named before."""
    if time is None or not found or tokens[at - 1].text != "(":
        return time
    named, (first, _, last) = found[-1].period, time.period.partition("/")
    if month_after(first, 11) != last:
        return time
    if named[_YEAR:_MONTH] == first[_YEAR:] and named.endswith(last[_YEAR:]):
        return replace(time, period=named)
    fiscal = any(t.low.startswith("fy") for t in tokens if t.start == found[-1].start)
    if not fiscal or len(named) > _YEAR:
        return time
    return replace(time, period=f"{int(named) - 1}{first[_YEAR:]}/{named}{last[_YEAR:]}")


def _same_months(tokens: Sequence[Token], at: int, time: Time | None, found: Sequence[Time]) -> Time | None:
    """Read "whereas the same months of 2024 gave 141 mt": the months that were named before, of that year."""
    if time is None or len(time.period) != _YEAR or at < _SAME or tokens[at - 1].low not in ("of", "in"):
        return time
    said = {word for token in tokens[at - _SAME : at] for word in token.low.split()}
    if "same" not in said or said.isdisjoint(_SPANNED):
        return time
    spans = [each.period for each in found if "/" in each.period and not each.compared]
    if not spans:
        return time
    first, _, last = spans[-1].partition("/")
    year = int(time.period)
    then = f"{year - int(last[:_YEAR]) + int(first[:_YEAR]):04d}{first[_YEAR:]}/{year:04d}{last[_YEAR:]}"
    opens = not _CONTRASTING.isdisjoint(token.low for token in tokens[at - _SAME : at - 1])
    return replace(time, period=then, compared=time.compared and not opens)


_CONTRASTING = frozenset({"whereas", "while", "but", ";"})
_SAME = 3
_SPANNED = frozenset({"months", "period", "quarter", "quarters", "span"})


def _before(tokens: Sequence[Token], at: int, month: str, found: Sequence[Time]) -> Time | None:
    """Read "a month earlier they had stood at 79%", "A year ago shipments were 8,460 tonnes"."""
    if not tokens[at].has(Kind.REFERABLE):
        return None
    period = month_before(tokens, at, month, [time.period for time in found if not time.compared])
    if period is None:
        return None
    return Time(period, tokens[at].start, tokens[at].end, compared=False, day=len(period) == _DAY)


def _ordinal(tokens: Sequence[Token], at: int, month: str, found: Sequence[Time]) -> Time | None:
    """Read "closed at 168,500 yuan/mt on the 28th": a day of the month named before, else of the report's."""
    day = _ORDINAL.fullmatch(tokens[at].text)
    if day is None or at < 2 or tokens[at - 1].low != "the" or not _leads_to_day(tokens[: at - 1]):
        return None
    named = [time.period for time in found if len(time.period) in (_MONTH, _DAY) and not time.compared]
    period = f"{named[-1][:_MONTH] if named else month}-{int(day[1]):02d}"
    if not is_period(period):
        return None
    return Time(period, tokens[at].start, tokens[at].end, compared=False, day=True)


def _leads_to_day(lead: Sequence[Token]) -> bool:
    """Read "on the", "on Friday the", "in the week to the", "w/w by the": a day at which a level stood."""
    last, before = lead[-1], lead[-_SPAN:-1]
    if last.low == "on" or last.low.rpartition(" ")[2] in _WEEKDAYS:
        return True
    weekly = any(Basis.WOW in (t.code(Kind.BASIS), t.code(Kind.REFERENCE)) for t in before)
    spanned = any(word in _SPANS for t in before for word in t.low.split())
    return last.low in ("by", "to") and (weekly or (last.low == "to" and spanned))


_SPAN = 4
_SPANS = frozenset({"week", "days", "weeks"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _may_name(token: Token) -> bool:
    """Tell whether a token can open a date: most words cannot, and cost nothing."""
    return (
        token.kind == Kind.DATE
        or token.text[:1].isupper()
        or token.low in _RELATED
        or token.low in ("that", "the")
        or "-" in token.text
    )


def _month_range(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    """Read "January-February", "January to February 2025", "from January through March"."""
    first = tokens[at]
    joined = _JOINED.fullmatch(first.text)
    if joined and month_number(joined[1]) and month_number(joined[2]):
        ends = (month_number(joined[1]), month_number(joined[2]))
        last, text = first, first.text
        for behind in tokens[at + 1 : at + 4]:
            if YEAR.fullmatch(behind.text):
                last, text = behind, behind.text
            elif behind.low not in ("quarter", "period", "half", "of", "months", "in"):
                break
    else:
        start = month_number(first.text.split()[0]) if first.text else None
        if start is None or at + 2 >= len(tokens) or tokens[at + 1].low not in _RANGE_WORDS:
            return None
        last = tokens[at + 2]
        stop = month_number(last.text.split()[0]) if last.text else None
        plain = first.kind == Kind.WORD or not re.search(r"\b\d{1,2}\b", first.text)
        between = at > 0 and tokens[at - 1].low == "between"
        if stop is None or not plain or (tokens[at + 1].low == "and" and not between):
            return None
        ends, text = (start, stop), f"{first.text} {last.text}"
    low, high = ends
    if low is None or high is None:
        return None
    years = [int(y) for y in YEAR.findall(text)]
    year = years[-1] if years else year_for(high, month, text, "")
    ahead = looks_ahead(tokens, at)
    far = _SEASON if ahead else MONTHS_AHEAD
    over = high + 1 == low and not ahead and f"{year:04d}-{high:02d}" >= month_after(month, -MONTHS_AHEAD)
    if not (years or over) and 0 <= months_between(month, f"{month[:4]}-{low:02d}") <= far:
        year = int(month[:4]) + (low > high)  # "from June to August", in May
    if not years and ahead and low <= int(month[5:7]) <= high:
        year = int(month[:4])  # "plan to make 45 kt from April to September", in May
    short = [token.text for token in tokens if token.start >= last.end][:2]
    if years and len(short) > 1 and short[0] in "-/–" and short[1] == f"{(year + 1) % 100:02d}":
        year += low > high  # "April-January 2015-16"
    first_year = years[0] if len(years) > 1 else year - 1 if low > high else year
    period = f"{first_year:04d}-{low:02d}/{year:04d}-{high:02d}"
    if _moved_over(tokens, at, period):
        period = period.partition("/")[2]
    return Time(period, first.start, last.end, is_compared(tokens, at))


def _moved_over(tokens: Sequence[Token], at: int, period: str) -> bool:
    """Read "exports halved from September to October": from one month to the next, and no sum of both."""
    if at < 2 or tokens[at - 1].low != "from":
        return False
    first, _, last = period.partition("/")
    lead = tokens[at - 2]
    moved = lead.figure is not None or lead.has_any(Kind.MOVE, Kind.TREND)
    return moved and month_after(first) == last


def _is_near(tokens: Sequence[Token], at: int, number: int, month: str) -> bool:
    """Read "April is another matter", in January: a month not far ahead, of which the present is spoken."""
    ahead = months_between(month, f"{month[:_YEAR]}-{number:02d}") % 12
    return (
        MONTHS_AHEAD < ahead <= _NEAR
        and not is_compared(tokens, at)
        and is_in_present(tokens[max(0, at - _AROUND) : at + _AROUND])
    )


def _single(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    token = tokens[at]
    period = None
    if token.kind == Kind.DATE:
        period = dated(token.text, month, _after(tokens, at), ahead=looks_ahead(tokens, at))
    elif token.kind == Kind.WORD:
        number = month_number(token.text)
        if number is not None:
            lead = tokens[at - 1].low if at else ""
            ahead = looks_ahead(tokens, at) and (lead == "from" or not is_compared(tokens, at))
            ahead = ahead or _is_near(tokens, at, number, month)
            year = year_for(number, month, "", _after(tokens, at), ahead=ahead)
            if lead == "by" and 0 < months_between(month, f"{year + 1:04d}-{number:02d}") <= _SOON:
                year += 1  # "if the pots are back by June", in March
            behind = tokens[at + 1 : at + 3]
            if len(behind) > 1 and behind[0].text in "'’" and _SHORT.fullmatch(behind[1].text):
                year = 2000 + int(behind[1].text)  # "Jan '07"
            if lead == "since" and at + 1 < len(tokens) and tokens[at + 1].low in _TELLS:
                return Time(f"{year:04d}-{number:02d}", token.start, token.end, compared=False)
            if lead in GONE | {"since"} and f"{year:04d}-{number:02d}" >= month:
                year -= 1  # "short of last July", "in force since January"
            period = f"{year:04d}-{number:02d}"
        else:
            pair = " ".join([t.low for t in tokens[at : at + 2]]) if token.low in _RELATED else ""
            steps = _RELATIVE.get(pair)
            if steps is not None and not token.tags:
                return Time(month_after(month, steps), token.start, tokens[at + 1].end, compared=False)
    if period is None or not is_period(period):
        return None
    if len(period) < _MONTH and at > 1 and tokens[at - 2].low == "end" and tokens[at - 1].low in ("-", "of"):
        period = f"{period}-12"  # "at the end of 2024", "end-2024"
    ended = token.low.startswith("end-") or (at > 1 and tokens[at - 2].low == "end")
    if ended and period[:_MONTH] < month and _is_since(tokens, at):
        return Time(period[:_MONTH], token.start, token.end, compared=True)
    summed = at > 1 and has_word(tokens[max(0, at - _BEFORE) : at], grammar("cumulative"))
    opened = at > 1 and tokens[at - 1].low in ("early", "mid", "late") and tokens[at - 2].low == "since"
    begins = at > 0 and (opened or tokens[at - 1].low == "since" or (tokens[at - 1].low == "from" and summed))
    if begins and period[:_MONTH] < month:
        return Time(f"{period[:_MONTH]}/{month}", token.start, token.end, compared=False, since=True)
    lead = tokens[at - 1].low if at else ""
    # "Up 200 mt from June 19" compares, "200 mt a month from July 1" begins.
    compares = at > 1 and (tokens[at - 2].figure is not None or tokens[at - 2].has(Kind.BEHIND))
    within = period[:_MONTH] == month and len(period) == _DAY and not compares
    onset = lead == "from" and "/" not in period and (period[:_MONTH] > month or within)
    day = len(period) == _DAY
    if onset:
        period = period[:_MONTH]  # what holds from a day on is told of its month
    first, _, last = period.partition("/")
    spans = lead == "from" and first[:_MONTH] < last[:_MONTH]  # "from July 5 to August 20"
    compared = (is_compared(tokens, at) or _rose_over(tokens, at, period, month)) and not (onset or spans)
    return Time(period, token.start, token.end, compared, day=day)


def _rose_over(tokens: Sequence[Token], at: int, period: str, month: str) -> bool:
    """Read "output rose over May", in June: against the month before; a price moves within its month."""
    if at < 2 or tokens[at - 1].low != "over" or period != month_after(month, -1):
        return False
    told = next((t.code(Kind.INDICATOR) for t in reversed(tokens[:at]) if t.has(Kind.INDICATOR)), None)
    lead = tokens[at - 2]
    return told in MEASURED and (lead.figure is not None or lead.has_any(Kind.MOVE, Kind.TREND))


def _is_since(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "since" leads to what stands at a place."""
    since = next((t for t in reversed(tokens[max(0, at - 4) : at]) if t.low not in grammar("within")), None)
    return since is not None and since.low == "since"


def _after(tokens: Sequence[Token], at: int) -> str:
    """Return the two words behind a token."""
    return " ".join([token.low for token in tokens[at + 1 : at + 3]])
