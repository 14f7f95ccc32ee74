"""Bare sums of a text whose prices are all told in one unit: "tenders settled at 6,480", "a loss of 180"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.readings import Reading
from schemas.units import CURRENCIES

__all__ = ["with_priced"]

_HEDGED = r"(?:(?:about|around|nearly|some|roughly|just|only|over)\s+)*"
_AT = re.compile(
    r"\b(?:settl(?:ed?|es|ing)|quot(?:ed?|es)|tenders?|offer(?:s|ed)?|trad(?:es?|ed|ing)|clos(?:ed?|es|ing)|sells?|sold"
    r"|selling|pric(?:ed?|es)|bids?|deals?|spot|fixed)\b[^.;:,\n\d]{0,30}\b(?:at|to)\s+" + _HEDGED + "$",
    re.I,
)
_BALANCE = re.compile(
    r"\b(?:loss(?:es)?|profits?|margins?|premiums?|discounts?)(?:\s+(?:of|was|were|is|are|at|stood\s+at)|"
    r"[^.;,\n\d]{0,24}\b(?:turned|narrowed|widened|shrank|grew|fell|rose|came)\s+to)?:?\s+" + _HEDGED + "$",
    re.I,
)
_NAMED = re.compile(r"\s+(?:premium|discount|loss|profit|margin)\b", re.I)
_OVER = re.compile(
    r"(?=\s*(?:[,;.)(\n]|$)|\s+(?:or\s+so|on|in|at|by|from|to|and|after|before|as|this|last|now|today|yesterday|delivered|ex-works"
    r"|premium|discount|loss|profit|margin)\b)"
)
# "A loss of 350 from the last table": how far a price moved.
_MOVED_FROM = re.compile(r"\s+(?:from|since|over|against|on\s+(?:the\s+)?(?:week|month|year|day))\b")
_NUMBERED = re.compile(r"\s+in\s+(?:19|20)\d\d\b")
# What power and ore are paid by, beside the product of which the prices are told.
_FEEDS = frozenset({"kwh", "mwh", "unit", "mtu", "dmtu", "gj"})
_LOOK_BACK = 70
_THOUSAND = 1_000
_TWICE = 2


def with_priced(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Give bare sums the unit in which all prices of the text are told; a text with two gives none.

    Tariffs of power and prices of ore by its content count for none.
    """
    prices = [one for one in readings if _is_price(one)]
    units = {one.unit for one in prices}
    if len(units) != 1:
        return list(readings)
    sizes = sorted(abs(one.value) for one in prices)
    return [
        replace(one, unit=prices[0].unit, bare=False) if _is_sum(text, one, sizes) else one
        for one in readings
    ]


def _is_price(reading: Reading) -> bool:
    money, _, measure = (reading.unit or "").partition("/")
    return bool(measure) and money in CURRENCIES and measure not in _FEEDS


def _is_sum(text: str, reading: Reading, sizes: Sequence[Decimal]) -> bool:
    """Tell whether a bare number stands where a price, or a balance of prices, is told; `sizes` in order."""
    if not reading.bare or not _OVER.match(text, reading.end) or _NUMBERED.match(text, reading.end):
        return False
    lead = text[max(0, reading.start - _LOOK_BACK) : reading.start]
    size = abs(reading.value)
    if _AT.search(lead) and size >= _THOUSAND:
        at = bisect_left(sizes, size / _TWICE)
        return at < len(sizes) and sizes[at] <= size * _TWICE
    if _MOVED_FROM.match(text, reading.end):
        return False
    balance = _BALANCE.search(lead) is not None or _NAMED.match(text, reading.end) is not None
    return balance and size < sizes[-1]
