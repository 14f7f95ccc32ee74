"""Features of the words of a run by themselves, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.forms import letters_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Indicator

__all__ = ["letter_features", "run_features", "sort_of"]

_SORTS = {effect: "output" if effect in OUTPUT else effect.value for effect in Indicator}


def sort_of(effect: Indicator) -> str:
    """Return what an effect counts as: output, whatever measures it, or its own indicator."""
    return _SORTS[effect]


def run_features(reading: Reading, run: Run, spots: Sequence[Spot]) -> list[str]:
    """Return what the words of a run tell by themselves, wherever they stand."""
    return [*_lexical(spots), *_words(reading, run), *_senses(reading, run), *_named(reading, run)]


def letter_features(reading: Reading, run: Run) -> list[str]:
    """Return the pieces of a run's longer words, for the category alone: words that are kin share them."""
    return list(dict.fromkeys(chain.from_iterable(map(letters_of, reading.lows(*run)))))


def _lexical(spots: Sequence[Spot]) -> list[str]:
    """Tell which categories the lexicons see."""
    if not spots:
        return ["lexicon:none"]
    first, out = spots[0], []
    for rank, spot in enumerate(spots):
        out += [f"lexicon{rank}={spot.category}", f"lexicon={spot.category}"]
    vague = f"hinted={+first.hinted}&faint={+first.faint}"
    out += [f"first={first.category}&told={+first.told}&{first.push}", vague, f"{vague}&{first.category}"]
    if len(spots) > 1:
        out.append(f"lexicon={first.category}+{spots[1].category}")
    return out


def _words(reading: Reading, run: Run) -> list[str]:
    """Return the words of the run."""
    forms = reading.forms[slice(*run)]
    out = [*[form.as_word for form in forms], *[form.as_stem for form in forms], f"first={forms[0].plain}"]
    if len(forms) > 1:
        out.append(f"first={forms[0].plain} {forms[1].plain}")
    return out


def _senses(reading: Reading, run: Run) -> list[str]:
    """Return the senses that the words of the run have, alone and one behind the other."""
    marks = reading.within(Kinds.SENSE, *run)
    if not marks:
        return []
    senses = [mark.code for mark in marks]
    told = [sense for at, sense in enumerate(senses) if at == 0 or sense != senses[at - 1]]
    return [*[f"sense={sense}" for sense in told], *[f"senses={one} {two}" for one, two in pairwise(told)]]


def _named(reading: Reading, run: Run) -> list[str]:
    """Tell which indicators the run names, and which way it says that things moved."""
    named, moves = reading.within(Kinds.INDICATOR, *run), reading.within(Kinds.MOVE, *run)
    return [*[f"indicator={mark.code}" for mark in named], *[f"move={mark.code}" for mark in moves]]
