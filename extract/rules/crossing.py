"""Crossing: tonnes that were sent, brought in or crossed a border, told by verbs of many other uses."""

from __future__ import annotations

import re

from extract.rules.places import BREAKS
from extract.rules.tokens import Token
from extract.rules.topics import Asked, Named
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["moved_abroad"]

_BEHIND, _VERB = 9, 4
_SENT = frozenset({"sent", "dispatched", "despatched", "railed", "trucked", "barged"})
_AWAY = frozenset({"to", "abroad", "overseas", "out", "by", "down", "across", "through", "from"})
_CROSSED = frozenset({"crossed", "crossing"})
_BROUGHT = frozenset({"brought", "bring", "brings", "bringing"})
_COMING_IN = re.compile(
    r"(?:(?:that|which)\s+)?(?:(?:was|were|have|has|had)\s+)?"
    r"(?:unloaded|discharged|passed customs|(?:came|come) in(?!\s+(?:at|below|above|under|over)))\b"
)
_HEDGES = frozenset("about around some nearly roughly only almost over".split())


def moved_abroad(asked: Asked) -> Named | None:
    """Name tonnes by "were sent to China", "sent 61 kt abroad", "brought in 5,300 t"."""
    if asked.place.kind is not UnitKind.AMOUNT:
        return None
    behind = asked.place.right[:_BEHIND]
    if _is_sent(behind) or _sends(asked) or _leaves(asked):
        return Named(Indicator.SHIPMENTS, "what was sent")
    lows = [token.low for token in asked.place.left if token.low not in _HEDGES]
    if not asked.role.is_change and lows[-2:-1] and lows[-2] in _BROUGHT and lows[-1] == "in":
        return Named(Indicator.ARRIVALS, "what was brought in")
    if not asked.role.is_change and _comes_in(asked):
        return Named(Indicator.ARRIVALS, "what came in")
    crossed = next((i for i, token in enumerate(behind) if token.low in _CROSSED), None)
    if crossed is not None and any(token.low == "border" for token in behind[crossed:]):
        return Named(Indicator.ARRIVALS, "what crossed the border")
    return None


def _comes_in(asked: Asked) -> bool:
    """Read "88,400 mt came in from abroad", "the 151,700 mt that passed customs", "were unloaded"."""
    begin = asked.place.at + 1
    behind = " ".join(token.low for token in asked.tokens[begin : begin + _VERB])
    return _COMING_IN.match(behind) is not None


def _leaves(asked: Asked) -> bool:
    """Read "21,000 mt left the ports", "delivered 2,400 mt abroad"."""
    behind = [token.low for token in asked.place.right[:_VERB]]
    led = asked.place.led
    if led is not None and led.low in _DELIVERED and behind[:1] in (["abroad"], ["overseas"]):
        return True
    gone = behind[:1] == ["left"] or behind[:2] in (["have", "left"], ["had", "left"], ["has", "left"])
    return gone and not _PLACES.isdisjoint(behind[1:])


_DELIVERED = frozenset("delivered deliver delivers delivering sold moved placed".split())
_PLACES = frozenset("port ports harbour harbours country mine mines works warehouses coast terminal".split())


def _is_sent(behind: tuple[Token, ...]) -> bool:
    """Tell whether "were sent to" or the like follows at once, and is not denied."""
    for at, token in enumerate(behind[:_VERB]):
        if token.text in BREAKS or token.low in ("not", "could", "never"):
            return False
        if token.low in _SENT:
            passive = at and behind[at - 1].low in ("was", "were", "been", "being", "be")
            return bool(passive) and any(one.low in _AWAY for one in behind[at + 1 : at + 2])
    return False


def _sends(asked: Asked) -> bool:
    """Read "dealers sent 61 kt abroad"."""
    led = asked.place.led
    behind = [token.low for token in asked.place.right[:_VERB]]
    return led is not None and led.low in _SENT and bool({"abroad", "overseas", "to"} & set(behind))
