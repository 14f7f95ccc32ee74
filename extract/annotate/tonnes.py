"""Whether "mt" is a tonne, as price reporters mean it, or a million of them, as trading desks may.

The section's own usage decides: "81,700 mt" or "1.2 million mt" show tonnes, "kt", "t" or "m t" beside a
small decimal show millions. Where it decides nothing, the unit is left unread rather than guessed at: a
reading that is wrong is wrong by a factor of a million.
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
_SMALL = 1000
_MILLION = Decimal(1_000_000)


def with_sure_tonnes(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with every "mt" in tonnes, or without a unit where its scale is not sure."""
    if _SHOWS_TONNES.search(text):
        return list(readings)
    millions = _SHOWS_MILLIONS.search(text) is not None
    return [_settled(text, reading, millions=millions) for reading in readings]


def _settled(text: str, reading: Reading, *, millions: bool) -> Reading:
    printed = _PRINTED.search(text, reading.start, reading.end)
    if reading.unit != "mt" or printed is None or abs(reading.value) >= _SMALL:
        return reading
    glued, decimal = not printed["gap"], reading.step < 1
    if millions and glued and decimal:
        return reading.scaled(_MILLION)
    doubtful = (glued or decimal) if millions else (glued and decimal)
    return replace(reading, unit=None) if doubtful else reading
