"""Pieces: the runs of words of a part of a sentence of which each may tell one cause.

An item of a list is cut where a connective stands in it, so that what tells of the effect does not speak for
the cause; what a list cuts within a phrase ("in Jiangsu and Zhejiang") is put together again.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.phrases import Mark
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
    """Yield the items of a part; one that names no kind of cause and has no verb goes with the next."""
    items = list(items_of(reading, first, last))
    start: int | None = None
    for (left, right), (after, _) in zip(items, [*items[1:], (-1, -1)], strict=False):
        start = left if start is None else start
        goes_on = after == right + 1 and reading.low(right) in _JOINING
        if goes_on and not reading.has(Kinds.CATEGORY, start, right) and not reading.is_finite(start, right):
            continue
        yield start, right
        start = None


def _cut(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield what stands between the connectives of a run."""
    left = first
    for link in reading.within(Kinds.LINK, first, last):
        if left <= link.first and link.last < last and _cuts(reading, link, left, last):
            if left < link.first:
                yield left, link.first
            left = link.last
    yield left, last


def _cuts(reading: Reading, link: Mark, left: int, last: int) -> bool:
    """Tell whether a connective parts a run; a weak one where a kind of cause is named behind it."""
    if link.code in _CUTTING:
        return True
    weak = link.code == "weak" and reading.low(link.first) in word_set("cutting")
    return weak and link.first - left >= _LEAST and reading.has(Kinds.CATEGORY, link.last, last)
