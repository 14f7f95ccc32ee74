"""Pieces: the runs of words of a part of a sentence of which each may tell one cause.

An item of a list is cut where a connective stands in it, so that what tells of the effect does not speak for
the cause; what a list cuts within a phrase ("in Jiangsu and Zhejiang") is put together again.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set

__all__ = ["pieces_of"]

_CUTTING = frozenset({"because", "against", "result", "lead"})
_JOINING = frozenset({"and", "or"})
_LEAST = 2


def pieces_of(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the pieces of a part of a sentence, in text order."""
    for item in _joined(reading, first, last):
        yield from _cut(reading, *item)


def _joined(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the items of a part; one that names nothing and has no verb goes with the next."""
    start: int | None = None
    items = list(items_of(reading, first, last))
    for number, (left, right) in enumerate(items):
        begin = left if start is None else start
        start = None
        joined = number + 1 < len(items) and items[number + 1][0] == right + 1 and reading.low(right) in _JOINING
        if joined and not reading.has(Kinds.CATEGORY, begin, right) and not reading.is_finite(begin, right):
            start = begin
            continue
        yield begin, right


def _cut(reading: Reading, first: int, last: int) -> Iterator[Run]:
    left = first
    for mark in reading.within(Kinds.LINK, first, last):
        if mark.first < left:
            continue
        cuts = mark.code in _CUTTING or (
            mark.code == "weak" and mark.first - left >= _LEAST and reading.has(Kinds.CATEGORY, mark.last, last)
            and reading.low(mark.first) in word_set("cutting")
        )
        if not cuts or mark.last >= last:
            continue
        if left < mark.first:
            yield left, mark.first
        left = mark.last
    if left < last:
        yield left, last
