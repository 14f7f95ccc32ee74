"""Pieces: the words of a text, cut into those of a fixed vocabulary, with their offsets.

A word that is no piece itself is cut greedily into the longest pieces from its start (WordPiece: Schuster and
Nakajima, Japanese and Korean Voice Search, 2012; the vocabulary is that of BERT, uncased).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["BEGIN", "END", "MASK", "VOCABULARY", "Pieces", "pieces_of"]

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.txt"
_WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+|\S")
_GOES_ON = "##"
_UNKNOWN, BEGIN, END, MASK = 100, 101, 102, 103
_LONGEST = 100
"""Letters of a word, beyond which it is unknown: no work is spent on a megabyte of digits."""
_REMEMBERED = 16384


class Pieces(NamedTuple):
    """Pieces in text order: their numbers in the vocabulary, and where each begins and ends."""

    ids: list[int]
    starts: list[int]
    ends: list[int]


def pieces_of(text: str) -> Pieces:
    """Return the pieces of a text; offsets are of its characters."""
    found = Pieces([], [], [])
    for match in _WORD.finditer(_folded(text)):
        at = match.start()
        for number, size in _cut(match.group()):
            found.ids.append(number)
            found.starts.append(at)
            at += size
            found.ends.append(at)
    return found


def _folded(text: str) -> str:
    """Return a text in lower case and without accents, each character in its place."""
    if text.isascii():
        return text.lower()
    return "".join(char.lower() if char.isascii() else _plain(char) for char in text)


@lru_cache(maxsize=_REMEMBERED)
def _plain(char: str) -> str:
    return unicodedata.normalize("NFD", char.lower())[0]


@lru_cache(maxsize=_REMEMBERED)
def _cut(word: str) -> tuple[tuple[int, int], ...]:
    """Return the pieces of a word: the number of each, and how many letters it has."""
    if len(word) > _LONGEST:
        return ((_UNKNOWN, len(word)),)
    numbers, found, at = _numbers(), list[tuple[int, int]](), 0
    while at < len(word):
        head = _GOES_ON if at else ""
        for end in range(len(word), at, -1):
            number = numbers.get(head + word[at:end])
            if number is not None:
                found.append((number, end - at))
                at = end
                break
        else:
            return ((_UNKNOWN, len(word)),)
    return tuple(found)


@cache
def _numbers() -> Mapping[str, int]:
    lines = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}
