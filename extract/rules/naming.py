"""Naming: which indicator a figure measures.

Candidates come in this order: the noun right behind the figure, the nearest noun or verb before it, the
noun of its "of" or "in" behind it, the figure before it in the sentence, what a pronoun points to, what the
section spoke of last.
The first that can have the figure's unit is taken; where none is, the figure stays unread.
"""

from __future__ import annotations

from extract.annotate.lexicon import words
from extract.rules.antecedents import pointed_to
from extract.rules.candidates import candidates
from extract.rules.carrying import carried
from extract.rules.defaults import by_default
from extract.rules.fitting import AMOUNTS, MONEY, fits, turned
from extract.rules.parts import earns, is_built, of_whole
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.priced import is_front, moved_price, spent
from extract.rules.role import is_ratio, listed
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.topics import NOTHING, Asked, Named, is_size, lost_or_won, topic
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["named"]

_BREADTH = 60
_CLOSE = 4
_NEAR = 5
_RUNNING = frozenset(
    {"operating", "running", "active", "producing", "use", "in use", "was in use", "is in use"}
)
_GIVING = frozenset({"contributed", "contributes", "contributing", "represented", "constituted"})
_USUAL = frozenset(
    {"rate", "rates", "normal", "usual", "strength", "speed", "nameplate", "potential", "time"}
)
_HELD_AT = frozenset({"held at", "stayed at", "remained at", "holding at", "kept at"})
_PACES = frozenset({"annual", "rate", "pace", "annualised", "annualized", "an annual rate"})
_RAN_AT = frozenset(
    "averaged reached passed exceeded operated ran attained topped used using utilised utilized".split()
)
_PAID = frozenset({"payable", "payables", "payability", "coefficient", "coefficients"})
_FEES = ("processing fee", "processing charge", "smelting fee")


def named(asked: Asked) -> Named:
    """Name what a figure measures."""
    found = (
        _by_unit(asked)
        or _by_words(asked)
        or moved_price(asked)
        or carried(asked)
        or pointed_to(asked)
        or topic(asked)
    )
    return by_default(asked) if found.why == NOTHING else found


def _by_unit(asked: Asked) -> Named | None:
    """Name a figure that its unit and its nearest words settle."""
    place, role = asked.place, asked.role
    if is_ratio(place) and not role.is_change and of_whole(place):
        return _part(asked)
    if asked.unit.endswith("/year") and place.kind is UnitKind.RATE_OF_FLOW:
        return _annual(asked)
    if asked.unit.endswith(("/kwh", "/mwh")) or (asked.unit.endswith("/unit") and _of_power(asked)):
        return Named(Indicator.COST, "its unit is a price of power")
    if asked.unit in ("percent", "percentage_point") and (paid_or_run := _paid_or_run(asked)) is not None:
        return paid_or_run
    moved = place.right[:1] and place.right[0].low.partition(" ")[0] in ("off", "back")
    moved = moved or (
        role.word in listed("taking_away") and not any(t.has(Kind.INDICATOR) for t in place.near)
    )
    if role.transitive and role.is_change and moved and place.kind is UnitKind.AMOUNT:
        return Named(lost_or_won(asked), "output that was lost or came back")
    if asked.unit.endswith("/month") and role.is_change and role.transitive and not _is_told(asked):
        return Named(Indicator.PRODUCTION, "output that was lost or came back")
    if (money := _in_money(asked)) is not None:
        return money
    return _of_percent(asked) if asked.unit == "percent" else None


def _of_percent(asked: Asked) -> Named | None:
    """Name a percentage of what plants run at or cut their load by, or of what somebody contributed."""
    led = asked.place.led
    if asked.role.is_change:
        return Named(Indicator.OPERATING_RATE, "the load of plants") if _loads(asked) else None
    if led is not None and led.low in _GIVING:
        return Named(Indicator.SHARE, "what somebody contributed")
    return Named(Indicator.OPERATING_RATE, "what plants run at") if _runs_at(asked) else None


def _in_money(asked: Asked) -> Named | None:
    """Name what is earned, spent or asked for, by the verb beside its sum."""
    if earns(asked.place):
        return Named(Indicator.PROFIT, "what producers earn or lose")
    if asked.role.word in ("cheaper", "dearer"):
        return Named(Indicator.PRICE, f"{asked.role.word!r} behind it")
    return spent(asked)


def _paid_or_run(asked: Asked) -> Named | None:
    """Name a percentage that is paid of a price, or that plants run at."""
    ratio = asked.unit == "percentage_point" or not asked.role.is_change
    if ratio and not _PAID.isdisjoint(asked.place.said):
        return Named(Indicator.PRICE, "what is paid of a price")
    if asked.unit != "percent":
        return None
    if asked.role.is_change:
        return None
    nearest = [token for token in asked.place.left if not is_light(token)][-_CLOSE:]
    loaded = _loaded(asked) or any(t.low in ("load", "operating load") for t in nearest)
    return Named(Indicator.OPERATING_RATE, "running at a part of capacity") if loaded else None


