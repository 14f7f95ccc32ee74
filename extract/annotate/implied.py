"""Units that a figure's place implies: a count, the unit of its chain, the measure of the price it moved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.lexicon import words
from extract.annotate.numerals import read_numeral
from extract.annotate.rates import with_money_each, with_rates
from extract.annotate.readings import DIGITS, Reading
from schemas.units import CURRENCIES

__all__ = ["with_units"]

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CHAIN = re.compile(r",?\s+and\s+|,\s+|\s+or\s+|\s+to\s+")
_SAMPLE_OF = re.compile(
    r"\b(?:sample|survey|panel|poll)\s+of\s+(?:(?:about|around|some|over|the)\s+)?$", re.I
)
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|all)\s+)?")
_COUNT_LIMIT = 10_000
_SAMPLE_BACK = 70
_LONGEST_CHAIN = 12


# A price's move stands right before the price that it led to, or right behind the one that it led to.
_LED_TO = re.compile(r"[^.;\n]{0,60}?\b(?:to|at)\s+(?:(?:about|around|nearly|some|roughly|just|over)\s+)*")
_MOVED_BEHIND = re.compile(
    r"[^.;\n]{0,50}?\b(?:up|down|off|higher|lower|by|of|gained|lost|added|shed|gaining|losing|adding|shedding|rising"
    r"|falling|rose|fell)\s+(?:(?:by|about|around|nearly|some|roughly|just|over)\s+)*"
)
_MOVED_AFTER = re.compile(
    r"\s+(?:higher|lower|more|less|above|below|up|down|cheaper|dearer|under|off|ahead|short\s+of)\b"
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
    r"(?:(?!\b(?:stocks?|inventor(?:y|ies)|warrants?|warehouses?|lots|open|interest|volumes?|turnover)\b)[^.;:\n\d]){0,40}$"
)
_QUOTED = re.compile(
    r"(?=\s*(?:[.,;)\n]|$|\s(?:on|in|at|by|from|to|and|after|before|as|this|last|now|amid|late|early)\b))"
)
_NOW = re.compile(r"[^.;\n]{0,30}\b(?:now|then|to|from|and|before|today|currently|at)\s+")
_EACH_BACK, _EXCHANGED = 70, 24
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
# "(Jan: 4,700)", "-50 w/w": a number that takes up the unit of the one before.
_BRACKET = re.compile(r"[^.;\n()]{0,12}\((?:[A-Za-z]{3,9}\.?(?:\s(?:19|20)\d\d)?:?\s*)?")
# "45.2 kt, from 43.1 in May", "1,365 yuan/mtu ex-works, was 1,340": the same, without brackets.
_BESIDE = re.compile(
    r"[^.,;\n()\d]{0,24},?\s+(?:(?:up|down|higher|lower)\s+)?(?:was|from|against|versus|vs\.?|v|after|compared\s+(?:with|to))\s+",
    re.I,
)
_FROM = re.compile(r"\bfrom\s+$", re.I)
_TO_SECOND = re.compile(r"(?:\s+(?:at|in|on|a|the|by)\b)?[^.;,()\d]{0,40}\s+to\s+", re.I)
_ABBREVIATED = re.compile(r"\s*(?:[mywqd]/[mywqd]|[mywqd]-o-[mywqd]|MoM|YoY|WoW|QoQ)(?!\w)", re.I)
_CLOSE = Decimal(5)


def with_units(text: str, readings: list[Reading], sentences: Sequence[tuple[int, int]]) -> list[Reading]:
    """Give bare figures the unit that their place implies: a count, or the unit of their chain."""
    done: list[Reading] = []
    counted_at = -1
    starts = [start for start, _ in sentences]
    for index, reading in enumerate(readings):
        sentence = bisect_right(starts, reading.start)
        current = reading
        if reading.bare:
            chained = _chain(text, readings, index)
            if chained is not None:
                current = chained
            elif (led := _leads_to(text, readings, index)) is not None:
                current = led
            elif done and (taken := _taken_up(text, done[-1], reading)):
                current = taken
            elif (quoted := _on_exchange(text, reading, done)) is not None:
                current = replace(reading, unit=quoted, bare=False)
            elif _whole(reading) and _may_count(text, reading, near=0 <= sentence - counted_at <= 1):
                current = replace(reading, unit="count", bare=False)
        if current.unit == "count":
            counted_at = sentence
        done.append(current)
    return with_rates(text, _with_measures(text, with_money_each(text, done)))


def _on_exchange(text: str, reading: Reading, done: Sequence[Reading]) -> str | None:
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


def _leads_to(text: str, readings: Sequence[Reading], index: int) -> Reading | None:
    """Read the first of "from 2.0 in August to 6.5 dollars per tonne" in the unit of the second."""
    reading = readings[index]
    after = readings[index + 1] if index + 1 < len(readings) else None
    if (
        after is None
        or after.unit in (None, "count")
        or not _FROM.search(text, max(0, reading.start - 12), reading.start)
    ):
        return None
    if not _TO_SECOND.fullmatch(text, reading.end, after.start):
        return None
    scaled = reading.scaled(_factor(text, after))
    near = abs(after.value) / _CLOSE <= abs(scaled.value) <= abs(after.value) * _CLOSE
    return replace(scaled, unit=after.unit, bare=False) if near else None


def _with_measures(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Give the move of a price the measure of the price beside it: "up $15 to $330/mtu"."""
    done = list(readings)
    priced: dict[str, list[Reading]] = {}
    for index, reading in enumerate(readings):
        if reading.unit in CURRENCIES:
            after = readings[index + 1] if index + 1 < len(readings) else None
            before = done[index - 1] if index else None
            unit = _measure(text, reading, before, after) or _as_before(text, reading, priced)
            unit = unit or _quoted(text, reading)
            done[index] = reading if unit is None else replace(reading, unit=unit)
        money, _, measure = (done[index].unit or "").partition("/")
        if measure and money in CURRENCIES:
            priced.setdefault(money, []).append(done[index])
    return done


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
    return same and abs(price.value) / _CLOSE <= abs(reading.value) <= abs(price.value) * _CLOSE


