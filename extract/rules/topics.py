"""Topics: what a figure measures where its sentence names nothing, by what the section speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.asked import Asked, Named, endpoint
from extract.rules.draft import Draft
from extract.rules.fitting import COUNTED, MONEY, fits
from extract.rules.places import Place, is_light
from extract.rules.reckoning import reckons
from extract.rules.sizes import is_by_line
from extract.rules.tagging import RATES_OF_MOVES
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Indicator

__all__ = [
    "NOTHING",
    "Asked",
    "Named",
    "endpoint",
    "first_counted",
    "is_compared",
    "lost_or_won",
    "of_plants",
    "topic",
]

_CONCENTRATION = re.compile(r"(?:cr|top[- ]?)\d{1,2}", re.ASCII)
_TERSE = 2
_CLOSE = 4
_LOST_OR_WON = ("took", "take", "taking", "lost", "lose", "losing", "cost", "shed", "added", "adding")
_RECKONING = frozenset(
    "calculates calculate reckons reckon see sees estimates estimate puts put counts expect expects".split()
)
_LEADING = frozenset({"at", "to", "from", "by", "and", "with", "than", "about", "around", "above", "below"})
_BARGAINS = frozenset(
    "contract contracts deal deals agreement licence licences permit permits permission".split()
)
NOTHING = Named(None, "the words name nothing that it measures")
_NO_RATE = Named(None, "a percentage of nothing named")
_NO_PRICE = Named(None, "an amount of money of nothing named")
_ENTRY = 3
_HEADING = 4
_OF_PRODUCTS = frozenset({"grade", "grades"})
"""What parts a product as well: "medium-carbon grade fell by 3.8% MoM"."""
_OUT_OF = 3
_RUNNING = frozenset({"operation", "service", "action"})
_OURS = frozenset({"we", "our"})
_WHOLE = frozenset({"full-year", "total", "year's", "annual", "monthly"})


def topic(asked: Asked) -> Named:
    """Name a figure by what is spoken of, where that is plain; else it stays without a name."""
    place, kind = asked.place, asked.place.kind
    same = [d for d in asked.earlier if fits(d.indicator, asked.unit, change=asked.role.is_change)]
    lead = [t for t in asked.tokens[: place.at] if t.kind == Kind.WORD and not is_light(t)]
    resumed = same[-1] if same and any(t.low in grammar("resuming") for t in lead) else None
    if kind is UnitKind.MONEY_PER_MEASURE:
        if resumed is not None and asked.unit == resumed.figure.unit:
            return Named(resumed.indicator, "what was spoken of before")
        return _of_money(asked)
    if kind in (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW) and (told := _of_amount(asked, lead, same)):
        return told
    if kind is UnitKind.MONEY:
        return _NO_PRICE
    if kind is UnitKind.AMOUNT and asked.role.is_change and _is_lost(asked):
        return Named(lost_or_won(asked), "output that was lost or came back")
    if asked.unit == "percentage_point" and asked.role.is_change:
        rates = (d.indicator for d in reversed(same))
        rate = None if _follows_unread(asked) else next(rates, Indicator.OPERATING_RATE)
        return Named(rate, "a rate, by its unit")
    if kind is UnitKind.RATIO and not asked.role.is_change:
        return _of_rates(place, lead, same, unread=_follows_unread(asked))
    if kind is UnitKind.AMOUNT and not asked.role.is_change and (reckons(place.left) or _is_of_own(asked)):
        return Named(first_counted(asked, same), "the section's headline")
    if resumed is not None:
        return Named(resumed.indicator, "what was spoken of before")
    return _headline(asked, lead, same)


def _of_money(asked: Asked) -> Named:
    """Name a sum for each measure: a price, unless treatment charges are all that is told of in money."""
    told = {t.code(Kind.INDICATOR) for t in asked.tokens[: asked.place.at]} & {*MONEY}
    if told == {Indicator.TREATMENT_CHARGE} and not asked.here:
        return Named(Indicator.TREATMENT_CHARGE, "the only thing in money of which the sentence tells")
    return Named(Indicator.PRICE, "its unit is money per measure")


def _under_heading(asked: Asked) -> Named | None:
    """Name a figure by the word that stands alone before its sentence: "Stocks. Ports 2.9 Mt"."""
    named = [t for t in asked.before if t.has(Kind.INDICATOR)]
    alone = len(named) == 1 and len(asked.before) <= _HEADING
    if not alone or any(t.figure or t.has_any(Kind.LEVEL, Kind.MOVE) for t in asked.before):
        return None
    indicator = named[0].code(Kind.INDICATOR)
    fitting = fits(indicator, asked.unit, change=asked.role.is_change)
    return Named(indicator, f"{named[0].text!r}, under which it stands") if fitting else None


def _of_entry(asked: Asked) -> Named | None:
    """Name "Tianjin 19 kt, Wuxi 8.7 kt": the entries of what the sentence before told last."""
    last, left = asked.earlier[-1] if asked.earlier else None, asked.place.left
    if last is None or last.is_change or last.figure.sentence != asked.place.figure.sentence - 1:
        return None
    named = 0 < len(left) <= _ENTRY and left[0].text[:1].isupper()
    named = named and all(t.kind == Kind.WORD and not t.tags and t.low not in asked.own for t in left)
    alike = [t for t in asked.tokens if t.figure is not None and t.figure.unit == asked.unit]
    listed = asked.place.opens and len(alike) > 1 and last.figure.unit == asked.unit
    return Named(last.indicator, "an entry of what the sentence before told") if named and listed else None


def _of_amount(asked: Asked, lead: Sequence[Token], same: Sequence[Draft]) -> Named | None:
    """Name the size of a line, what stands under a heading, and "our full-year figure of 170 Mt"."""
    if is_by_line(asked.place) and not asked.role.is_change:
        return Named(Indicator.CAPACITY, "the size of a line or plant")
    if (headed := _under_heading(asked) or _of_entry(asked)) is not None:
        return headed
    before = asked.tokens[: asked.place.at]
    tendered = any(t.low.startswith("tender") for t in before)
    if tendered and any(t.low in grammar("volumes") for t in asked.place.left):
        return Named(Indicator.DEMAND, "the volume of a tender")
    ours = any(t.low.partition(" ")[0] in _OURS for t in before) and any(t.low in _WHOLE for t in lead)
    return Named(first_counted(asked, same), "the section's headline") if ours else None


def _of_rates(place: Place, lead: Sequence[Token], same: Sequence[Draft], *, unread: bool) -> Named:
    """Name a percentage of nothing named: an operating rate goes on, other ones do not."""
    if any(_CONCENTRATION.fullmatch(token.low) for token in lead):
        return Named(Indicator.SHARE, "a concentration ratio")
    if any(one.has(Kind.BASIS) and two.low in RATES_OF_MOVES for one, two in pairwise(place.left)):
        return Named(None, "how far something moved, and not which way", is_none=True)  # "the MoM rate was"
    rates = [d for d in same if d.indicator is Indicator.OPERATING_RATE]
    if rates and (same[-1] is rates[-1] or of_plants(place)) and _predicated(place) and not unread:
        return Named(Indicator.OPERATING_RATE, "what was spoken of before")
    return _NO_RATE


def of_plants(place: Place) -> bool:
    """Tell whether a percentage is said of plants ("large producers attained 79%", "rod mills 19.5%")."""
    return any(token.low in words().countable or token.low in grammar("plants") for token in place.left)


def _follows_unread(asked: Asked) -> bool:
    """Tell whether the percentage before it in its sentence measures none of the indicators."""
    before = next((t.figure for t in reversed(asked.tokens[: asked.place.at]) if t.figure is not None), None)
    if before is None or before.unit != "percent":
        return False
    return all(draft.figure is not before for draft in asked.here)


def _predicated(place: Place) -> bool:
    """Tell whether a percentage is said of something; one that only stands with a name is its grade."""
    led = place.led
    if led is None:
        return place.opens
    said = led.has_any(Kind.LEVEL, Kind.MOVE, Kind.TREND, Kind.KEEPING, Kind.FUTURE)
    plants = led.low in words().countable or led.low in grammar("plants")
    return said or plants or led.low in _LEADING or led.low in grammar("attaining") or led.text in ",(:"


def _headline(asked: Asked, lead: Sequence[Token], same: Sequence[Draft]) -> Named:
    """Name a figure by the section's headline, where its words are few or name the commodity."""
    empty, months = grammar("empty"), words().months
    content = [
        t for t in lead if not t.tags and t.low not in empty and t.low.removesuffix("'s") not in months
    ]
    terse = len(content) <= _TERSE
    speaks = any(t.low in asked.own or t.low.rstrip("s") in asked.own for t in lead)
    before = asked.tokens[: asked.place.at]
    if asked.role.is_change and endpoint(asked) is UnitKind.MONEY_PER_MEASURE:
        return Named(Indicator.PRICE, "the price that it moved to")
    if asked.role.is_change and asked.unit == "percent" and _is_traded(asked, lead):
        return Named(Indicator.PRICE, "the metal itself, where it is traded")
    foreseen = any(t.has(Kind.FUTURE) for t in before) and not any(t.has(Kind.INDICATOR) for t in before)
    priced = bool(same) and same[-1].indicator in MONEY and not same[-1].is_change
    if asked.role.is_change and same and foreseen and not (speaks or terse or priced):
        return Named(same[-1].indicator, "what was spoken of before")
    led = asked.place.led
    reckoned = led is not None and (led.has(Kind.FUTURE) or led.low in _RECKONING)
    if reckoned and not asked.role.is_change and asked.place.kind is UnitKind.AMOUNT:
        terse = terse or asked.unit == (asked.earlier[0].figure.unit if asked.earlier else None)
    if terse and not speaks and _takes_up(asked, same):
        return Named(same[-1].indicator, "what the sentence before spoke of")
    if [t.low for t in asked.place.left[-1:]] == ["for"] and asked.place.left[-2:][0].low in _BARGAINS:
        return Named(None, "what is bargained for", is_none=True)  # "a contract for 24,000 mt"
    if terse or speaks:
        return Named(first_counted(asked, same), "the section's headline")
    if is_compared(asked):
        return Named(first_counted(asked, same), "the section's headline, by its comparison")
    if asked.role.is_change and asked.unit == "percent" and any(t.has(Kind.INDICATOR) for t in asked.tokens):
        return Named(Indicator.PRODUCTION, "the section's headline")
    return NOTHING


