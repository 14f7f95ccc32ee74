"""Rates told beside their figure: money per tonne before its sum, output by the day or the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.lexicon import units
from extract.annotate.readings import Reading
from schemas.units import CURRENCIES

__all__ = ["with_money_each", "with_rates"]

# "The profit per ton came to 300 yuan", "power for a tonne of zinc cost 850 euro", "EBITDA/t".
_EACH_BEFORE = re.compile(
    r"(?:\b(?:per|for\s+(?:an?|each|every)|an?|on\s+(?:each|every))\s+|(?<=[A-Za-z])/)"
    r"(?P<measure>tonne|ton|mt|t|kg|ounce|oz|pound|lb)\b"
    # The number of a grade may stand between: "the profit per ton on hot-rolled 304 was".
    r"(?:[^.;,\n\d]|(?<=[a-z]\s)\d{3}(?=\s(?:was|is|of|at|came|rose|fell|stood)\s)){0,40}$",
    re.I,
)
_EACH_BACK = 70
_MILLION = 1_000_000
_TIME = r"(?P<time>day|week|month|quarter|year|annum)\b(?!\s+(?:earlier|before|ago|later|after|on\s+year))"
_THING = r"(?!(?:in|within|over|for|after|since|than|to|from|by|at|on)\b)[A-Za-z-]+"
# "1,200 mt more per day", "260,000 mt of production a month": the rate stands behind what is told of.
_RATE_BEHIND = re.compile(
    rf"\s+(?:(?:more|less|fewer)|(?:of|in)\s+(?:[A-Za-z-]+\s+){{0,2}}{_THING})\s+(?:an?|per|each|every)\s+{_TIME}",
    re.I,
)
_YEARLY_BEHIND = re.compile(r"\s+(?:of\s+)?(?:annual|yearly)\s+(?:[a-z-]+\s+)?capacity\b", re.I)
_YEARLY_BEFORE = re.compile(
    r"\b(?:(?:annual|yearly)\s+(?:[a-z-]+\s+){0,2}?capacity"
    r"\s+(?:of|at|to|by|is|was|stood\s+at|reached|came\s+to)\s+(?:(?:about|around|some|nearly|over)\s+)*$"
    r"|annuali[sz]ed\s+(?:operating\s+|running\s+)?capacity(?:\s+in\s+operation)?\s+(?:was|stood\s+at|reached|at|of)\s+$"
    r"|(?:(?:annual|yearly|annualised|annualized)\s+(?:rate|pace)\s+of|an?\s+annuali[sz]ed)\s+"
    r"(?:(?:about|around|some|nearly|roughly|just\s+(?:over|under))\s+)*$)",
    re.I,
)
# "a 100,000-ton plant": a plant has its size by the year.
_SIZED = re.compile(
    r"-(?:mt|tons?|tonnes?)\s+(?:[a-z-]+\s+){0,3}?(?:line|plant|smelter|refinery|project|base|mill)s?\b", re.I
)
_PLANT_SIZE = 5_000
_AMOUNTS = frozenset({"mt", "wmt", "dmt", "st", "oz", "kg", "lb", "gw", "mw", "gwh", "barrel"})
_DAILY = re.compile(
    r"\b(?:daily\s+(?:[\w-]+\s+){0,3}?"
    r"(?:output|production|volumes?|throughput|consumption|use|offtake|run-rate|average|mean|trad(?:e|es|ing)"
    r"|turnover|transactions?|sales|shipments|deliveries|arrivals|demand|rate|capacity|crude\s+steel|hot\s+metal|pig\s+iron)"
    r"|(?:average|output|production|sales)\s+(?:per|a)\s+day|on\s+a\s+daily\s+basis"
    r"|daily(?=(?:\s+(?:was|is|at|of|about|around|some))*:?\s*$)"
    r"|per\s+day(?=,?\s+(?:(?:it|this|that|output)\s+)?(?:(?:is|was|came\s+to|about|around|some)\s+)*$))\b"
    r"(?:,\s*|,\s+(?:by\s+contrast|however|in\s+contrast|on\s+the\s+other\s+hand|meanwhile|though),\s+[^.;:,\n\d]{0,60}|(?:(?!\b(?:while|whereas|total|monthly|weekly|annual|month's|stocks?|inventor(?:y|ies))\b)"
    # A number of plants may stand between: "daily output at the 137 mills surveyed was".
    r"(?:[^.;:,\n\d]|(?<![\d,.])\d{1,3}(?=\s+[a-z-]+(?<!mt)(?<!kt)\s))){0,90})"
    r"(?:,\s+(?:with|at)\s+(?:(?:about|around|some|nearly)\s+)*)?"
    # "shrank 1.63% MoM to", "increased by 1,300 mt MoM to": how far it moved stands between.
    r"(?:\d[\d.,]*\s?(?:%|mt|t|tonnes|tons)(?:\s+(?:MoM|YoY|m/m|y/y|month-on-month|month\s+on\s+month|on\s+the\s+month))?"
    r"\s+to\s+(?:(?:about|around|some|nearly)\s+)*)?$",
    re.I,
)
_DAILY_BACK = 150
_MOVED_FROM = re.compile(
    r",?\s+(?:an?\s+)?(?:(?:MoM|YoY|m/m|y/y|month-on-month)\s+)?(?:up|down|increase|decrease|rise|fall|drop|gain|growth)"
    r"\s+(?:of\s+|by\s+)?(?:about\s+|around\s+)?",
    re.I,
)
_BESIDE = re.compile(r"[^.;:\n\d]{0,30},\s+(?:(?:or|which\s+(?:is|was)|about|around|some|nearly)\s+)*", re.I)
_MOVED_AFTER = re.compile(
    r"\s+(?:higher|lower|more|less|above|below|fewer)\b(?!\s+(?:of|than\s+(?:the\s+)?\d))"
)
_CLOSE = Decimal(5)
# "11,930 mt, compared with 11,980 mt in May": the level compared with is told by the same time.
_AGAINST = re.compile(
    r"(?:\s+in\s+[A-Z][a-z]+)?(?:\s+was\s+[a-z]+)?,?\s+(?:(?:as\s+)?(?:compared\s+(?:with|to)|against|versus|vs\.?)"
    r"|(?:(?:up|down)\s+)?from|to|(?:(?:was|is)\s+)?(?:higher|lower|more|less)\s+than(?:\s+the)?)"
    r"(?:\s+[A-Z][a-z]+['’]s)?\s+(?:(?:about|around|some|nearly)\s+)?",
)
_SLIGHTLY = Decimal("1.5")
_TIMES = ("day", "month", "year")


def with_money_each(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with sums that are told for each tonne in that measure."""
    return [_each(text, reading) for reading in readings]