def _taken_up(text: str, before: Reading, reading: Reading) -> Reading | None:
    """Read a bare number in the measure of the reading before, multiplier and all: "45.2 kt, -1.3 w/w"."""
    if before.unit in (None, "count", "percent", "percentage_point"):
        return None
    scaled = reading.scaled(_factor(text, before))
    if before.step != 1 and scaled.step == 1:
        return None
    measured = replace(scaled, unit=before.unit, bare=False)
    if reading.signed and _ABBREVIATED.match(text, reading.end):
        if "\n" not in text[before.end : reading.start]:
            return measured if abs(measured.value) < abs(before.value) else None
    near = abs(before.value) / _CLOSE <= abs(measured.value) <= abs(before.value) * _CLOSE
    beside = _BRACKET.fullmatch(text, before.end, reading.start) or _BESIDE.fullmatch(
        text, before.end, reading.start
    )
    return measured if near and beside else None


def _same_money(move: Reading, price: Reading) -> bool:
    return price.unit is not None and price.unit.startswith(f"{move.unit}/") and move.value < abs(price.value)


def _whole(reading: Reading) -> bool:
    return reading.step == 1 and abs(reading.value) < _COUNT_LIMIT


def _may_count(text: str, reading: Reading, *, near: bool) -> bool:
    """Tell whether a bare figure counts what follows, or what a figure `near` to it counts."""
    in_fraction = text[max(0, reading.start - 1) : reading.start] == "/"
    if in_fraction:
        return False
    return near or _counted(text, reading.end) or _SAMPLE_OF.search(
        text, max(0, reading.start - _SAMPLE_BACK), reading.start
    ) is not None  # fmt: skip


def _counted(text: str, end: int) -> bool:
    """Tell whether a counted noun stands within four words."""
    lexicon = words()
    at = end
    for _ in range(4):
        match = _WORD.match(text, at + 1) if text[at : at + 1].isspace() else None
        if match is None:
            return False
        word = match.group().lower()
        if word in lexicon.countable or word in lexicon.countable_in_digits:
            return True
        at = match.end()
    return False


def _chain(text: str, readings: list[Reading], index: int) -> Reading | None:
    """Read "83.2, 75.1 and 67.2%": the unit behind the last of a chain holds for all of it."""
    # The length of a chain is bounded, so that a long list costs no more for each of its figures.
    for at in range(index, min(index + _LONGEST_CHAIN, len(readings) - 1)):
        gap = (readings[at].end, readings[at + 1].start)
        if at == index and _OUT_OF.fullmatch(text, *gap) and _whole(readings[index]):
            total = readings[at + 1]
            counted = total.unit == "count" or (total.bare and _counted(text, total.end))
            return replace(readings[index], unit="count", bare=False) if counted else None
        link = _CHAIN.fullmatch(text, *gap)
        if link is None:
            return None
        last = readings[at + 1]
        if not last.bare:
            unit = last.unit
            if unit in (None, "count"):
                return None
            return replace(readings[index].scaled(_factor(text, last)), unit=unit, bare=False)
    return None


def _factor(text: str, reading: Reading) -> Decimal:
    """Return by how much a reading's printed number was scaled."""
    run = DIGITS.search(text, reading.start, reading.end)
    printed = read_numeral(text, *run.span()).step if run else reading.step
    return reading.step / printed
