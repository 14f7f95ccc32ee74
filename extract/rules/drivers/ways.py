"""Features of the way in which a case pushes what it moves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract.rules.drivers.cases import Case
from extract.rules.drivers.features import plain, sort_of, stem, way_at
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reading import Kinds
from schemas.vocabulary import Category, Indicator

__all__ = ["way_features"]

_TURNS = (Kinds.MORE, Kinds.LESS, Kinds.ENDING, Kinds.SLOW, Kinds.TURNING, Kinds.ENERGY_CUT)


def way_features(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Return what tells which way a case of a category pushes an effect."""
    out = [*_pushes(case, category, effect), *_told(case, effect), *_words(case, category)]
    return list(dict.fromkeys(out))


def _pushes(case: Case, category: Category, effect: Indicator) -> Iterator[str]:
    kind = sort_of(effect)
    yield "bias"
    yield f"category={category}"
    yield f"category={category}&{kind}"
    spot = next((spot for spot in case.spots if spot.category is category), None)
    if spot is None:
        yield "unnamed"
        return
    push, told = spot.push, f"told={spot.told:d}"
    yield f"push={push}&{told}"
    yield f"push={push}&{category}"
    yield f"push={push}&{kind}"
    yield f"push={push}&{told}&{category}&{kind}"


def _told(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell which way the sentence and those beside say that things went, and what the grammar made of it."""
    reading, told = case.reading, case.told
    kind = sort_of(effect)
    for found in told.found:
        if found in case.covering:
            yield f"grammar={found.label.direction}"
        elif found.label.effect is effect:
            yield f"grammar:beside={found.label.direction}"
    for name, other in (("here", told), ("before", case.around[0]), ("behind", case.around[1])):
        if other is not None and other.output is not None and other.output.way is not None:
            yield f"{name}={other.output.way}"
            yield f"{name}={other.output.way}&{kind}"
    mark = next((m for m in reading.marks.get(Kinds.INDICATOR, ()) if m.code == effect), None)
    if mark is not None:
        yield f"indicator={way_at(reading, mark)}&{kind}"
    yield f"part={way_of(reading, *case.part, nearest_last=False)}"
    if told.ahead:
        yield "ahead"
    for code in sorted({mark.code for mark in reading.within(Kinds.LINK, *case.part)}):
        yield f"link={code}"


def _words(case: Case, category: Category) -> Iterator[str]:
    reading, run = case.reading, case.run
    way = way_of(reading, *run, nearest_last=False)
    yield f"run={way}"
    yield f"run={way}&{category}"
    for kind in _TURNS:
        if reading.has(kind, *run):
            yield f"has={kind}"
            yield f"has={kind}&{category}"
    lows = [plain(low) for low in reading.lows(*run)]
    yield from (f"word={low}" for low in lows)
    yield from (f"words={one} {two}" for one, two in pairwise(lows))
    yield from (f"stem={stem(low)}&{category}" for low in reading.lows(*run))
    for mark in reading.within(Kinds.SENSE, *run):
        yield f"sense={mark.code}"
        yield f"sense={mark.code}&{category}"
    yield f"left={plain(reading.low(run[0] - 1))}"
