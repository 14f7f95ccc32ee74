"""Predicates: what a clause's verb of movement tells: its comparisons, a second move, an alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction

__all__ = ["likelier", "moves_of", "or_else"]

_BREATH = 12
_ALTERNATIVE = 7
_BASES = (Basis.MOM, Basis.YOY)


def moves_of(
    tokens: Sequence[Token], rest: Sequence[Token], where: Token, way: Direction
) -> list[tuple[Basis, Direction]]:
    """Return basis and direction of a move and of a second one in the same breath.

    "Declined both MoM and YoY" and "decreased from the month before but increased YoY" are two each.
    """
    behind = [t for t in rest if t.start >= where.start][:_BREATH]
    predicate = list(_predicate(tokens, where))
    stated = [t for t in predicate if t.code(Kind.BASIS) in _BASES]
    levels = [
        t.code(Kind.REFERENCE) for lead, t in pairwise(predicate)
        if lead.start > where.start - 1 and lead.low.endswith("of") and t.code(Kind.REFERENCE) in _BASES
    ]  # fmt: skip
    dated = [t for t in predicate if t.start > where.start and t.has(Kind.COMPARING) and t.low == "than"]
    first = (
        stated[0].code(Kind.BASIS)
        if stated and not (dated and dated[0].start < stated[0].start)
        else next(iter(levels), Basis.MOM)  # "at the level of last year", "above that of last year"
    )
    moves = [(first, way)]
    turned = way
    for token in behind[1:]:
        if token.text == ";" or token.figure is not None:
            break
        turned = token.code(Kind.MOVE) or token.code(Kind.TREND) or turned
        if token.low in ("above", "below"):
            turned = Direction.UP if token.low == "above" else Direction.DOWN
        basis = token.code(Kind.BASIS)
        if basis in _BASES and all(basis is not known for known, _ in moves):
            moves.append((basis, turned))
    # A noun behind its comparison ("slight YoY growth") gives that comparison its direction.
    for token, after in pairwise(behind):
        basis, trend = token.code(Kind.BASIS), after.code(Kind.TREND)
        if basis in _BASES and trend is not None:
            moves = [(known, trend if known is basis else turn) for known, turn in moves]
    return moves


def or_else(rest: Sequence[Token], where: Token) -> Direction | None:
    """Read "staying flat or declining slightly": the movement that is named beside no movement."""
    behind = [token for token in rest if token.start >= where.end][:_ALTERNATIVE]
    at = next((i for i, token in enumerate(behind) if token.low == "or"), None)
    if at is None:
        return None
    ways = [token.code(Kind.MOVE) for token in behind[at + 1 :] if token.has(Kind.MOVE)]
    return ways[0] if ways else None


def _predicate(tokens: Sequence[Token], where: Token) -> Iterator[Token]:
    """Yield the tokens of a move's own predicate: up to an "and" or "but" that opens another one."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1 : at + 5]
        another = any(t.has(Kind.LEVEL) or (t.has(Kind.MOVE) and not t.has(Kind.TREND)) for t in after)
        if token.start > where.start and token.low in ("and", "but", "though", "while") and another:
            return
        yield token


def likelier(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "more likely to remain flat or slightly decrease": the movement named."""
    lows = [token.low for token in tokens]
    for index in range(at, len(tokens) - 1):
        if lows[index] == "more" and lows[index + 1] == "likely":
            moves = [t for t in tokens[index + 2 :] if t.has(Kind.MOVE)]
            named = [t for t in moves if t.code(Kind.MOVE) is not Direction.FLAT] or moves
            return (named[0].code(Kind.MOVE), named[0]) if named else None
    return None
