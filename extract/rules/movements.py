"""Movements without a figure: stated moves of the own commodity's production or operating rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.buyers import schedules_of_buyers
from extract.rules.companies import entity_before
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.labelling import grammar_words, movement_label
from extract.rules.months import of_level, of_month, of_outlook
from extract.rules.move import MEASURED, Move
from extract.rules.moves import moves_in
from extract.rules.outlook import when
from extract.rules.products import of_products, spoken_of
from extract.rules.regions import region_in
from extract.rules.scope import Scope, home
from extract.rules.tokens import Kind, Token, grammar, lexicon
from extract.rules.trailing import trailing
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["read_movements"]

_CONDITION = re.compile(r"(?:\W*)(?:If|Unless|Should|Provided|Were)\b")
_SUBJECT = 8
_NEAR = 40
_BREATH = 12
_ALTERNATIVE = 7
_LONGEST_SEGMENT = 4
_BASES = (Basis.MOM, Basis.YOY)


def read_movements(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
) -> list[MovementLabel]:
    """Return the movements, each at its first statement, none where a figure says the same."""
    figured = {
        (d.indicator, d.period, d.scope.segment, d.basis) for d in drafts
        if d.indicator in MEASURED and d.basis in (Basis.MOM, Basis.YOY)
        and not d.scope.region and not d.scope.entity
    }  # fmt: skip
    levelled = {
        (d.indicator, d.period, d.scope.segment) for d in drafts
        if d.indicator in MEASURED and not d.is_change and d.direction is not None
    }  # fmt: skip
    told = {(indicator, period, segment) for indicator, period, segment, _ in figured}
    found: dict[tuple[object, ...], MovementLabel] = {}
    for statement in statements:
        for label in _in_statement(section, statement, own, spoken_of(statement, drafts)):
            place = (label.indicator, label.period, label.segment)
            if place in told or place in levelled:
                continue
            found.setdefault((*place, label.basis), label)
        for label in (*of_level(statement, drafts), *trailing(statement, drafts)):
            key = (label.indicator, label.period, label.segment, label.basis)
            if key not in figured and key[:3] not in levelled:
                found.setdefault(key, label)
    return list(found.values())


def _in_statement(
    section: Annotated, statement: Statement, own: frozenset[str], spoken: Indicator | None
) -> Iterator[MovementLabel]:
    body = section.section.body
    span = (statement.sentence.start, statement.sentence.end)
    if _CONDITION.match(body, *span):
        return
    yield from of_month(section, statement)
    yield from of_outlook(section, statement)
    for start, end in statement.clauses:
        tokens = [t for t in statement.tokens if start <= t.start < end]
        rest = [t for t in statement.tokens if t.start >= start]
        products = of_products(section, tokens, own, spoken) if spoken is not None else ()
        for move in (*moves_in(section, tokens, own), *products):
            thing = next((i for i in range(move.at, len(tokens)) if tokens[i].has(Kind.INDICATOR)), move.at)
            if schedules_of_buyers(tokens, thing + 1, own):
                continue
            yield from _labels(section, statement, (tokens, rest), move)


def _labels(
    section: Annotated,
    statement: Statement,
    places: tuple[Sequence[Token], Sequence[Token]],
    move: Move,
) -> Iterator[MovementLabel]:
    body = section.section.body
    tokens, rest = places
    at, way, where = move.at, move.direction, move.where
    piece = _last_piece(body[tokens[_subject(tokens, at)].start : tokens[at].start])
    if not move.routed and grammar_words("some").search(piece):
        return
    if (
        grammar_words("causal").search(_last_piece(body[tokens[0].start : tokens[at].start]))
        or "unlikely" in piece
    ):
        return
    beyond = tokens[min(at + 3, len(tokens) - 1)] if where.start <= tokens[at].start else where
    said = body[tokens[at].start : max(where.end, beyond.end)]
    likelier = _likelier(tokens, at)
    if likelier is not None:
        way, where = likelier
    elif grammar_words("causal").search(said):
        return
    elif way is Direction.FLAT:
        way = _or_else(rest, where) or way
    elif grammar_words("denied").search(said):
        return
    first = max(0, at - 3)
    behind = [t for t in tokens if t.start >= max(tokens[at].end, where.end)][:2]
    placed = len(behind) == 2 and behind[0].low in ("in", "at") and behind[1].text[:1].isupper()
    near = body[tokens[first].start : behind[1].end if placed else max(tokens[at].end, where.end)]
    region = move.scope.region or region_in(near, home(section))
    if region or entity_before(section, tokens[0].start, tokens[at].start):
        return
    if not _own_product(section, move.scope, routed=move.routed):
        return
    for when_ in _whens(section, statement, tokens, at, where):
        for basis, direction in _moves(tokens, rest, where, way):
            yield movement_label(statement, move.indicator, basis, direction, when_, move.scope.segment)


def _subject(tokens: Sequence[Token], at: int) -> int:
    """Return where the subject at token `at` begins: behind the verb before it, at most eight words back."""
    begin = at
    while begin > 0 and at - begin < _SUBJECT:
        token = tokens[begin - 1]
        if token.has_any(Kind.FUTURE, Kind.LEVEL):
            break
        begin -= 1
    return begin


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


def _or_else(rest: Sequence[Token], where: Token) -> Direction | None:
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
    if not routed and set(grammar("foreign")) & set(words):
        return False
    known = None if routed else load_commodities().find(scope.segment)
    return known is None or known.slug == section.section.commodity
