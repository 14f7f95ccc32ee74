"""Bare numbers that tell a level before them anew: its move, its former value, what was expected of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.lexicon import words
from extract.annotate.readings import Reading, multiplier_of
from extract.annotate.sums import CLOSE

__all__ = ["base_of_rate", "retold", "taken_up"]

# "(Jan: 4,700)", "-50 w/w": a number that takes up the unit of the one before.
_BRACKET = re.compile(
    r"[^.;\n()]{0,24}\((?:(?:end|mid|late|early)[- ])?(?:[A-Za-z]{3,9}\.?(?:\s(?:19|20)\d\d)?:?\s*)?"
)
# "45.2 kt, from 43.1 in May", "1,365 yuan/mtu ex-works, was 1,340": the same, without brackets.
_BESIDE = re.compile(
    r"[^.,;\n()\d]{0,24},?\s+(?:(?:up|down|higher|lower)\s+)?(?:was|from|against|versus|vs\.?|v|after|compared\s+(?:with|to))\s+",
    re.I,
)
# "Improved to 72.5%, from 67 in May": the base of a rate, told with its time or last in its clause.
_BESIDE_RATE = re.compile(r",?\s+(?:to|from|against|versus|vs\.?|compared\s+(?:with|to))\s+")
_OF_TIME = re.compile(r"\s+in\s+[A-Z]|\s+(?:a|the)\s+(?:month|year)\s+|\s*[;.)](?:\s|$)|\s*$")
_ABBREVIATED = re.compile(r"\s*(?:[mywqd]/[mywqd]|[mywqd]-o-[mywqd]|MoM|YoY|WoW|QoQ)(?!\w)", re.I)
_WHOLE = Decimal(100)
# What is told in these has no move that a bare number would tell.
_UNMOVED = ("count", "percent", "percentage_point", "day", "week", "month", "year")
_UNNAMED = tuple(unit for unit in _UNMOVED if unit != "percent")
_HEDGED = r"(?:(?:about|around|nearly|some|roughly|just|only|over|another|a\s+further)\s+)*"
_MONTHS = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
# "Down 120 from the previous round", "a small rise of 100", ": +1,000": how far it moved.
_MOVED = re.compile(
    r"\b(?:(?:up|down|off|by|gain(?:s|ed|ing)?|lost|los(?:es|ing)|add(?:s|ed|ing)|shed(?:s|ding)?"
    r"|plus|minus)|(?:rise|fall|gain|loss|drop|cut|hike|increase|decrease|decline|dip)\s+of)\s+"
    rf"{_HEDGED}$",
    re.I,
)
_COMPARED = re.compile(
    r"\s+(?:higher|lower|more|less|cheaper|dearer|up|down|above|below|over|under)"
    r"(?:\s+(?:than|on|w/w|m/m|y/y|week|month|year|mom|yoy|wow|over|at|in|since|to"
    rf"|(?:the\s+)?(?:last|end|start|level|figure|previous|{_MONTHS}))\b|\s*[,;.)\n]|\s*$)",
    re.I,
)
_MOVE_OVER = re.compile(
    r"(?=\s*(?:[,;.)\n]|$)|\s+(?:\([^()]{1,20}\)|w/w|m/m|y/y|q/q|on\s|over\s|in\s|within\s|from\s|since\s|than\s|week|month|year"
    r"|MoM|YoY|WoW|again\b|as\s|after\s|because\s|amid\s|this\s|against\s|to\s+(?:[a-z]+\s+){0,3}(?:contract|month|week|year)\b))"
)
# "y/y -1.0 (pct)", "plus or minus 20": a rate, a margin of error.
_NO_MOVE = re.compile(r"(?:\b[mywq]/[mywq]|\b(?:MoM|YoY|WoW|QoQ)|\bplus\s+or)[:\s]*$")
# "We had guessed 1.150", "consensus was 76": what was expected, about as large.
_WE = r"(?:\bhad|['’]d)"
_MEANT = (
    r"(?:been|said|thought|guessed|expected|budgeted|planned|forecast|predicted|projected|assumed|hoped|called|looked"
    r"|pencill?ed|estimated|wanted|seen|aimed|told|written|put)"
)
_EXPECTED = re.compile(
    rf"(?:{_WE}\s+(?:{_MEANT}\s+(?:(?:in|for|of|at|to|you|down)\s+)*)?"
    rf"|\b{_MEANT}\s+(?:for\s+)?|\b(?:consensus|forecast|plan|budget|poll|projection|target|guess|call|estimate|expectations?|street|guidance)"
    rf"(?:\s+(?:of|was|were|at|is|had|said|stood\s+at))+\s+|\b(?:asked|looked|hoped|called)\s+for\s+){_HEDGED}$",
    re.I,
)
_WAS_EXPECTED = re.compile(
    r"\s+(?:(?:that|which)\s+)?(?:\w+\s+){0,3}(?:(?:had|was|were)\s+)?(?:expected|projected|forecast|planned|budgeted|predicted"
    r"|pencill?ed\s+in)\b"
)
# "31,400 in January", "39,000 a month ago", "January's 0.8", "previously 680-720": what it was before.
_BEFORE = r"(?:ago|earlier|before|previously|prior)"
_FORMER_LEAD = re.compile(
    r"(?:(?:\b[A-Z][a-z]{2,8}|\b(?:last|previous|prior|the\s+previous|the\s+prior)\s+(?:month|year|week|quarter))['’]s\s+(?:figure\s+(?:of|was)\s+)?"
    rf"|\b(?:an?|one|two|three|six|twelve|seven|ten)\s+(?:month|week|year|day)s?\s+{_BEFORE}:?\s+(?:it\s+(?:was|had\s+been)\s+)?"
    r"|\b(?:last|the\s+previous|the\s+prior)\s+(?:month|year|week|quarter|time|round)[,:]?\s+(?:it\s+(?:was|had\s+been)\s+)?"
    rf"|\bin\s+(?:{_MONTHS})\s+(?:it\s+)?(?:was|had\s+been|stood\s+at)\s+"
    r"|\bpreviously[,:]?\s+|\bthe\s+\w+-ago\s+figure\s+was\s+)"
    rf"{_HEDGED}$"
)
_FORMER_OVER = re.compile(
    rf"\s+(?:(?:in|for|at\s+end|at\s+the\s+end\s+of)[\s-]+(?:{_MONTHS})\b|(?:in|for)\s+the\s+(?:\w+\s+)?(?:{_MONTHS})\b"
    rf"|(?:an?|one|two|three|six|twelve|seven|ten)\s+(?:month|week|year|day)s?\s+{_BEFORE}\b"
    r"|(?:in\s+the\s+same\s+month\s+)?(?:of\s+)?last\s+(?:month|year|week|time|round)\b"
    r"|the\s+(?:month|year|week|quarter)\s+before\b)",
    re.I,
)
_LOOK_BACK = 70
_REACH = 260
_LEVELS, _LOOKED_AT = 4, 24
_FAR = Decimal("1.3")
_NEAR = Decimal(3)
_TWICE, _TOGETHER = 2, 3
_GAP_WORD = re.compile(r"[A-Za-z][A-Za-z/]*")
_LINE = "\n"


def taken_up(text: str, before: Reading, reading: Reading) -> Reading | None:
    """Read a bare number in the measure of the reading before, multiplier and all: "45.2 kt, -1.3 w/w"."""
    if before.unit in (None, "count", "percent", "percentage_point"):
        return None
    # "1.68 million tonnes from 1.73 million": its multiplier is told with it.
    scaled = reading if reading.step == before.step != 1 else reading.scaled(multiplier_of(text, before))
    if before.step != 1 and scaled.step == 1:
        return None
    measured = replace(scaled, unit=before.unit, bare=False)
    if reading.signed and _ABBREVIATED.match(text, reading.end):
        if "\n" not in text[before.end : reading.start]:
            return measured if abs(measured.value) < abs(before.value) else None
    near = abs(before.value) / CLOSE <= abs(measured.value) <= abs(before.value) * CLOSE
    beside = _BRACKET.fullmatch(text, before.end, reading.start) or _BESIDE.fullmatch(
        text, before.end, reading.start
    )
    return measured if near and beside else None


def base_of_rate(text: str, before: Reading, reading: Reading) -> Reading | None:
    """Read "from 67 in May" behind "to 72.5%": a bare percentage, at most twice or half the other."""
    near = before.value <= reading.value * 2 and reading.value <= min(before.value * 2, _WHOLE)
    if before.unit != "percent" or reading.signed or reading.value <= 0 or not near:
        return None
    told = _BESIDE_RATE.fullmatch(text, before.end, reading.start) and _OF_TIME.match(text, reading.end)
    return replace(reading, unit="percent", bare=False) if told else None


def retold(text: str, done: Sequence[Reading], reading: Reading) -> Reading | None:
    """Return a bare number in the unit of the level before it that it tells anew, or None.

    Moves are smaller than half of their level; what was expected lies within 30% of it, what it was
    before within a third and the threefold.
    """
    lead = text[max(0, reading.start - _LOOK_BACK) : reading.start]
    if _is_expected(text, reading, lead):
        return _near(text, done, reading, _FAR, _LEVELS, rates=False)
    if _is_former(text, reading, lead):
        return _near(text, done, reading, _NEAR, _TWICE, rates=True)
    if _is_move(text, reading, lead):
        return _move(text, done, reading)
    return None


def _is_expected(text: str, reading: Reading, lead: str) -> bool:
    return not reading.signed and (
        _EXPECTED.search(lead) is not None or _WAS_EXPECTED.match(text, reading.end) is not None
    )


def _is_former(text: str, reading: Reading, lead: str) -> bool:
    return _FORMER_OVER.match(text, reading.end) is not None or _FORMER_LEAD.search(lead) is not None


def _is_move(text: str, reading: Reading, lead: str) -> bool:
    if _NO_MOVE.search(lead):
        return False
    if _COMPARED.match(text, reading.end):
        return True
    return (reading.signed or _MOVED.search(lead) is not None) and _MOVE_OVER.match(
        text, reading.end
    ) is not None


def _near(
    text: str, done: Sequence[Reading], reading: Reading, far: Decimal, levels: int, *, rates: bool
) -> Reading | None:
    """Return the number as large as one of the last few levels, under the multiplier of that or its own."""
    last = done[-_LOOKED_AT:]  # bounded, so that a long list costs no more for each of its figures
    told = [one for one in last if one.unit not in (None, *_UNNAMED) and one.start >= reading.start - _REACH]
    for level in told[: -levels - 1 : -1]:
        if _LINE in text[level.end : reading.start]:
            return None
        if level.unit == "percent" and (reading.signed or not rates):
            continue
        for scaled in (reading.scaled(multiplier_of(text, level)), reading):
            if abs(level.value) / far <= abs(scaled.value) <= abs(level.value) * far:
                return replace(scaled, unit=level.unit, bare=False)
    return None


def _move(text: str, done: Sequence[Reading], reading: Reading) -> Reading | None:
    """Return the number in the unit of a level just before it in its sentence, which it is a part of."""
    told = [one for one in done[-_TOGETHER:] if one.unit not in (None, *_UNMOVED)]
    for level in reversed(told):
        between = text[level.end : reading.start]
        near = level.end >= reading.start - _REACH and _LINE not in between and ". " not in between
        named = {word.lower() for word in _GAP_WORD.findall(between)}
        if not near or level.unit != told[-1].unit or not words().no_entry.isdisjoint(named):
            return None
        scaled = reading.scaled(multiplier_of(text, level))
        if abs(scaled.value) * _TWICE < abs(level.value):
            return replace(scaled, unit=level.unit, bare=False)
    return None
