"""Frames: kinds of causes that no single word names, but a subject and what is said of it.

"Cell makers took less" is demand, "coke came down" a cost, "plants lost 300 yuan/mt" profitability, "a new
crystal-pulling base" an addition of capacity.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.owners import BUYER, is_actor, owner_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, word_set, word_sets
from schemas.vocabulary import Category

__all__ = ["by_actor", "by_input", "by_price", "framed", "is_buyers_act", "is_priced", "is_unit"]

_SUBJECT = 5
_NEW = 5
_GAINED = 7
_VERB = 4
_PRICE_MOVES = (
    "ris", "rose", "fell", "fall", "drop", "declin", "climb", "jump", "slid", "slip", "eas", "surg", "soar",
    "up", "down", "gain", "firm", "soft", "cheap", "dear", "collaps", "plung", "cost", "rall", "rebound",
    "bounc", "doubl", "tripl", "halv", "retreat", "consolidat", "weaken", "strengthen",
)  # fmt: skip


def framed(reading: Reading, first: int, last: int) -> Iterator[tuple[Category, Mark]]:
    """Yield the kinds that a subject and its verb, or a noun and its adjective, name together."""
    for place in reading.places(word_sets("gaining", "newness"), first, last):
        low = reading.low(place)
        if low in word_set("gaining") and _sum_behind(reading, place + 1, last):
            yield Category.PROFITABILITY, Mark(place, place + 1, Kinds.CATEGORY, low)
        elif low in word_set("newness") and reading.low(place + 1) not in word_set("ranks"):
            noun = _built(reading, place + 1, min(last, place + _NEW))
            if noun is not None:
                yield Category.CAPACITY_ADDITION, Mark(place, noun + 1, Kinds.CATEGORY, low)


def _sum_behind(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a sum of money follows a verb of gain or loss: "lost 300 yuan on every tonne"."""
    near = range(first, min(last, first + _GAINED))
    number = any(reading.low(i)[0].isdigit() for i in near)
    return number and any(reading.at(Kinds.MONEY, i) for i in near)


def _built(reading: Reading, first: int, last: int) -> int | None:
    """Return where a plant, line or the like stands that "new" speaks of, or None."""
    for place in range(first, last):
        low = reading.low(place)
        if low in word_set("built"):
            return place
        if not low or low in word_set("phrase_stops") or reading.at(Kinds.MODAL, place):
            return None
    return None


def by_actor(reading: Reading, first: int, last: int, limit: int) -> tuple[Category, Mark] | None:
    """Read what the buyers do as demand: "cell makers cut back", "car makers took less"."""
    buyers = reading.within(Kinds.DOWNSTREAM, first, last)
    if not buyers or buyers[0].first > limit or owner_in(reading, first, buyers[0].last) != BUYER:
        return None
    acts = reading.within(Kinds.ACT, first, last) + reading.within(Kinds.MOVE, first, last)
    behind = [m for m in acts if m.first >= buyers[0].last]
    return (Category.DEMAND, buyers[0]) if behind else None


def is_buyers_act(reading: Reading, first: int, last: int, place: int) -> bool:
    """Tell whether the subject of a clause, before `place`, are the buyers themselves: "rod mills drew …"."""
    for named in reading.within(Kinds.DOWNSTREAM, first, min(place, first + _SUBJECT)):
        if not is_actor(reading, named, min(place, named.last + 2)):
            return False
        if reading.has_own(first, named.last):
            return False
        verbs = range(named.last, min(place + 1, named.last + _VERB))
        return any(reading.is_finite(i, i + 1) or reading.low(i).endswith("ing") for i in verbs)
    return False


def by_price(reading: Reading, first: int, last: int) -> tuple[Category, Mark] | None:
    """Read an input at a sum of money, or one that rose or fell, as its price: "coke fell"."""
    money = reading.within(Kinds.MONEY, first, last)
    near = reading.within(Kinds.RAW, first, min(last, first + _SUBJECT))
    raw = [m for m in near if not reading.is_own(m.last - 1)]
    own = next((i for i in range(first, min(last, first + _SUBJECT)) if reading.is_own(i)), None)
    if raw and (money or is_priced(reading, raw[0], last)):
        return Category.RAW_MATERIAL_COST, raw[0]
    if own is None:
        figure = reading.low(first)[:1].isdigit() and reading.at(Kinds.MONEY, first + 1) is not None
        return (Category.PRODUCT_PRICE, Mark(first, first + 2, Kinds.CATEGORY, "price")) if figure else None
    named = Mark(own, own + 1, Kinds.CATEGORY, reading.low(own))
    return (Category.PRODUCT_PRICE, named) if money or is_priced(reading, named, last) else None


def is_priced(reading: Reading, noun: Mark, last: int) -> bool:
    """Tell whether a noun is the subject of a move of price, or stands at a sum: "coke has come down"."""
    figure = reading.low(noun.last + 1)
    if reading.low(noun.last) == "at" and (figure[:1].isdigit() or reading.at(Kinds.MONEY, noun.last + 1)):
        return True
    end = min(last, noun.last + _VERB)
    for place in range(noun.last, end):
        move = reading.at(Kinds.MOVE, place)
        if move is not None and reading.low(place).startswith(_PRICE_MOVES):
            return True
        if reading.low(place) in word_set("going") and reading.low(place + 1) in ("up", "down"):
            return True
        if reading.low(place) == "and" and (other := reading.at(Kinds.RAW, place + 1)) is not None:
            return is_priced(reading, other, len(reading.words))
        if reading.low(place) in word_set("phases"):
            continue
        skipped = reading.at(Kinds.MODAL, place) or reading.at(Kinds.ADVERB, place)
        if not skipped and reading.low(place) not in word_set("expecting") and reading.low(place) != "to":
            return False
    return False


def by_input(reading: Reading, first: int, last: int) -> tuple[Category, Mark] | None:
    """Read a bare input as its supply: "the gap came from polysilicon"."""
    raw = [m for m in reading.within(Kinds.RAW, first, last) if reading.at(Kinds.AGENT, m.last - 1) is None
           and reading.low(m.first) not in word_set("mining") and not reading.is_own(m.last - 1)]  # fmt: skip
    if not raw:
        return None
    dear = reading.within(Kinds.PRICEY, first, last)
    return (Category.RAW_MATERIAL_COST if dear else Category.RAW_MATERIAL_SUPPLY), raw[0]


def is_unit(reading: Reading, mark: Mark) -> bool:
    """Tell whether a currency only measures: "15,300 yuan/mt" speaks of no exchange rate."""
    if reading.at(Kinds.MONEY, mark.first) is None:
        return False
    behind = reading.low(mark.last)
    return behind in ("/", "per", "a") or behind[:1].isdigit() or reading.low(mark.first - 1)[:1].isdigit()