def _by_words(asked: Asked) -> Named | None:
    """Name a figure by the words of its sentence."""
    place, change = asked.place, asked.role.is_change
    for token, why in candidates(place, asked.role):
        if token.has(Kind.OTHER):
            money = place.kind is UnitKind.MONEY_PER_MEASURE
            priced = any(part in token.low for part in ("price", "freight", "rate"))
            if token.end < place.figure.start - _BREADTH or (money and not priced):
                continue
            return Named(None, f"{token.text!r} is none of the indicators")
        indicator: Indicator = token.code(Kind.INDICATOR) or token.code(Kind.ACTION)
        if indicator is Indicator.PRICE and token.has(Kind.ACTION):
            indicator = _priced(asked, token) or indicator
        if indicator is Indicator.COST and is_front(asked.tokens, _index(asked, token)):
            return Named(Indicator.PRICE, "a product's, told of for its cost")
        if (
            indicator is Indicator.PRICE
            and fits(Indicator.TREATMENT_CHARGE, asked.unit, change=change)
            and token.low.startswith(_FEES)
            and _of_ore(asked)
        ):
            return Named(Indicator.TREATMENT_CHARGE, f"{why}, of concentrate")
        if fits(indicator, asked.unit, change=change):
            return Named(indicator, why)
        other = turned(indicator, asked.unit)
        if other is not None:
            return Named(other, f"{why}, and its unit")
    return None


def _priced(asked: Asked, verb: Token) -> Indicator | None:
    """Return what is measured in money of which a verb of prices tells: "annual TCs were settled at"."""
    for token in reversed(asked.place.left):
        code = token.code(Kind.INDICATOR)
        if token.start < verb.start and code is not None:
            return code if code in MONEY else None
        if token.start < verb.start and token.text in BREAKS:
            return None
    return None


def _index(asked: Asked, token: Token) -> int:
    return next((i for i, one in enumerate(asked.tokens) if one is token), len(asked.tokens))


def _is_told(asked: Asked) -> bool:
    """Tell whether what was lost is told right behind its figure or is the object of the verb."""
    near = (*asked.place.left[-_NEAR:], *asked.place.near[:_NEAR])
    return any(t.code(Kind.INDICATOR) in AMOUNTS for t in near)


def _of_power(asked: Asked) -> bool:
    """Tell whether power is spoken of: it is sold by the unit of a kilowatt-hour."""
    return any(set(t.low.split()) & grammar("power") for t in asked.tokens)


def _of_ore(asked: Asked) -> bool:
    """Tell whether a fee is for treating concentrate: smelters earn it, and semis makers another one."""
    return any(t.low.startswith(("concentrate", "ore")) for t in asked.tokens)


def _part(asked: Asked) -> Named:
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
    if not _PAID.isdisjoint(place.said):
        return Named(Indicator.PRICE, "what is paid of a price")
    if spoken is Indicator.INVENTORY:
        return Named(Indicator.INVENTORY, "stocks, as a part of what is made or used")
    led = place.led
    loaded = any(t.low in ("load", "loads") for t in place.right[:_CLOSE])
    if spoken is not Indicator.SHARE and (
        loaded or (of_capacity and led is not None and (led.low.endswith(("at", "to")) or led.low in _RAN_AT))
    ):
        return Named(Indicator.OPERATING_RATE, "running at a part of capacity")
    if running and spoken is not Indicator.SHARE and any(t.low in _USUAL for t in place.right[1:_CLOSE]):
        return Named(Indicator.OPERATING_RATE, "running at a part of what is usual")
    if of_capacity and (running or spoken is Indicator.OPERATING_RATE):
        return Named(Indicator.OPERATING_RATE, "running at a part of capacity")
    counted = any(t.low in words().countable for t in place.near[:_NEAR])
    surveying = tuple(grammar("surveying"))
    surveyed = any(word.startswith(surveying) for t in asked.tokens for word in t.low.split())
    if surveyed and not counted:
        return Named(Indicator.COVERAGE_RATE, "a part that the survey covers")
    return Named(Indicator.SHARE, "a proportion of a whole")


def _loads(asked: Asked) -> bool:
    """Read "smelters had to cut their load by 20%"."""
    noun = next((t for t in reversed(asked.place.left) if t.has(Kind.INDICATOR) or t.low == "load"), None)
    return noun is not None and noun.low == "load"


_LOADS = frozenset({"load", "loads", "capacity", "speed", "strength", "throttle", "operation", "operations"})


def _loaded(asked: Asked) -> bool:
    """Tell whether "half load", "at two-thirds capacity", "70% capacity" is told."""
    behind = asked.place.right[:1]
    return bool(behind) and behind[0].low in _LOADS


def _runs_at(asked: Asked) -> bool:
    """Tell whether plants run at a percentage ("producers ran at 72.6%", "turned down to 80%")."""
    turning = tuple(grammar("turning"))
    nearest = [token for token in asked.place.left if not is_light(token)][-_CLOSE:]
    kept = any(t.has(Kind.KEEPING) or t.low in _HELD_AT for t in nearest) and not any(
        t.has(Kind.INDICATOR) for t in asked.place.left
    )
    if kept and any(t.low in words().countable or t.low in grammar("plants") for t in asked.place.left):
        return True
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


def _annual(asked: Asked) -> Named:
    """Tonnes a year are a capacity, in operation where the words say so."""
    place = asked.place
    if is_built(asked.tokens, place.at):
        return Named(Indicator.CAPACITY, "its unit is a yearly rate, and it is built")
    if (is_size(place) or _is_equipped(place)) and not asked.role.is_change:
        return Named(Indicator.CAPACITY, "the size of a line or plant")
    runs = asked.tokens[place.at + 1 : place.at + 1 + _NEAR]
    off = asked.role.is_change and asked.role.word.startswith(tuple(grammar("off_line")))
    running = any(t.low == "capacity" for t in runs) and any(t.low in _RUNNING for t in runs)
    if off or running:
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