def is_compared(asked: Asked) -> bool:
    """Read "VN16 rose 12% MoM", where no price was spoken of last and no other thing is named."""
    if not asked.role.is_change or asked.unit != "percent":
        return False
    if not any(token.code(Kind.BASIS) in (Basis.MOM, Basis.YOY) for token in asked.place.near[:_CLOSE]):
        return False
    last = next(reversed([*asked.earlier, *asked.here]), None)
    priced = last is not None and last.indicator in MONEY
    named = (token for token in asked.place.left if token.has_any(Kind.INDICATOR, Kind.OTHER))
    return not priced and all(token.low in _OF_PRODUCTS for token in named)


def first_counted(asked: Asked, same: Sequence[Draft]) -> Indicator:
    """Return what the section's first figure counts, where the figure can be one of it; else production."""
    first = same[0] if same and same[0] is asked.earlier[0] and same[0].indicator in COUNTED else None
    return first.indicator if first else Indicator.PRODUCTION


def _is_traded(asked: Asked, lead: Sequence[Token]) -> bool:
    """Tell whether a metal moved on a market ("tin fell 16 percent in London")."""
    named = [t for t in lead if not t.tags and t.low not in grammar("empty")]
    behind = asked.tokens[asked.place.at + 1 : asked.place.at + 4]
    bare = 0 < len(named) <= _TERSE and all(
        t.low in asked.own or t.low.rstrip("s") in asked.own for t in named
    )
    placed = bool(behind) and behind[0].low in ("in", "on") and behind[-1] is not behind[0]
    return bare and (
        (placed and any(t.low in grammar("markets") for t in behind))
        or any(t.low.startswith("on the ") for t in behind)
    )


