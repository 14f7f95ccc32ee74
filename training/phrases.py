"""Phrases: short runs of words that tell a cause, each with its label, beside the causes of gold sections.

They teach what words mean: which kind of cause, pushing which way. What a sentence around a cause tells is
learned from the sections alone, as is whether a run is a cause at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.rules.drivers.chains import Neighbours
from extract.rules.drivers.reading import read_words
from extract.rules.drivers.runs import letter_features, run_features
from extract.rules.drivers.spots import spots_of
from extract.rules.drivers.ways import push_features
from schemas.errors import DataFileError
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["PHRASES", "Phrase", "phrases_in"]

PHRASES = Path(__file__).parent / "data"
_COLUMNS = 4
_LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that tells a cause, and its label."""

    text: str
    category: Category
    effect: Indicator
    direction: Direction
    category_features: Sequence[str]
    way_features: Sequence[str]


def phrases_in(folder: Path = PHRASES) -> Iterator[Phrase]:
    """Yield the phrases of the files of a folder, each text once, in the order of the files' names.

    A line holds a category, an effect, a direction and the phrase, parted by tabs.

    Raises:
        DataFileError: a line has other columns, or a name that is not in the vocabulary.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = line.split("\t")
            if len(cells) != _COLUMNS:
                raise DataFileError(f"{path.name}:{number}: {len(cells)} columns, not {_COLUMNS}")
            *label, text = cells
            if text.casefold() in seen:
                continue
            seen.add(text.casefold())
            try:
                named = Category(label[0]), Indicator(label[1]), Direction(label[2])
            except ValueError as error:
                raise DataFileError(f"{path.name}:{number}: {error}") from error
            yield _phrase(text, *named)


def _phrase(text: str, category: Category, effect: Indicator, direction: Direction) -> Phrase:
    reading = read_words(0, text, 0, len(text), frozenset(), Neighbours())
    run = 0, len(reading.words)
    spots = spots_of(reading, run)
    # How often a way is listed says nothing of how often it is told: marks of their own take that up.
    listed = [_LISTED, f"{_LISTED}&{category}"]
    return Phrase(
        text, category, effect, direction,
        [_LISTED, *dict.fromkeys(run_features(reading, run, spots)), *letter_features(reading, run)],
        [*listed, *dict.fromkeys(push_features(reading, run, spots, category, effect))],
    )  # fmt: skip
