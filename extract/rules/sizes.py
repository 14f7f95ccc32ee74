"""Sizes: the capacity that a line, plant or mine has, which is its size whatever becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.places import BREAKS, Place
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["is_by_line", "is_scheduled", "is_sized"]

_NO_LINES = frozenset({"expansion", "expansions", "phase"})
_HAVING = frozenset({"with", "of", "("})
_FRESH = frozenset({"new", "more", "further", "additional", "another"})
_BEHIND, _BEFORE, _BESIDE, _AHEAD = 4, 9, 3, 5
_EACH = 3
_STARTING = ("start", "begin", "commission", "launch", "come on", "came on")
_ENTERING = frozenset({"trial", "delivered", "enter"})
_TO_BE = frozenset({("is", "to"), ("are", "to")})


def is_by_line(place: Place) -> bool:
    """Tell whether a figure stands by a line or plant: "the 30,000-ton line", "lines of 1 million tonnes"."""
    lead = place.left[-1] if place.left else None
    sized = place.left[-2:-1] if lead is not None and lead.low == "of" else ()
    for token in place.right[:_BESIDE]:
        if token.low in grammar("installations"):
            return True
        if token.kind != Kind.WORD or token.tags or token.low in grammar("stops"):
            break
    return any(token.low in grammar("installations") for token in sized)


def is_new(place: Place) -> bool:
    """Tell whether an amount is of what is new ("300,000 mt of new lines")."""
    return any(token.low.startswith("new") for token in place.right[:_AHEAD])


def is_sized(place: Place) -> bool:
    """Tell whether a capacity is the size of a line or plant.

    "A 50,000 mt/year project", "the 300 ktpa Lamerd smelter", "smelters with 1.3 Mt of primary capacity",
    "the mine will have a capacity of 20 Mt", "near its 90 Mtpa capacity".
    """
    return _names_line(place.right) or _had_by_line(place.left) or _is_own(place) or _is_described(place.left)


def _is_line(token: Token) -> bool:
    return token.low in grammar("installations") and token.low not in _NO_LINES


def _names_line(right: Sequence[Token]) -> bool:
    """Read the noun behind a size, with an adjective or a name before it: "30 ktpa separation line"."""
    for token in right[:_BEHIND]:
        if _is_line(token):
            return True
        plain = token.kind == Kind.WORD and token.low not in grammar("stops") and token.low != "of"
        if not plain or token.has_any(Kind.LEVEL, Kind.MOVE, Kind.ACTION):
            return False
    return False


def _had_by_line(left: Sequence[Token]) -> bool:
    """Read "a plant in Anhui with 300,000 mt/year", "the mine will have a capacity of 20 Mt"."""
    lead = left[-_BEFORE:]
    cut = next(
        (i for i in range(len(lead) - 1, -1, -1) if lead[i].text in BREAKS and lead[i].text != "("), -1
    )
    lead = lead[cut + 1 :]
    if not lead or lead[-1].low not in _HAVING:
        return False
    if len(lead) > 1 and _is_capacity(lead[-2]):
        if any(token.low in _FRESH for token in lead):
            return False  # "two more lines with a capacity of 80,000 mt"
        if any(token.low in ("have", "has") for token in lead[:-2]):
            return True
    if lead[0].low == "each" and len(lead) <= _EACH:
        return True  # "two smelters in Henan, each of 100,000 mt/year"
    at = next((i for i in range(len(lead) - 1, -1, -1) if _is_line(lead[i])), None)
    return at is not None and not any(t.has_any(Kind.LEVEL, Kind.MOVE, Kind.SWITCH) for t in lead[at:-1])


def _is_capacity(token: Token) -> bool:
    return token.code(Kind.INDICATOR) is Indicator.CAPACITY


def _is_own(place: Place) -> bool:
    owned = bool(place.left) and place.left[-1].low in ("its", "their", "whose", "the")
    return owned and bool(place.right) and _is_capacity(place.right[0])


def _is_described(left: Sequence[Token]) -> bool:
    """Read "smelters with a total capacity of 420,000 mt/year": who they are, whatever they plan."""
    lows = [token.low for token in left[-_DESCRIBED:]]
    if not lows or lows[-1] not in ("of", "capacity of") or "with" not in lows:
        return False
    with_ = len(lows) - 1 - lows[::-1].index("with")
    told = any("capacity" in low for low in lows[with_:]) and len(lows) - with_ <= _BETWEEN
    whose = words().countable | grammar("installations")
    return told and _FRESH.isdisjoint(lows) and not whose.isdisjoint(lows[:with_])


_DESCRIBED, _BETWEEN = 11, 6


def is_scheduled(place: Place) -> bool:
    """Tell whether a line is told of because it is planned to start.

    "A line of 6,000 mt/year will be commissioned"; "a 6,000 mt/year line will start" tells its size.
    """
    if _is_described(place.left):
        return False
    starts = any(token.low.startswith(_STARTING) for token in place.right)
    planned = starts and any(
        token.has(Kind.PLAN) or token.low.startswith(("due", "scheduled")) for token in place.right
    )
    return planned or (not _names_line(place.right) and _is_bound_to_start(place.near))


def _is_bound_to_start(near: Sequence[Token]) -> bool:
    lows = [token.low for token in near]
    bound = "will" in lows or any(pair in _TO_BE for pair in pairwise(lows))
    return bound and any(low.startswith(_STARTING) or low in _ENTERING for low in lows)
