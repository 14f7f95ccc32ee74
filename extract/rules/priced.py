"""Prices that are told without the word: what an exchange's metal gained, what a product costs or lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.rules.places import BREAKS, is_light
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.topics import Asked, Named
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["is_front", "moved_price", "quoted", "spent"]

_CONTRACT = re.compile(r"[A-Z]{1,3}\d{3,4}")
_GAINED = frozenset("lost lose loses losing gained gain gains gaining added adds shed sheds gave".split())
_COSTS = frozenset({"cost", "costs"})
_FRONTS = frozenset({"in terms of", "terms of", "on the", "regarding", "as for", "as regards"})
_TO_MAKE = (["to", "make"], ["to", "produce"], ["to", "smelt"])
_LEADS = frozenset({"with", "as", "and", "when", "while", "since", "because"})
_LEAD = 6


def spent(asked: Asked) -> Named | None:
    """Name a sum that "cost" as a verb, or a verb of gain and loss of a product, leads to."""
    place = asked.place
    if place.kind is not UnitKind.MONEY_PER_MEASURE:
        return None
    left = [token for token in place.left if not is_light(token)]
    if not left:
        return None
    verb, before = left[-1], left[-2] if len(left) > 1 else None
    if before is None or before.kind != Kind.WORD or before.text in BREAKS:
        return None
    if verb.low in _COSTS and not before.tags and before.low not in grammar("costly"):
        fuel = any(token.low in grammar("fuels") for token in left[:-1])
        fuel = fuel or [token.low for token in place.right[:2]] in _TO_MAKE
        return Named(Indicator.COST if fuel else Indicator.PRICE, f"what it {verb.text!r}")
    plain = not any(token.has(Kind.INDICATOR) or token.has(Kind.OTHER) for token in left[:-1])
    moved = verb.low in _GAINED and asked.role.is_change
    if moved and plain and (not before.tags or before.low == "that"):
        return Named(Indicator.PRICE, f"what it {verb.text!r}")
    return None


def quoted(asked: Asked) -> Named | None:
    """Name what a product is told at: "margins turned negative, with billet at 3,100 yuan/t", "fob $468"."""
    place = asked.place
    if place.kind not in (UnitKind.MONEY_PER_MEASURE, UnitKind.MONEY) or asked.role.is_change:
        return None
    left = [token for token in place.left if not is_light(token)]
    product = left[-2] if len(left) > 2 and left[-1].low == "at" else None
    if product is not None and left[-3].low in _LEADS and _is_product(product, asked):
        return Named(Indicator.PRICE, f"what {product.text!r} is at")
    told = {token.code(Kind.INDICATOR) for token in left}
    if left[-1:] and left[-1].low in _DELIVERED and told.isdisjoint(_OTHER_SUMS):
        return Named(Indicator.PRICE, f"what it is sold at {left[-1].text!r}")
    bracketed = left[-1:] and left[-1].text == "("
    if bracketed and any(_is_product(token, asked) for token in place.right[:1]):
        return Named(Indicator.PRICE, "what the product behind it is at")
    return None


_OTHER_SUMS = frozenset({Indicator.COST, Indicator.PROFIT, Indicator.TREATMENT_CHARGE})
_DELIVERED = frozenset({"fob", "cif", "cfr", "exw", "ex-works", "ddp", "dap", "fca"})


def _is_product(token: Token, asked: Asked) -> bool:
    if token.tags or token.kind != Kind.WORD:
        return False
    return token.low in asked.own or token.low in grammar("matter") or token.low in grammar("products_at")


def moved_price(asked: Asked) -> Named | None:
    """Name what a metal of an exchange, or one of its contracts, gained: "LME tin added 3%"."""
    place = asked.place
    if asked.unit != "percent" or not asked.role.is_change:
        return None
    left = place.left
    at = next((i for i in range(len(left) - 1, -1, -1) if _is_traded(left[i])), None)
    if at is None:
        return None
    behind = left[at + 1 :]
    if any(t.has_any(Kind.INDICATOR, Kind.ACTION, Kind.OTHER) or t.text in BREAKS for t in behind):
        return None
    return Named(Indicator.PRICE, f"{left[at].text!r}, where it is traded")


def _is_traded(token: Token) -> bool:
    return token.low in grammar("traded") or _CONTRACT.fullmatch(token.text) is not None


def is_front(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the cost at token `at` only opens a sentence: "In terms of cost, coke rose"."""
    if at + 1 >= len(tokens) or tokens[at + 1].text != "," or at > _LEAD:
        return False
    lead = " ".join(token.low for token in tokens[:at])
    fronted = lead in _FRONTS
    verb = next((i for i in range(at + 2, len(tokens)) if tokens[i].has_any(Kind.MOVE, Kind.LEVEL)), None)
    if not fronted or verb is None:
        return False
    return any(t.kind == Kind.WORD and not t.tags and not is_light(t) for t in tokens[at + 2 : verb])
