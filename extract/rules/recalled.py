"""Recalled: what a figure of another month is told beside, where no date of its own tells which.

"A year earlier, output had been 18.1 million mt", "below March's revised 12,930 mt", "the corrected March
figure of 26,200 mt", "March, whose figure now stands at 1.43 million mt", "made 154,000 mt since January".
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.context import Statement
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, is_ratio
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Basis

__all__ = ["RECALLED", "recalled"]

RECALLED = "of the month that is recalled"
"""Why a figure is of another month than the one that the section tells of."""
_MONTH = 7
_PARTED = frozenset({";", "(", ")", "while", "whereas", "but"})
_BEEN = frozenset({"had", "having"})
_WAS = frozenset({"was", "were", "stood", "been"})
_COUNTED = frozenset(
    "figure total level output production result volume quantity amount tonnage reading estimate number rate "
    "tally".split()
)
_MENDED = frozenset("revised corrected adjusted final definitive preliminary original".split())
_OF_WHICH = frozenset({"whose", "which"})
_MADE = frozenset("made produced brings bringing brought yielded delivered mined smelted".split())
_FAR, _CLOSE, _LEAD = 12, 4, 9


def recalled(statement: Statement, place: Place, role: Role, month: str) -> str | None:
    """Return the period that a figure is recalled of, or None where it is of none but its own."""
    return (
        _a_year_ago(statement, place, role, month)
        or _of_mended(statement, place, month)
        or _of_which(statement, place, month)
        or _since(statement, place, role, month)
        or _before_span(statement, place, role)
    )


def _a_year_ago(statement: Statement, place: Place, role: Role, month: str) -> str | None:
    """Read "a year earlier, output had been 18 Mt", "while a year ago it was 47%"."""
    if role.is_change:
        return None
    then = month_after(month, -12)
    if _is_listed_year(place):
        return then
    lead = _piece(statement, place)
    ahead = next((at for at, token in enumerate(lead) if _names_year(token)), None)
    if ahead is not None:
        rest = [token.low for token in lead[ahead + 1 :]]
        rest = rest[1:] if rest[:1] == [","] else rest
        opened = ahead <= 1 or lead[ahead - 1].low in ("while", "whereas", "but")
        told = not _BEEN.isdisjoint(rest) or (opened and rest[-1:] and rest[-1] in _WAS)
        # "A year ago the market had been tight, and output was 45 kt": the figure is of another clause.
        apart = not BREAKS.isdisjoint(rest) or any(token.figure is not None for token in lead)
        return then if told and not apart else None
    behind = place.near[:1]
    had = any(token.low in _BEEN for token in lead[-_CLOSE:])
    return then if had and behind and _names_year(behind[0]) else None


def _is_listed_year(place: Place) -> bool:
    """Read "a month earlier it was $81/lb, and a year earlier $76/lb", "58% a year ago and 61% in May"."""
    left = [token for token in place.left if not is_light(token)]
    if len(left) > 1 and _names_year(left[-1]):
        return left[-2].low in (",", "and")
    apposed = bool(left) and left[-1].text == "," and bool(place.near) and _names_year(place.near[0])
    return apposed and [token.low for token in place.right[1:2]] == ["and"]


def _names_year(token: Token) -> bool:
    """Tell whether words name the time a year before: "a year earlier", "the same month of last year"."""
    told = token.code(Kind.REFERENCE) or token.code(Kind.BASIS)
    return told is Basis.YOY and ("year" in token.low) and not token.low.startswith(("year-on", "yoy"))


def _of_mended(statement: Statement, place: Place, month: str) -> str | None:
    """Read "March's revised 12,930 mt", "on the corrected March figure of 26,200 mt"."""
    lead = statement.tokens[max(0, place.at - _CLOSE) : place.at]
    for at, token in enumerate(lead):
        time = _month_at(statement, token, month)
        if time is None:
            continue
        rest = [each.low for each in lead[at + 1 :]]
        if token.text.endswith(("'s", "’s")) and rest and _MENDED.issuperset(rest):
            return time.period
        if rest and rest[0] in _COUNTED and rest[1:] in (["of"], ["at"]):
            return time.period
    return None


def _of_which(statement: Statement, place: Place, month: str) -> str | None:
    """Read "4.1% less than in March, whose figure has been corrected to 1.43 million mt"."""
    lead = statement.tokens[max(0, place.at - _FAR) : place.at]
    opens = next((at for at in range(len(lead) - 1, 1, -1) if lead[at].low in _OF_WHICH), None)
    if opens is None:
        return None
    comma = opens - 2 if lead[opens - 1].low == "for" else opens - 1
    if comma < 1 or lead[comma].text != ",":
        return None
    inside = lead[opens + 1 :]
    if any(token.text in BREAKS or token.figure is not None or token.has(Kind.FUTURE) for token in inside):
        return None
    time = _month_at(statement, lead[comma - 1], month)
    if comma < opens - 1:  # ", for which a revised total of 104,500 mt is now given"
        return time.period if time is not None and any(t.low in _MENDED for t in inside) else None
    verb = inside[0].low if lead[opens].low == "which" and inside else "whose"
    told = verb in ("whose", "had") or (
        verb == "is" and any(token.low in ("now", "put", "revised", "corrected") for token in inside)
    )
    counted = lead[opens].low != "whose" or any(token.low in _COUNTED for token in inside)
    return time.period if time is not None and told and counted else None


def _since(statement: Statement, place: Place, role: Role, month: str) -> str | None:
    """Read "since January 154,000 mt have been made", "which brings output since January to 762,000 mt"."""
    if role.is_change or is_ratio(place):
        return None
    lead = _piece(statement, place)[-_LEAD:]
    starts = {token.start for token in lead}
    begun = next((t for t in statement.times if t.since and t.start in starts), None)
    if begun is None or begun.period != f"{month[:4]}-01/{month}":
        return None
    lows = {token.low for token in (*lead, *place.right[:_CLOSE])}
    return begun.period if not lows.isdisjoint(_MADE) else None


def _before_span(statement: Statement, place: Place, role: Role) -> str | None:
    """Read "at 71.3 million mt, January-April output was lower": of what the clause goes on to tell of."""
    lead = [token.low for token in place.left[-2:]]
    opened = lead == ["at"] or (lead[-1:] == ["at"] and lead[0] in BREAKS)
    if role.is_change or not opened or [token.text for token in place.right[:1]] != [","]:
        return None
    behind = place.right[1:2]
    named = (t for t in statement.times if behind and t.start == behind[0].start and "/" in t.period)
    time = next(named, None)
    return time.period if time is not None and not time.compared else None


def _piece(statement: Statement, place: Place) -> Sequence[Token]:
    """Return the tokens ahead of a figure in its part of the sentence."""
    begin = place.at
    while begin > 0 and place.at - begin < _FAR and statement.tokens[begin - 1].low not in _PARTED:
        begin -= 1
    if begin > 0 and statement.tokens[begin - 1].low in ("while", "whereas", "but"):
        begin -= 1
    return statement.tokens[begin : place.at]


def _month_at(statement: Statement, token: Token, month: str) -> Time | None:
    """Return the month gone that a token names, or None."""
    named = (t for t in statement.times if t.start <= token.start < t.end)
    time = next(named, None)
    return time if time is not None and len(time.period) == _MONTH and time.period < month else None
