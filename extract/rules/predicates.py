"""Predicates: what a clause's verb of movement tells: its comparisons, a second move, an alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.rules.bases import between
from extract.rules.because import without_causes
from extract.rules.context import Statement
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction

__all__ = ["bases_of_times", "likelier", "moves_of", "or_else"]

_JOINTS = frozenset({"and", "but", "though", "although", "while", "yet"})
_BESIDE = frozenset({"above", "below", "behind", "under", "over"})
_COUNTS = frozenset("counts comparisons respects measures bases scores count comparison".split())
_AFTER = 5
_BREATH = 12
_ALTERNATIVE = 7
_BASES = (Basis.MOM, Basis.YOY)


def bases_of_times(statement: Statement, period: str) -> Mapping[int, Basis]:
    """Return the bases of a sentence's comparisons with other times, by their offsets, told of a period."""
    compared = ((time.start, between(time, period)) for time in statement.times if time.compared)
    return {start: basis for start, basis in compared if basis is not None}


def moves_of(
    tokens: Sequence[Token],
    rest: Sequence[Token],
    where: Token,
    way: Direction,
    times: Mapping[int, Basis],
) -> list[tuple[Basis, Direction]]:
    """Return basis and direction of a move and of a second one in the same breath.

    "Declined both MoM and YoY" and "decreased from the month before but increased YoY" are two each; "lower
    than in January", told of March, is none. `times` are what times it is set against (see `bases_of_times`).
    """
    if _is_of_both([t for t in rest if t.start >= where.start][:_BREATH]):
        return [(basis, way) for basis in _BASES]
    tokens, rest = without_causes(tokens, where, times), without_causes(rest, where, times)
    behind = [t for t in rest if t.start >= where.start][:_BREATH]
    first = _first_basis(list(_predicate(tokens, where)), where, times)
    moves = [] if first is None else [(first, way)]
    turned = way
    for token in behind[1:]:
        if token.text == ";" or token.figure is not None:
            break
        turned = token.code(Kind.MOVE) or token.code(Kind.TREND) or turned
        if token.low in ("above", "below"):
            turned = Direction.UP if token.low == "above" else Direction.DOWN
        basis = token.code(Kind.BASIS) or times.get(token.start)
        if basis in _BASES and all(basis is not known for known, _ in moves):
            moves.append((basis, turned))
    # A noun behind its comparison ("slight YoY growth") gives that comparison its direction.
    for token, after in pairwise(behind):
        basis, trend = token.code(Kind.BASIS), after.code(Kind.TREND)
        if basis in _BASES and trend is not None:
            moves = [(known, trend if known is basis else turn) for known, turn in moves]
    return moves


def _is_of_both(behind: Sequence[Token]) -> bool:
    """Read "grew on both counts", "decreased in both respects": MoM and YoY."""
    for lead, token in pairwise(behind):
        if lead.low in ("both", "either") and token.low in _COUNTS:
            return True
        if lead.text in ";:" or lead.figure is not None:
            return False
    return False


def _first_basis(predicate: Sequence[Token], where: Token, times: Mapping[int, Basis]) -> Basis | None:
    """Return the basis that a predicate states first, MoM where it states none; None for another one."""
    than = next(
        (t for t in predicate if t.start > where.start and t.has(Kind.COMPARING) and t.low == "than"), None
    )
    stated = next((t for t in predicate if t.code(Kind.BASIS) in _BASES), None)
    if stated is not None and (than is None or stated.start < than.start):
        basis: Basis = stated.code(Kind.BASIS)
        return basis
    levels: Iterator[Basis] = (
        t.code(Kind.REFERENCE) for lead, t in pairwise(predicate)
        if lead.start > where.start - 1 and lead.low.endswith("of") and t.code(Kind.REFERENCE) in _BASES
    )  # fmt: skip
    level = next(levels, None)
    if level is not None:
        return level  # "at the level of last year", "above that of last year"
    beside = where.low.rpartition(" ")[2] in _BESIDE
    referred = _referred([t for t in predicate if t.start > where.start][:_AFTER]) if beside else None
    if referred is not None:
        return referred  # "still below the year-ago level"
    dated = next((t for t in predicate if t.start > where.start and t.start in times), None)
    dated = dated or _fronted(predicate, where, times)
    if dated is None or times[dated.start] in _BASES:
        return Basis.MOM if dated is None else times[dated.start]
    return None if than is not None and than.start < dated.start else Basis.MOM


def _referred(behind: Sequence[Token]) -> Basis | None:
    found: Iterator[Basis] = (t.code(Kind.REFERENCE) for t in behind if t.code(Kind.REFERENCE) in _BASES)
    return next(found, None)


def _fronted(predicate: Sequence[Token], where: Token, times: Mapping[int, Basis]) -> Token | None:
    """Return the time of "Compared with May of last year, output was higher", else None."""
    for at, token in enumerate(predicate):
        if token.start >= where.start or _is_finite(token):
            return None
        if token.start in times:
            behind = [t for t in predicate[at + 1 : at + _AFTER] if t.start < where.start]
            ended = any(t.text == "," or t.low in ("it", "they") for t in behind)
            return token if ended else None
    return None


def or_else(rest: Sequence[Token], where: Token) -> Direction | None:
    """Read "staying flat or declining slightly": the movement that is named beside no movement."""
    behind = [token for token in rest if token.start >= where.end][:_ALTERNATIVE]
    at = next((i for i, token in enumerate(behind) if token.low == "or"), None)
    if at is None:
        return None
    ways = [token.code(Kind.MOVE) for token in behind[at + 1 :] if token.has(Kind.MOVE)]
    return ways[0] if ways else None


def _predicate(tokens: Sequence[Token], where: Token) -> Iterator[Token]:
    """Yield the tokens of a move's own predicate: what stands between joints that open another one."""
    begin = _begin(tokens, where)
    for at, token in enumerate(tokens[begin:], begin):
        after = tokens[at + 1 : at + _AFTER]
        another = any(map(_is_finite, after))
        if token.start > where.start and token.low in _JOINTS and another:
            return
        yield token


def _begin(tokens: Sequence[Token], where: Token) -> int:
    """Return where the predicate begins whose subject has a comparison ("..., and YoY output also rose")."""
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].start >= where.start or tokens[at].low not in _JOINTS:
            continue
        lead, own = tokens[:at], tokens[at + 1 :]
        named = [token for token in own if token.start < where.start and token.has(Kind.INDICATOR)]
        told = any(map(_is_finite, lead)) or any(token.figure is not None for token in lead)
        return at + 1 if named and told else 0
    return 0


def _is_finite(token: Token) -> bool:
    return token.has_any(Kind.LEVEL, Kind.KEEPING) or (token.has(Kind.MOVE) and not token.has(Kind.TREND))


def likelier(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "more likely to remain flat or slightly decrease": the movement named."""
    lows = [token.low for token in tokens]
    for index in range(at, len(tokens) - 1):
        if lows[index] == "more" and lows[index + 1] == "likely":
            moves = [t for t in tokens[index + 2 :] if t.has(Kind.MOVE)]
            named = [t for t in moves if t.code(Kind.MOVE) is not Direction.FLAT] or moves
            return (named[0].code(Kind.MOVE), named[0]) if named else None
    return None
