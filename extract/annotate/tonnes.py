"""Whether "mt" is a tonne, as price reporters mean it, or a million of them, as trading desks may.

The section's own usage decides: "81,700 mt" or "1.2 million mt" show tonnes, "kt", "t" or "m t" beside a
small decimal show millions, and so do decimals of what is only told of in millions (crude steel, iron ore).
Indian houses write "0.21 MT" and "5 MTPA" for millions of anything that they tell of.
Where it decides nothing, the unit is left unread rather than guessed at: a reading that is wrong is wrong
by a factor of a million. Where short tons are spoken of, bare "tons" are such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.annotate.readings import Reading

__all__ = ["with_sure_tonnes"]

_PRINTED = re.compile(r"\d(?P<gap>\s*)(?:mt|(?P<capital>MT))(?:\s(?:an?|per)\s(?P<time>[a-z]+))?$")
_YEARLY = re.compile(r"\d\s?mtpa$", re.I)
_SHOWS_TONNES = re.compile(r"(?:\d,?\d{3}|illion)\s?(?:mt|MT|mtpa|MTPA)\b")
_SHOWS_MILLIONS = re.compile(r"\d\s?(?:kt|(?:m|mln|k)\st|t)\b|/t\b")
# Rupees, fiscal years and lakhs are spoken of by houses that mean millions; a price "per MT" is of tonnes.
_INDIAN = re.compile(r"\bRs\b|₹|\bINR\b|\bFY\s?\d\d|\b(?:lakhs?|crores?)\b")
_PRICED_EACH = re.compile(r"(?:/\s?|\bper\s)MT\b")
_SHORT = re.compile(r"\b(?:short|net)\s+tons?\b", re.I)
_TONS = re.compile(r"(?<!metric )\btons?$", re.I)
# No country makes or ships 5.1 tonnes of steel in a month, nor 2.75 tonnes of scrap.
_BULK = re.compile(
    r"\b(?:crude steel|steel output|steel production|finished steel|iron ore|pig iron|hot metal|scrap imports"
    r"|coking coal|coal output|coke output|bauxite|alumina output|alumina production)\b",
    re.I,
)
# "Poor bauxite, and output of the metal fell to 58.9 mt": what was named is no longer what is measured.
_OF_ANOTHER = re.compile(r"[,;.]\s.*\b(?:output|production|imports|exports|shipments|arrivals|stocks)\b")
_LOOK_BACK = 160
_SMALL = 1000
_FEW = 5
_MILLION = Decimal(1_000_000)


def with_sure_tonnes(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with every "mt" in tonnes, or without a unit where its scale is not sure."""
    if _SHORT.search(text):
        readings = [_short(text, reading) for reading in readings]
    if _SHOWS_TONNES.search(text):
        return list(readings)
    millions = _SHOWS_MILLIONS.search(text) is not None
    if " MT" in text:
        # "MT" of what is told of in millions tells what the rest is told in.
        priced = _PRICED_EACH.search(text) is not None
        bulky = not priced and any(_is_capital(text, one) and _is_bulk(text, one) for one in readings)
        if bulky or _INDIAN.search(text):
            # Where a price is told by the MT, no house writes "0.21 MT" for less than a tonne.
            readings = [
                one.scaled(_MILLION)
                if _is_capital(text, one) and (bulky or _is_of_millions(one, priced=priced))
                else one
                for one in readings
            ]
    return [_settled(text, reading, millions=millions) for reading in readings]


def _is_of_millions(reading: Reading, *, priced: bool) -> bool:
    return reading.step < 1 and (not priced or abs(reading.value) < _FEW)


def _is_capital(text: str, reading: Reading) -> bool:
    """Tell whether a figure is printed as a small number of "MT", by the month or the day too."""
    if abs(reading.value) >= _SMALL or not (reading.unit or "").startswith("mt"):
        return False
    printed = _PRINTED.search(text, reading.start, reading.end)
    return printed is not None and printed["capital"] is not None and bool(printed["gap"])


def _short(text: str, reading: Reading) -> Reading:
    unit = reading.unit or ""
    tons = unit in ("mt", "usd/mt") and _TONS.search(text, reading.start, reading.end) is not None
    return replace(reading, unit=f"{unit[:-2]}st") if tons else reading


def _is_bulk(text: str, reading: Reading) -> bool:
    """Tell whether what is made or moved is told of in millions of tonnes wherever it has a decimal."""
    line = text.rfind("\n", 0, reading.start) + 1
    if reading.step >= 1:
        return False
    named = list(_BULK.finditer(text, max(line, reading.start - _LOOK_BACK), reading.start))
    return bool(named) and _OF_ANOTHER.search(text, named[-1].end(), reading.start) is None


def _settled(text: str, reading: Reading, *, millions: bool) -> Reading:
    small = abs(reading.value) < _SMALL
    if reading.unit == "mt/year" and small and _YEARLY.search(text, reading.start, reading.end):
        return reading.scaled(_MILLION)
    printed = _PRINTED.search(text, reading.start, reading.end)
    if reading.unit != "mt" or printed is None or not small:
        return reading
    glued, decimal = not printed["gap"], reading.step < 1
    if decimal and ((millions and glued) or _is_bulk(text, reading)):
        return reading.scaled(_MILLION)
    doubtful = (glued or decimal) if millions else (glued and decimal)
    return replace(reading, unit=None) if doubtful else reading
