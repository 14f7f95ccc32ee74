"""Trailing moves: a second comparison without a figure ("12,900 mt, flat MoM and 41% higher YoY")."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extract.rules.bases import between
from extract.rules.context import Statement
from extract.rules.draft import Draft, sentence_of
from extract.rules.labelling import movement_label
from extract.rules.move import MEASURED
from extract.rules.tokens import Kind, Token
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Status

__all__ = ["trailing"]

_REACH = 5
_FAR = 22
_MONTH = 7
_BASES = (Basis.MOM, Basis.YOY)


def trailing(statement: Statement, drafts: Sequence[Draft]) -> Iterator[MovementLabel]:
    """Yield the moves told without a figure beside one that has a figure, of the same thing and month."""
    number = statement.sentence.number
    first, last = (place(drafts, number, key=sentence_of) for place in (bisect_left, bisect_right))
    here = drafts[first:last]
    figured = [d for d in here if d.is_change and d.basis in _BASES]
    for change in figured[:1]:
        told = [d for d in here if d.indicator is change.indicator and d.scope == change.scope]
        whole = not (change.scope.region or change.scope.entity) and change.status is not Status.TARGET
        if not whole or change.indicator not in MEASURED or len(change.period) != _MONTH:
            continue
        stated = {d.basis for d in told}
        for way, basis in _moves(statement, told):
            if basis not in stated:
                stated.add(basis)
                when = (change.period, change.status)
                yield movement_label(statement, change.indicator, basis, way, when, change.scope.segment)


def _moves(statement: Statement, told: Sequence[Draft]) -> Iterator[tuple[Direction, Basis]]:
    """Yield the ways of the moves behind the first figure that stand with a comparison and no figure."""
    tokens = statement.tokens
    begin = next(i for i, token in enumerate(tokens) if token.figure is told[0].figure)
    own = {d.figure for d in told}
    for at, token in enumerate(tokens[begin + 1 : begin + _FAR], start=begin + 1):
        if token.text == ";" or token.has(Kind.INDICATOR) or (token.figure and token.figure not in own):
            return
        way = _way(tokens, at)
        if way is None or tokens[at - 1].figure is not None:
            continue
        basis = _compared(statement, at, told[0].period)
        if basis is not None:
            yield way, basis


def _way(tokens: Sequence[Token], at: int) -> Direction | None:
    """Return the way that a word tells: a move, or "below that of last year"."""
    token = tokens[at]
    if token.low in ("below", "above"):
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if after not in ("that", "the", "its", "those", "last"):
            return None
        return Direction.UP if token.low == "above" else Direction.DOWN
    way: Direction | None = token.code(Kind.MOVE)
    return way


def _compared(statement: Statement, at: int, period: str) -> Basis | None:
    """Return what the move at token `at` is compared with, where that follows and no figure comes between."""
    for token in statement.tokens[at + 1 : at + 1 + _REACH]:
        if token.figure is not None or token.text in ",;(":
            return None
        code = token.code(Kind.BASIS) or token.code(Kind.REFERENCE)
        if code in _BASES:
            return code  # type: ignore[no-any-return]
        time = next((t for t in statement.times if t.compared and t.start == token.start), None)
        basis = between(time, period) if time is not None else None
        if basis in _BASES:
            return basis
    return None
