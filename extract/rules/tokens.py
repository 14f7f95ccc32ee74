"""Tokens of a sentence: words, figures, dates and punctuation, tagged by the lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_mapping
from extract.document import Figure
from extract.overlay.words import with_words
from extract.record import record

__all__ = ["PIECE", "Kind", "Tag", "Token", "grammar", "lexicon", "word_pattern"]

_LEXICON = Path(__file__).parent / "lexicon"
_NO_CODES: dict[str, Any] = {}
PIECE = re.compile(r"\d[\w.,-]*\w|[^\W\d_](?:[\w'’.-]*\w)?(?:(?<=s)['’](?=\s))?|[^\w\s]")


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


@record(frozen=True, slots=True)
class Tag:
    """What a phrase of the lexicons stands for: a kind and a member of a vocabulary, if any."""

    kind: str
    code: Any = None


@record(frozen=True, slots=True)
class Token:
    """A word, a tagged phrase, a figure, a date or a punctuation mark of the section's body."""

    text: str
    start: int
    end: int
    kind: str
    tags: tuple[Tag, ...] = ()
    figure: Figure | None = None
    low: str = field(init=False, compare=False, repr=False)
    """The text in lower case."""
    _codes: dict[str, Any] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Look up once what is asked for many times."""
        object.__setattr__(self, "low", self.text.lower())
        codes = {tag.kind: tag.code for tag in reversed(self.tags)} if self.tags else _NO_CODES
        object.__setattr__(self, "_codes", codes)

    def code(self, kind: str) -> Any:
        """Return the code of this token's tag of a kind, or None."""
        return self._codes.get(kind)

    def has(self, kind: str) -> bool:
        """Tell whether the token has a tag of a kind."""
        return kind in self._codes

    def has_any(self, *kinds: str) -> bool:
        """Tell whether the token has a tag of one of some kinds."""
        return not self._codes.keys().isdisjoint(kinds)


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Load one lexicon file, with the words of the overlay in force."""
    return with_words(name, load_mapping(_LEXICON / f"{name}.yaml"))


@cache
def grammar(key: str) -> frozenset[str]:
    """Return one list of the lexicon of grammar, to ask whether a word is in it."""
    return frozenset(lexicon("grammar")[key])


def word_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words and phrases, in any case; `*` stands for any ending."""
    texts = (re.escape(form).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(texts)})(?![\w-])", re.IGNORECASE)
