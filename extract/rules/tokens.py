"""Tokens of a sentence: words, figures, dates and punctuation, tagged by the lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_mapping
from extract.document import Figure
from extract.overlay.words import with_words
from extract.record import record

__all__ = [
    "NO_TAGS",
    "PIECE",
    "Kind",
    "Tags",
    "Token",
    "grammar",
    "lexicon",
    "without_possessive",
    "word_pattern",
]

_LEXICON = Path(__file__).parent / "lexicon"
PIECE = re.compile(r"\d(?:[\w.,-]*\w)?|[^\W\d_](?:[\w'’.-]*\w)?(?:(?<=s)['’](?=\s))?|[^\w\s]")


class Kind:
    """Kinds of tokens and tags."""

    WORD = "word"
    FIGURE = "figure"
    DATE = "date"
    MARK = "mark"
    INDICATOR = "indicator"
    ACTION = "action"
    MOVE = "move"
    TREND = "trend"
    BASIS = "basis"
    COMPARING = "comparing"
    FUTURE = "future"
    PLAN = "plan"
    LEVEL = "level"
    OTHER = "other"
    REFERENCE = "reference"
    BEHIND = "behind"
    SWITCH = "switch"
    EFFECT = "effect"
    KEEPING = "keeping"
    DRIVING = "driving"
    DEGREE = "degree"
    REFERABLE = "referable"


Tags = Mapping[str, Any]
"""What a phrase of the lexicons stands for: kinds, each with a member of a vocabulary or None."""

NO_TAGS: Tags = {}


@record(frozen=True, slots=True)
class Token:
    """A word, a tagged phrase, a figure, a date or a punctuation mark of the section's body.

    `low` is its text in lower case.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str
    tags: Tags = field(hash=False)
    figure: Figure | None = None

    def code(self, kind: str) -> Any:
        """Return the code of this token's tag of a kind, or None."""
        return self.tags.get(kind)

    def has(self, kind: str) -> bool:
        """Tell whether the token has a tag of a kind."""
        return kind in self.tags

    def has_any(self, *kinds: str) -> bool:
        """Tell whether the token has a tag of one of some kinds."""
        return bool(self.tags) and not self.tags.keys().isdisjoint(kinds)


def without_possessive(word: str) -> str:
    """Return a word without a possessive ending: "smelters'", "China's"."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Load one lexicon file, with the words of the overlay in force."""
    return with_words(name, load_mapping(_LEXICON / f"{name}.yaml"))


@cache
def grammar(key: str) -> frozenset[str]:
    """Return one list of the lexicon of grammar, to ask whether a word is in it."""
    return frozenset(lexicon("grammar")[key])


def word_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words and phrases, in any case; `*` stands for any ending.

    Forms of one first letter are tried together: it is compared once for all of them.
    """
    by_first: dict[str, list[str]] = {}
    for form in forms:
        first, rest = re.escape(form[:1].lower()), re.escape(form[1:])
        by_first.setdefault(first, []).append(rest.replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+"))
    texts = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(texts)})(?![\w-])", re.IGNORECASE)
