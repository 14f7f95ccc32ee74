"""Sums of money: what they are paid for, as the price beside them or the exchange that quotes them tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.readings import Reading
from schemas.units import CURRENCIES

__all__ = ["CLOSE", "on_exchange", "with_measures"]

# A price's move stands right before the price that it led to, or right behind the one that it led to.
_LED_TO = re.compile(r"[^.;\n]{0,60}?\b(?:to|at)\s+(?:(?:about|around|nearly|some|roughly|just|over)\s+)*")
_MOVED_BEHIND = re.compile(
    r"[^.;\n]{0,50}?\b(?:up|down|off|higher|lower|by|of|gained|lost|added|shed|gaining|losing|adding|shedding|rising"
    r"|falling|rose|fell|improved|improving|eased|easing|climbed|climbing|slipped|slipping|dropped|dropping|raised|cut|lowered"
    r"|lifted|trimmed|widened|narrowed)\s+(?:(?:by|about|around|nearly|some|roughly|just|over)\s+)*"
)
_MOVED_AFTER = re.compile(
    r"\s+(?:higher|lower|more|less|above|below|up|down|cheaper|dearer|better|worse|under|off|ahead|short\s+of"
    r"|(?:increase|decrease|rise|fall|drop|gain|loss|cut|hike|recovery|rebound|decline|slide|dip|jump)(?!\s+(?:per|for|on\s+each)\b))\b"
)
_MOVED_BY = re.compile(
    r"\b(?:(?:up|down|off|by)|(?:increase|decrease|rise|fall|drop|gain|loss|cut|hike)\s+of)\s+"
    r"(?:(?:about|around|nearly|some|roughly|another|a\s+further|a)\s+)*$",
    re.I,
)
_TO_NEXT = re.compile(
    r"(?:\s+(?:in|at|on|a|last)\s[^.;,()\d$€£]{1,25})?\s+(?:to|and|or)\s+(?:(?:about|around|nearly|some)\s+)*"
)
# "$40 per box", "50 yuan each": told of something else than the price before.
_OF_EACH = re.compile(r"\s+(?:each|per|an?\s+(?!(?:year|month|week)\b))")
# "SHFE peaked at 24,190", "LME 2,700-3,100": what an exchange quotes in, where no stocks are spoken of.
_QUOTES = {"SHFE": "yuan/mt", "INE": "yuan/mt", "GFEX": "yuan/mt", "DCE": "yuan/mt", "LME": "usd/mt"}
_EXCHANGE = re.compile(
    r"\b(?P<exchange>SHFE|INE|GFEX|DCE|LME)\b"
    r"(?:(?!\b(?:stocks?|inventor(?:y|ies)|warrants?|warehouses?|lots|open|interest|volumes?|turnover)\b)"
    # "LME 3M", "LME -2.3% m/m to"
    r"(?:[^.;:\n\d]|3(?=M\b|-month)|\d(?:\.\d+)?%)){0,40}$"
)
_QUOTED = re.compile(
    r"(?=\s*(?:[.,;)\n]|$|\s(?:on|in|at|by|from|to|and|after|before|as|this|last|now|amid|late|early)\b))"
)
_NOW = re.compile(r"[^.;\n]{0,30}\b(?:now|then|to|from|and|before|today|currently|at)\s+")
_EACH_BACK, _EXCHANGED = 70, 24
_MILLION = 1_000_000
_BY_TONNE = re.compile(r"\bLME\b|\bTCs?\b|\b[Tt]reatment\s+charges?\b")
# Sums that are no prices by the tonne: what is spent or paid in all, and what is sold by other measures.
_SPENT = re.compile(
    r"\b(?:worth|valued?|invest\w*|capex|spen[dt]\w*|wages?|salar(?:y|ies)|bonus\w*|fined|(?:an?|the)\s+fine|compensation|basis"
    r"|oil|Brent|WTI|gas|gold|bullion|silver|platinum|palladium|container|box|lots?)"
    r"\b[^.;\n]{0,30}$",
    re.I,
)
# "FOB Bunbury $318": what is shipped by the tonne.
_SHIPPED = re.compile(r"\b(?:fob|cif|cfr|fot)\b[^.;\n\d]{0,30}$", re.I)
_LEAST, _MOST = 100, 30_000
_POWER = re.compile(r"\b(?:power|electricity|tariffs?|hydropower)\b[^.;\n]{0,40}$", re.I)
_PER_HOUR = Decimal(2)
"""Below so many yuan a sum is no price by the tonne, and power is sold by the kilowatt-hour."""
_THOUSAND = 1_000
_TWICE = 2
_PRICES = 3
_MOVED_BEFORE = re.compile(
    r"\b(?:up|down|by|rose|rise|risen|rising|fell|fall|fallen|falling|gain(?:s|ed|ing)?|lost|losing|added|adding|shed"
    r"|shedding|climb(?:s|ed|ing)?|dropp(?:ed|ing)|slipp(?:ed|ing)|jump(?:s|ed|ing)?|of"
    r"|slump(?:ed|s)?|tumbl(?:ed|es)|plung(?:ed|es)|surg(?:ed|es)|soar(?:ed|s)|eas(?:ed|es)|edg(?:ed|es)|retreat(?:ed|s)"
    r"|advanc(?:ed|es)|increas(?:ed|es)|decreas(?:ed|es)|declin(?:ed|es)|rebound(?:ed|s)|recover(?:ed|s)|slid|slides)\s+"
    r"(?:(?:by|about|around|nearly|some|roughly|just|over|another|a\s+further)\s+)*$",
    re.I,
)
_LOOK_BACK = 40
# A price compared with another one has its measure: "$1,919 an ounce, against $1,951 in July".
_COMPARED = re.compile(
    r"[^.;\n]{0,60}?\b(?:against|versus|vs\.?|from|than|compared\s+(?:with|to)|after)\s+(?:(?:about|around|some|just|only)\s+)*",
    re.I,
)
CLOSE = Decimal(5)


def on_exchange(text: str, reading: Reading, done: Sequence[Reading]) -> str | None:
    """Return the unit in which an exchange quotes: "SHFE peaked at 24,190 on 13 September, now 22,400"."""
    if abs(reading.value) < _THOUSAND or not _QUOTED.match(text, reading.end):
        return None
    lead = _EXCHANGE.search(text, max(0, reading.start - _EACH_BACK), reading.start)
    if lead is not None:
        return _QUOTES[lead["exchange"].upper()]
    before = done[-1] if done else None
    if before is None or not (before.unit or "").endswith("/mt") or "\n" in text[before.end : reading.start]:
        return None
    near = before.value / _TWICE <= reading.value <= before.value * _TWICE
    return before.unit if near and _NOW.fullmatch(text, before.end, reading.start) else None


def with_measures(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Give the move of a price the measure of the price beside it: "up $15 to $330/mtu"."""
    done = list(readings)
    priced: dict[str, list[Reading]] = {}
    tonnes = _by_tonne(text, readings)
    for index, reading in enumerate(readings):
        if reading.unit in CURRENCIES:
            after = readings[index + 1] if index + 1 < len(readings) else None
            before = done[index - 1] if index else None
            unit = _measure(text, reading, before, after) or _as_before(text, reading, priced)
            unit = unit or _quoted(text, reading) or _as_all(text, reading, tonnes)
            done[index] = reading if unit is None else replace(reading, unit=unit)
        money, _, measure = (done[index].unit or "").partition("/")
        if measure and money in CURRENCIES:
            priced.setdefault(money, []).append(done[index])
    return done


