"""Whether a cause counts for an effect that a link gives it, and which way it then pushes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.rules.drivers.causes import ACTING, Cause
from extract.rules.drivers.effects import OUTPUT, Effect
from extract.rules.drivers.link import Link
from extract.rules.drivers.moves import opposite
from extract.rules.drivers.reading import Kinds, Run, word_set
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["OWN_WAY", "fitted", "is_settled", "is_sure", "push_on"]

_SAME = frozenset(
    {(Category.PRODUCT_PRICE, Indicator.PRICE), (Category.INVENTORY, Indicator.INVENTORY),
     (Category.PROFITABILITY, Indicator.PROFIT)}
)  # fmt: skip
_BURDENS = frozenset(
    {Category.CALENDAR, Category.HOLIDAY, Category.EQUIPMENT_FAILURE,
     Category.ENVIRONMENT, Category.CAPACITY_REDUCTION}
)  # fmt: skip
"""What lifts no output, unless its own words say that it ended or was less."""
_HARSH = (
    "flood", "rains", "heavy", "storm", "typhoon", "cyclone", "hurricane", "snow", "landslide", "fog",
    "swell", "cold", "freez", "frost", "heat", "drought", "ice", "blizzard", "mudslide", "gale", "lightning",
)  # fmt: skip
"""Weather that lifts no output."""
_HOLDING = frozenset({"keep", "keeps", "kept", "keeping", "hold", "holds", "held", "holding", "being"})
_BASES = frozenset(
    {("that", "month"), ("that", "time"), ("last", "year"), ("year", "ago"), ("year", "earlier"),
     ("year", "before")}
)  # fmt: skip
_SPOKEN = frozenset({Category.DEMAND, Category.PRODUCT_PRICE})
OWN_WAY = frozenset({Category.RESUMPTION, Category.CAPACITY_ADDITION})
"""What pushes by its own words alone: a slow return holds back, though output rises."""


def fitted(link: Link, run: Run, cause: Cause, effect: Effect) -> Cause | None:
    """Return a cause as it counts for an effect, or None where it counts for nothing."""
    if link.agreeing and not _agrees(cause, effect):
        return None
    if link.weak and effect.way is None and not (is_sure(cause) and (cause.told or cause.category in ACTING)):
        return None
    if (cause.category, effect.indicator) in _SAME:
        return None  # a price does not move itself
    if cause.supply and cause.category is Category.INVENTORY and effect.indicator in OUTPUT:
        return None  # the section's own supply is no cause of its output
    bare = cause.supply and not link.reading.within(Kinds.RAW, *run)
    if bare and cause.category is Category.RAW_MATERIAL_SUPPLY and effect.indicator is Indicator.PRICE:
        return replace(cause, category=Category.INVENTORY)  # what moves a price is its balance
    return cause


def is_sure(cause: Cause) -> bool:
    """Tell whether words name a kind of cause, and no bare hint or leftover."""
    vague = (cause.hinted and not cause.told) or cause.faint
    return not vague and cause.category is not Category.OTHER


def _agrees(cause: Cause, effect: Effect) -> bool:
    plain = cause.told or cause.category in ACTING
    return (
        is_sure(cause) and plain and effect.stated and effect.indicator in OUTPUT and cause.push == effect.way
    )


def push_on(link: Link, effect: Effect, cause: Cause) -> Direction | None:
    """Return the way a cause pushes; None where neither its effect's words nor its own settle it."""
    if link.forced is not None:
        return link.forced
    if link.rival:
        return cause.push
    if link.against:
        if link.weak and effect.way not in (None, Direction.FLAT):
            return opposite(effect.way)  # "without A, output would have risen"
        if cause.told or effect.way in (None, Direction.FLAT):
            return cause.push
        return opposite(effect.way) if effect.way is not None else cause.push
    if _is_of_base(link):
        return effect.way if effect.way not in (None, Direction.FLAT) else opposite(cause.push)
    worked_through = cause.category is Category.HOLIDAY and cause.push is Direction.UP
    if worked_through and effect.way is Direction.FLAT:
        return cause.push
    if effect.way is Direction.FLAT and cause.told and cause.push is Direction.UP and _is_left(link):
        return cause.push
    if effect.indicator in OUTPUT and _keeps_its_way(link, effect, cause):
        return cause.push
    return effect.way


def is_settled(link: Link) -> bool:
    """Tell whether a link's own words leave no doubt which way its causes push.

    "Had it not been for A, output would have fallen", "it rose, as plants had been shut a year before".
    """
    unreal = link.effect is not None and "would" in link.effect_reading.lows(*link.effect)
    return (link.against and (link.weak or unreal)) or _is_of_base(link)


def _is_of_base(link: Link) -> bool:
    """Tell whether a cause is one of the time that is compared with: "that month had held the holiday"."""
    if not link.behind or link.against:
        return False
    lows = link.reading.lows(*link.cause)
    return "had" in lows and any(pair in _BASES for pair in pairwise(lows))


def _is_left(link: Link) -> bool:
    """Tell whether a cut is said not to come: "had no reason to slow down"."""
    if link.effect is None:
        return False
    reading = link.effect_reading
    denied = word_set("no").intersection(reading.lows(*link.effect)) or reading.has(
        Kinds.TURNING, *link.effect
    )
    return bool(denied) and reading.has(Kinds.ACT, *link.effect)


def _keeps_its_way(link: Link, effect: Effect, cause: Cause) -> bool:
    """Tell whether a cause pushes by its own words, whatever its effect's seem to say."""
    if cause.category in OWN_WAY:
        return True
    if effect.way is Direction.FLAT:
        # Losses push down output that stays where it is; what "keeps" it steady does not.
        steady = link.reading.find("no", *link.cause) is not None or any(
            m.code == "flat" for m in link.reading.within(Kinds.MOVE, *link.cause)
        )
        return (
            cause.told
            and cause.push is Direction.DOWN
            and not steady
            and not _HOLDING.intersection(link.word.lower().split())
        )
    if cause.category is Category.WEATHER and link.reading.low(cause.place).startswith(_HARSH):
        return effect.way is Direction.UP and cause.push is Direction.DOWN
    if effect.way is not Direction.UP or cause.push is not Direction.DOWN:
        return False
    return cause.category in _BURDENS or (cause.told and cause.category in _SPOKEN)
