"""Keeping: levels that are held ("kept its rate at 70%", "stayed low, at 15,500 yuan/mt")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.date_texts import month_number
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import TURNS, Role, RoleKind, listed
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction

__all__ = ["HELD_TO", "held_to", "kept", "kept_at", "kept_bare", "turned"]

HELD_TO = "held to"
"""The word that governs how far a move went."""

_CROSSING = 6
_CLOSE = 3
_DATED = 4
_KEPT_BARE = frozenset(
    "keep keeps kept maintain maintains maintained retain retains retained reiterate reiterated".split()
)
_GOING_ON = frozenset(
    "continue continues continued continuing persisted unaffected undisturbed unmoved".split()
)
_HALTED = frozenset("stopped stop stops ceased ceases halted".split())
_AWAY = frozenset("offline idle idled out away off from of shut closed lines furnaces pots".split())
_SIZED = (["as", "high", "as"], ["as", "low", "as"], ["as", "much", "as"], ["as", "many", "as"])


def held_to(place: Place) -> Role | None:
    """Read "the decrease of output should be held to 200 mt": how far a move goes, and no level."""
    left = [token for token in place.left if not is_light(token)]
    if len(left) < _HELD or left[-1].low != "to" or left[-2].low not in _HOLDING:
        return None
    begin = max((at for at, token in enumerate(left) if token.text in BREAKS), default=-1) + 1
    moved = next((token for token in left[begin:-2] if token.has(Kind.TREND)), None)
    if moved is None or moved.code(Kind.TREND) not in TURNS or moved.has(Kind.INDICATOR):
        return None
    return Role(RoleKind.CHANGE, moved.code(Kind.TREND), HELD_TO)


_HELD = 3
_HOLDING = frozenset("held limited kept confined contained restricted capped".split())


def kept_at(token: Token, between: Sequence[Token], steps: int) -> Role | None:
    """Return the role of a level that a verb of keeping leads to, with the words between them, or None."""
    lows = [t.low for t in between]
    if lows in _SIZED and token.low in listed("remaining"):
        return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)  # "remained as high as 24 kt"
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
        if not steps and (token.low in _GOING_ON or _ends_a_move(before)):
            return Role(RoleKind.LEVEL, Direction.FLAT, f"{token.low} at", stated=True)
        if not steps and token.low == "back":
            return Role(RoleKind.LEVEL, Direction.UP, "back at", stated=True)  # "back at 92% of capacity"
        if (
            token.text in BREAKS
            or steps > _CROSSING
            or (token.has(Kind.LEVEL) and token.low != "for")
            or token.low in listed("asides")
        ):
            return None
        way: Direction | None = token.code(Kind.MOVE)
        if way in TURNS and token.low in listed("standing") and _is_said_of(before[len(before) - steps :]):
            return Role(RoleKind.LEVEL, way, token.low, stated=True)
        left = token.low in ("leave", "leaves", "left", "leaving")
        if left and any(t.low.split()[-1] in listed("guiding") for t in before[len(before) - steps :]):
            return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)  # "left our forecast at"
        if token.has(Kind.KEEPING) or way is Direction.FLAT:
            return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)
    return None


def _is_said_of(between: Sequence[Token]) -> bool:
    """Read "up slightly at", "lower again in May at": only a degree or a month stands before "at"."""
    rest = [token for token in between if not (is_light(token) or token.low in ("again", "still", "there"))]
    return not rest or (len(rest) == 1 and month_number(rest[0].text) is not None)


def kept_bare(place: Place) -> Role | None:
    """Read "we keep 96 t", "kept the 10% duty": a level that a verb of keeping has for its object."""
    if _is_confirmed(place.left):
        return Role(RoleKind.LEVEL, Direction.FLAT, "confirmed", stated=True)
    lead = [t for t in place.left if t.low not in ("the", "its", "their", "our", "a") and not is_light(t)]
    if not lead or lead[-1].low not in _KEPT_BARE or any(t.low in _AWAY for t in place.right[:_DATED]):
        return None
    return Role(RoleKind.LEVEL, Direction.FLAT, lead[-1].low, stated=True)


def _is_confirmed(left: Sequence[Token]) -> bool:
    """Read "confirmed its plan for the year of 235 kt", "mills stick to 3,220 yuan/mt"."""
    left = [token for token in left if not is_light(token)]
    lows = [token.low for token in left]
    if lows[-1:] == ["to"] and lows[-2:-1] != [] and lows[-2] in _STICKING:
        return True
    verb = next((i for i in range(len(lows) - 1, -1, -1) if lows[i] in _CONFIRMING), None)
    if verb is None or lows[-1] not in ("of", "at", "for"):
        return False
    between = left[verb + 1 :]
    guided = any(t.has(Kind.PLAN) or t.low.split()[-1] in listed("guiding") for t in between)
    moved = any(t.has(Kind.MOVE) or (t.has(Kind.LEVEL) and t.low != "for") for t in between[:-1])
    return guided and not moved and not any(t.text in BREAKS for t in between)


_STICKING = frozenset({"stick", "sticks", "stuck", "sticking"})
_CONFIRMING = frozenset("confirm confirms confirmed reaffirm reaffirms reaffirmed repeated".split())


def turned(before: Sequence[Token], noun: Token) -> Role | None:
    """Read "turned losses into profits of 40 yuan/mt", "losses turned into a profit of"."""
    lows = [token.low for token in before[-_CROSSING:]]
    into = next((i for i, low in enumerate(lows) if low in ("into", "to")), None)
    if into is None or not any(low.startswith(("turn", "swung", "swing", "flip", "convert")) for low in lows):
        return None
    way = Direction.DOWN if noun.low.startswith(("loss", "deficit")) else Direction.UP
    return Role(RoleKind.LEVEL, way, noun.low, stated=True)


def _ends_a_move(before: Sequence[Token]) -> bool:
    """Read "prices stopped falling at 5,200 yuan/mt"."""
    verb = before[-1].low.endswith("ing") and before[-1].code(Kind.MOVE) in TURNS
    return verb and len(before) > 1 and before[-2].low in _HALTED


def _held_low(before: Sequence[Token]) -> bool:
    """Tell whether a comma stands behind "stayed low", "remained at a high level", "remain high in July"."""
    if len(before) > _CLOSE and before[-2].low == "in" and month_number(before[-1].text) is not None:
        before = before[:-2]
    return any(token.has(Kind.KEEPING) for token in before[-_CLOSE:]) and before[-1].low in listed("heights")
