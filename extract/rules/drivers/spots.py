"""Spots: every place of a sentence that may name a cause, with each category that its words allow.

A spot is no driver yet: `judge` decides which ones are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.rules.drivers.causes import candidates, cause_in
from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.pushes import push_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.regions import regions
from schemas.vocabulary import Category, Direction

__all__ = ["Spot", "spots_in"]


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


def spots_in(reading: Reading) -> Iterator[Spot]:
    """Yield the spots of a sentence in text order, those of one item by rank."""
    for part in regions(reading):
        for run in items_of(reading, *part):
            yield from _of_item(reading, part, run)


def _of_item(reading: Reading, part: Run, run: Run) -> Iterator[Spot]:
    found: dict[Category, tuple[float, Run]] = {}
    first = cause_in(reading, *run)
    if first is not None:
        found[first.category] = (float("inf"), (first.place, first.place + 1))
    for score, category, mark in candidates(reading, *run):
        if category not in found or score > found[category][0]:
            found[category] = (score, (mark.first, mark.last))
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[1][1]))
    for rank, (category, (_, place)) in enumerate(ranked):
        named = reading.starts(Kinds.CATEGORY, place[0]) or reading.starts(Kinds.HEAD, place[0])
        mark = named or next(iter(reading.within(Kinds.CATEGORY, *run)), None)
        push, told = (first.push, first.told) if first is not None and rank == 0 else (Direction.DOWN, False)
        if rank and mark is not None:
            push, told = push_of(reading, category, mark, *run)
        hint, faint = reading.at(Kinds.HINT, place[0]), reading.at(Kinds.FAINT, place[0])
        at = (mark.first, mark.last) if named is not None and mark is not None else place
        yield Spot(
            reading, part, run, category, push, told, at, rank, hint is not None, faint is not None
        )
