"""Movements without a figure: stated moves of the own commodity's production or operating rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from extract.clauses import clause_spans
from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.context import Statement, when
from extract.rules.draft import Draft
from extract.rules.scope import Scope, entity_before, noun_phrase_before, region_in
from extract.rules.scopes import scope_at
from extract.rules.tokens import Kind, Token, lexicon, word_pattern
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["read_movements"]

_MEASURED = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
_DENIED = re.compile(
    r"\b(?:unlikely|not|no|low probability|possibility|probability|whether|if|could|cannot|limited)\b",
    re.I,
)
_REACH = 7
_NEAR = 40
_BREATH = 12
_LONGEST_SEGMENT = 4
_BASES = (Basis.MOM, Basis.YOY)


@cache
def _words(key: str) -> re.Pattern[str]:
    """Return a pattern of one list of the grammar; `*` stands for any ending."""
    return word_pattern(lexicon("grammar")[key])


def read_movements(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
) -> list[MovementLabel]:
    """Return the movements, each at its first statement, none where a figure says the same."""
    figured = {
        (d.indicator, d.period, d.scope.segment) for d in drafts
        if d.indicator in _MEASURED and d.basis in (Basis.MOM, Basis.YOY)
        and not d.scope.region and not d.scope.entity
    }  # fmt: skip
    levelled = {
        (d.indicator, d.period, d.scope.segment) for d in drafts
        if d.indicator in _MEASURED and not d.is_change and d.direction is not None
    }  # fmt: skip
    found: dict[tuple[object, ...], MovementLabel] = {}
    for statement in statements:
        for label in _in_statement(section, statement, own):
            place = (label.indicator, label.period, label.segment)
            if place in figured or place in levelled:
                continue
            found.setdefault((*place, label.basis), label)
    return list(found.values())


def _in_statement(section: Annotated, statement: Statement, own: frozenset[str]) -> Iterator[MovementLabel]:
    body = section.section.body
    span = (statement.sentence.start, statement.sentence.end)
    for start, end in clause_spans(body, *span):
        tokens = [t for t in statement.tokens if start <= t.start < end]
        rest = [t for t in statement.tokens if t.start >= start]
        for at, token in enumerate(tokens):
            if token.code(Kind.INDICATOR) in _MEASURED:
                yield from _at(section, statement, (tokens, rest), at, own)


def _at(
    section: Annotated,
    statement: Statement,
    places: tuple[Sequence[Token], Sequence[Token]],
    at: int,
    own: frozenset[str],
) -> Iterator[MovementLabel]:
    body = section.section.body
    tokens, rest = places
    piece = _last_piece(body[tokens[0].start : tokens[at].start])
    if _words("some").search(piece) or _words("causal").search(piece) or "unlikely" in piece:
        return
    left = at - len(noun_phrase_before(tokens, at)) - 1
    move = _move_after(tokens, at) or _move_noun_before(tokens, at)
    if move is None or (left >= 0 and tokens[left].low in lexicon("grammar")["makers"]):
        return
    way, where = move
    beyond = tokens[min(at + 3, len(tokens) - 1)] if where.start <= tokens[at].start else where
    said = body[tokens[at].start : max(where.end, beyond.end)]
    likelier = _likelier(tokens, at)
    if likelier is not None:
        way, where = likelier
    elif _words("denied").search(said) or _words("causal").search(said):
        return
    scope = scope_at(section, tokens, at, own)
    first = max(0, at - 3)
    near = body[tokens[first].start : max(tokens[at].end, where.end)]
    region = scope.region or region_in(near, section.section.heading)
    if region or entity_before(section, tokens[0].start, tokens[at].start):
        return
    routed = at + 1 < len(tokens) and tokens[at + 1].low in ("derived", "from", "of", "made", "produced")
    if not _own_product(section, scope, routed=routed):
        return
    for period, status in _whens(section, statement, tokens, at, where):
        for basis, direction in _moves(tokens, rest, where, way):
            yield MovementLabel(
                indicator=tokens[at].code(Kind.INDICATOR),
                basis=basis,
                direction=direction,
                period=period,
                status=status,
                segment=scope.segment,
                region=None,
                entity=None,
                sentences=(statement.sentence.number,),
                confidence=None,
            )


def _whens(
    section: Annotated, statement: Statement, tokens: Sequence[Token], at: int, where: Token
) -> list[tuple[str, Status]]:
    """Return period and status; "declines in September and October" are two."""
    clause = (tokens[0].start, tokens[-1].end)
    period, status = when(section, statement, where.start, clause)
    if status is Status.TARGET:
        return []
    behind = [t for t in statement.times if where.end <= t.start < where.end + _NEAR and not t.compared]
    gap = section.section.body[behind[0].end : behind[1].start] if len(behind) > 1 else ""
    if gap.strip() == "and":
        return [(time.period, Status.ACTUAL) for time in behind[:2]]
    return [(period, status)]


def _moves(
    tokens: Sequence[Token], rest: Sequence[Token], where: Token, way: Direction
) -> list[tuple[Basis, Direction]]:
    """Return basis and direction of a move and of a second one in the same breath.

    "Declined both MoM and YoY" and "decreased from the month before but increased YoY" are two each.
    """
    behind = [t for t in rest if t.start >= where.start][:_BREATH]
    stated = [t.code(Kind.BASIS) for t in tokens if t.has(Kind.BASIS)]
    first = next((basis for basis in stated if basis in _BASES), Basis.MOM)
    moves = [(first, way)]
    turned = way
    for token in behind[1:]:
        if token.text == ";" or token.figure is not None:
            break
        turned = token.code(Kind.MOVE) or token.code(Kind.TREND) or turned
        basis = token.code(Kind.BASIS)
        if basis in _BASES and all(basis is not known for known, _ in moves):
            moves.append((basis, turned))
    # A noun behind its comparison ("slight YoY growth") gives that comparison its direction.
    for token, after in pairwise(behind):
        basis, trend = token.code(Kind.BASIS), after.code(Kind.TREND)
        if basis in _BASES and trend is not None:
            moves = [(known, trend if known is basis else turn) for known, turn in moves]
    return moves


def _likelier(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "more likely to remain flat or slightly decrease": the movement named."""
    lows = [token.low for token in tokens]
    for index in range(at, len(tokens) - 1):
        if lows[index] == "more" and lows[index + 1] == "likely":
            moves = [t for t in tokens[index + 2 :] if t.has(Kind.MOVE)]
            named = [t for t in moves if t.code(Kind.MOVE) is not Direction.FLAT] or moves
            return (named[0].code(Kind.MOVE), named[0]) if named else None
    return None