def _each(text: str, reading: Reading) -> Reading:
    if reading.unit not in CURRENCIES or abs(reading.value) >= _MILLION:
        return reading
    lead = _EACH_BEFORE.search(text, max(0, reading.start - _EACH_BACK), reading.start)
    if lead is None:
        return reading
    return replace(reading, unit=f"{reading.unit}/{units().measures[lead['measure'].lower()][0]}")


def with_rates(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with amounts that are told by the day, the month or the year as such rates."""
    done: list[Reading] = []
    for reading in readings:
        done.append(_rate(text, reading, done[-1] if done else None))
    return done


def _rate(text: str, reading: Reading, before: Reading | None) -> Reading:
    if reading.unit not in _AMOUNTS:
        return reading
    behind = _RATE_BEHIND.match(text, reading.end)
    if behind is not None:
        return replace(reading, unit=f"{reading.unit}/{units().times[behind['time'].lower()]}")
    if _YEARLY_BEHIND.match(text, reading.end) or _is_plant(text, reading):
        return replace(reading, unit=f"{reading.unit}/year")
    lead = text[max(0, reading.start - _DAILY_BACK) : reading.start]
    if _YEARLY_BEFORE.search(lead):
        return replace(reading, unit=f"{reading.unit}/year")
    if "aily" in lead or " day" in lead:
        if _DAILY.search(lead):
            return replace(reading, unit=f"{reading.unit}/day")
    return _moved(text, reading, before)


def _is_plant(text: str, reading: Reading) -> bool:
    at = text.rfind("-", reading.start, reading.end)
    return at > 0 and abs(reading.value) >= _PLANT_SIZE and _SIZED.match(text, at) is not None


def _moved(text: str, reading: Reading, before: Reading | None) -> Reading:
    """Read "daily output averaged 186,100 mt, an increase of 490 mt" as rates by the day both."""
    if before is None or before.unit not in [f"{reading.unit}/{time}" for time in _TIMES]:
        return reading
    gap = text[before.end : reading.start]
    if abs(reading.value) * _CLOSE >= before.value:
        near = before.value * 2 > abs(reading.value) * _SLIGHTLY > before.value
        return replace(reading, unit=before.unit) if near and _AGAINST.fullmatch(gap) else reading
    if _MOVED_FROM.fullmatch(gap) or (_BESIDE.fullmatch(gap) and _MOVED_AFTER.match(text, reading.end)):
        return replace(reading, unit=before.unit)
    return reading
