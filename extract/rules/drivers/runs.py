"""Features of the words of a run by themselves, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Indicator

__all__ = ["letter_features", "plain", "run_features", "sort_of", "stem"]

_STEM = 6
_GRAM = 4
_KNOWN = 20_000  # so that the numbers of a long run of sections fill no memory


def sort_of(effect: Indicator) -> str:
    """Return what an effect counts as: output, whatever measures it, or its own indicator."""
    return "output" if effect in OUTPUT else effect.value


@lru_cache(maxsize=_KNOWN)
def plain(low: str) -> str:
    """Return a word as features tell it: one name for all numbers, and one for all months."""
    if not low:
        return ""
    return "0" if low[0].isdigit() else "@month" if low in words().months else low


@lru_cache(maxsize=_KNOWN)
def stem(low: str) -> str:
    """Return the first letters of a word, which its inflections share."""
    return plain(low)[:_STEM]


def run_features(reading: Reading, run: Run, spots: Sequence[Spot]) -> list[str]:
    """Return what the words of a run tell by themselves, wherever they stand."""
    return [*_lexical(spots), *_words(reading, run), *_senses(reading, run), *_named(reading, run)]


def letter_features(reading: Reading, run: Run) -> list[str]:
    """Return the pieces of a run's longer words, for the category alone: words that are kin share them."""
    return list(dict.fromkeys(part for low in reading.lows(*run) for part in _letters(low)))


@lru_cache(maxsize=_KNOWN)
def _letters(low: str) -> tuple[str, ...]:
    if len(low) <= _GRAM:
        return ()
    return tuple(f"letters={low[at : at + _GRAM]}" for at in range(len(low) - _GRAM + 1))


def _lexical(spots: Sequence[Spot]) -> Iterator[str]:
    """Tell which categories the lexicons see."""
    if not spots:
        yield "lexicon:none"
        return
    for rank, spot in enumerate(spots):
        yield f"lexicon{rank}={spot.category}"
        yield f"lexicon={spot.category}"
    first = spots[0]
    yield f"first={first.category}&told={first.told:d}&{first.push}"
    vague = f"hinted={first.hinted:d}&faint={first.faint:d}"
    yield vague
    yield f"{vague}&{first.category}"
    if len(spots) > 1:
        yield f"lexicon={first.category}+{spots[1].category}"


def _words(reading: Reading, run: Run) -> Iterator[str]:
    """Yield the words of the run."""
    lows = [plain(low) for low in reading.lows(*run)]
    yield from [f"word={low}" for low in lows]
    yield from [f"stem={low[:_STEM]}" for low in lows]
    yield f"first={lows[0]}"
    if len(lows) > 1:
        yield f"first={lows[0]} {lows[1]}"


def _senses(reading: Reading, run: Run) -> Iterator[str]:
    """Yield the senses that the words of the run have, alone and one behind the other."""
    senses = [mark.code for mark in reading.within(Kinds.SENSE, *run)]
    told = [sense for at, sense in enumerate(senses) if at == 0 or sense != senses[at - 1]]
    yield from (f"sense={sense}" for sense in told)
    yield from (f"senses={one} {two}" for one, two in pairwise(told))


def _named(reading: Reading, run: Run) -> Iterator[str]:
    """Tell which indicators the run names, and which way it says that things moved."""
    for mark in reading.within(Kinds.INDICATOR, *run):
        yield f"indicator={mark.code}"
    for mark in reading.within(Kinds.MOVE, *run):
        yield f"move={mark.code}"
