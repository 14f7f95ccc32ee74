"""Moves with no stated comparison: what they are measured against by custom, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.record import record
from extract.rules.bases import Compared
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.fitting import COUNTED
from extract.rules.monthly import in_its_month, over_month
from extract.rules.places import Place, is_light
from extract.rules.role import Role, listed
from extract.rules.scope import NO_SCOPE, Scope
from extract.rules.tokens import Kind, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Indicator

__all__ = ["Moved", "unstated_basis"]

_QUOTED = (Indicator.PRICE, Indicator.TREATMENT_CHARGE)
_HEADLINE = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
_MONTH = 7
_ITEMISED = 6
_STATISTICS = (*COUNTED, Indicator.OPERATING_RATE)
_RATIOS = ("percent", "percentage_point")
_COMPARED = (Basis.MOM, Basis.YOY)
_ACTING = frozenset({"lost", "added"})
_AVERAGED = frozenset({"averaged", "average", "averaging"})
_SUBJECT = 3
_MOVED = (Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.SALES)
_BRINGING = frozenset("add adds added adding contributed contributes".split())
_JOINT = frozenset(
    "joint agreed announced planned production output voluntary collective mandatory coordinated".split()
)
_SWITCHED = (Kind.SWITCH, Kind.EFFECT)


@record(frozen=True, slots=True)
class Moved:
    """What moved: its indicator and scope, and the reading that its section opens with."""

    indicator: Indicator
    scope: Scope
    headline: Draft | None


def unstated_basis(
    section: Annotated, statement: Statement, place: Place, role: Role, moved: Moved,
    period: str, earlier: Sequence[Draft],
) -> Compared:  # fmt: skip
    """Return the basis of a move whose comparison is not stated.

    The headline's own move is against the month before, over a longer period against the year before, and so
    is a price's in a month named with it, and what is told of the month as a whole; what somebody did ("the
    mill reduced output by 5%"), and what an event did, is a plain change.
    """
    indicator = moved.indicator
    bulletin = _bulletin(section, place, earlier) if "/" not in period else None
    if bulletin is not None:
        return bulletin, "as for the headline of the sentence before"
    why = "no comparison is stated"
    if role.word.startswith(tuple(listed("events"))):
        return Basis.CHANGE, why
    if role.word.startswith(tuple(grammar("off_line"))) and place.kind is UnitKind.AMOUNT:
        return Basis.CHANGE, f"{why}, of what was lost"
    if role.word in ("cut", "cuts") and any(
        one.low in _JOINT and two.low == role.word for one, two in pairwise(place.left)
    ):
        return Basis.CHANGE, f"{why}, of a cut that somebody makes"
    behind = [token.low for token in place.right[:3]]
    weekly = behind[:1] in (["in"], ["over"], ["during"]) and behind[1:] == ["the", "week"]
    if indicator is Indicator.INVENTORY and ("weekly" in place.said or weekly):
        return Basis.WOW, f"{why}, of weekly stocks"
    long = "/" in period or len(period) < _MONTH
    if long and indicator in COUNTED and not role.transitive:
        return Basis.YOY, f"{why}, over a longer period"
    amount = place.kind in (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)
    switched = amount and any(t.has_any(*_SWITCHED) for t in (*place.left, *place.near))
    if over_month(statement, place) and not (role.transitive or switched):
        return Basis.MOM, f"{why}, over the month"
    set_ahead = period > section.month or any(token.has(Kind.ACTION) for token in place.left)
    dated = indicator in _QUOTED and len(period) == _MONTH and in_its_month(statement, place, period)
    if dated and not set_ahead:
        return Basis.MOM, f"{why}, of a month's price"
    passed = len(period) == _MONTH and period <= section.month
    averaged = any(token.low in _AVERAGED for token in statement.tokens[: place.at])
    if passed and indicator in _QUOTED and averaged and not role.transitive:
        return Basis.MOM, f"{why}, of a month's average"
    told = _as_told(statement, place, role, indicator, earlier) if passed else None
    return told or _of_headline(place, role, moved, period)


def _of_headline(place: Place, role: Role, moved: Moved, period: str) -> Compared:
    """Return the basis that the headline's own move has by custom; any other move is a plain change."""
    why = "no comparison is stated"
    if role.transitive or moved.scope.entity or _acts(place) or _contributes(place, role):
        return Basis.CHANGE, why
    measured = moved.indicator in _HEADLINE and moved.scope.region is None
    if not (measured or _of_its_kind(place, moved)):
        return Basis.CHANGE, why
    if len(period) == _MONTH:
        return Basis.MOM, f"{why}, of the headline"
    return Basis.YOY if "/" in period or len(period) < _MONTH else Basis.CHANGE, why


