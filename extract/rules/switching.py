"""Switching: capacity that comes on line or goes off it, and output that is lost or comes back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from extract.rules.lost import lost_or_saved
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, RoleKind, governor, is_money, is_ratio, listed
from extract.rules.softened import softened
from extract.rules.taken_off import taken_off
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.won_back import won_back
from schemas.units import UnitKind
from schemas.vocabulary import Direction, Indicator

__all__ = ["ADDED_UP", "CLOSED", "closed_for_good", "names_capacity", "switching"]

ADDED_UP = "what is added in all"
"""The word that governs what new capacity comes to."""
CLOSED = "closed for good"
"""The word that governs the size of what is closed and does not come back."""

_NEAR = 6
_NEW = frozenset({"new capacity", "additional capacity", "capacity additions"})
_ADDED = _NEW | {"additions"}
_FAR = 8
_OBJECT = 3
_SIZES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_LOSSES = frozenset({"loss", "losses"})
_TAKING = frozenset(
    "took take takes taking taken knocked knocking shaved shaving wiped wiping stripped cut knock shave "
    "wipe".split()
)
_PUTTING = frozenset("put puts putting brought bring brings bringing added gave".split())
_ON_LINE = ("on stream", "onstream", "on line", "online")
_CONTRIBUTING = frozenset({"contributed", "contributes", "contributing", "brought"})
_AUXILIARY = frozenset({"was", "were", "is", "are", "has", "have", "had", "be", "been", "for"})


def switching(place: Place, clause: Sequence[Token]) -> Role | None:
    """Return the role of a change of capacity or of output lost, or None; `clause` is what stands before."""
    return (
        softened(place)
        or won_back(place)
        or lost_or_saved(place)
        or taken_off(place)
        or _flowing(place, clause)
        or _closed(place)
        or _contributed(place, clause)
        or _lost(place)
    )


def _flowing(place: Place, clause: Sequence[Token]) -> Role | None:
    """Read "600,000 t/y of new furnaces", "brought back 1.65 Mt a year", "with a further 100,000 t/y"."""
    if place.kind is UnitKind.AMOUNT and [token.low for token in place.left[-2:]] == ["new capacity", "of"]:
        return Role(RoleKind.CHANGE, Direction.UP, "new capacity")
    if place.kind is not UnitKind.RATE_OF_FLOW:
        return _of_capacity(place) if place.kind is UnitKind.AMOUNT else None
    after = [token.low for token in place.right[:2]]
    if after[:1] == ["of"] and after[-1] in listed("fresh"):
        return Role(RoleKind.CHANGE, Direction.UP, after[1])
    lead = [token.low for token in place.left[-3:]]
    if lead[-1:] == ["of"] and lead[-2:-1] and lead[-2] in _NEW:
        return Role(RoleKind.CHANGE, Direction.UP, lead[-2])
    if lead == ["new", "capacity", "of"]:
        return Role(RoleKind.CHANGE, Direction.UP, "new")
    if "further" in lead or lead[-1:] == [":"]:
        for token in reversed(clause):
            way = token.code(Kind.EFFECT) or token.code(Kind.SWITCH)
            if way is not None:
                return Role(RoleKind.CHANGE, way, token.low)
    if _adds_up(place):
        return Role(RoleKind.CHANGE, Direction.UP, ADDED_UP)
    totalled = lead[-2:] == ["total", "of"]
    led = governor(place.left[:-2] if totalled else place.left)
    if led is None:
        verb = place.near[0] if place.near and place.near[0].has(Kind.SWITCH) else None
        return Role(RoleKind.CHANGE, verb.code(Kind.SWITCH), verb.low) if verb is not None else None
    return Role(RoleKind.CHANGE, led.code(Kind.SWITCH), led.low) if led.has(Kind.SWITCH) else _put(place, led)


def _adds_up(place: Place) -> bool:
    """Read "the planned additions total 48,000 mt/year", "new capacity is expected to reach 2,600 mt/day"."""
    led = governor(place.left)
    totals = led is not None and (led.has(Kind.LEVEL) or led.low in ("total", "totals"))
    if not totals or place.said.isdisjoint(_ADDED):
        return False
    named = [token for token in place.left if token.low in _ADDED or token.code(Kind.INDICATOR) is not None]
    return all(token.low in _ADDED for token in named)


def _put(place: Place, led: Token) -> Role | None:
    """Read "put another 40,000 mt/year of capacity on stream", "took 30,000 mt/year out of service"."""
    behind = place.near[:_FAR]
    if led.low in _TAKING and any(token.low.startswith("out of") or _is_off(token) for token in behind):
        return Role(RoleKind.CHANGE, Direction.DOWN, led.low, transitive=True)
    put = led.low in _PUTTING and any(token.low == "into" or _is_on(token) for token in behind)
    return Role(RoleKind.CHANGE, Direction.UP, led.low, transitive=True) if put else None


def _of_capacity(place: Place) -> Role | None:
    """Read "restarted 60,000 mt of idled cells", "took 35,000 mt of capacity out of operation"."""
    if not names_capacity(place):
        return None
    led = governor(place.left)
    if led is None:
        return None
    if led.has(Kind.SWITCH):
        return Role(RoleKind.CHANGE, led.code(Kind.SWITCH), led.low, transitive=True)
    return _put(place, led)


def _is_off(token: Token) -> bool:
    return token.code(Kind.EFFECT) is Direction.DOWN


def _is_on(token: Token) -> bool:
    return token.code(Kind.EFFECT) is Direction.UP or token.low.endswith(_ON_LINE)


def names_capacity(place: Place) -> bool:
    """Tell whether an amount is of capacity or of what makes it up ("60,000 mt of idled cells")."""
    if not place.right or place.right[0].low != "of":
        return False
    near = takewhile(lambda token: token.text not in BREAKS, place.right[1 : 1 + _OBJECT])
    return any(token.code(Kind.INDICATOR) in _SIZES or token.low in grammar("equipment") for token in near)


def _closed(place: Place) -> Role | None:
    """Read "4,450 mt/day of cold repairs and closures", "30,000 mt of new capacity"."""
    for token in () if is_money(place) else place.near[:_NEAR]:
        if token.low in listed("closures"):
            return Role(RoleKind.CHANGE, Direction.DOWN, token.low)
        if token.low in listed("additions"):
            return Role(RoleKind.CHANGE, Direction.UP, token.low)
    if _led_by_closures(place):
        return Role(RoleKind.CHANGE, Direction.DOWN, "closures")
    more = place.kind is UnitKind.RATE_OF_FLOW and any(t.low == "further" for t in place.left[-3:])
    return Role(RoleKind.CHANGE, Direction.UP, "further") if more else None


def _led_by_closures(place: Place) -> bool:
    """Read "closures of 4,450 mt/day"; "after the closure of a port (shipments 1.2 kt)" is another matter."""
    for token in reversed(place.left):
        if token.low in listed("closures"):
            return True
        if token.text in "();:" or token.code(Kind.INDICATOR) not in (None, *_SIZES):
            return False
    return False


def _is_new(left: Sequence[Token]) -> bool:
    """Tell whether the subject is new or back again ("a new plant contributed 6,000 mt")."""
    fresh = ("new", "newly", "restart", "recently", "commissioned", "expan", "additional")
    back = ("recover", "resum", "came back", "return", "reopen")
    aside = next((i for i, token in enumerate(left) if token.low == "whose"), len(left))
    return any(token.low.startswith((*fresh, *back)) for token in left[:aside])


def _is_taken(led: Token, near: Sequence[Token]) -> bool:
    """Read "took 40 kt off the month", "takes 40 kt of supply away", "withheld 10 kt", "removes 5 kt"."""
    if led.low in grammar("withholding"):
        return True
    if led.low not in _TAKING:
        return False
    lows = [token.low for token in near[:_NEAR]]
    return any(low.partition(" ")[0] == "off" for low in lows[:1]) or any(
        low in ("away", "out", "offline") or low.startswith("out of") for low in lows
    )


def _contributed(place: Place, clause: Sequence[Token]) -> Role | None:
    """Read "a new 5,000 t/y line started and contributed 90 mt": its subject stands before another figure."""
    verb = governor(place.left)
    if is_ratio(place) or is_money(place) or verb is None or verb.low not in _CONTRIBUTING:
        return None
    return Role(RoleKind.CHANGE, Direction.UP, verb.low, transitive=True) if _is_new(clause) else None


def _of_loss(place: Place) -> str | None:
    """Return the noun of output lost that leads to an amount ("put the loss at 20 kt"), or None."""
    led = governor(place.left)
    if led is None or not (led.low in ("at", "of", "to") or led.has(Kind.LEVEL)):
        return None
    for token in reversed(place.left[-_FAR:]):
        if token.text in BREAKS:
            return None
        if token.low in grammar("losses"):
            return token.low
    return None


def _taking_away(place: Place) -> Token | None:
    """Return the verb of "the storm cost the industry about 5 kt", or the noun of "losses of 5 kt"."""
    passed = 0
    for token in reversed(place.left):
        if token.low in listed("taking_away"):
            return None if place.left[-1].has(Kind.LEVEL) else token
        if token.low in _LOSSES:
            return token
        held = token.has_any(Kind.LEVEL, Kind.PLAN, Kind.FUTURE) or token.low in ("of", "at", "up", "to")
        if (
            token.text in BREAKS
            or token.has_any(Kind.INDICATOR, Kind.ACTION)
            or (token.has(Kind.MOVE) and not held)
        ):
            return None
        passed += not (is_light(token) or held)
        if passed > _OBJECT:
            return None
    return None


def _lost(place: Place) -> Role | None:
    """Read an amount of output or capacity that is lost, taken away or back."""
    if is_ratio(place) or is_money(place):
        return None
    loss = _of_loss(place)
    return Role(RoleKind.CHANGE, Direction.DOWN, loss) if loss is not None else _taken(place)


def _taken(place: Place) -> Role | None:
    """Read "the outage cost us 5 kt", "takes 40 kt of supply away", "a new plant contributed 6 kt"."""
    if (
        place.left
        and place.left[-1].low in ("the", "market")
        and any(t.low in listed("taking_away") for t in place.left[-4:])
    ):
        return Role(RoleKind.CHANGE, Direction.DOWN, "cost", transitive=True)
    verb = governor(place.left)
    if verb is not None and verb.low in _CONTRIBUTING and _is_new(place.left):
        return Role(RoleKind.CHANGE, Direction.UP, verb.low, transitive=True)
    verb = _taking_away(place)
    if verb is not None:
        return Role(RoleKind.CHANGE, Direction.DOWN, verb.low, transitive=True)
    led = governor(place.left)
    after = [token.low for token in place.right[:1]]
    pair = " ".join(token.low for token in place.left[-2:])
    if pair in grammar("withholding"):
        return Role(RoleKind.CHANGE, Direction.DOWN, pair, transitive=True)  # "hold back 1 kt a month"
    if led is not None and _is_taken(led, place.near):
        return Role(RoleKind.CHANGE, Direction.DOWN, led.low, transitive=True)  # "took 40 kt off the month"
    if led is not None and after == ["back"] and led.low in _PUTTING:
        return Role(RoleKind.CHANGE, Direction.UP, led.low, transitive=True)
    return None if led is not None and (led.low in ("to", "at") or led.has(Kind.LEVEL)) else _gone(place)


def _gone(place: Place) -> Role | None:
    """Read "6 kt lost", "2.4 mt/year of capacity offline"."""
    for token in place.near[:_FAR]:
        if token.has(Kind.EFFECT):
            return Role(RoleKind.CHANGE, token.code(Kind.EFFECT), token.low, transitive=True)
        if token.has(Kind.LEVEL) and token.low not in _AUXILIARY:
            return None
    return None


def closed_for_good(place: Place) -> Role | None:
    """Read "closed a 600,000 mt/year line outright", "a 100,000 mt/year plant closed for good"."""
    behind = [token.low for token in place.right[:_CLOSING]]
    sized = bool(behind) and behind[0] in grammar("installations")
    if place.kind is not UnitKind.RATE_OF_FLOW or not sized:
        return None
    lead = [token.low for token in place.left[-_CLOSING:]]
    closed = not _CLOSED.isdisjoint((*lead, *behind))
    final = not _FINAL.isdisjoint(behind) or ("for", "good") in pairwise(behind) or "for good" in behind
    return Role(RoleKind.CHANGE, Direction.DOWN, CLOSED) if closed and final else None


_CLOSING = 10
_CLOSED = frozenset("closed shut retired scrapped dismantled closes shuts".split())
_FINAL = frozenset({"outright", "permanently", "definitively", "forever"})
