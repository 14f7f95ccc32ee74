"""Spots: every place of a sentence that may name a cause, with each category that its words allow.

A spot is no driver yet: `judge` decides which ones are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.rules.drivers.causes import candidates, cause_in
from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.pushes import push_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.regions import regions
from schemas.vocabulary import Category, Direction

__all__ = ["Spot", "spots_in"]

_FIRST = 9.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A possible cause: its part of the sentence, its own run of words, and the word that names it.

    `rank` is 0 for the category that the words name first, 1 for the next one; `told` says that words
    beside the name give the way of the push.
    """

    reading: Reading
    part: Run
    run: Run
    category: Category
    push: Direction
    told: bool
    place: Run
    rank: int
    hinted: bool
    faint: bool


def spots_in(reading: Reading, taken: Sequence[Run] = ()) -> Iterator[Spot]:
    """Yield the spots of a sentence in text order, those of one item by rank; none where a run is taken."""
    for part in regions(reading):
        for first, last in items_of(reading, *part):
            if not any(a < last and first < b for a, b in taken):
                yield from _of_item(reading, part, (first, last))


def _of_item(reading: Reading, part: Run, run: Run) -> Iterator[Spot]:
    first = cause_in(reading, *run)
    found: dict[Category, tuple[float, Mark | None]] = {}
    for score, category, named_by in candidates(reading, *run):
        if category not in found or score > found[category][0]:
            found[category] = (score, named_by)
    if first is not None:
        found[first.category] = (_FIRST, found.get(first.category, (0.0, None))[1])
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    for rank, (category, (_, mark)) in enumerate(ranked):
        if first is not None and category is first.category:
            place = first.place
            push, told = first.push, first.told
        elif mark is not None:
            place = mark.first
            push, told = push_of(reading, category, mark, *run)
        named = (place, mark.last if mark is not None and mark.first == place else place + 1)
        hint, faint = (reading.at(kind, place) is not None for kind in (Kinds.HINT, Kinds.FAINT))
        yield Spot(reading, part, run, category, push, told, named, rank, hint, faint)
