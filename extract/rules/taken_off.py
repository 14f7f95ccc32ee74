"""What is taken off or comes on: "3,500 mt of output affected", "500 kt of mine cuts", "9 kt gone"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, RoleKind, governor
from extract.rules.tokens import Kind, Token
from schemas.units import UnitKind
from schemas.vocabulary import Direction, Indicator

__all__ = ["taken_off", "takes_share"]

_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)
_NOUNS = 4
_FAR = 7
_AUXILIARY = frozenset(
    "is are was were be been being has have had will would would can may thus also".split()
)
_AFFECTED = frozenset(
    "affected impacted gone lost curtailed idled halted suspended disrupted forgone".split()
)
_CLOSED = frozenset(
    {"closed", "shut", "stopped", "mothballed", "shuttered", "eliminated", "removed", "retired"}
)
_STORED = frozenset({"stock", "stocks", "inventory", "inventories", "stockpile", "stockpiles"})
_CUTS = frozenset(
    "cuts cutbacks curtailments reductions stoppages shutdowns outages closures suspensions".split()
)
_REPAIRS = frozenset({"overhauls", "maintenance", "overhaul"})
_ADDITIONS = frozenset("restarts resumptions additions expansions".split())
_FRESH = frozenset({"additional", "extra", "incremental", "fresh"})
_EQUAL = frozenset("of to at totalling totaling totalled amounting amounted equal equalling".split())
_TIMES = frozenset({"week", "month", "quarter", "half", "year", "market", "session"})
_OUTPUT = frozenset({"output", "production", "supply", "capacity", "orders", "bookings"})
_GOING_ON = frozenset(
    "in by at since on for because as owing due after from so there during until and when down off "
    "permanently this last".split()
)
_COSTING = ("cost", "knock", "wip", "shav", "remov", "withdr", "cancel", "lop")


def taken_off(place: Place) -> Role | None:
    """Return the role of an amount of output, capacity or stock that went off or came on, or None."""
    if place.kind not in _AMOUNTS or place.figure.signed:
        return None
    return _of_acts(place) or _participle(place) or _led_by_acts(place) or _came_off(place)


def _of_acts(place: Place) -> Role | None:
    """Read "500 kt of mine cuts", "900 mt of additional output"."""
    if not place.right or place.right[0].low != "of":
        return None
    if place.left and place.left[-1].low in ("to", "from"):
        return None
    for steps, token in enumerate(place.right[1 : 1 + _NOUNS]):
        if token.text in BREAKS or token.has(Kind.LEVEL) or token.figure is not None:
            return None
        if not steps and token.low in _FRESH and place.kind is UnitKind.AMOUNT:
            return Role(RoleKind.CHANGE, Direction.UP, token.low, transitive=True)
        if token.low in _CUTS or token.low in ("loss", "losses"):
            return Role(RoleKind.CHANGE, Direction.DOWN, token.low, transitive=True)
        if token.low in _ADDITIONS:
            return Role(RoleKind.CHANGE, Direction.UP, token.low, transitive=True)
    return None


def _participle(place: Place) -> Role | None:
    """Read "3,500 mt of output affected", "1.2 Mtpa gone", "31,000 t of concentrate were added to stock"."""
    near = place.right[:_FAR]
    of_output = False
    for steps, token in enumerate(near):
        word = token.low
        if word == "closed" and steps and near[steps - 1].low in _TIMES:
            return None  # "97,400 mt/day as the month closed"
        if word in _AFFECTED or (word in _CLOSED and not _has_size(place)):
            if word == "affected" and _is_size(place):
                return None  # "smelters with a capacity of 1.2 million mt are affected"
            if not (steps and near[steps - 1].low in ("not", "no")) and _ends(place.right[steps + 1 :]):
                return Role(RoleKind.CHANGE, Direction.DOWN, word, transitive=True)
            return None
        if word in ("added to", "put into", "placed in"):
            stored = any(t.low in _STORED for t in place.right[steps + 1 : steps + 3])
            return Role(RoleKind.CHANGE, Direction.UP, word, transitive=True) if stored else None
        of_output = of_output or word == "of"
        passed = word in _AUXILIARY or word in ("of", "a", "an", "day", "year", "month") or is_light(token)
        if not passed and not (of_output and token.kind == Kind.WORD and token.text not in BREAKS):
            return None
    return None


def _ends(rest: Sequence[Token]) -> bool:
    """Tell whether a participle ends its clause, or goes on with where, when and why."""
    after = rest[0] if rest else None
    return after is None or after.text in BREAKS | {"."} or after.low in _GOING_ON or after.kind == Kind.DATE


def _has_size(place: Place) -> bool:
    """Tell whether a plant is told of by its size ("a mill with 3 Mt/year of capacity shut down")."""
    led = governor(place.left)
    return led is not None and led.low in ("with", "of", "at", "to")


def _came_off(place: Place) -> Role | None:
    """Read "another 4 mt came off output": the amount is what the verb is told of."""
    verb = place.right[0] if place.right else None
    if verb is None or not (verb.has(Kind.MOVE) and verb.low.endswith(" off")):
        return None
    if not all(is_light(token) for token in place.left):
        return None
    return Role(RoleKind.CHANGE, Direction.DOWN, verb.low, transitive=True)


def _is_size(place: Place) -> bool:
    """Tell whether an amount is the capacity of those that are told of."""
    lead = [token for token in place.left[-3:] if not is_light(token)]
    return len(lead) > 1 and lead[-1].low == "of" and lead[-2].code(Kind.INDICATOR) is Indicator.CAPACITY


def _led_by_acts(place: Place) -> Role | None:
    """Read "restarts in Hunan equal to 2.1 Mt/year", "the cuts amount to 50,000 mt/year"."""
    if place.kind is not UnitKind.RATE_OF_FLOW:
        return None
    led = governor(place.left)
    if led is None or led.low.split()[-1] not in _EQUAL:
        return None
    for token in reversed(place.left):
        if token.low in _ADDITIONS - {"expansions"}:
            return Role(RoleKind.CHANGE, Direction.UP, token.low)
        if token.low in _CUTS | _REPAIRS:
            return Role(RoleKind.CHANGE, Direction.DOWN, token.low)
        if token.text in BREAKS or token.has_any(Kind.MOVE, Kind.INDICATOR, Kind.FUTURE):
            return None
    return None


def takes_share(place: Place) -> Role | None:
    """Read "absenteeism costs around 5% of output", "costs mills 6 percentage points of their rate"."""
    points = place.figure.unit == "percentage_point"
    costs = next((t for t in reversed(place.left[-_NOUNS:]) if t.low.startswith("cost")), None)
    led = (costs if points else None) or governor(place.left)
    if led is None or not led.low.startswith(_COSTING):
        return None
    whole = place.right[:4]
    if not whole or whole[0].low != "of":
        return None
    if not any(t.low in _OUTPUT or (points and t.has(Kind.INDICATOR)) for t in whole[1:]):
        return None
    return Role(RoleKind.CHANGE, Direction.DOWN, led.low, transitive=True)