def _by_tonne(text: str, readings: Sequence[Reading]) -> frozenset[str]:
    """Return the moneys of which a bare sum is a price by the tonne, as all prices of the text are."""
    priced = [(one.unit or "").partition("/") for one in readings]
    measures = {measure for money, _, measure in priced if measure and money in CURRENCIES}
    if measures == {"mt"}:
        return frozenset(CURRENCIES)
    return frozenset({"usd"}) if not measures and _BY_TONNE.search(text) else frozenset()


def _as_all(text: str, reading: Reading, tonnes: frozenset[str]) -> str | None:
    """Return the unit of a bare sum that is a price by the tonne, as all of its money are."""
    if abs(reading.value) >= _MILLION or _OF_EACH.match(text, reading.end):
        return None
    if reading.unit == "yuan" and 0 < abs(reading.value) < _PER_HOUR:
        powered = _POWER.search(text, max(0, reading.start - _EACH_BACK), reading.start)
        return "yuan/kwh" if powered else None
    if reading.unit == "usd" and _SHIPPED.search(text, max(0, reading.start - _EACH_BACK), reading.start):
        # Ore by its content and metal by the pound are told with their measure, and are worth less a unit.
        return "usd/mt" if _LEAST <= abs(reading.value) < _MOST else None
    if reading.unit not in tonnes:
        return None
    spent = _SPENT.search(text, max(0, reading.start - _EACH_BACK), reading.start)
    return None if spent else f"{reading.unit}/mt"


