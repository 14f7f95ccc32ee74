"""Metrics: every figure is attached to its indicator, basis, direction, period, status and scope.

A figure is read by its own words and by the clause that it stands in; what those do not say, it takes
from the figure before it, from its sentence, and last from what the section spoke of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.clauses import clause_around
from extract.document import Annotated
from extract.record import record
from extract.rules.against import GAP, is_gap, with_bases
from extract.rules.bases import CARRIED, stated_basis
from extract.rules.buyers import opens_on_demand, schedules_of_buyers
from extract.rules.compared_moves import other_move
from extract.rules.context import Statement
from extract.rules.counts import read_count
from extract.rules.dating import dated
from extract.rules.draft import Draft, Outcome, Refusal
from extract.rules.fitting import fits
from extract.rules.naming import named
from extract.rules.phrase import noun_phrase_before
from extract.rules.places import BREAKS, Place, is_light, places_of
from extract.rules.profits import is_loss, profit_direction
from extract.rules.reckoning import revised
from extract.rules.refusing import CLASS, refused
from extract.rules.respective import distributed
from extract.rules.role import TURNS, Role, RoleKind, passes
from extract.rules.roles import role_of
from extract.rules.said import Said
from extract.rules.scope import NO_SCOPE, Scope, is_group
from extract.rules.scopes import scope_of
from extract.rules.seeking import has_word
from extract.rules.sentence import members, overall, shared_noun
from extract.rules.settling import Unsettled, settle
from extract.rules.standing import standing
from extract.rules.subjects import class_of
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.told_again import spread, taken_up, told_again
from extract.rules.topics import Asked, Named
from extract.rules.unstated import Moved, unstated_basis
from extract.rules.ways import settled
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["read_figures"]

_CAPACITIES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_APART = (*_CAPACITIES, Indicator.COST, Indicator.PROFIT)
"""What is compared with nothing unless its own words say so, whatever the figure before it was."""
_QUOTED = (Indicator.PRICE, Indicator.TREATMENT_CHARGE)
_FRONT, _RECOVERED = 6, 40
_TAKING = frozenset("take takes took taken taking".split())
# The headline and the latest readings tell what is spoken of; so a long section costs no more for each.
_REMEMBERED = 24


@record(frozen=True, slots=True)
class _Reader:
    """What the figures of one sentence are read by."""

    section: Annotated
    statement: Statement
    own: frozenset[str]
    earlier: Sequence[Draft]
    before: Sequence[Token]
    demand: int | None
    """Where the words end that open it on the demand side, or None."""


def read_figures(
    section: Annotated,
    statement: Statement,
    own: frozenset[str],
    earlier: Sequence[Draft],
    before: Sequence[Token] = (),
) -> list[Outcome]:
    """Read the figures of one statement; those that no words name come last.

    `own` are the words of the commodity, `earlier` the readings of the section before this statement,
    `before` the tokens of the statement before.
    """
    latest = [*earlier[:1], *earlier[1:][-_REMEMBERED:]]
    reader = _Reader(section, statement, own, latest, before, opens_on_demand(statement.tokens))
    outcomes: list[Outcome] = []
    unnamed: list[Draft] = []
    role: Role | None = None
    parting: Place | None = None
    for place in with_bases(statement.tokens, places_of(statement.tokens)):
        if parting is not None:
            # "The rate of smelters above 50,000 mt/year was 62%": the class parts no words.
            place = replace(place, left=statement.tokens[parting.begin : place.at])  # noqa: PLW2901
        here = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
        outcome, role = _read(reader, place, role, here)
        parting = place if isinstance(outcome, Refusal) and outcome.why == CLASS else None
        if isinstance(outcome, Draft) and outcome.is_unnamed:
            outcome = other_move(statement.tokens, place.at, here, outcome)
        if isinstance(outcome, Draft) and outcome.is_unnamed:
            unnamed.append(outcome)
            continue
        if isinstance(outcome, Draft):
            outcome = overall(outcome, place.left, outcomes)
            outcomes += members(outcome, place.left, outcomes)
        if outcome is not None:
            outcomes.append(outcome)
    told = distributed(section, statement.tokens, shared_noun(statement.tokens, outcomes), own)
    told = spread(statement.tokens, told_again(statement.tokens, taken_up(statement.tokens, told)))
    return [*settled(section, statement.tokens, told), *unnamed]


def _read(
    reader: _Reader, place: Place, before: Role | None, here: Sequence[Draft]
) -> tuple[Outcome | None, Role | None]:
    """Return a figure's reading and role; no reading where the words do not tell what it measures."""
    section, statement, figure = reader.section, reader.statement, place.figure
    refusal = refused(statement, place)
    if refusal is not None:
        return refusal, before
    span = (statement.sentence.start, statement.sentence.end)
    clause = clause_around(statement.clauses, span, figure.start, figure.end)
    role = _role(statement, place, clause, before, here)
    period, status, dating = dated(
        Said(section, statement, figure.start, clause), place, role, here, reader.earlier
    )
    if place.kind is UnitKind.COUNT:
        last = next(iter([*reversed(here), *reversed(reader.earlier)]), None)
        return read_count(section, statement, place.at, period, status, last), before
    name = named(Asked(place, role, statement.tokens, reader.own, here, reader.earlier, reader.before))
    if name.indicator is Indicator.PRODUCTION and _is_bought(reader, place):
        name = Named(Indicator.DEMAND, "told of the demand side")
    if name.indicator is Indicator.PROFIT and here and _is_fall(place):
        name = Named(here[-1].indicator, "a loss of it")
    is_unnamed = name.indicator is None
    if name.is_none or _is_recovered(statement, place):
        return None, role
    indicator = name.indicator or _guessed(place, role, (*reader.earlier, *here))
    scope = _scope(reader, place, role, indicator, here)
    scope = standing(section, statement, indicator, scope, reader.earlier or here)
    basis, compared = Basis.LEVEL, role.word
    if role.is_change:
        stated = stated_basis(place, statement, period, here)
        other = bool(here) and here[-1].indicator is not indicator
        apart = other and (indicator in _APART or role.transitive)
        if stated is not None and stated[1] == CARRIED and (apart or _takes_away(role)):
            stated = None
        if stated is None and indicator is Indicator.PRICE and is_gap(place):
            role, basis, compared = (
                Role(RoleKind.LEVEL, None, role.word),
                Basis.LEVEL,
                GAP,
            )
        else:
            moved = Moved(indicator, scope, next(iter([*reader.earlier, *here]), None))
            basis, compared = stated or unstated_basis(
                section, statement, place, role, moved, period, reader.earlier
            )
    if indicator is Indicator.COST and role.direction is Direction.UP and _is_improved(place, role):
        role = replace(role, direction=Direction.DOWN)
    level = basis is Basis.LEVEL
    profit = indicator is Indicator.PROFIT
    told = not level or (role.stated and not _is_revised(statement, place, role))
    if level and indicator in _QUOTED and not told and passes(place):
        role, told = replace(role, direction=Direction.UP), True
    asked = Unsettled(section, statement, place, role, indicator, basis)
    period, status, dating = settle(asked, (period, status, dating), here, reader.earlier)
    way = profit_direction(place, role, here[-1] if here else None) if profit else role.direction
    draft = Draft(
        figure=figure,
        indicator=indicator,
        basis=basis,
        direction=way if told else None,
        negative=level and profit and not figure.signed and is_loss(statement.tokens, place.at),
        period=period,
        status=status,
        scope=scope,
        why=(
            f"{role.kind}: governed by {role.word!r}",
            f"indicator {indicator}: {name.why}",
            f"basis {basis}: {compared}",
            f"period {period}, {status}: {dating}",
        ),
        is_base=role.kind is RoleKind.BASE or _is_bracketed(place, period, here),
        is_unnamed=is_unnamed,
    )
    return draft, role


