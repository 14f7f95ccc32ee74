"""Numbers with a multiplier and no measure: "112.3 thousand", in a text that tells tonnes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.readings import Reading
from schemas.units import UnitKind, unit_kind

__all__ = ["with_scaled"]

_SCALED = re.compile(r"\d\s(?:thousand|million)$", re.I)
_OVER = re.compile(
    r"(?=\s*(?:[,;.)(\n]|$)|\s+(?:in|from|at|by|to|and|or|after|before|against|versus|for|with|on|last|this|more|less|than"
    r"|lower|higher|down|up|a\s+(?:month|year|week)|projected|expected|forecast|planned|seen)\b)"
)
_OF_OTHERS = re.compile(r"\s+(?:and\s+)?(?:dollars|people|households|cars|homes|workers)\b", re.I)
_TENFOLD = 10
_LEVELS, _LOOKED_AT = 4, 24


def with_scaled(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Give such numbers the measure of the nearest amount about as large, told before them or right after."""
    done = list(readings)
    for index, reading in enumerate(readings):
        if not reading.bare or not _SCALED.search(text, reading.start, reading.end):
            continue
        if not _OVER.match(text, reading.end) or _OF_OTHERS.match(text, reading.end):
            continue
        before = done[max(0, index - _LOOKED_AT) : index][::-1]
        amounts = [one for one in (*before, *readings[index + 1 : index + 2]) if _is_amount(one)]
        for one in amounts[:_LEVELS]:
            if abs(one.value) / _TENFOLD <= abs(reading.value) <= abs(one.value) * _TENFOLD:
                done[index] = replace(reading, unit=one.unit, bare=False)
                break
    return done


def _is_amount(reading: Reading) -> bool:
    return reading.unit not in (None, "count") and unit_kind(reading.unit) is UnitKind.AMOUNT
