"""Heights: what is said to be at a height with no word of movement: "a new high", "should remain low"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import BREAKS, is_light
from extract.rules.role import listed
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction

__all__ = ["to_extreme"]

_CLOSE = 4
_PHRASE = 7
_PLACING = frozenset("at among for".split())


def to_extreme(token: Token, behind: Sequence[Token]) -> Direction | None:
    """Read "is likely to hit a new high", "should stay near the June level"."""
    if not token.has_any(Kind.KEEPING, Kind.LEVEL) and token.low not in ("near", "around"):
        return None
    near = [t.low for t in behind[:_PHRASE]]
    if token.has(Kind.KEEPING) and _is_height(behind):
        return Direction.FLAT  # "should remain high", "is expected to be stable at low levels"
    if any(t.figure is not None or t.text in BREAKS for t in behind[:_CLOSE]):
        return None
    if (
        token.has(Kind.LEVEL)
        and token.low not in ("at", "with", "for")
        and near[:1] in (["a"], ["another"], ["new"])
    ):
        found = next((low for low in near[1:_CLOSE] if low in grammar("extremes")), None)
        return None if found is None else Direction.DOWN if found == "low" else Direction.UP
    if token.low in ("near", "around") and near[:1] == ["the"] and {"level", "levels"} & set(near[:_CLOSE]):
        return Direction.FLAT
    return None


def _is_height(behind: Sequence[Token]) -> bool:
    """Tell whether a height is all that follows, with no figure: "high", "at relatively low levels"."""
    near = [
        t for t in behind[:_PHRASE] if not is_light(t) and t.low not in ("a", "the", "relatively", "fairly")
    ]
    near = near[1:] if near[:1] and near[0].low == "at" else near
    if not near or near[0].low not in listed("heights") or near[0].has(Kind.BEHIND):
        return False
    rest = [t for t in behind if t.start > near[0].start and t.low not in listed("heights")]
    if rest and rest[0].low in _PLACING:
        return False  # "stayed high at large mills"
    return not any(t.figure is not None for t in behind[:_PHRASE])
