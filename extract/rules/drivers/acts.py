"""Acts on output that need no word for their effect: a return to work, maintenance, a failure, a new line."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.causes import Cause, cause_in
from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import regions
from schemas.vocabulary import Category

__all__ = ["acts_in"]

_ACTS = frozenset(
    {Category.RESUMPTION, Category.MAINTENANCE, Category.EQUIPMENT_FAILURE, Category.CAPACITY_ADDITION}
)


def acts_in(reading: Reading, *, returns_only: bool) -> Iterator[tuple[Run, Cause]]:
    """Yield the acts that a sentence tells of, each with its run of words.

    `returns_only`: the sentence has stated causes, so only a return to work adds to them.
    """
    if not any(mark.code in _ACTS for mark in reading.marks.get(Kinds.CATEGORY, ())):
        return
    if any(word.low in word_set("watched") for word in reading.words):
        return
    for first, last in regions(reading):
        for start, stop in items_of(reading, first, last):
            cause = cause_in(reading, start, stop)
            if cause is None or cause.category not in _ACTS or _is_foreign(reading, start, cause.place):
                continue
            if cause.category is Category.RESUMPTION or (
                not returns_only and _is_told(reading, start, stop, cause)
            ):
                yield (start, stop), cause


def _is_foreign(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is the act of a buyer or of a supplier of inputs."""
    other = reading.within(Kinds.RAW, first, last) or reading.within(Kinds.DOWNSTREAM, first, last)
    return bool(other) and not any(reading.is_own(place) for place in range(first, last))


def _is_told(reading: Reading, first: int, last: int, cause: Cause) -> bool:
    """Tell whether producers are said to do it, and no more than its name is dropped."""
    acting = reading.is_finite(first, last) and bool(reading.within(Kinds.AGENT, first, last))
    return acting and not cause.hinted and not cause.faint
