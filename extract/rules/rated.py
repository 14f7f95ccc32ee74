"""Rates and parts: what plants run at, what a part is of, and what tonnes a year are."""

from __future__ import annotations

from extract.annotate.lexicon import words
from extract.rules.fitting import AMOUNTS
from extract.rules.parts import is_built
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.sizes import is_by_line, is_new
from extract.rules.tokens import Kind, grammar
from extract.rules.topics import Asked, Named
from schemas.vocabulary import Indicator

__all__ = ["PAID", "annual", "cuts_load", "loaded", "of_price", "part", "runs_at"]

_CLOSE = 4
_NEAR = 5
_RUNNING = frozenset(
    {"operating", "running", "active", "producing", "use", "in use", "was in use", "is in use"}
)
_USUAL = frozenset(
    {"rate", "rates", "normal", "usual", "strength", "speed", "nameplate", "potential", "time"}
)
_TAKEN_OFF = tuple("cut reduc energi overhaul maintenance curtail stoppage shutdown outage".split())
_DARK = ("dark", "flooded", "frozen", "out of action", "energis", "energiz")
_HELD_AT = frozenset({"held at", "stayed at", "remained at", "holding at", "kept at"})
_PACES = frozenset({"annual", "rate", "pace", "annualised", "annualized", "an annual rate"})
_RAN_AT = frozenset(
    "averaged reached passed exceeded operated ran attained topped used using utilised utilized".split()
)
PAID = frozenset({"payable", "payables", "payability", "coefficient", "coefficients"})
"""Words of what is paid of a price."""


def part(asked: Asked) -> Named:
    """Name a part of a whole: a share, what plants run at, or what a survey covers."""
    place = asked.place
    spoken = next((t.code(Kind.INDICATOR) for t in reversed(place.left) if t.has(Kind.INDICATOR)), None)
    running = not grammar("running").isdisjoint(place.said)
    of_capacity = any(t.code(Kind.INDICATOR) is Indicator.CAPACITY for t in place.right[:_CLOSE])
    of_design = any(t.low in grammar("designed") for t in place.near[:_CLOSE])
    if of_design and spoken is not Indicator.SHARE:
        return Named(Indicator.OPERATING_RATE, "running at a part of what is built for")
    if place.right[:3] and [t.low for t in place.right[:3]] == ["of", "the", "time"] and running:
        return Named(Indicator.OPERATING_RATE, "running a part of the time")
    if not PAID.isdisjoint(place.said) or of_price(asked):
        return Named(Indicator.PRICE, "what is paid of a price")
    if spoken in (Indicator.INVENTORY, Indicator.TARIFF):
        return Named(spoken, "stocks or a duty, as a part of what is made, used or paid")
    led = place.led
    of_load = any(t.low in ("load", "loads") for t in place.right[:_CLOSE])
    if spoken is not Indicator.SHARE and (
        of_load
        or (of_capacity and led is not None and (led.low.endswith(("at", "to")) or led.low in _RAN_AT))
    ):
        return Named(Indicator.OPERATING_RATE, "running at a part of capacity")
    if running and spoken is not Indicator.SHARE and any(t.low in _USUAL for t in place.right[1:_CLOSE]):
        return Named(Indicator.OPERATING_RATE, "running at a part of what is usual")
    if of_capacity and (running or spoken in (Indicator.OPERATING_RATE, Indicator.OPERATING_CAPACITY)):
        return Named(Indicator.OPERATING_RATE, "running at a part of capacity")
    made = (
        bool(asked.here) and asked.here[-1].indicator is Indicator.PRODUCTION and not asked.here[-1].is_change
    )
    if of_capacity and made and spoken is None:
        return Named(Indicator.OPERATING_RATE, "output, as a part of capacity")
    counted = any(t.low in words().countable for t in place.near[:_NEAR])
    surveying = tuple(grammar("surveying"))
    stands_for = of_capacity and any(t.low.startswith("represent") for t in place.left[-_NEAR:])
    surveyed = stands_for or any(word.startswith(surveying) for t in asked.tokens for word in t.low.split())
    if surveyed and not counted:
        return Named(Indicator.COVERAGE_RATE, "a part that the survey covers")
    return Named(Indicator.SHARE, "a proportion of a whole")


def of_price(asked: Asked) -> bool:
    """Read "62% of the metal price", "91% of LME": a price, where no duty, cost or part of output is told."""
    behind = asked.tokens[asked.place.at + 1 : asked.place.at + 1 + _NEAR]
    if (
        not behind
        or behind[0].low != "of"
        or any(t.has(Kind.INDICATOR) for t in asked.place.left[-_NEAR:][-1:])
    ):
        return False
    spoken = next((t.code(Kind.INDICATOR) for t in reversed(asked.place.left) if t.has(Kind.INDICATOR)), None)
    if spoken not in (None, Indicator.PRICE):
        return False
    ended = next((i for i, t in enumerate(behind) if i and (t.text in BREAKS or t.figure)), len(behind))
    return any(t.text in _QUOTING or t.code(Kind.INDICATOR) is Indicator.PRICE for t in behind[1:ended])


_QUOTING = frozenset({"LME", "SHFE", "COMEX", "Fastmarkets", "LBMA"})


