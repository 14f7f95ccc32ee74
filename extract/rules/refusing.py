"""Refusing: figures that are no metrics, though a unit stands with them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.context import Statement
from extract.rules.draft import Refusal
from extract.rules.light import is_light
from extract.rules.naming_only import names_class, names_grade, names_threshold, parts_nothing
from extract.rules.places import Place
from extract.rules.tokens import Kind, Token
from extract.rules.unmeasured import unmeasured
from schemas.units import UnitKind
from schemas.vocabulary import Reason

__all__ = ["CLASS", "refused"]

CLASS = "a size that only names a class"

_CONDITIONS = frozenset({"if", "unless", "whenever", "should"})
_SUPPOSED = _CONDITIONS | {"case", "event"}
_VERBS = frozenset(
    "come bring still again also then soon amount total be reach end have see add help".split()
)
_BALANCES = ("deficit", "surplus", "undersuppl", "oversuppl")
_JOINTS = frozenset("as while whereas but since because with which after before if".split())
_NEAR, _CLOSE, _FAR = 5, 3, 8


def refused(statement: Statement, place: Place) -> Refusal | None:
    """Return why a figure is no metric, or None where it may be one."""
    figure = place.figure
    if figure.unit is None:
        return Refusal(figure, Reason.NOT_A_METRIC, "no unit stands with it")
    if place.kind is UnitKind.TIME:
        return Refusal(figure, Reason.DURATION, "its unit is a length of time")
    only = _names_only(statement, place)
    if only is not None:
        return only
    if place.kind is not UnitKind.COUNT and _is_possible(statement, place):
        return Refusal(figure, Reason.NOT_A_METRIC, "a mere possibility")
    told = unmeasured(statement.tokens, place)
    if told is not None:
        return Refusal(figure, *told)
    if place.kind is not UnitKind.COUNT and _is_unreal(statement, place):
        return Refusal(figure, Reason.NOT_A_METRIC, "what never came about")
    return _supposed(statement, place)


_STEPS = (UnitKind.RATIO, UnitKind.MONEY, UnitKind.MONEY_PER_MEASURE)


def _supposed(statement: Statement, place: Place) -> Refusal | None:
    """Read "Each 1,000 yuan/mt on ore adds 1,450 yuan/mt", and not "down, each by 3%"."""
    opens = place.at == 1 and statement.tokens[0].low in ("each", "every")
    supposed = opens and place.kind in _STEPS
    return Refusal(place.figure, Reason.NOT_A_METRIC, "a step that is supposed") if supposed else None


_UNREAL = frozenset({"would have", "could have", "might have"})


def _is_unreal(statement: Statement, place: Place) -> bool:
    """Tell whether a figure is what would have been ("output would have reached 50,000 mt")."""
    tokens = statement.tokens
    if statement.said.isdisjoint(_UNREAL) and "have" not in statement.said:
        return False
    for at in range(place.at - 1, max(0, place.at - _NEAR - 1), -1):
        if tokens[at].text in ",;:":
            return False
        if tokens[at].low == "have" and tokens[at - 1].low in ("would", "could", "might", "should"):
            return at + 1 < place.at  # "alone should have 4.28 Mt" foresees it
        if tokens[at].low in _UNREAL:
            return True
    return False


def _names_only(statement: Statement, place: Place) -> Refusal | None:
    """Return why a figure is no metric where it only names or bounds something."""
    figure, tokens = place.figure, statement.tokens
    if names_class(tokens, place):
        return Refusal(figure, Reason.NOT_A_METRIC, CLASS)
    if names_grade(tokens, place):
        return Refusal(figure, Reason.GRADE, "a content that only names what is traded")
    if names_threshold(tokens, place):
        return Refusal(figure, Reason.NOT_A_METRIC, "a price that is a condition")
    if parts_nothing(place):
        return Refusal(figure, Reason.NOT_A_METRIC, "a part of what is none of the indicators")
    balance = place.kind is UnitKind.AMOUNT and _is_balance(tokens, place)
    return Refusal(figure, Reason.NOT_A_METRIC, "a balance of the market") if balance else None


def _is_balance(tokens: Sequence[Token], place: Place) -> bool:
    """Read "demand exceeded supply by 146 kt", "a deficit of 40 kt in Q2 and 20 kt in Q3"."""
    if _goes_on_with_balance(tokens, place):
        return True
    left = [token.low for token in place.left]
    short = left[-1:] == ["by"] and left[-2:-1] in (["supply"], ["demand"], ["consumption"], ["usage"])
    return short and any(low.startswith(("exceed", "outstrip", "outpac", "surpass")) for low in left[-4:-2])


def _goes_on_with_balance(tokens: Sequence[Token], place: Place) -> bool:
    """Tell whether a deficit or surplus is what the figures before it, and so this one, are of."""
    if any(token.has_any(Kind.INDICATOR, Kind.ACTION) for token in place.right[:_CLOSE]):
        return False
    for token in reversed(tokens[: place.at]):
        if token.low.startswith(_BALANCES):
            return True
        if token.text in ";:" or token.low in _JOINTS or token.has_any(Kind.INDICATOR, Kind.ACTION):
            return False
    return False


def _opens(statement: Statement, at: int) -> bool:
    """Tell whether a word stands before its subject: "should" opens a condition there."""
    tokens = statement.tokens
    if at and tokens[at - 1].text not in ",:;":
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    # "Utilisation, now 67%, should come down to 56%", "should give 44 kt": no subject follows, but the verb.
    rest = next((token for token in tokens[at + 2 :] if not is_light(token)), None)
    return after is None or not (
        after.has_any(Kind.MOVE, Kind.LEVEL, Kind.KEEPING, Kind.DRIVING)
        or after.low in _VERBS
        or (rest is not None and rest.figure is not None)
    )


def _is_possible(statement: Statement, place: Place) -> bool:
    """Tell whether a figure stands in a condition ("should prices drop below 66,000 yuan/mt, ...")."""
    if _SUPPOSED.isdisjoint(statement.said):
        return False
    for at in range(place.at - 1, -1, -1):
        token = statement.tokens[at]
        if token.text in ",;:":
            return False
        if token.low in _CONDITIONS and (token.low != "should" or _opens(statement, at)):
            return True
        if token.low in ("case", "event") and _is_supposed(statement.tokens, at):
            return True
    return False


def _is_supposed(tokens: Sequence[Token], at: int) -> bool:
    """Read "in case prices fall", "in the event of", "only in the case of"; not "in the case of"."""
    lead = [token.low for token in tokens[max(0, at - 3) : at]]
    if tokens[at].low == "event":
        return lead[-2:] == ["in", "the"] and tokens[at + 1].low in ("of", "that")
    return lead[-1:] == ["in"] or lead == ["only", "in", "the"]