def _quoted(text: str, reading: Reading) -> str | None:
    """Read "LME $2,140 28 Feb": in what an exchange quotes, with the sign of its money."""
    if abs(reading.value) < _THOUSAND or "LME" not in text:
        return None
    lead = _EXCHANGE.search(text, max(0, reading.start - _EXCHANGED), reading.start)
    unit = _QUOTES[lead["exchange"]] if lead is not None else ""
    return unit if unit.startswith(f"{reading.unit}/") else None


def _measure(text: str, reading: Reading, before: Reading | None, after: Reading | None) -> str | None:
    """Return the unit of a sum that stands right beside a price of the same money."""
    lead = text[max(0, reading.start - _LOOK_BACK) : reading.start]
    if after and _MOVED_BEFORE.search(lead) is not None and _same_money(reading, after):
        if _LED_TO.fullmatch(text, reading.end, after.start):
            return after.unit
    elif before and _compares(text, before, reading):
        return before.unit
    elif before and _same_money(reading, before):
        gap = text[before.end : reading.start]
        if (
            (reading.signed and "\n" not in gap)
            or _MOVED_BEHIND.fullmatch(gap)
            or (_MOVED_AFTER.match(text, reading.end) and not re.search(r"[.;\n]", gap))
        ):
            return before.unit
    # "from $3.90 to $4.20 per pound", "the loss per ton from 650 to 180 yuan"
    if after and _alike(reading, after) and _TO_NEXT.fullmatch(text, reading.end, after.start):
        return after.unit
    if before and _alike(reading, before) and _TO_NEXT.fullmatch(text, before.end, reading.start):
        return before.unit
    return None


def _as_before(text: str, reading: Reading, priced: Mapping[str, list[Reading]]) -> str | None:
    """Return the unit of the last price in the same money of which a bare sum is the like or the move."""
    if reading.step >= _THOUSAND or _OF_EACH.match(text, reading.end):
        return None
    moved = (
        reading.signed
        or _MOVED_AFTER.match(text, reading.end) is not None
        or _MOVED_BY.search(text, max(0, reading.start - _LOOK_BACK), reading.start) is not None
    )
    for price in priced.get(reading.unit or "", [])[: -_PRICES - 1 : -1]:
        like = abs(price.value) / _TWICE <= abs(reading.value) <= abs(price.value) * _TWICE
        if like or (moved and _same_money(reading, price)):
            return price.unit
    return None


def _compares(text: str, before: Reading, reading: Reading) -> bool:
    """Tell whether a sum stands beside the price before it as what that is compared with."""
    return _alike(reading, before) and _COMPARED.fullmatch(text, before.end, reading.start) is not None


def _alike(reading: Reading, price: Reading) -> bool:
    """Tell whether a sum is in the money of a price, and about as large."""
    same = price.unit is not None and price.unit.startswith(f"{reading.unit}/")
    return same and abs(price.value) / CLOSE <= abs(reading.value) <= abs(price.value) * CLOSE


def _same_money(move: Reading, price: Reading) -> bool:
    return price.unit is not None and price.unit.startswith(f"{move.unit}/") and move.value < abs(price.value)
