"""What "it", "they" or "the fall" takes up: the last move told before it that agrees in way and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.rules.drivers.effects import OUTPUT, Effect
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.owners import BUYER, RAW, owner_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import regions, skip_openers
from schemas.vocabulary import Direction, Indicator

__all__ = ["taken_up"]

_OPENING = 3
_COMPLEMENT = 5
_COMPLEMENTS = frozenset({"of", "in"})
_TAKEN_UP = frozenset(
    {*OUTPUT, Indicator.PRICE, Indicator.INVENTORY, Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.SALES}
)


def taken_up(reading: Reading, run: Run, before: Sequence[Reading], way: Direction | None) -> Effect | None:
    """Return the move that a run of words takes up by a pronoun or a noun of movement, or None.

    `before` are the sentences before, the nearest first; `way` is how the run says that it moved.
    """
    pointer = _pointer(reading, run)
    if pointer is None:
        return None
    first, last = pointer
    plural = None
    if reading.low(first) in word_set("pronouns") and last - first == 1:
        plural = reading.low(first) in word_set("plural_pronouns")
    else:
        noun = reading.at(Kinds.MOVE, last - 1)
        way = Direction(noun.code) if noun is not None else way
    stretches = [(reading, first), *((told, len(told.words)) for told in before)]
    for told, end in stretches:
        for part in _parts_back(told, end):
            subject = _subject(told, *part)
            if subject is None or Indicator(subject.code) not in _TAKEN_UP:
                continue
            moved = way_of(told, subject.last, part[1], nearest_last=False)
            if moved is None or way not in (None, moved):
                continue
            if plural in (None, _is_plural(told, subject)):
                if subject.code in OUTPUT:
                    return None  # of its own output a section means the headline
                return Effect(Indicator(subject.code), moved, stated=False)
    return None


def _pointer(reading: Reading, run: Run) -> Run | None:
    """Return the pronoun or "the slide", "this weakness" in a run, or None."""
    first, last = run
    for at in range(first, min(last, first + _OPENING)):
        low = reading.low(at)
        if low in word_set("pronouns") and _moves(reading, at + 1, last):
            return at, at + 1
    for at in reading.places(word_set("definite"), first, last - 1):
        noun = reading.at(Kinds.MOVE_NOUN, at + 1)
        if noun is not None and reading.low(noun.last) not in _COMPLEMENTS:
            return at, noun.last
    return None


def _moves(reading: Reading, at: int, last: int) -> bool:
    """Tell whether a verb of movement follows: "they fell", "they have been rising"."""
    while at < last and (reading.at(Kinds.MODAL, at) or reading.at(Kinds.ADVERB, at)):
        at += 1
    return at < last and reading.at(Kinds.MOVE, at) is not None and reading.at(Kinds.ACT, at) is None


def _parts_back(reading: Reading, last: int) -> Iterator[Run]:
    """Yield the parts of a sentence before a place, the nearest first."""
    for start, stop in reversed(regions(reading)):
        if start < min(stop, last):
            yield start, min(stop, last)


def _subject(reading: Reading, first: int, last: int) -> Mark | None:
    """Return what a part of a sentence says moved, where it is the section's own: its subject."""
    start = skip_openers(reading, first, last)
    named = next(iter(reading.within(Kinds.INDICATOR, start, last)), None)
    if named is None or reading.is_finite(start, named.first) or reading.has(Kinds.MOVE, start, named.first):
        return None
    end = min(last, named.last + _COMPLEMENT) if reading.low(named.last) == "of" else named.first
    owners = {owner_in(reading, start, named.first), owner_in(reading, named.last, end)}
    return None if owners & {RAW, BUYER} else named


def _is_plural(reading: Reading, named: Mark) -> bool:
    low = reading.low(named.last - 1)
    return low.endswith("s") and not low.endswith("ss")
