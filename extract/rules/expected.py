"""Expected: moves that are set against a forecast, an expectation or what was reported before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.places import Place, is_light
from extract.rules.reckoning import revised
from extract.rules.role import listed
from extract.rules.seeking import has_word
from extract.rules.tokens import Token, lexicon
from schemas.units import UnitKind
from schemas.vocabulary import Basis

__all__ = [
    "Compared", "of_expectations", "of_foreseen", "of_outdone", "of_reports", "of_revisions", "of_shortfall",
]  # fmt: skip

Compared = tuple[Basis, str]
"""A basis, and in a few words why."""

_REACH = 10
_CLOSE = 3


def of_expectations(before: Sequence[Token]) -> Compared | None:
    """Read "beat forecasts by", "short of the target by": what was beaten or missed stands before."""
    return (Basis.VS_EXPECTATION, "what was expected") if has_word(before, listed("beaten")) else None


def of_outdone(before: Sequence[Token]) -> Compared | None:
    """Read "exceeded the expectation of last month by": what was outdone, and by an amount."""
    beating = _beating()
    for at, token in enumerate(before):
        if token.low in beating and _near_by(before):
            named = {word for t in before[at + 1 : at + _CLOSE + 1] for word in t.low.split()}
            return (Basis.VS_EXPECTATION, "what was expected") if named & listed("expectations") else None
    return None


@cache
def _beating() -> frozenset[str]:
    """Return the words that outdo what they are told of."""
    return frozenset(form for forms in lexicon("roles")["beating"].values() for form in forms)


def _near_by(before: Sequence[Token]) -> bool:
    """Tell whether "by" leads to the figure, but for its hedge."""
    led = next((token for token in reversed(before) if not is_light(token)), None)
    return led is not None and led.low == "by"


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


def of_revisions(place: Place, statement: Statement, after: Sequence[Token]) -> Compared | None:
    """Read "we lower our estimate by 110 kt", "a cut of 9 kt to our March forecast": an amount, no rate."""
    if place.kind is not UnitKind.AMOUNT:
        return None
    lead = next((token.low for token in reversed(place.left) if not is_light(token)), "")
    behind = [token.low for token in after[:_CLOSE]]
    named = {token.low.split()[-1] for token in after}
    of_ours = behind[:1] in (["to"], ["from"]) and "our" in behind and bool(listed("guiding") & named)
    if of_ours or (lead == "by" and revised(statement.tokens[: place.at])):
        return Basis.VS_EXPECTATION, "the forecast before"
    return None


def of_shortfall(place: Place) -> Compared | None:
    """Read "the total fell 5,500 mt short": of what was expected, unless something else is named."""
    short = [token.low for token in place.right[:1]] == ["short"]
    return (Basis.VS_EXPECTATION, "what was expected") if short else None
