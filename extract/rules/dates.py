"""Dates: which of the dates of a sentence is a figure's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from math import inf

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.dates_within import (
    adjoins,
    among,
    aside,
    in_participle,
    is_bound,
    names_forecast,
    parted,
    passing,
    subordinate,
)
from extract.rules.foreseeing import foreseen_behind
from extract.rules.happened import past_clause
from extract.rules.leaving import left_behind
from extract.rules.places import BREAKS, Place
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token

__all__ = ["other_date", "own_date"]

_NEAR = 6
_FRONTED = 4
_FAR = 8
_LONGEST_ASIDE = 12
_MONTH = 7
_LED = frozenset({"from", "against", "versus", "vs", "than"})
_SET_APART = frozenset("wk week to ended ending as of at on in the end end-".split())
_NOUN, _SHORT, _FARTHEST = 8, 4, 20
_THAT = frozenset({"that", "which"})
_CAME = frozenset("passed left came arrived entered".split())
_AUXILIARY = frozenset({"had", "has", "have", "was", "were", "came", "started", "went"})
_DUE = frozenset({"planned", "scheduled", "due", "slated", "expected", "set"})
_COORDINATING = frozenset({"and", "but", "while"})
_WITHIN = frozenset({"in", "for", "during"})


def own_date(section: Annotated, statement: Statement, place: Place, *, change: bool) -> Time | None:
    """Return the date that a figure's own words give it, or None; "since June" dates a change alone."""
    if not statement.times:
        return None
    set_apart = _bracketed(statement, place) or _apposed(statement, place) or _told_of(statement, place)
    if set_apart is not None:
        return set_apart
    then = _when(statement, place) or _told_behind(statement, place) or _led_to(statement, place)
    if then is not None:
        return then
    body = section.section.body
    coming = _over_before(section, statement, place)
    stop = max((t.start for t in place.left if t.text == ";"), default=-1) if ";" in place.said else -1
    left = [
        t
        for t in among(statement, place.left)
        if not aside(body, statement.sentence.start, t, place.figure.start)
        and not (t.start < coming and t.period[:_MONTH] > section.month)
        and not passing(statement, t, stop, place.figure.start)
        and not (t.loose or parted(statement, place, t))
        and not left_behind(section.month, statement, place, t)
    ]
    left = [
        _when_then(place, time) for time in left if not time.since or (change and _governs(statement, time))
    ]
    place = _past_aside(statement, place)
    right = [time for time in among(statement, place.near) if change or not time.since]
    told = _told_before(place)
    right = [
        time for time in right
        if not (time.loose or names_forecast(statement.tokens, time) or told < time.start)
    ]  # fmt: skip
    over = not left or left[-1].start < stop  # "trial output began in July; 1,500 mt are targeted for 3Q"
    if right and (adjoins(place, right[0]) or (over and not in_participle(place, right[0]))):
        return right[0]
    return left[-1] if left else None


def _past_aside(statement: Statement, place: Place) -> Place:
    """Step over what a figure is measured in, behind it: "2.3 Mt (gross weight) in May"."""
    behind = statement.tokens[place.at + 1 : place.at + 1 + _LONGEST_ASIDE]
    if not behind or behind[0].text not in ",(":
        return place
    close = ")" if behind[0].text == "(" else ","
    inside = list(takewhile(lambda token: token.text != close, behind[1:_NEAR]))
    rest = behind[len(inside) + 2 :]
    plain = inside and all(token.kind == Kind.WORD and (close == ")" or not token.tags) for token in inside)
    if not plain or not rest or rest[0].low not in _WITHIN:
        return place
    return replace(place, right=tuple(takewhile(lambda token: token.figure is None, rest)))


def _is_apposed(tokens: Sequence[Token], at: int) -> bool:
    """Read "the rate, 57% in March, is seen at 60%": a level set in commas with a month of its own."""
    behind = [token.text for token in tokens[at + 1 : at + _NEAR]]
    return tokens[at - 1].text == "," and behind[:1] == ["in"] and behind[2:3] == [","]