def _last_piece(subject: str) -> str:
    return re.split(r"[,:]", subject)[-1]


def _move_after(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """A verb or "saw a decline" behind the subject, with no figure before the next mark."""
    for steps, token in enumerate(tokens[at + 1 :]):
        if steps > _REACH or token.text in ";:(" or token.figure is not None:
            return None
        if token.text == "," and steps > 0:
            return None
        move = token.code(Kind.MOVE) or token.code(Kind.TREND)
        if move is not None:
            if steps == 0 and token.low in lexicon("grammar")["acts"]:
                return None
            behind = tokens[at + 2 + steps :]
            if any(t.figure is not None for t in _until_mark(behind)):
                return None
            return move, token
    return None


def _move_noun_before(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "a slight decrease in production", "a pullback in national zinc output"."""
    left = at - len(noun_phrase_before(tokens, at))
    while left > 0 and tokens[left - 1].low in ("the", "in", "of"):
        left -= 1
    if left == at or left < 1 or tokens[left].low not in ("in", "of"):
        return None
    trend = tokens[left - 1]
    if not trend.has(Kind.TREND) or trend.has(Kind.INDICATOR) or trend.low in lexicon("grammar")["acts"]:
        return None
    if any(t.figure is not None for t in tokens[max(0, left - 6) : at + 6]):
        return None
    way: Direction = trend.code(Kind.TREND)
    return way, tokens[at]


def _until_mark(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text in ";":
            return
        yield token


def _own_product(section: Annotated, scope: Scope, *, routed: bool) -> bool:
    """Tell whether a segment can be one of the own commodity, and no buyer's or supplier's product.

    `routed`: the segment is a route ("derived from spodumene"), which may well be a commodity.
    """
    if scope.segment is None:
        return True
    classes = lexicon("generic")["size_classes"]
    words = scope.segment.lower().split()
    if len(words) > _LONGEST_SEGMENT or any(word in classes for word in words):
        return False
    if set(lexicon("grammar")["foreign"]) & set(words):
        return False
    known = None if routed else load_commodities().find(scope.segment)
    return known is None or known.slug == section.section.commodity