def _guessed(place: Place, role: Role, spoken: Sequence[Draft]) -> Indicator:
    """Return what a figure may measure that no words name: what was told last in a unit like its own."""
    change, unit = role.is_change, place.figure.unit or ""
    last = next((d.indicator for d in reversed(spoken) if fits(d.indicator, unit, change=change)), None)
    if last is not None:
        return last
    if place.kind in (UnitKind.MONEY, UnitKind.MONEY_PER_MEASURE):
        return Indicator.PRICE
    ratio = place.kind is UnitKind.RATIO and not change
    return Indicator.OPERATING_RATE if ratio else Indicator.PRODUCTION


def _role(
    statement: Statement, place: Place, clause: tuple[int, int], before: Role | None, here: Sequence[Draft]
) -> Role:
    printed = statement.tokens[place.at].text
    if place.figure.signed and printed.isalpha():  # "doubled"
        way = Direction.DOWN if place.figure.value < 0 else Direction.UP
        return Role(RoleKind.CHANGE, way, printed.lower())
    inside = statement.between(clause[0], place.figure.start)
    return role_of(place, inside, before, here[-1].figure if here else None)


def _scope(reader: _Reader, place: Place, role: Role, indicator: Indicator, here: Sequence[Draft]) -> Scope:
    scope = scope_of(
        reader.section, reader.statement, place.at, len(place.left), reader.own, indicator,
        _inherited(here[-1], indicator, place) if here else None, base=role.kind is RoleKind.BASE,
    )  # fmt: skip
    if role.transitive and scope.segment is None and scope.entity is None:
        return replace(scope, segment=_actor(reader, place.at), why=scope.why or "who moved it")
    return scope


