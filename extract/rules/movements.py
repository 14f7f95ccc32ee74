"""Movements without a figure: stated moves of the own commodity's production or operating rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.buyers import schedules_of_buyers
from extract.rules.context import Statement
from extract.rules.draft import Draft, was_foretold
from extract.rules.labelling import movement_label
from extract.rules.matter import is_class_of_producers
from extract.rules.months import of_level, of_month, of_outlook
from extract.rules.move import MEASURED, Move
from extract.rules.moves import moves_in
from extract.rules.no_moves import is_no_move, tells_no_move
from extract.rules.predicates import bases_of_times, likelier, moves_of, or_else
from extract.rules.products import of_products, spoken_of
from extract.rules.pronouns import of_it
from extract.rules.scope import Scope, also_whole
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.trailing import trailing
from extract.rules.when_moved import in_both, when_moved
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["read_movements"]

_BREATH = 12
_PAID_RATES = frozenset(
    "power electricity freight interest gas energy contractor grid exchange tax haulage".split()
)
_ALTERNATIVE = 7
_LONGEST_SEGMENT = 4
_DAILY = "daily average"
_BASES = (Basis.MOM, Basis.YOY)


def read_movements(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
) -> list[MovementLabel]:
    """Return the movements, each at its first statement, none where a figure says the same."""
    known = [draft for draft in drafts if not was_foretold(draft, section.month)]
    figured = {
        (d.indicator, d.period, segment, d.basis) for d in known for segment in also_whole(d.scope.segment)
        if d.indicator in MEASURED and d.basis in (Basis.MOM, Basis.YOY)
        and not d.scope.region and not d.scope.entity
    }  # fmt: skip
    levelled = {
        (d.indicator, d.period, segment) for d in known for segment in also_whole(d.scope.segment)
        if d.indicator in MEASURED and not d.is_change and d.direction is not None
    }  # fmt: skip
    told: set[tuple[Indicator, str, str | None]] = {
        (d.indicator, d.period, d.scope.segment) for d in drafts if d.scope.segment == _DAILY
    }
    told |= {(indicator, period, segment) for indicator, period, segment, _ in figured}
    found: dict[tuple[object, ...], MovementLabel] = {}
    before: Sequence[Token] = ()
    for statement in statements:
        for label in _in_statement(section, statement, own, drafts, before):
            place = (label.indicator, label.period, label.segment)
            if place in told or place in levelled:
                continue
            found.setdefault((*place, label.basis), label)
        for label in (*of_level(statement, drafts), *trailing(statement, drafts)):
            key = (label.indicator, label.period, label.segment, label.basis)
            if key not in figured and key[:3] not in levelled:
                found.setdefault(key, label)
        before = statement.tokens
    return list(found.values())


def _in_statement(
    section: Annotated,
    statement: Statement,
    own: frozenset[str],
    drafts: Sequence[Draft],
    before: Sequence[Token],
) -> Iterator[MovementLabel]:
    spoken = spoken_of(statement, drafts)
    if tells_no_move(section, statement):
        return
    yield from of_month(section, statement)
    yield from of_outlook(section, statement)
    for start, end in statement.clauses:
        opens = statement.place_at(start)
        rest = list(statement.tokens[opens:])
        tokens = rest[: statement.place_at(end) - opens]
        products = of_products(section, statement, tokens, own, spoken)
        its: Iterator[Move] | tuple[()] = ()
        if "it" in statement.said:
            told = [*before, *(t for t in statement.tokens if t.start < start)]
            its = of_it(tokens, told, statement, drafts)
        for move in (*moves_in(section, tokens, own), *products, *its):
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
    tokens, rest = places
    at, way, where = move.at, move.direction, move.where
    if is_no_move(section, statement, places, at, where, way=way, sure=move.routed):
        return
    if move.scope.region or move.scope.entity:
        return  # one place's, or one company's: no move of the whole
    named = likelier(tokens, at)
    if named is not None:
        way, where = named
    elif way is Direction.FLAT:
        way = or_else(rest, where) or way
    priced = move.indicator is Indicator.OPERATING_RATE and (move.scope.segment or "").lower().split()[-1:]
    if priced and priced[0] in _PAID_RATES:
        return  # "power rates rose"
    if not _own_product(section, move.scope, routed=move.routed):
        return
    for when_ in _whens(section, statement, tokens, at, where):
        for basis, direction in moves_of(tokens, rest, where, way, bases_of_times(statement, when_[0])):
            yield movement_label(statement, move.indicator, basis, direction, when_, move.scope.segment)


def _whens(
    section: Annotated, statement: Statement, tokens: Sequence[Token], at: int, where: Token
) -> list[tuple[str, Status]]:
    """Return period and status; "declines in September and October" are two."""
    period, status = when_moved(section, statement, tokens, where)
    if status is Status.TARGET:
        return []
    return in_both(section, statement, where, status) or [(period, status)]


def _own_product(section: Annotated, scope: Scope, *, routed: bool) -> bool:
    """Tell whether a segment can be one of the own commodity, and no buyer's or supplier's product.

    `routed`: the segment is a route ("derived from spodumene"), which may well be a commodity.
    """
    if scope.segment is None:
        return True
    words = scope.segment.lower().split()
    if len(words) > _LONGEST_SEGMENT or is_class_of_producers(scope.segment):
        return False
    if not routed and set(grammar("foreign")) & set(words):
        return False
    known = None if routed else load_commodities().find(scope.segment)
    return known is None or known.slug == section.section.commodity
