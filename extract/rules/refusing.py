"""Refusing: figures that are no metrics, though a unit stands with them."""

from __future__ import annotations

from extract.annotate.lexicon import words
from extract.rules.context import Statement
from extract.rules.draft import Refusal
from extract.rules.places import Place
from extract.rules.tokens import Kind
from schemas.units import UnitKind
from schemas.vocabulary import Reason

__all__ = ["refused"]

_BOUNDS = frozenset("less more under over above below least between than fewer exceeding".split())
_CONDITIONS = frozenset({"if", "unless", "whenever", "should"})
_ENERGY = frozenset({"kwh", "twh"})
_NEAR, _FAR = 5, 8


def refused(statement: Statement, place: Place) -> Refusal | None:
    """Return why a figure is no metric, or None where it may be one."""
    figure = place.figure
    if figure.unit is None:
        return Refusal(figure, Reason.NOT_A_METRIC, "no unit stands with it")
    if place.kind is UnitKind.TIME:
        return Refusal(figure, Reason.DURATION, "its unit is a length of time")
    if _is_class(place):
        return Refusal(figure, Reason.NOT_A_METRIC, "a size that only names a class")
    if place.kind is not UnitKind.COUNT and _is_possible(statement, place):
        return Refusal(figure, Reason.NOT_A_METRIC, "a mere possibility")
    if figure.unit in _ENERGY or figure.unit.startswith(("kwh/", "mwh/")):
        return Refusal(figure, Reason.NOT_A_METRIC, "an amount of power")
    if place.kind is not UnitKind.COUNT and _is_unreal(statement, place):
        return Refusal(figure, Reason.NOT_A_METRIC, "what never came about")
    return None


def _is_unreal(statement: Statement, place: Place) -> bool:
    """Tell whether a figure is what would have been ("output would have reached 50,000 mt")."""
    tokens = statement.tokens
    for at in range(place.at - 1, max(0, place.at - _NEAR - 1), -1):
        if tokens[at].text in ",;:":
            return False
        if tokens[at].low == "have" and tokens[at - 1].low in ("would", "could", "might", "should"):
            return True
        if tokens[at].low in ("would have", "could have", "might have"):
            return True
    return False


def _is_class(place: Place) -> bool:
    """Tell whether a figure names a class of enterprises ("those with less than 20,000 mt/year")."""
    if place.kind is not UnitKind.RATE_OF_FLOW:
        return False
    lead = [token.low for token in place.left[-_NEAR:]]
    bounded = bool({"with", "of"} & set(lead[:-1])) and bool(_BOUNDS & set(lead))
    return bounded and any(token.low in words().countable for token in place.left[-_FAR:])


def _opens(statement: Statement, at: int) -> bool:
    """Tell whether a word stands before its subject: "should" opens a condition there."""
    tokens = statement.tokens
    if at and tokens[at - 1].text not in ",:;":
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    # "Utilisation, now 67%, should come down to 56%": no subject follows, but the verb.
    return after is None or not (
        after.has_any(Kind.MOVE, Kind.LEVEL, Kind.KEEPING, Kind.DRIVING) or after.low in ("come", "bring")
    )


def _is_possible(statement: Statement, place: Place) -> bool:
    """Tell whether a figure stands in a condition ("should prices drop below 66,000 yuan/mt, ...")."""
    if _CONDITIONS.isdisjoint(statement.said):
        return False
    for at in range(place.at - 1, -1, -1):
        token = statement.tokens[at]
        if token.text in ",;:":
            return False
        if token.low in _CONDITIONS and (token.low != "should" or _opens(statement, at)):
            return True
    return False
