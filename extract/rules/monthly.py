"""Monthly: whether a move is told of a month as a whole ("fell by $40 within the month", "in June")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.context import Statement
from extract.rules.places import BREAKS, Place
from extract.rules.tokens import Token, grammar

__all__ = ["in_its_month", "over_month"]

_SPANS = frozenset("in over during within through throughout across for".split())
_ENDS = frozenset("ended closed finished ends ending".split())
_WHOLE = frozenset("whole full entire calendar same past".split())
_ARTICLES = frozenset({"the", "this", "that"})
_PARTED = frozenset("of to earlier before ago prior".split())
_LEVELS = frozenset({"to", "at"})
_OPENINGS = frozenset({"start", "beginning", "opening"})
_OVER = frozenset({"over the month", "on the month"})
_HEDGED = 3


def over_month(statement: Statement, place: Place) -> bool:
    """Tell whether a move is one over the month: by the words behind it, before it, or by how it ended.

    A level that it led to may stand between ("lost $40 to $910 in the month").
    """
    tokens = statement.tokens
    if any(token.low in _OVER for token in _behind(tokens, place.at)):
        return True
    if "month" not in statement.said:
        return False
    ended = any(
        tokens[at].low in _ENDS and tokens[at + 1].low == "the" and tokens[at + 2].low == "month"
        for at in range(len(tokens) - 2)
    )
    return ended or _spans(_behind(tokens, place.at)) or _spans(_clause(place.left))


def _behind(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return what follows a figure up to the next mark or conjunction, past the level that it led to."""
    joints, openers = grammar("joints"), grammar("openers")
    end = at + 1
    while end < len(tokens):
        token = tokens[end]
        if token.text in BREAKS or token.low in joints or token.low in openers:
            break
        if token.figure is not None and tokens[end - 1].low not in _LEVELS and token.figure.unit != "count":
            break
        end += 1
    return tokens[at + 1 : end]


def _clause(left: Sequence[Token]) -> Sequence[Token]:
    cut = max((i for i, token in enumerate(left) if token.text in ";:()"), default=-1)
    return left[cut + 1 :]


def _spans(tokens: Sequence[Token]) -> bool:
    """Tell whether "in the month", "during this month", "this month" stands among some words."""
    for at, token in enumerate(tokens):
        if token.low != "month" or at == 0:
            continue
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        led = after == "to" and any(token.figure is not None for token in tokens[at + 2 : at + 2 + _HEDGED])
        begin = at - 1
        if tokens[begin].low in _WHOLE and begin:
            begin -= 1
        if tokens[begin].low not in _ARTICLES or (after in _PARTED and not led):
            continue
        lead = tokens[begin - 1].low if begin else ""
        # "down from the start of the month"
        if lead == "of" and begin > 1 and tokens[begin - 2].low == "course":
            return True  # "in the course of the month"
        opened = lead == "of" and begin > 3 and tokens[begin - 2].low in _OPENINGS
        opened = opened and tokens[begin - 4].low in ("from", "since")
        if opened or lead in _SPANS or (tokens[begin].low == "this" and lead not in ("of", "to", "from")):
            return True
    return False


def in_its_month(statement: Statement, place: Place, period: str) -> bool:
    """Tell whether the month of a move is named as the time in which it happened ("gained 4% in June")."""
    own = {token.start: at for at, token in enumerate(statement.tokens)}
    begin, end = place.begin, place.at + max(len(place.right), len(_behind(statement.tokens, place.at)))
    for time in statement.times:
        at = own.get(time.start)
        if at is None or not begin <= at <= end or time.period != period or time.compared:
            continue
        if at == 0 or statement.tokens[at - 1].low in _SPANS | _ENDS or statement.tokens[at - 1].text in ".;":
            return True
    return False
