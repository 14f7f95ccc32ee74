"""Seeking: whether and where a run of tokens has a word, a mark or a tag.

These are asked by the thousand for a section: plain loops, as a generator costs more than it looks through.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from extract.rules.tokens import Token

__all__ = ["has_mark", "has_pair", "has_tag", "has_word", "last_figure", "last_tagged", "place_of"]


def has_tag(tokens: Sequence[Token], kind: str) -> bool:
    """Tell whether one of some tokens has a tag of a kind."""
    for token in tokens:
        if kind in token.tags:
            return True
    return False


def has_word(tokens: Sequence[Token], lows: Container[str]) -> bool:
    """Tell whether one of some tokens is one of some words, in lower case."""
    for token in tokens:
        if token.low in lows:
            return True
    return False


def has_mark(tokens: Sequence[Token], marks: Container[str]) -> bool:
    """Tell whether one of some tokens is one of some marks."""
    for token in tokens:
        if token.text in marks:
            return True
    return False


def has_pair(tokens: Sequence[Token], first: str, second: str) -> bool:
    """Tell whether two words, in lower case, stand one behind the other."""
    before = ""
    for token in tokens:
        if token.low == second and before == first:
            return True
        before = token.low
    return False


def last_tagged(tokens: Sequence[Token], kind: str, first: int, last: int) -> int | None:
    """Return the last place from `first` up to and without `last` where a token has a tag of a kind."""
    for at in range(last - 1, first - 1, -1):
        if kind in tokens[at].tags:
            return at
    return None


def last_figure(tokens: Sequence[Token], last: int) -> int | None:
    """Return the place of the last figure before `last`, or None."""
    for at in range(last - 1, -1, -1):
        if tokens[at].figure is not None:
            return at
    return None


def place_of(tokens: Sequence[Token], sought: Token) -> int | None:
    """Return where a token itself stands among some, or None."""
    for at, token in enumerate(tokens):
        if token is sought:
            return at
    return None
