"""Features of the way in which a case pushes what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.drivers.cases import Case
from extract.rules.drivers.features import plain, sort_of, stem, way_at
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Category, Indicator

__all__ = ["push_features", "way_features"]

_TURNS = (Kinds.MORE, Kinds.LESS, Kinds.ENDING, Kinds.SLOW, Kinds.TURNING, Kinds.ENERGY_CUT)


def way_features(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Return what tells which way a case of a category pushes an effect."""
    out = [
        *push_features(case.reading, case.run, case.spots, category, effect), *_told(case, effect),
        *_compared(case, category), f"left={plain(case.reading.low(case.run[0] - 1))}",
    ]  # fmt: skip
    return list(dict.fromkeys(out))


def push_features(
    reading: Reading, run: Run, spots: Sequence[Spot], category: Category, effect: Indicator
) -> list[str]:
    """Return what the words of a run tell by themselves of the way in which it pushes an effect."""
    return [*_pushes(spots, category, effect), *_words(reading, run, category, effect)]


def _pushes(spots: Sequence[Spot], category: Category, effect: Indicator) -> Iterator[str]:
    kind = sort_of(effect)
    yield "bias"
    yield f"category={category}"
    yield f"category={category}&{kind}"
    spot = _of(category, spots)
    if spot is None:
        yield "unnamed"
        return
    push, told = spot.push, f"told={spot.told:d}"
    yield f"push={push}&{told}"
    yield f"push={push}&{category}"
    yield f"push={push}&{kind}"
    yield f"push={push}&{told}&{category}&{kind}"


def _of(category: Category, spots: Sequence[Spot]) -> Spot | None:
    return next((spot for spot in spots if spot.category is category), None)


def _compared(case: Case, category: Category) -> Iterator[str]:
    """Tell whether it stands in a year gone by: what held a year ago down lets this one rise."""
    if not _is_long_ago(case):
        return
    spot = _of(category, case.spots)
    yield "ago"
    yield f"ago&{category}"
    yield f"ago&push={None if spot is None else spot.push}"


def _is_long_ago(case: Case) -> bool:
    reading, (first, last) = case.reading, case.part
    year = case.told.section.month[:4]
    for at in range(first, last):
        low = reading.low(at)
        if low == "last" and (reading.low(at + 1) == "year" or reading.low(at + 1) in words().months):
            return True
        if len(low) == len(year) and low.isdigit() and "2000" <= low < year:
            return True
    return False


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


def _words(reading: Reading, run: Run, category: Category, effect: Indicator) -> Iterator[str]:
    kind = sort_of(effect)
    way = way_of(reading, *run, nearest_last=False)
    yield f"run={way}"
    yield f"run={way}&{category}"
    for turn in _TURNS:
        if reading.has(turn, *run):
            yield f"has={turn}"
            yield f"has={turn}&{category}"
    lows = [plain(low) for low in reading.lows(*run)]
    yield from (f"word={low}" for low in lows)
    yield from (f"words={one} {two}" for one, two in pairwise(lows))
    for low in reading.lows(*run):
        yield f"stem={stem(low)}&{category}"
        yield f"stem={stem(low)}&{kind}"
    for mark in reading.within(Kinds.SENSE, *run):
        yield f"sense={mark.code}"
        yield f"sense={mark.code}&{category}"
