"""Whether "mt" is a tonne, as price reporters mean it, or a million of them, as trading desks may.

The section's own usage decides: "81,700 mt" or "1.2 million mt" show tonnes, "kt", "t" or "m t" beside a
small decimal show millions, and so do decimals of what is only told of in millions (crude steel, iron ore).
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

_PRINTED = re.compile(r"\d(?P<gap>\s*)(?:mt|MT)$")
_SHOWS_TONNES = re.compile(r"(?:\d,?\d{3}|illion)\s?(?:mt|MT)\b")
_SHOWS_MILLIONS = re.compile(r"\d\s?(?:kt|(?:m|mln|k)\st|t)\b")
_SHORT = re.compile(r"\bshort\s+tons?\b", re.I)
_TONS = re.compile(r"(?<!metric )\btons?$", re.I)
# No country makes or ships 5.1 tonnes of steel in a month, nor 2.75 tonnes of scrap.
_BULK = re.compile(
    r"\b(?:crude steel|steel output|steel production|finished steel|iron ore|pig iron|hot metal|scrap imports"
    r"|coking coal|coal output|coke output|bauxite|alumina output|alumina production)\b",
    re.I,
)
_LOOK_BACK = 160
_SMALL = 1000
_MILLION = Decimal(1_000_000)


def with_sure_tonnes(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with every "mt" in tonnes, or without a unit where its scale is not sure."""
    if _SHORT.search(text):
        readings = [_short(text, reading) for reading in readings]
    if _SHOWS_TONNES.search(text):
        return list(readings)
    millions = _SHOWS_MILLIONS.search(text) is not None
    return [_settled(text, reading, millions=millions) for reading in readings]


def _short(text: str, reading: Reading) -> Reading:
    tons = reading.unit == "mt" and _TONS.search(text, reading.start, reading.end) is not None
    return replace(reading, unit="st") if tons else reading


def _is_bulk(text: str, reading: Reading) -> bool:
    """Tell whether what is made or moved is told of in millions of tonnes wherever it has a decimal."""
    line = text.rfind("\n", 0, reading.start) + 1
    return (
        reading.step < 1
        and _BULK.search(text, max(line, reading.start - _LOOK_BACK), reading.start) is not None
    )


def _settled(text: str, reading: Reading, *, millions: bool) -> Reading:
    printed = _PRINTED.search(text, reading.start, reading.end)
    if reading.unit != "mt" or printed is None or abs(reading.value) >= _SMALL:
        return reading
    glued, decimal = not printed["gap"], reading.step < 1
    if decimal and ((millions and glued) or _is_bulk(text, reading)):
        return reading.scaled(_MILLION)
    doubtful = (glued or decimal) if millions else (glued and decimal)
    return replace(reading, unit=None) if doubtful else reading
