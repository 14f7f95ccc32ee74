"""Kinds: which category a word stands for, by what it is one of and whose it is."""

from __future__ import annotations

from itertools import pairwise

from extract.rules.drivers.frames import is_priced
from extract.rules.drivers.owners import BUYER, OWN, RAW, noun_phrase, owner_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, word_set
from schemas.vocabulary import Category

__all__ = ["of_head", "settled"]

_COMPLEMENT = 5
_CURBS = ("restrict", "curb", "limit", "switch", "ration")
_NEAR = 3
_HANDING = frozenset({"of", "for", "from", "in", "between"})


def settled(reading: Reading, category: Category, mark: Mark, first: int, last: int) -> Category:
    """Tell dear inputs from scarce ones, and the section's own metal from its inputs."""
    words = {reading.low(i) for i in range(mark.first, mark.last)}
    if category is Category.RAW_MATERIAL_COST and words & reading.own - {"raw", "material"}:
        return Category.PRODUCT_PRICE
    if category is Category.PROFITABILITY and "costly" in words:
        if reading.has(Kinds.POWER, first, last):
            return Category.ENERGY
        if reading.has(Kinds.RAW, first, last):
            return Category.RAW_MATERIAL_COST
    if category is Category.RESUMPTION and _is_of_inputs(reading, first, mark.first):
        return Category.RAW_MATERIAL_SUPPLY
    if category is Category.RESUMPTION and _is_of_buyers(reading, mark, first):
        return Category.DEMAND
    if category is Category.CAPACITY_ADDITION and owner_in(reading, first, mark.first) == BUYER:
        return Category.DEMAND
    if category is Category.RAW_MATERIAL_SUPPLY and (
        reading.within(Kinds.PRICEY, first, last)
        or (_is_bare(reading, mark) and is_priced(reading, mark, last))
    ):
        return Category.RAW_MATERIAL_COST
    if category is Category.MAINTENANCE and _is_done(reading, mark, last):
        return Category.RESUMPTION
    curbed = category in (Category.POLICY, Category.CAPACITY_REDUCTION) and _is_of_power(
        reading, mark, first, last
    )
    if curbed or (category in (Category.WEATHER, Category.POLICY) and _is_tariff(reading, mark, first, last)):
        return Category.ENERGY
    return category


def _is_bare(reading: Reading, mark: Mark) -> bool:
    """Tell whether a word names an input itself, and not its grade or supply."""
    raw = reading.at(Kinds.RAW, mark.first)
    return (
        raw is not None and (raw.first, raw.last) == (mark.first, mark.last) and not reading.is_own(raw.first)
    )


def _is_of_power(reading: Reading, mark: Mark, first: int, last: int) -> bool:
    """Tell whether a curb, or a switch of rates, is one of power: "a restriction of gas supply"."""
    curb = reading.low(mark.first).startswith(_CURBS) and reading.low(mark.first) not in word_set("uses")
    used = word_set("uses").intersection(reading.lows(first, last))
    return curb and not used and reading.has(Kinds.POWER, first, last)


def _is_done(reading: Reading, mark: Mark, last: int) -> bool:
    """Tell whether maintenance is told to be done: "the overhaul concluded", "came back from it"."""
    behind = reading.lows(mark.last, last)
    came = any(a in ("came", "come", "comes") and b == "back" for a, b in pairwise(behind))
    return came or any(low.startswith(("conclud", "complet", "finish")) for low in behind)


def _is_tariff(reading: Reading, mark: Mark, first: int, last: int) -> bool:
    """Tell whether a season or a tariff is one of power: "dry-season prices", "the winter tariff"."""
    if any(reading.low(i).startswith("tariff") for i in range(mark.first, mark.last)):
        return reading.has(Kinds.POWER, first, last) or bool(
            word_set("seasons").intersection(reading.lows(max(first, mark.first - _NEAR), mark.first))
        )
    behind = range(mark.last, min(last, mark.last + _NEAR))
    return reading.low(mark.last - 1) == "season" and any(reading.at(Kinds.ENERGY_PRICE, i) for i in behind)


def _is_of_buyers(reading: Reading, mark: Mark, first: int) -> bool:
    """Tell whether it is the buyers or their orders that come back."""
    orders = any(m.code == Category.DEMAND for m in reading.within(Kinds.CATEGORY, first, mark.first))
    return orders or (mark.first > first and owner_in(reading, first, mark.first) == BUYER)


def _is_of_inputs(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is the mines or the arrivals of inputs that come back, and no plant that uses them."""
    if word_set("mining").intersection(reading.lows(first, last)):
        return True
    return owner_in(reading, first, last) == RAW and not reading.has(Kinds.AGENT, first, last)


def of_head(reading: Reading, head: Mark, first: int, last: int) -> Category | None:
    """Return the category of a price, cost, supply, output or stock by what it is one of."""
    runs = [(noun_phrase(reading, head.first, first), head.first)]
    after = head.last
    if head.code == "price" and reading.low(after) in word_set("spreads"):
        after += 1
    if reading.low(after) in _HANDING:
        runs.append((after + 1, min(last, after + 1 + _COMPLEMENT)))
    power = any(reading.within(Kinds.POWER, *run) for run in runs)
    owner = None
    for run in runs:
        owner = owner or owner_in(reading, *run)
    own, raw, buyer = owner == OWN, owner == RAW, owner == BUYER
    code = head.code
    if power and code in ("price", "cost", "supply"):
        return Category.ENERGY
    if code in ("price", "cost") and raw:
        return Category.RAW_MATERIAL_COST
    if code == "price":
        return Category.PRODUCT_PRICE
    if code == "cost":
        return Category.PROFITABILITY
    if raw or (code == "supply" and not own and not buyer):
        return Category.RAW_MATERIAL_SUPPLY
    if code == "output":
        return Category.DEMAND if buyer else None
    return Category.INVENTORY
