"""Tokens of a sentence: words, figures, dates and punctuation, tagged by the lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_mapping
from extract.document import Annotated, Excluded, Figure, Sentence
from extract.overlay.words import with_words
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Kind", "Tag", "Token", "lexicon", "tokens_of", "word_pattern"]

_LEXICON = Path(__file__).parent / "lexicon"
_PIECE = re.compile(r"\d[\w.,-]*\w|[^\W\d_](?:[\w'’.-]*\w)?(?:(?<=s)['’](?=\s))?|[^\w\s]")
_MAX_PHRASE = 7


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


@dataclass(frozen=True, slots=True)
class Tag:
    """What a phrase of the lexicons stands for: a kind and a member of a vocabulary, if any."""

    kind: str
    code: Any = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a tagged phrase, a figure, a date or a punctuation mark of the section's body."""

    text: str
    start: int
    end: int
    kind: str
    tags: tuple[Tag, ...] = ()
    figure: Figure | None = None

    @property
    def low(self) -> str:
        """Return the text in lower case."""
        return self.text.lower()

    def code(self, kind: str) -> Any:
        """Return the code of this token's tag of a kind, or None."""
        return next((tag.code for tag in self.tags if tag.kind == kind), None)

    def has(self, kind: str) -> bool:
        """Tell whether the token has a tag of a kind."""
        return any(tag.kind == kind for tag in self.tags)


Phrases = dict[str, list[tuple[tuple[str, ...], Tag]]]


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Load one lexicon file, with the words of the overlay in force."""
    return with_words(name, load_mapping(_LEXICON / f"{name}.yaml"))


def word_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words and phrases, in any case; `*` stands for any ending."""
    texts = (re.escape(form).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(texts)})(?![\w-])", re.IGNORECASE)


@cache
def _phrases() -> Phrases:
    entries: list[tuple[str, Tag]] = []
    indicators, moves, compared = lexicon("indicators"), lexicon("moves"), lexicon("comparisons")
    for kind, listed in (
        (Kind.INDICATOR, indicators["nouns"]),
        (Kind.ACTION, indicators["verbs"]),
    ):
        for code, forms in listed.items():
            entries += [(form, Tag(kind, Indicator(code))) for form in forms]
    for kind, listed in ((Kind.MOVE, moves["verbs"]), (Kind.TREND, moves["nouns"])):
        for code, forms in listed.items():
            entries += [(form, Tag(kind, Direction(code))) for form in forms]
    for code, forms in compared["bases"].items():
        entries += [(form, Tag(Kind.BASIS, Basis(code))) for form in forms]
    for kind, key in (
        (Kind.COMPARING, "comparing"),
        (Kind.FUTURE, "future"),
        (Kind.PLAN, "plans"),
        (Kind.LEVEL, "levels"),
    ):
        entries += [(form, Tag(kind)) for form in compared[key]]
    table: Phrases = {}
    for form, tag in entries:
        words = tuple(piece.lower() for piece in _PIECE.findall(form))
        table.setdefault(words[0], []).append((words, tag))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def tokens_of(section: Annotated, sentence: Sentence, fixed: Sequence[Figure | Excluded]) -> list[Token]:
    """Return the tagged tokens of one sentence, in order.

    `fixed` are the sentence's figures and dates in text order, each one token; elsewhere the longest
    phrase of the lexicons wins.
    """
    return _tagged(_split(section.section.body, sentence, fixed))


def _split(body: str, sentence: Sentence, fixed: Iterable[Figure | Excluded]) -> list[Token]:
    tokens: list[Token] = []
    at = sentence.start
    for item in fixed:
        tokens += _words(body, at, item.start)
        figure = item if isinstance(item, Figure) else None
        kind = Kind.FIGURE if figure else Kind.DATE
        tokens.append(Token(body[item.start : item.end], item.start, item.end, kind, (), figure))
        at = item.end
    return tokens + _words(body, at, sentence.end)


def _words(body: str, start: int, end: int) -> list[Token]:
    return [
        Token(
            match.group(),
            match.start(),
            match.end(),
            Kind.WORD if match.group()[0].isalnum() else Kind.MARK,
        )
        for match in _PIECE.finditer(body, start, end)
    ]


def _tagged(tokens: list[Token]) -> list[Token]:
    table = _phrases()
    tagged: list[Token] = []
    at = 0
    lows = [token.low.replace("’", "'") for token in tokens]
    while at < len(tokens):
        token = tokens[at]
        options = table.get(lows[at], ()) if token.kind == Kind.WORD else ()
        length, tags = 0, []
        for words, tag in options:
            size = len(words)
            if size < length:
                break
            if token.text == "May" and size == 1:
                continue  # the month, and not the verb
            if tuple(lows[at : at + size]) == words and size <= _MAX_PHRASE:
                length = size
                tags.append(tag)
        if not tags:
            tagged.append(token)
            at += 1
            continue
        last = tokens[at + length - 1]
        joined = " ".join(t.text for t in tokens[at : at + length])
        tagged.append(Token(joined, token.start, last.end, Kind.WORD, tuple(tags)))
        at += length
    return tagged