def _of_its_kind(place: Place, moved: Moved) -> bool:
    """Tell whether a move is of what the section opens with: the same place, or shipments as a whole."""
    indicator, scope, headline = moved.indicator, moved.scope, moved.headline
    if headline is None:
        return False
    if indicator in _HEADLINE:
        home = headline.scope.region == scope.region and headline.scope.entity is None
        return home and headline.indicator is indicator
    whole = scope == NO_SCOPE or (scope.segment is None and scope.region == headline.scope.region)
    compared = any(token.low == "than" for token in place.near)
    alike = indicator in _MOVED and indicator is headline.indicator
    return whole and alike and place.kind is UnitKind.RATIO and not compared


def _contributes(place: Place, role: Role) -> bool:
    """Read "the restart added 4,500 mt": what somebody brings, and no output that grew."""
    if role.word not in _BRINGING or place.kind is UnitKind.RATIO:
        return False
    verb = next((i for i in range(len(place.left) - 1, -1, -1) if place.left[i].low == role.word), 0)
    return not any(token.has(Kind.INDICATOR) for token in place.left[:verb])


def _as_told(
    statement: Statement, place: Place, role: Role, indicator: Indicator, earlier: Sequence[Draft]
) -> Compared | None:
    """Return the basis of statistics that go on: all so far is year on year, or the sentence is a list."""
    why = "as for what the section tells"
    figure = place.figure
    if indicator not in _STATISTICS or figure.unit not in _RATIOS or role.transitive or _acts(place):
        return None
    moves = [d for d in earlier if d.is_change and d.figure.unit in _RATIOS and d.basis in _COMPARED]
    told = [d.basis for d in moves]
    opening = [d.basis for d in moves if d.figure.sentence == moves[0].figure.sentence]
    if told and indicator is not Indicator.OPERATING_RATE and all(basis is Basis.YOY for basis in opening):
        return Basis.YOY, why
    reached = [token.low for token in statement.tokens[place.at + 1 : place.at + 2]]
    if reached == ["to"] and indicator is not Indicator.DEMAND:
        return Basis.MOM, "of a level that it led to"  # "exports rose 6% to 1.3 Mt"
    items = [token.low for token in statement.tokens[:_ITEMISED]]
    listing = items[:1] == ["by"] or items[:2] in (["of", "which"], ["among", "them"])
    itemised = listing and not {",", ":"}.isdisjoint(items)
    printed = any(letter.isdigit() for letter in statement.tokens[place.at].text)
    return (
        (told[0] if told else Basis.MOM, why) if itemised and printed else None
    )  # "By region, output in Hunan rose 4%"


def _bulletin(section: Annotated, place: Place, earlier: Sequence[Draft]) -> Basis | None:
    """Return the basis of "(+2.3%)" in a bulletin: that of the first change of the sentence before."""
    bracketed = any(token.text == "(" for token in place.left[-2:])
    if not bracketed or not earlier or place.figure.unit != "percent":
        return None
    last = earlier[-1].figure
    if "\n" in section.section.body[last.end : last.end + 2]:
        return None
    return next((d.basis for d in earlier if d.figure.sentence == last.sentence and d.is_change), None)


def _acts(place: Place) -> bool:
    """Tell whether a class of enterprises did it itself ("copper smelters delivered 12 mt less")."""
    left = place.left
    acted = next((i for i, t in enumerate(left) if t.has(Kind.ACTION) or t.low in _ACTING), 0)
    if not acted or any(t.has(Kind.INDICATOR) for t in left[:acted]):
        return False
    comma = next((i for i, t in enumerate(left[:acted]) if t.text == ","), acted)
    subject = [t for t in left[:comma] if t.kind == Kind.WORD][-_SUBJECT:]
    countable = words().countable
    return any(t.low in countable for t in subject) and any(
        t.low not in countable and not is_light(t) for t in subject
    )