_FAMILY = frozenset(
    {Indicator.PRODUCTION, Indicator.OPERATING_RATE, Indicator.CAPACITY, Indicator.OPERATING_CAPACITY}
)


_PAID = frozenset({Indicator.PRICE, Indicator.PROFIT, Indicator.COST})


def _inherited(last: Draft, indicator: Indicator, place: Place) -> Scope:
    """Return what a figure may take over from the one before it: of another thing measured, no segment."""
    same = last.indicator is indicator or {last.indicator, indicator} <= _FAMILY
    parted = indicator in _PAID and any(token.text in BREAKS for token in place.left)
    if not same and (parted or last.indicator is Indicator.TARIFF):
        return NO_SCOPE  # "rose 3% in Hunan, and ingot at 21,900 yuan/mt"
    return last.scope if same else replace(last.scope, segment=None)


def _is_bought(reader: _Reader, place: Place) -> bool:
    """Tell whether output is told of for what is bought: on the demand side, or as the buyers' schedules."""
    tokens, own, front = reader.statement.tokens, reader.own, reader.demand
    of_demand = front is not None and not has_word(tokens[front + 1 : place.at], own)
    if not of_demand and not schedules_of_buyers(tokens, place.at, own):
        return False
    return not _is_hot_metal(reader.statement, place)


def _is_recovered(statement: Statement, place: Place) -> bool:
    """Tell whether a plant's recovery is told ("recovery was 76%"): no output comes back by so much."""
    if place.figure.unit != "percent" or place.figure.value < _RECOVERED:
        return False
    near = statement.tokens[max(0, place.at - _FRONT) : place.at]
    told = next((at for at, token in enumerate(near) if token.low == "recovery"), None)
    # "The recovery of the operating rate to 55%" is a move of it.
    if told is None:
        return False
    return not any(token.has(Kind.INDICATOR) or token.figure is not None for token in near[told + 1 :])


def _takes_away(role: Role) -> bool:
    return role.transitive and role.word in grammar("withholding") | _TAKING


def _is_improved(place: Place, role: Role) -> bool:
    """Tell whether a cost improved, and so fell ("improved to $17/t", "5 cents better than budget")."""
    return role.word == "better" or any(token.low.startswith("improv") for token in place.left[-_FRONT:])


def _is_fall(place: Place) -> bool:
    """Tell whether a loss is a fall of what is spoken of ("a loss of 41% on the year", "a 3% loss")."""
    led = [token.low for token in place.left if not is_light(token)][-2:]
    behind = [token.low for token in place.right[:1]]
    if led != ["loss", "of"] and behind != ["loss"]:
        return False
    return place.figure.unit == "percent" or any(t.has(Kind.BASIS) for t in place.near)


def _is_revised(statement: Statement, place: Place, role: Role) -> bool:
    """Tell whether a forecast of the authors is raised or cut: its level moves nothing."""
    return role.direction in TURNS and revised(statement.tokens[: place.at])


def _is_bracketed(place: Place, period: str, here: Sequence[Draft]) -> bool:
    """Tell whether a figure is told in brackets of another time ("(Jan 818.5 kt)")."""
    bracketed = "(" in place.said and ")" not in place.said
    return bracketed and bool(here) and here[-1].period != period


def _is_hot_metal(statement: Statement, place: Place) -> bool:
    """Tell whether iron is told of: its output is one, wherever it is told for the demand of coke or ore."""
    return any(
        token.low.startswith(("hot metal", "pig iron", "molten iron"))
        for token in statement.tokens[: place.at]
    )


def _actor(reader: _Reader, at: int) -> str | None:
    """Return who moved it, where that is a class of enterprises ("leading manufacturers")."""
    tokens = reader.statement.tokens
    moved = next((i for i in range(at - 1, -1, -1) if tokens[i].has(Kind.MOVE)), None)
    phrase = noun_phrase_before(tokens, moved) if moved is not None else []
    if not phrase or not is_group(phrase[-1]):
        return None
    return class_of(reader.section, phrase, reader.own).segment
