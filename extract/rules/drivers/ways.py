"""Features of the way in which a case pushes what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.drivers.cases import Case
from extract.rules.drivers.features import near_words, way_at
from extract.rules.drivers.forms import plain
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.runs import sort_of
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Category, Indicator

__all__ = ["push_features", "way_features"]

_TURNS = (Kinds.MORE, Kinds.LESS, Kinds.ENDING, Kinds.SLOW, Kinds.TURNING, Kinds.ENERGY_CUT)


def way_features(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Return what tells which way a case of a category pushes an effect."""
    out = [
        *push_features(case.reading, case.run, case.spots, category, effect),
        *_told(case, category, effect), *_moved(case, effect), *_beside(case, effect), *near_words(case),
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
    push, told = spot.push, f"told={+spot.told}"
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
    for at, low in enumerate(reading.lows(first, last), first):
        if low == "last" and (reading.low(at + 1) == "year" or reading.low(at + 1) in words().months):
            return True
        if low.isdigit() and len(low) == len(year) and "2000" <= low < year:
            return True
    return False


def _told(case: Case, category: Category, effect: Indicator) -> Iterator[str]:
    """Tell which way the sentence and those beside say that things went, and what the grammar made of it."""
    told, kind = case.told, sort_of(effect)
    for found in told.found:
        if found in case.covering:
            same = f"{+(found.label.category is category)}{+(found.label.effect is effect)}"
            yield f"grammar={found.label.direction}&{same}"
        elif found.label.effect is effect:
            yield f"grammar:beside={found.label.direction}"
    for name, other in (("here", told), *case.beside):
        if other.output is not None and other.output.way is not None:
            yield f"{name}={other.output.way}"
            yield f"{name}={other.output.way}&{kind}"
        yield from _figures(name, other, effect)
    yield f"part={way_of(case.reading, *case.part, nearest_last=False)}"
    if told.ahead:
        yield "ahead"
        yield f"ahead&{category}"
    for code in sorted({mark.code for mark in case.reading.within(Kinds.LINK, *case.part)}):
        yield f"link={code}"


def _figures(name: str, told: Told, effect: Indicator) -> Iterator[str]:
    """Tell which way the figures of a sentence say that the effect went."""
    kind = sort_of(effect)
    ways = {m.direction for m in told.measured if m.indicator is effect and m.direction is not None}
    yield from (f"{name}:figure={way}&{kind}" for way in sorted(ways))
    if len(ways) == 1:
        yield f"{name}:figure={min(ways)}"


def _moved(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell which way the words around the effect's name say that it went, first and nearest to the run."""
    reading, kind, nearest = case.reading, sort_of(effect), case.nearest(effect)
    if nearest is None:
        return
    near, side = nearest
    named = next(mark for mark in reading.marks[Kinds.INDICATOR] if mark.code == effect)
    yield f"indicator={way_at(reading, named)}&{kind}"
    yield f"near={way_at(reading, near)}&{kind}"
    yield f"near={way_at(reading, near)}&{side}"


def _beside(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell what links the run to its part, and which way its part goes before it and behind it."""
    before, after = case.links
    yield f"before={before}"
    yield f"after={after}"
    for name, (first, last) in case.sides:
        way = None
        if first < last:
            way = way_of(case.reading, first, last, nearest_last=name == "left")
        yield f"{name}-way={way}"
        yield f"{name}-way={way}&{sort_of(effect)}"
        yield f"{name}-way={way}&before={before}"


def _words(reading: Reading, run: Run, category: Category, effect: Indicator) -> Iterator[str]:
    kind = sort_of(effect)
    way = way_of(reading, *run, nearest_last=False)
    yield f"run={way}"
    yield f"run={way}&{category}"
    yield f"run={way}&{category}&{kind}"
    for turn in _TURNS:
        if reading.has(turn, *run):
            yield f"has={turn}"
            yield f"has={turn}&{category}"
    forms = reading.forms[slice(*run)]
    yield from [form.as_word for form in forms]
    yield from [f"words={one.plain} {two.plain}" for one, two in pairwise(forms)]
    for form in forms:
        yield f"{form.as_stem}&{category}"
        yield f"{form.as_stem}&{kind}"
    for mark in reading.within(Kinds.SENSE, *run):
        yield f"sense={mark.code}"
        yield f"sense={mark.code}&{category}"
