"""Keeping: levels that are held ("kept its rate at 70%", "stayed low, at 15,500 yuan/mt")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import BREAKS
from extract.rules.role import TURNS, Role, RoleKind, listed
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction

__all__ = ["kept", "kept_at"]

_CROSSING = 6
_CLOSE = 3


def kept_at(token: Token, between: Sequence[Token], steps: int) -> Role | None:
    """Return the role of a level that a verb of keeping leads to, with the words between them, or None."""
    lows = [t.low for t in between]
    going_on = lows[:1] and lows[0].endswith("ing") and lows[0] not in listed("running")
    if going_on or lows[:1] in (["pace"], ["back"], ["up"]) or token.text.istitle():
        return Role(RoleKind.LEVEL, None, token.low)  # "kept arriving at $299", "kept pace", "Zinc Holding"
    if "to" in lows[1:] or any(low in listed("asides") for low in lows):
        return Role(RoleKind.LEVEL, None, token.low)  # "held arrivals to 6 kt", "steady as power at 0.4"
    if steps or token.has(Kind.MOVE) or token.low.endswith(" at") or token.low in listed("remaining"):
        return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)
    return None


def kept(before: Sequence[Token]) -> Role | None:
    """Read "kept hot metal at", "maintained an operating rate of", "were up at": a level and how it moved."""
    for steps, token in enumerate(reversed(before)):
        if token.text == "," and not steps and _held_low(before[:-1]):
            continue  # "stayed low, at 15,500 yuan/mt"
        if (
            token.text in BREAKS
            or steps > _CROSSING
            or token.has(Kind.LEVEL)
            or token.low in listed("asides")
        ):
            return None
        way: Direction | None = token.code(Kind.MOVE)
        if not steps and way in TURNS and token.low in listed("standing"):
            return Role(RoleKind.LEVEL, way, token.low, stated=True)
        left = token.low in ("leave", "leaves", "left", "leaving")
        if left and any(t.low.split()[-1] in listed("guiding") for t in before[len(before) - steps :]):
            return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)  # "left our forecast at"
        if token.has(Kind.KEEPING) or way is Direction.FLAT:
            return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)
    return None


def _held_low(before: Sequence[Token]) -> bool:
    """Tell whether a comma stands behind "stayed low", "remained at a high level"."""
    return any(token.has(Kind.KEEPING) for token in before[-_CLOSE:]) and before[-1].low in listed("heights")
