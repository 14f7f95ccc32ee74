"""Expected: moves that are set against a forecast, an expectation or what was reported before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.context import Statement
from extract.rules.light import leads_by
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.reckoning import revised
from extract.rules.role import beating, listed
from extract.rules.seeking import has_word
from extract.rules.tokens import Kind, Token
from schemas.units import UnitKind
from schemas.vocabulary import Basis

__all__ = [
    "REVISED", "Compared", "of_expectations", "of_foreseen", "of_outdone", "of_plans", "of_plans_before",
    "of_reports", "of_revisions", "of_shortfall",
]  # fmt: skip

REVISED = "the forecast before"
"""Why an amount is set against what was expected: by it the forecast itself was raised or cut."""
Compared = tuple[Basis, str]
"""A basis, and in a few words why."""

_REACH = 10
_CLOSE = 3


def of_expectations(before: Sequence[Token]) -> Compared | None:
    """Read "beat forecasts by", "short of the target by": what was beaten or missed stands before."""
    return (Basis.VS_EXPECTATION, "what was expected") if has_word(before, listed("beaten")) else None


def of_outdone(before: Sequence[Token]) -> Compared | None:
    """Read "exceeded the expectation of last month by": what was outdone, and by an amount."""
    for at, token in enumerate(before):
        if token.low in beating() and leads_by(before):
            named = {word for t in before[at + 1 : at + _CLOSE + 1] for word in t.low.split()}
            return (Basis.VS_EXPECTATION, "what was expected") if named & listed("expectations") else None
    return None


def of_reports(tokens: Sequence[Token]) -> Compared | None:
    """Read "short of what smelters had told us a month before": what was to be expected by it."""
    if not has_word(tokens, ("what",)):
        return None
    at = next(i for i, token in enumerate(tokens) if token.low == "what")
    said = {word for token in tokens[at + 1 : at + _REACH] for word in token.low.split()}
    return (Basis.VS_EXPECTATION, "what was expected") if said & listed("announcing") else None


def of_foreseen(after: Sequence[Token]) -> Compared | None:
    """Read "than mills had foreseen", "than our survey had suggested", "than we thought"."""
    at = next((i for i, token in enumerate(after) if token.low in ("than", "what")), None)
    if at is None:
        return None
    for lead, token in pairwise(after[at:]):
        had = lead.low in ("had", "have", "has", "been") and token.low in listed("announcing")
        if had or token.low in listed("thinking"):
            return Basis.VS_EXPECTATION, "what was expected"
    return None


def of_plans(after: Sequence[Token]) -> Compared | None:
    """Read "2 kt lower than the schedule given a month ago", "30 mt below its monthly plan"."""
    at = next((i for i, t in enumerate(after) if t.low in _SET_AGAINST or t.low.endswith(" short of")), None)
    if at is None:
        return None
    short = after[at].low.endswith(" short of")
    if not (short or any(token.has_any(Kind.BEHIND, Kind.MOVE) for token in after[: at + 1])):
        return None
    for steps, token in enumerate(after[at + 1 : at + 2 + _PLANNED]):
        if _is_plan(token):
            behind = after[at + 2 + steps : at + 4 + steps]
            timed = any(_is_dated(one) for one in (*after[at + 1 : at + 1 + steps], *behind))
            return None if timed and token.low in _MONTHLY else (Basis.VS_EXPECTATION, "what was planned")
        if token.figure is not None or token.text in BREAKS or token.has_any(Kind.LEVEL, Kind.INDICATOR):
            return None
    return None


def of_plans_before(before: Sequence[Token]) -> Compared | None:
    """Read "lower than the expectation by 2 kt", "below the plan by 3%"."""
    if not leads_by(before):
        return None
    cut = max((i for i, token in enumerate(before) if token.text in BREAKS), default=-1)
    return of_plans(before[cut + 1 :])


_SET_AGAINST = frozenset("than below above under over against beneath behind".split()) | {
    "ahead of", "short of", "shy of"
}  # fmt: skip
_PLANNED = 4
_MONTHLY = frozenset("schedule schedules plan plans".split())
"""What is made anew each month: that of another month is compared with like any level."""


def _is_plan(token: Token) -> bool:
    if Basis.VS_EXPECTATION in (token.code(Kind.REFERABLE), token.code(Kind.REFERENCE)):
        return True
    return token.low.split()[-1] in listed("expectations")


def _is_dated(token: Token) -> bool:
    return token.kind == Kind.DATE or token.low.removesuffix("'s") in words().months


def of_revisions(place: Place, statement: Statement, after: Sequence[Token]) -> Compared | None:
    """Read "we lower our estimate by 110 kt", "a cut of 9 kt to our March forecast": an amount, or points."""
    if place.kind is not UnitKind.AMOUNT and place.figure.unit != "percentage_point":
        return None
    lead = next((token.low for token in reversed(place.left) if not is_light(token)), "")
    behind = [token.low for token in after[:_CLOSE]]
    named = {token.low.split()[-1] for token in after}
    of_ours = behind[:1] in (["to"], ["from"]) and "our" in behind and bool(listed("guiding") & named)
    if of_ours or (lead == "by" and revised(statement.tokens[: place.at])):
        return Basis.VS_EXPECTATION, REVISED
    return None


def of_shortfall(place: Place) -> Compared | None:
    """Read "the total fell 5,500 mt short": of what was expected, unless something else is named."""
    short = [token.low for token in place.right[:1]] == ["short"]
    return (Basis.VS_EXPECTATION, "what was expected") if short else None
