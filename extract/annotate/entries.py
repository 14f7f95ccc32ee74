"""Units that an entry of a list takes: from the head of its line, from the entry before, from the last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.lexicon import words
from extract.annotate.measures import read_suffix
from extract.annotate.readings import Reading, multiplier_of
from extract.annotate.sums import CLOSE

__all__ = ["from_entry", "from_head", "from_last", "heads_of"]

_LONGEST_LIST = 12
_WORD = re.compile(r"[A-Za-z][A-Za-z/]*")
# "flake 78,000 yuan/t (unchanged); FeV50 88,500": an entry of a list takes up the unit of the one before.
_NEXT_ENTRY = re.compile(r"(?:\s*\([^()\d]{1,40}\))?\s*[,;]\s+(?:and\s+)?(?:[^\W_][\w-]*\s+){1,4}")
_ENTRY_OVER = re.compile(r"\s*(?:[;.)](?:\s|$)|,\s|\n|$|\s\()")
# "Regions: Sichuan 5.9, Hebei 2.7, Liaoning 1.6 thousand tonnes": the unit stands behind the last entry.
_HEADED_ENTRY = re.compile(r"(?::|,|;|\band)\s+(?:[A-Z][\w-]*\s+){1,3}$")
# Three or more open a line or a sentence without a head: "Guangxi 30.2, Guizhou 21.8, Hunan 11.0 kt."
_BEGUN_ENTRY = re.compile(r"(?:^|\n|[.!?]\s)(?:[*•·-]\s+|o\s+)?(?:[A-Z][\w-]*\s+){1,3}$")
_LEAST_UNHEADED = 2
_TO_ENTRY = re.compile(r"[,;]\s+(?:and\s+)?(?:[A-Z][\w-]*\s+){1,3}|\s+and\s+(?:[A-Z][\w-]*\s+){1,3}")
_HEADED_BACK = 60
_GROUPED = re.compile(r"[.,]\d")
# "Production, November (kt, m/m): China 86.0 (-9.5%), Brazil 15.2": the unit stands in the line's head.
_UNIT = r"(?:(?:'?000 |thousand |million )?[A-Za-z]{1,6}(?:/[a-z]{1,6})?|%)"
_HEAD = re.compile(
    rf"\((?P<unit>{_UNIT})(?:[,;][^()\n:]{{0,40}})?\)\s*:"
    rf"|,\s(?:in\s)?(?P<told>{_UNIT}|thousand tonnes|million tonnes):"
)
_ENTRY = re.compile(r"(?=\s*(?:[(),;.\n]|$|\s(?:and|vs|against|from|after)\b))")
_IN_ENTRY = re.compile(r"[A-Za-z)]\s+$|[(:]\s*$")


def heads_of(text: str) -> Sequence[re.Match[str]]:
    """Return the heads of lines that tell a unit in brackets, in order."""
    return list(_HEAD.finditer(text))


def from_head(text: str, reading: Reading, heads: Sequence[re.Match[str]]) -> Reading | None:
    """Read an entry of a line that tells its unit in front, in brackets; `heads` are those of all lines."""
    at = bisect_right(heads, reading.start, key=re.Match.end)
    if not at or not _ENTRY.match(text, reading.end):
        return None
    head = heads[at - 1]
    if text.find("\n", head.end(), reading.start) >= 0:
        return None
    if not _IN_ENTRY.search(text, max(0, reading.start - 4), reading.start):
        return None
    suffix = read_suffix(f"0 {(head['unit'] or head['told']).removeprefix(chr(39))}", 1)
    if suffix.unit in (None, "count") or suffix.duration:
        return None
    return replace(reading.scaled(suffix.multiplier * suffix.scale), unit=suffix.unit, bare=False)


def from_entry(text: str, before: Reading, reading: Reading) -> Reading | None:
    """Read "liquid 26,900" behind "crystal 27,650 yuan/t, "."""
    if before.unit in (None, "count", "percent", "percentage_point") or reading.signed or reading.value <= 0:
        return None
    if not _NEXT_ENTRY.fullmatch(text, before.end, reading.start) or not _ENTRY_OVER.match(text, reading.end):
        return None
    if not _is_name(text[before.end : reading.start]):
        return None
    grouped = _GROUPED.search(text, reading.start, reading.end) is not None
    alike = before.step == 1 and abs(before.value) < _LEAST_GROUPED
    for scaled in (reading, reading.scaled(multiplier_of(text, before))):
        if abs(before.value) / CLOSE <= scaled.value <= abs(before.value) * CLOSE:
            return replace(scaled, unit=before.unit, bare=False) if grouped or alike else None
    return None


_LEAST_GROUPED = 1000
"""Below it a number needs no mark of its thousands to be told from a year or a name."""


def from_last(text: str, readings: Sequence[Reading], index: int, before: Reading | None) -> Reading | None:
    """Read an entry of a list of names, of which the last alone has its unit.

    The list stands behind a colon, or opens a line or a sentence with three entries or more; `before` is
    the reading before the entry, in the unit that it was given.
    """
    first = readings[index]
    lead = _HEADED_ENTRY.search(text, max(0, first.start - _HEADED_BACK), first.start)
    begun = lead or _BEGUN_ENTRY.search(text, max(0, first.start - _HEADED_BACK), first.start)
    if begun is None or not _is_name(begun.group()):
        return None
    colon = text.rfind(":", max(0, first.start - _HEADED_BACK * _LONGEST_LIST), first.start)
    headed = colon >= 0 and "\n" not in text[colon : first.start] and ". " not in text[colon : first.start]
    for at in range(index, min(index + _LONGEST_LIST, len(readings) - 1)):
        last = readings[at + 1]
        gap = readings[at].end, last.start
        if not _TO_ENTRY.fullmatch(text, *gap) or not _is_name(text[slice(*gap)]):
            return None
        if not last.bare:
            if last.unit in (None, "count"):
                return None
            listed = headed or at + 1 - index >= _LEAST_UNHEADED or _goes_on(text, before, first, last.unit)
            if not listed:
                return None
            scaled = first.scaled(multiplier_of(text, last))
            far = CLOSE**2
            near = abs(last.value) / far <= abs(scaled.value) <= abs(last.value) * far
            return replace(scaled, unit=last.unit, bare=False) if near else None
    return None


def _goes_on(text: str, before: Reading | None, entry: Reading, unit: str | None) -> bool:
    """Tell whether an entry follows on another one that was given the unit of the list."""
    return (
        before is not None
        and before.unit == unit
        and _TO_ENTRY.fullmatch(text, before.end, entry.start) is not None
    )


def _is_name(text: str) -> bool:
    """Tell whether words name an entry: a kind or a place, nothing else that is measured or numbered."""
    return words().no_entry.isdisjoint(word.lower() for word in _WORD.findall(text))