def cuts_load(asked: Asked) -> bool:
    """Read "smelters had to cut their load by 20%"."""
    noun = next((t for t in reversed(asked.place.left) if t.has(Kind.INDICATOR) or t.low == "load"), None)
    return noun is not None and noun.low == "load"


_LOADS = frozenset({"load", "loads", "capacity", "speed", "strength", "throttle", "operation", "operations"})


def loaded(asked: Asked) -> bool:
    """Tell whether "half load", "at two-thirds capacity", "70% capacity" is told."""
    behind = asked.place.right[:1]
    return bool(behind) and behind[0].low in _LOADS


def runs_at(asked: Asked) -> bool:
    """Tell whether plants run at a percentage ("producers ran at 72.6%", "turned down to 80%")."""
    turning = tuple(grammar("turning"))
    nearest = [token for token in asked.place.left if not is_light(token)][-_CLOSE:]
    kept = any(t.has(Kind.KEEPING) or t.low in _HELD_AT for t in nearest) and not any(
        t.has(Kind.INDICATOR) for t in asked.place.left
    )
    if kept and any(t.low in words().countable or t.low in grammar("plants") for t in asked.place.left):
        return True
    made = [token.low for token in nearest[-2:]]
    if made[-1:] == ["averaged"] and made[0] in words().countable | grammar("plants"):
        return True  # "European plants averaged 95%"
    if asked.place.led is not None and asked.place.led.low == "at" and _stands_with_plants(asked):
        return True
    return any(t.low in grammar("running") or t.low.startswith(turning) for t in nearest)


def _stands_with_plants(asked: Asked) -> bool:
    """Read "merchant ovens at 74%", "is at 85% of the design capacity"."""
    left = [token for token in asked.place.left if not is_light(token)]
    if len(left) > 1 and left[-2].low in words().countable:
        return True
    behind = asked.tokens[asked.place.at + 1 : asked.place.at + 1 + _NEAR]
    return bool(behind) and behind[0].low == "of" and any(
        t.code(Kind.INDICATOR) is Indicator.CAPACITY for t in behind
    )  # fmt: skip


def _is_equipped(place: Place) -> bool:
    """Tell whether a capacity only describes plants: "with a capacity of 90 kt/y"."""
    lows = [token.low for token in place.left if not is_light(token)]
    with_ = lows[-1:] == ["with"] or lows[-3:-2] == ["with"] or lows[-2:-1] == ["with"]
    behind = [token.low for token in place.right[:2]]
    return with_ and ("capacity" in lows[-2:] or lows[-1] == "capacity of" or behind == ["of", "capacity"])


def _runs(asked: Asked) -> bool:
    """Read "cut some 250,000 mt/year", "ran at 6.1 million mt/year", "0.8 Mtpa dark": of what runs."""
    place = asked.place
    behind = asked.tokens[place.at + 1 : place.at + 1 + _NEAR]
    if any(t.low.startswith(_DARK) for t in behind):
        return True
    if any(t.has(Kind.INDICATOR) for t in (*place.left, *behind[:2])):
        return False
    cut = asked.role.is_change and asked.role.word.startswith(_TAKEN_OFF)
    return cut or (place.led is not None and place.led.low.startswith(("ran ", "run ", "running ")))


def annual(asked: Asked) -> Named:
    """Tonnes a year are a capacity, in operation where the words say so."""
    place = asked.place
    if asked.role.is_change and is_new(place):
        return Named(Indicator.CAPACITY, "its unit is a yearly rate, and it is new")
    if is_built(asked.tokens, place.at):
        return Named(Indicator.CAPACITY, "its unit is a yearly rate, and it is built")
    if (is_by_line(place) or _is_equipped(place)) and not asked.role.is_change:
        return Named(Indicator.CAPACITY, "the size of a line or plant")
    runs = asked.tokens[place.at + 1 : place.at + 1 + _NEAR]
    off = asked.role.is_change and asked.role.word.startswith(tuple(grammar("off_line")))
    running = any(t.low == "capacity" for t in runs) and any(t.low in _RUNNING for t in runs)
    if off or running or _runs(asked):
        return Named(Indicator.OPERATING_CAPACITY, "its unit is a yearly rate, and it runs")
    paced = any(t.low in _PACES for t in place.left[-_NEAR:]) or "annualised" in place.said
    if paced and asked.here and asked.here[-1].indicator is Indicator.PRODUCTION:
        return Named(Indicator.PRODUCTION, "output at a yearly rate")
    spoken = [t.code(Kind.INDICATOR) for t in (*reversed(place.left), *place.near)]
    restarting = tuple(grammar("restarting"))
    restarted = any(t.low.startswith(restarting) for t in (*place.left, *place.right))
    restarted = restarted or any(t.low in _RUNNING for t in place.right[:_NEAR])
    if restarted or {Indicator.OPERATING_CAPACITY, Indicator.OPERATING_RATE} & set(spoken):
        return Named(Indicator.OPERATING_CAPACITY, "its unit is a yearly rate, and it runs")
    spoken += [draft.indicator for draft in reversed(asked.here)]
    found = next((code for code in spoken if code in AMOUNTS), Indicator.CAPACITY)
    if found is Indicator.PRODUCTION and not any(t.low in grammar("annualised") for t in place.left):
        found = Indicator.CAPACITY
    return Named(found, "its unit is a yearly rate")
