"""Pieces: the runs of words of a part of a sentence of which each may tell one cause.

An item of a list is cut where a connective stands in it, so that what tells of the effect does not speak for
the cause; what a list cuts within a phrase ("in Jiangsu and Zhejiang") is put together again.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set

__all__ = ["joined_items", "pieces_of"]

_CUTTING = frozenset({"because", "against", "result", "lead"})
_JOINING = frozenset({"and", "or"})
_RELATIVE = frozenset({"which", "who", "whose"})
_LEAST = 2
_PHRASE = 4


def pieces_of(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the pieces of a part of a sentence, in text order."""
    for item in joined_items(reading, first, last):
        yield from _cut(reading, *item)


def joined_items(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the items of a part, what is not one by itself with the next."""
    items = list(items_of(reading, first, last))
    start: int | None = None
    for (left, right), (after, end) in zip(items, [*items[1:], (last, last)], strict=False):
        start = left if start is None else start
        if after < end and _goes_on(reading, (start, right), (after, end)):
            continue
        yield start, right
        start = None


def _goes_on(reading: Reading, item: Run, behind: Run) -> bool:
    """Tell whether an item goes on behind a comma or an "and": it has no verb and lacks its end."""
    first, last = item
    if behind[0] != last + 1 or reading.is_finite(first, last):
        return False
    if reading.low(last) not in _JOINING:
        return reading.low(behind[0]) in _RELATIVE
    if not reading.has(Kinds.CATEGORY, first, last):
        return True
    # "Power tariffs in Guizhou and Hunan": what is listed stands within the phrase.
    within = not word_set("listing").isdisjoint(reading.lows(max(first + 1, last - _PHRASE), last))
    return within and not reading.has(Kinds.CATEGORY, *behind)


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
    before = reading.low(link.first - 1) if left < link.first else ""
    if link.code == "lead" and before in word_set("noun_openers"):
        return False  # "a leading smelter"
    if link.code in _CUTTING:
        return not _is_figure(reading, link)
    weak = link.code == "weak" and reading.low(link.first) in word_set("cutting")
    named = reading.has(Kinds.CATEGORY, link.last, last)
    return weak and link.first - left >= _LEAST and named and before not in word_set("copulas")


def _is_figure(reading: Reading, link: Mark) -> bool:
    """Tell whether "down to" and "costs" say how much, or what for: "down to 18 days", "the costs of"."""
    word, behind = reading.low(link.last - 1), reading.low(link.last)
    if word == "to" and reading.low(link.last - 2) == "down":
        return behind[:1].isdigit()
    return word in ("cost", "costs") and not behind[:1].isdigit()