def other_date(section: Annotated, statement: Statement, place: Place) -> Time | None:
    """Return another date of the figure's sentence: the last before it, else the only one behind it."""
    tokens, body, start = statement.tokens, section.section.body, place.figure.start
    coming = _over_before(section, statement, place)
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        if token.figure is None or not at:
            continue
        if tokens[at - 1].low in _LED or tokens[at - 1].has(Kind.COMPARING) or _is_apposed(tokens, at):
            taken.update(t.start for t in tokens[at : at + _NEAR])
    named = [t for t in statement.times if not (t.compared or t.since or t.start in taken)]
    since = max((token.start for token in tokens if token.text == ";" and token.start < start), default=-1)
    earlier = [
        t
        for t in named
        if since < t.start < start
        and not (t.start < coming and t.period[:_MONTH] > section.month)
        and not aside(body, statement.sentence.start, t, start)
        and not (subordinate(tokens, t) or t.loose or parted(statement, place, t))
        and not left_behind(section.month, statement, place, t)
    ]
    if earlier:
        return earlier[-1]
    told, verb = _told_before(place), foreseen_behind(tokens, place.at)
    begin = place.figure.end if verb is None else tokens[verb].start
    later = [
        t
        for t in named
        if start < t.start < told
        and not t.loose
        and is_bound(statement, begin, t)
        and not in_participle(place, t)
    ]
    return later[0] if len({time.period for time in later}) == 1 else None


def _over_before(section: Annotated, statement: Statement, place: Place) -> int:
    """Return where a clause of the past begins that tells of a figure: no month to come dates it."""
    start = place.figure.start
    if not any(time.start < start and time.period[:_MONTH] > section.month for time in statement.times):
        return -1
    tokens = statement.tokens
    over = past_clause(tokens, place.at)
    if (
        over is None
        or _parenthetical(tokens[max(0, over - 2) : over + 1])
        or _describes(tokens[over : over + 3])
    ):
        return -1
    # "For April, miners lowered their offers by": what opens a sentence dates the clause behind it.
    lead = [token for token in tokens[:over] if token.kind == Kind.WORD]
    fronted = len(lead) <= _FRONTED and not any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in lead)
    return -1 if fronted else tokens[over].start


def _parenthetical(tokens: Sequence[Token]) -> bool:
    """Read "tenders for November, however, were down by": the clause goes on."""
    return [token.low for token in tokens] in ([",", "however", ","], [",", "meanwhile", ","])


def _describes(tokens: Sequence[Token]) -> bool:
    """Read "the price for April, which had been raised by": the clause tells of that very thing."""
    lows = [token.low for token in tokens if token.text != ","]
    return lows[:1] == ["which"] and any(low.split()[0] in ("had", "was", "were", "has") for low in lows[1:2])


def _bracketed(statement: Statement, place: Place) -> Time | None:
    """Read "in fiscal 2027 (April 2027 to March 2028)": the bracket says when that is."""
    if "(" not in statement.said:
        return None
    tokens = place.right
    opened = next((i for i, token in enumerate(tokens[:_FAR]) if token.text == "("), None)
    if opened is None or not among(statement, tokens[:opened]):
        return None
    inside = [t for t in among(statement, tokens[opened : opened + _FAR]) if "/" in t.period]
    return inside[0] if inside else None


def _apposed(statement: Statement, place: Place) -> Time | None:
    """Read "$62.8/t, 25 Feb, ..." and "39.5 c/lb (27 Mar)": a date set apart behind the figure."""
    begin = _past_change(statement.tokens, place.at + 1)
    tokens = statement.tokens[begin : begin + _FAR]
    if not tokens or tokens[0].text not in ",(":
        return None
    close = next((i for i, t in enumerate(tokens[1:], 1) if t.text in ",;)." or t.figure), len(tokens))
    inside = tokens[1:close]
    found = among(statement, inside)
    plain = all(t.low in _SET_APART or any(x.start <= t.start < x.end for x in found) for t in inside)
    closed = close == len(tokens) or not tokens[close].figure
    return found[0] if found and plain and closed else None


def _told_of(statement: Statement, place: Place) -> Time | None:
    """Read "9% less than in May 2015 (11.7 kt)", "the most since May (11.7 kt)": what was compared with."""
    at = place.at
    if at < 2 or statement.tokens[at - 1].text != "(" or place.figure.signed:
        return None
    lead = statement.tokens[at - 2]
    told = (time for time in statement.times if time.compared or time.since)
    found = next((time for time in told if time.start <= lead.start < time.end), None)
    return _month_itself(found) if found is not None else None


