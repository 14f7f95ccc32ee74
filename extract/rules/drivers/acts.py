"""What moves output and needs no word for it: a return to work, maintenance, a failure, the cold."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.causes import Cause, cause_in
from extract.rules.drivers.clauses import has_verb, items_of
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import regions
from schemas.vocabulary import Category

__all__ = ["acts_in"]

_ACTS = frozenset(
    {Category.RESUMPTION, Category.MAINTENANCE, Category.EQUIPMENT_FAILURE, Category.CAPACITY_ADDITION,
     Category.CALENDAR, Category.WEATHER, Category.ENERGY, Category.ENVIRONMENT, Category.LOGISTICS,
     Category.OTHER}
)  # fmt: skip
_PLANNED = frozenset(
    {"scheduled", "planned", "arranged", "due", "begins", "starts", "increases", "increased"}
)


def acts_in(reading: Reading) -> Iterator[tuple[Run, Cause]]:
    """Yield what a sentence tells of such acts and events, each with its run of words."""
    if not any(mark.code in _ACTS for mark in reading.marks.get(Kinds.CATEGORY, ())):
        return
    if not word_set("watched").isdisjoint(reading.words):
        return
    for first, last in regions(reading):
        for start, stop in items_of(reading, first, last):
            cause = cause_in(reading, start, stop)
            if cause is None or cause.category not in _ACTS or _is_foreign(reading, start, cause.place):
                continue
            if cause.category is Category.RESUMPTION or _is_told(reading, start, stop, cause):
                yield (start, stop), cause


def _is_foreign(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is the act of a buyer or of a supplier of inputs."""
    other = reading.within(Kinds.RAW, first, last) or reading.within(Kinds.DOWNSTREAM, first, last)
    return bool(other) and not reading.has_own(first, last)


def _is_told(reading: Reading, first: int, last: int, cause: Cause) -> bool:
    """Tell whether an item is a statement, and no more than its name is dropped."""
    if cause.category is Category.MAINTENANCE and not reading.has(Kinds.AGENT, first, last):
        # "The maintenance lasted two weeks" tells of what is known.
        if _PLANNED.isdisjoint(reading.lows(first, last)):
            return False
    return has_verb(reading, first, last) and not cause.hinted and not cause.faint
