"""Marks: by how much an expectation or a plan was missed or beaten, told as a noun."""

from __future__ import annotations

from extract.rules.places import Place
from schemas.units import UnitKind
from schemas.vocabulary import Direction

__all__ = ["missed_by"]

_WAYS = {
    "disappointment": Direction.DOWN,
    "miss": Direction.DOWN, "undershoot": Direction.DOWN, "beat": Direction.UP, "overshoot": Direction.UP,
}  # fmt: skip
_GAPS = frozenset({"gap", "shortfall", "deficit"})
_AGAINST = frozenset({"to", "against", "on", "from", "versus"})
_PLANS = frozenset("plan plans budget target schedule guidance forecast forecasts consensus".split())
_REACH = 5
_NOUN = 2
_KINDS = (UnitKind.AMOUNT, UnitKind.RATIO)


def missed_by(place: Place) -> Direction | None:
    """Return the way of "a miss of 1.9 kt", "a beat of 2%", "the gap of 3.5% to plan"; else None."""
    lead = [token.low for token in place.left[-_NOUN:]]
    if len(lead) < _NOUN or lead[-1] != "of" or place.kind not in _KINDS:
        return None
    if lead[0] in _GAPS:
        right = [token.low for token in place.right[:_REACH]]
        return Direction.DOWN if right[:1] and right[0] in _AGAINST and _PLANS & set(right) else None
    return _WAYS.get(lead[0])