def _month_itself(time: Time) -> Time:
    """Return a month that is compared with, or since which a span runs, as one that dates a figure."""
    period = time.period.partition("/")[0] if time.since else time.period
    return replace(time, period=period, compared=False, since=False, loose=False)


def _past_change(tokens: Sequence[Token], at: int) -> int:
    """Step over the change of a level, and over what it is against: "262 kt, +3.9 kt w/w (25 Mar)"."""
    begin = _past_basis(tokens, at)
    if begin + 2 >= len(tokens) or tokens[begin].text not in ",(" or begin > at:
        return begin
    figure = tokens[begin + 1].figure
    return _past_basis(tokens, begin + 2) if figure is not None and figure.signed else begin


def _past_basis(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].has_any(Kind.BASIS, Kind.REFERENCE):
        at += 1
    return at


def _when_then(place: Place, time: Time) -> Time:
    """Read "since January, when output slid 8%": the month itself, no span of time."""
    then = time.since and any(token.low == "when" for token in place.left if token.start >= time.end)
    return replace(time, period=time.period.partition("/")[0]) if then else time


def _governs(statement: Statement, time: Time) -> bool:
    """Tell whether "since June" is told of what follows: it opens its statement, or is its only date."""
    before = [token for token in statement.tokens if token.start < time.start]
    opens = len(before) <= 1 or before[-2].text in BREAKS or before[-2].low in _COORDINATING
    return opens or len(statement.times) == 1


def _when(statement: Statement, place: Place) -> Time | None:
    """Read "in contrast to May, when output grew 2.3%", "the highest since May, when it was 61%"."""
    tokens = statement.tokens
    for at, token in enumerate(place.left):
        begin = place.begin + at
        if token.low == "when" and begin > 1 and tokens[begin - 1].text == ",":
            lead = tokens[begin - 2]
            found = [t for t in statement.times if t.start <= lead.start < t.end]
            rest = place.left[at + 1 :]
            if found and not any(t.text in BREAKS for t in rest):
                return _month_itself(found[0])
    return None


def _told_behind(statement: Statement, place: Place) -> Time | None:
    """Read "800,000 mt/year that had come on in December made up": a clause behind a figure says when.

    So does ", planned for March,".
    """
    behind = list(takewhile(lambda token: token.figure is None, statement.tokens[place.at + 1 :][:_FARTHEST]))
    opening = (at for at, token in enumerate(behind[:_NOUN]) if token.low in _THAT or token.text == ",")
    opened = next(opening, None)
    if opened is None:
        return None
    clause = list(takewhile(lambda token: token.text not in BREAKS, behind[opened + 1 : opened + 1 + _FAR]))
    found = among(statement, clause)
    if not found or not clause:
        return None
    lead = [token for token in clause if token.start < found[0].start]
    if behind[opened].text == ",":
        ends = behind[opened + 1 + len(clause) : opened + 2 + len(clause)]
        told = lead and lead[0].low.split()[0] in _DUE and len(lead) <= _SHORT
        return found[0] if told and ends and found[0].end == clause[-1].end else None
    verb = lead[0].low.partition(" ")[0] if lead else ""
    return found[0] if verb in _AUXILIARY | _CAME and len(lead) <= _SHORT else None


def _led_to(statement: Statement, place: Place) -> Time | None:
    """Read "it jumped by 9.8% in December, to 318,000 mt, and in January": the level that a change led to."""
    at, tokens = place.at, statement.tokens
    if at < _SHORT or tokens[at - 1].low != "to" or tokens[at - 2].text != ",":
        return None
    behind = tokens[at + 1 : at + 3]
    starts = {time.start for time in statement.times}
    if behind and behind[0].low in _WITHIN and behind[-1].start in starts:
        return None  # "10,400 mt in February, to 4,000 mt in May"
    found = [time for time in statement.times if time.end == tokens[at - 3].end and not time.compared]
    lead = [token for token in tokens[:at] if found and token.end <= found[0].start]
    return found[0] if lead and lead[-1].low in _WITHIN and any(t.figure for t in lead[-_SHORT:]) else None


def _told_before(place: Place) -> float:
    """Return where "what smelters had told us at the end of May" begins, behind a figure; else infinity."""
    for token, after in pairwise(place.near):
        if token.low == "what" and after.low not in ("remains", "remained", "is", "was"):
            return token.start
    return inf