def lost_or_won(asked: Asked) -> Indicator:
    """Return what an event costs: output, and shipments where the section tells of these alone.

    What is taken "out of operation" is capacity.
    """
    behind = [token.low for token in asked.place.right[:_OUT_OF]]
    if behind[:1] == ["out"] and behind[-1] in _RUNNING:
        return Indicator.OPERATING_CAPACITY
    told = {draft.indicator for draft in asked.earlier}
    first = asked.earlier[0].indicator if asked.earlier else None
    return (
        Indicator.SHIPMENTS
        if first is Indicator.SHIPMENTS and Indicator.PRODUCTION not in told
        else Indicator.PRODUCTION
    )


def _is_lost(asked: Asked) -> bool:
    """Tell whether output was lost or came back; where the section is of something else, only by somebody."""
    if asked.role.transitive:
        return True
    of_output = not asked.earlier or asked.earlier[0].indicator is Indicator.PRODUCTION
    return of_output and asked.role.word.startswith(_LOST_OR_WON)


def _is_of_own(asked: Asked) -> bool:
    """Tell whether a figure is of the commodity itself ("July should bring 5.55 Mt of alumina")."""
    behind = asked.tokens[asked.place.at + 1 : asked.place.at + _CLOSE]
    return bool(behind) and behind[0].low == "of" and any(t.low in asked.own for t in behind[1:])


def _takes_up(asked: Asked, same: Sequence[Draft]) -> bool:
    """Read "usage grew by 0.8%. A fall of 3.2% in Europe ...": a move of what the sentence before moved."""
    if not (same and same[-1].is_change and asked.role.is_change and asked.place.opens):
        return False
    noun = next((t for t in asked.place.left if t.has(Kind.TREND)), None)
    near = same[-1].figure.sentence == asked.place.figure.sentence - 1
    return near and noun is not None and len(asked.place.left) <= _CLOSE
