"""Foretold: figures that were expected, or planned, for a time that has come."""

from __future__ import annotations

import re

from extract.rules.light import BREAKS, is_light
from extract.rules.places import Place
from schemas.units import UnitKind
from schemas.vocabulary import Status

__all__ = ["FORETOLD", "foretold_as", "is_foretold_move"]

FORETOLD = "what had been expected"
"""Why a figure of a time that has come is a forecast or a target."""

_RELATIVE, _COMPARED = 6, 3
_FORETELLING = frozenset("expected forecast projected anticipated predicted foreseen assumed".split())
# "Had pencilled in", "had looked for", "had been going for".
_GUESSING = _FORETELLING | frozenset(
    "guessed pencilled penciled thought said looked hoped called estimated reckoned believed told put".split()
)
_GIVING = frozenset({"given", "told", "promised", "pencilled", "guessed", "budgeted", "hoped"})
_PARTICLES = frozenset("in for of at on to been as it with".split())
_GUESSERS = frozenset("we i street market analysts consensus poll traders everyone others desk".split())
_GUESSES = frozenset(
    "model consensus forecast forecasts projection poll guess call expectation expectations".split()
)
_PLANS = frozenset("budget plan target schedule".split())
_PARTING = frozenset(".;!?(:,")
_TOLD = frozenset("was were had been at stood asked showed said".split())
_SHORT, _REACH, _OWN = 4, 8, 2
_OPENING = 6
# "Exceeded the previous forecast of 550,000 mt".
_FORMER_CALL = re.compile(
    r"\b(?:previous|earlier|initial|original|prior|former) (?:forecast|projection|expectation|estimate)s?"
    r" (?:of|at)(?: \w+)?$"
)


def foretold_as(place: Place) -> Status | None:
    """Return the status of what was foreseen for a time that has come, None of what has come about.

    "The 67% that makers had expected", "we had guessed 45.0 kt", "consensus was 44 kt"; a target of what
    "the budget had".
    """
    if _FORMER_CALL.search(" ".join(token.low for token in place.left[-_OPENING:])):
        return Status.FORECAST
    right = [token.low for token in place.right[:_RELATIVE]]
    had = next((at for at, low in enumerate(right) if low.split()[0] == "had"), _RELATIVE)
    led = right[:1] in (["that"], ["which"]) or had <= _OWN
    if led and not (_FORETELLING | _GIVING).isdisjoint(right[had:]):
        return Status.FORECAST  # "the 2.8 Mt (that) we had forecast in May"
    left = [
        token.low for token in place.left if not is_light(token) or token.low in _FORETELLING | _PARTICLES
    ]
    while left and left[-1] in _PARTICLES:
        left.pop()
    if place.kind is UnitKind.AMOUNT and _had_foretold(place):
        return Status.FORECAST
    if (
        left
        and left[-1].split()[0] in _GUESSING
        and any(_is_had(low.removesuffix(" been")) for low in left[-3:-1])
    ):
        return Status.FORECAST
    if place.kind not in (UnitKind.AMOUNT, UnitKind.RATIO, UnitKind.MONEY_PER_MEASURE):
        return None
    return _had(place) or _was(place, left) or _was_the_call(right)


def is_foretold_move(place: Place) -> bool:
    """Read "fell 5.8%, more than the expected 3.9%": a move that was foreseen and did not come."""
    left = [token.low for token in place.left[-_COMPARED:]]
    return "than" in left and left[-1] in _FORETELLING


def _had_foretold(place: Place) -> bool:
    """Read "we had forecast June output of 96,000 tonnes"."""
    lows = [token.low for token in place.left[-_REACH:]]
    at = next((i for i in range(len(lows) - 1, 0, -1) if lows[i] in _FORETELLING), 0)
    return bool(at) and _is_had(lows[at - 1]) and lows[-1] == "of" and BREAKS.isdisjoint(lows[at:])


def _is_had(low: str) -> bool:
    return low == "had" or low.endswith(("'d", "’d"))


def _was_the_call(right: list[str]) -> Status | None:
    """Read "318 kt was the call for August"."""
    told = right[:1] in (["was"], ["were"], ["had"]) and not _GUESSES.isdisjoint(right[1:4])
    return Status.FORECAST if told and not {"the", "our", "my"}.isdisjoint(right[1:3]) else None


def _is_over(place: Place) -> bool:
    return not place.right or place.right[0].text in (*BREAKS, ".") or place.right[0].low in ("for", "on")


def _had(place: Place) -> Status | None:
    """Read "we had 318", "the Street had 575"."""
    lows = [token.low for token in place.left[-2:]]
    guesser = lows[:1] != [] and lows[0] in _GUESSERS and lows[-1] == "had"
    return Status.FORECAST if guesser and _is_over(place) else None


def _was(place: Place, left: list[str]) -> Status | None:
    """Read "consensus was 44 kt", "our forecast a month ago: 46 kt", "the budget had 41 kt"."""
    cut = max((at for at, low in enumerate(left[:-1]) if low in _PARTING), default=-1)
    own = left[cut + 1 :]
    told = bool(own) and (own[-1] in _TOLD or own[-1] == ":" or own[-1].split()[-1] in _TOLD)
    if not told or len(own) > _SHORT + 1:
        return None
    named = {word for low in own for word in low.split()}
    if named & _GUESSES:
        return Status.FORECAST
    return Status.TARGET if named & _PLANS else None
