"""Along: figures that go on with what is told before them, which weights of their own would part from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.rules.context import Statement
from extract.rules.dating import AS_BEFORE
from extract.rules.draft import Draft
from extract.rules.foreseeing import foreseen_behind
from extract.rules.light import AROUND, is_light
from extract.rules.models import WHOLE
from extract.rules.partners import is_of_partner
from extract.rules.review.seen import Seen
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Indicator, Status

__all__ = [
    "goes_on_ahead",
    "goes_on_with",
    "is_bracketed_alike",
    "is_of_same_trade",
    "later_than_month",
    "moves_alone",
]

_MONTH = 7
_BEHIND = re.compile(r"[,(]\s*(?:(?:MoM|YoY|WoW|m/m|y/y|w/w)\s*:?\s*)?")
_SIZES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_COMMAS = (",", "(")
_LEADING = frozenset({"at", "of", "for", "with", "to", "in", "by"})
_CAUSING = frozenset({"as", "because", "since", "when", "after"})


def goes_on_with(seen: Seen, last: tuple[Draft, Draft] | None) -> Draft | None:
    """Return the level that a move stands right behind, and is of: "186,000 mt in May, up 1.5% YoY".

    So is what goes on in a sentence with a partner's part of a trade. `last` is the reading before, as the
    grammar has it and now. None where the grammar reads two things.
    """
    draft = seen.draft
    if last is None or draft.indicator is not last[0].indicator:
        return None
    if is_of_same_trade(draft, last[1]):
        return last[1]
    if draft.basis is Basis.LEVEL or last[0].basis is not Basis.LEVEL:
        return None
    gap = seen.section.section.body[last[0].figure.end : draft.figure.start].strip()
    return last[1] if _BEHIND.fullmatch(gap) or _only_moves(seen, last[0]) else None


def _only_moves(seen: Seen, level: Draft) -> bool:
    """Tell whether nothing but its time and a move stands between a level and a figure behind its comma."""
    start, end = level.figure.end, seen.draft.figure.start
    if level.figure.sentence != seen.draft.figure.sentence:
        return False
    parted = any(token.text in _COMMAS for token in seen.statement.between(start, end))
    return parted and moves_alone(seen.statement, start, end)


def moves_alone(statement: Statement, start: int, end: int) -> bool:
    """Tell whether a move, times and at most one comma are all that stands between two offsets."""
    between = statement.between(start, end)
    return sum(token.text in _COMMAS for token in between) <= 1 and all(
        token.text in _COMMAS
        or token.has_any(Kind.MOVE, Kind.TREND, Kind.BASIS)
        or token.low in _LEADING
        or is_light(token)
        or any(time.start <= token.start < time.end for time in statement.times)
        for token in between
    )


def is_bracketed_alike(seen: Seen) -> bool:
    """Read "(down 4.4% MoM) and alloy 31,200 mt (up 0.9%)": the comparison of the bracket before holds."""
    tokens, at = seen.statement.tokens, seen.at
    begin = max(0, at - AROUND)
    opened = next((i for i in range(at - 1, begin, -1) if tokens[i].text == "("), None)
    if opened is None or [token.text for token in tokens[at + 1 : at + 2]] != [")"]:
        return False
    last = next((i for i in range(opened - 1, begin, -1) if tokens[i].text == ")"), None)
    first = next((i for i in range((last or 0) - 1, begin - 1, -1) if tokens[i].text == "("), None)
    if last is None or first is None:
        return False
    within = tokens[first:last]
    alone = sum(token.figure is not None for token in within) == 1
    alike = all(t.figure is not None or t.has(Kind.MOVE) or is_light(t) for t in tokens[opened + 1 : at])
    return alone and alike and [t.code(Kind.BASIS) for t in within if t.has(Kind.BASIS)] == [seen.draft.basis]


def is_of_same_trade(draft: Draft, last: Draft) -> bool:
    """Tell whether a reading goes on in the sentence of a partner's part of a trade."""
    return is_of_partner(last) and draft.figure.sentence == last.figure.sentence


def goes_on_ahead(seen: Seen) -> bool:
    """Tell whether a figure goes on with what is foreseen before it, or a verb behind it foresees it.

    "Large smelters should run at 85.9%, and small ones at 64.2%", "gains of 3% (200-series) are expected".
    """
    draft, tokens = seen.draft, seen.statement.tokens
    ahead = draft.period[:_MONTH] > seen.month and draft.status is not Status.ACTUAL
    if not ahead or draft.indicator in _SIZES:
        return False
    if foreseen_behind(tokens, seen.at) is not None:
        return True
    if draft.is_unnamed and any(token.has(Kind.FUTURE) for token in seen.left):
        return True  # "large plants are to be at 79%"
    if not (draft.is_unnamed or any(told.endswith(AS_BEFORE) for told in draft.why)):
        return False
    first = max(0, seen.at - AROUND)
    begin = max((at for at in range(first, seen.at) if tokens[at].figure is not None), default=-1) + 1
    return begin > 0 and not any(map(_tells_anew, tokens[begin : seen.at]))


def _tells_anew(token: Token) -> bool:
    """Tell whether a word or mark begins another statement: a verb, a semicolon, "as stocks"."""
    verb = token.has_any(Kind.MOVE, Kind.ACTION, Kind.KEEPING) and not token.has_any(Kind.TREND, Kind.BEHIND)
    stands = token.has(Kind.LEVEL) and token.low not in _LEADING
    return verb or stands or token.text in (";", ":") or token.low in _CAUSING


def later_than_month(periods: Mapping[str, int], month: str) -> dict[str, int]:
    """Return the periods that begin after a month, with their chances among each other."""
    found = {period: chance for period, chance in periods.items() if period[:_MONTH] > month}
    whole = sum(found.values())
    return {period: chance * WHOLE // whole for period, chance in found.items()} if whole else found
