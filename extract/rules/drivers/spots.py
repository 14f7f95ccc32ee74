"""Spots: the categories that a run of words may name by the lexicons, the likeliest first."""

from __future__ import annotations

from extract.record import record
from extract.rules.drivers.causes import candidates, cause_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.pushes import push_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from schemas.vocabulary import Category, Direction

__all__ = ["Spot", "spots_of"]

_FIRST = 9.0


@record(frozen=True, slots=True)
class Spot:
    """A category that a run may name, and which way it then pushes.

    `told` says that words beside the name give that way; `hinted` and `faint` that the name is a weak one.
    """

    category: Category
    push: Direction
    told: bool
    hinted: bool
    faint: bool


def spots_of(reading: Reading, run: Run) -> tuple[Spot, ...]:
    """Return the spots of a run, the likeliest first."""
    first = cause_in(reading, *run)
    found: dict[Category, tuple[float, Mark | None]] = {}
    for score, category, named_by in candidates(reading, *run):
        if category not in found or score > found[category][0]:
            found[category] = (score, named_by)
    if first is not None:
        found[first.category] = (_FIRST, found.get(first.category, (0.0, None))[1])
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    spots = []
    for category, (_, mark) in ranked:
        if first is not None and category is first.category:
            place, push, told = first.place, first.push, first.told
        elif mark is not None:
            place = mark.first
            push, told = push_of(reading, category, mark, *run)
        hinted = reading.at(Kinds.HINT, place) is not None
        faint = reading.at(Kinds.FAINT, place) is not None
        spots.append(Spot(category, push, told, hinted, faint))
    return tuple(spots)
