"""Kinds: which category a word stands for, by what it is one of, whose it is, and who acts."""

from __future__ import annotations

from extract.rules.drivers.owners import BUYER, OWN, RAW, noun_phrase, owner_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading
from schemas.vocabulary import Category

__all__ = ["by_actor", "by_price", "of_head", "settled"]

_COMPLEMENT = 5
_SUBJECT = 5
_MINES = frozenset({"mine", "mines", "miners", "mining"})
_PRICE_MOVES = (
    "ris", "rose", "fell", "fall", "drop", "declin", "climb", "jump", "slid", "eas", "surg", "soar", "up",
    "down", "gain", "firm", "cheap", "dear", "collaps", "plung", "cost",
)  # fmt: skip


def by_actor(reading: Reading, first: int, last: int, limit: int) -> tuple[Category, Mark] | None:
    """Read what the buyers do as demand: "cell makers cut back", "car makers took less"."""
    buyers = reading.within(Kinds.DOWNSTREAM, first, last)
    if not buyers or buyers[0].first > limit or owner_in(reading, first, buyers[0].last) != BUYER:
        return None
    acts = reading.within(Kinds.ACT, first, last) + reading.within(Kinds.MOVE, first, last)
    behind = [m for m in acts if m.first >= buyers[0].last]
    return (Category.DEMAND, buyers[0]) if behind else None


def by_price(reading: Reading, first: int, last: int) -> tuple[Category, Mark] | None:
    """Read an input at a sum of money, or one that rose or fell, as its price: "coke fell"."""
    money = reading.within(Kinds.MONEY, first, last)
    raw = reading.within(Kinds.RAW, first, min(last, first + _SUBJECT))
    own = any(reading.is_own(i) for i in range(first, last))
    if raw and (money or _moves(reading, raw[0], last)):
        return Category.RAW_MATERIAL_COST, raw[0]
    if own and money:
        return Category.PRODUCT_PRICE, money[0]
    return None


def _moves(reading: Reading, noun: Mark, last: int) -> bool:
    """Tell whether a noun is the subject of a move right behind it."""
    near = reading.within(Kinds.MOVE, noun.last, min(last, noun.last + 3))
    return any(reading.low(mark.first).startswith(_PRICE_MOVES) for mark in near)


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
    if category is Category.RAW_MATERIAL_SUPPLY and reading.within(Kinds.PRICEY, first, last):
        return Category.RAW_MATERIAL_COST
    return category


def _is_of_buyers(reading: Reading, mark: Mark, first: int) -> bool:
    """Tell whether it is the buyers or their orders that come back."""
    orders = any(m.code == Category.DEMAND for m in reading.within(Kinds.CATEGORY, first, mark.first))
    return orders or (mark.first > first and owner_in(reading, first, mark.first) == BUYER)


def _is_of_inputs(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is the mines or the arrivals of inputs that come back, and no plant that uses them."""
    if _MINES.intersection(reading.lows(first, last)):
        return True
    return owner_in(reading, first, last) == RAW and not reading.has(Kinds.AGENT, first, last)


def of_head(reading: Reading, head: Mark, first: int, last: int) -> Category | None:
    """Return the category of a price, cost, supply, output or stock by what it is one of."""
    runs = [(noun_phrase(reading, head.first, first), head.first)]
    if reading.low(head.last) in ("of", "for", "from", "in"):
        runs.append((head.last + 1, min(last, head.last + 1 + _COMPLEMENT)))
    power = any(reading.within(Kinds.POWER, *run) for run in runs)
    owner = next((o for o in (owner_in(reading, *run) for run in runs) if o is not None), None)
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
