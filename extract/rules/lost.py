"""Losses told by a noun, a participle or a verb: "output lost was 6,400 mt", "saves $60/t"."""

from __future__ import annotations

from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, RoleKind, governor, is_money
from extract.rules.tokens import Kind, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Direction, Indicator

__all__ = ["SAVING", "lost_or_saved", "withheld"]

_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)
_LOST = frozenset("lost forgone foregone sacrificed".split())
_LABELS = (["loss", ":"], ["losses", ":"], ["lost", ":"], ["shortfall", ":"])
_MADE = (Indicator.PRODUCTION, Indicator.SHIPMENTS, Indicator.SALES)
SAVING = frozenset("save saves saved saving".split())
_EXTRA = frozenset("additional extra added".split())
_COSTS = frozenset({"cost", "costs"})
_HELD = frozenset({"held", "kept"})
_SHUT = frozenset("closed closes shut shuts scrapped dismantled mothballed".split())
_EQUAL = frozenset("equal equalling equivalent amounting totalling worth".split())
_OBJECT = 6


def lost_or_saved(place: Place) -> Role | None:
    """Return the role of an amount that was lost, or of a cost that was saved or came on top, or None."""
    if place.figure.signed:
        return None
    if is_money(place):
        return _saved(place)
    if place.kind not in _AMOUNTS:
        return None
    lows = [token.low for token in place.left if not is_light(token)]
    lost = lows[-2:] in _LABELS or (lows[-1:] == [","] and lows[-2:-1] != [] and lows[-2] in _LOST)
    if lost or _output_lost(place) or withheld(place):
        return Role(RoleKind.CHANGE, Direction.DOWN, "lost")
    closed = _closed(place) or _equal_to_closed(place)
    return Role(RoleKind.CHANGE, Direction.DOWN, "closed") if closed else None


def _output_lost(place: Place) -> bool:
    """Read "output lost in the region was 6,400 mt", "the tonnage lost amounted to 2,000 mt"."""
    led = governor(place.left)
    if led is None or not led.has(Kind.LEVEL):
        return False
    for at, token in enumerate(place.left):
        if token.low in _LOST and at:
            lead = place.left[at - 1]
            return lead.code(Kind.INDICATOR) in _MADE or lead.low in ("tonnage", "tonnes", "metal")
    return any(token.low.startswith(("lost output", "lost production")) for token in place.left)


def withheld(place: Place) -> bool:
    """Read "some 1,000 mt was held back by sellers"."""
    lows = [token.low for token in place.right[:4]]
    led = governor(place.left)
    if led is not None and led.low == "of":
        return False  # "throughput of 141 kt was held back by a blockade"
    return len(lows) > 2 and lows[0] in ("was", "were") and lows[1] in _HELD and lows[2] == "back"


def _closed(place: Place) -> bool:
    """Read "permanently closed 60,000 mt/year in June", and no "closed a 60,000 mt/year line"."""
    led = governor(place.left)
    sized = bool(place.right) and place.right[0].low in grammar("installations")
    return place.kind is UnitKind.RATE_OF_FLOW and led is not None and led.low in _SHUT and not sized


def _equal_to_closed(place: Place) -> bool:
    """Read "the province closed another 38 furnaces, equal to 42,000 mt/year"."""
    if place.kind is not UnitKind.RATE_OF_FLOW:
        return False
    lows = [token.low for token in place.left if not is_light(token)]
    led = lows[-1:] if lows[-1:] != ["to"] else lows[-2:-1]
    told = bool(led) and (led[0] in _EQUAL or led[0] == "equal to")
    return told and any(low in _SHUT for low in lows)


def _saved(place: Place) -> Role | None:
    """Read "the plant saves the company some $60/mt", "at additional cost of $600/mt"."""
    left = [token for token in place.left if not is_light(token)]
    for token in reversed(left[-_OBJECT:]):
        if token.text in BREAKS or token.has_any(Kind.LEVEL, Kind.MOVE, Kind.INDICATOR):
            break
        if token.low in SAVING:
            return Role(RoleKind.CHANGE, Direction.DOWN, token.low)
    lows = [token.low for token in place.left if not token.has(Kind.DEGREE) or token.low in _EXTRA]
    if lows[-1:] == ["of"] and lows[-2:-1] != [] and lows[-2] in _COSTS and lows[-3:-2] != []:
        return Role(RoleKind.CHANGE, Direction.UP, lows[-3]) if lows[-3] in _EXTRA else None
    return None
