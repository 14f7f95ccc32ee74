"""Text fields compared: what counts as the same segment, region or entity, and how alike two are.

Two texts are the same when their items ("Mexico and Canada" has two) can be paired so that in each
pair the words of one are all among the words of the other and few words are left over
(`SAME_THRESHOLD`, Dice coefficient over words). Words match when they are equal after case, plural
and spelling are put aside, or differ by a slip of the pen (`WORD_THRESHOLD`, rapidfuzz ratio). A word
is never exchanged for another one: "200-series" is not "300-series", "Shanxi" is not "Shaanxi".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from extract.datafiles import load_mapping
from schemas.errors import DataFileError

__all__ = [
    "SAME_THRESHOLD",
    "WORD_THRESHOLD",
    "canonical",
    "equivalents_sha256",
    "same_text",
    "text_similarity",
]

EQUIVALENTS = Path(__file__).parent / "data" / "equivalents.yaml"

SAME_THRESHOLD = 0.85
"""Dice coefficient over words: three words may meet four, two may not meet three."""
WORD_THRESHOLD = 88.0
"""rapidfuzz ratio (0 to 100) over letters, for words of at least `_MIN_FUZZY` letters."""

_MIN_FUZZY = 5
_MIN_PLURAL = 4
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_ITEMS = re.compile(r"\s*(?:[,;/&、，]|\band\b|\bor\b)\s*")
_SPELLINGS = (("aluminium", "aluminum"), ("sulf", "sulph"), ("centre", "center"), ("grey", "gray"))

Item = tuple[str, ...]
"""The words of one item, sorted."""


@dataclass(frozen=True, slots=True)
class _Equivalents:
    stop: frozenset[str]
    same: dict[str, str]
    words: dict[str, str]
    distinct: frozenset[frozenset[str]]
    turning: frozenset[str]


def canonical(text: str | None) -> tuple[Item, ...]:
    """Return the items of a text without what does not count; () for None and for empty text."""
    return _canonical(text) if text else ()


def same_text(a: str | None, b: str | None) -> bool:
    """Tell whether two text fields say the same; None is the same as None alone."""
    first, second = canonical(a), canonical(b)
    if first == second:
        return (a is None) == (b is None)
    if len(first) != len(second):
        return False
    left = list(second)
    for item in first:
        match = next((other for other in left if _same_item(item, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def text_similarity(a: str | None, b: str | None) -> float:
    """Return how alike two text fields are: 1 for the same, else 0 to 0.5; 0 beside nothing."""
    if same_text(a, b):
        return 1.0
    if a is None or b is None:
        return 0.0
    first, second = (" ".join(word for item in canonical(text) for word in item) for text in (a, b))
    return 0.5 * fuzz.token_sort_ratio(first, second) / 100


@cache
def equivalents_sha256() -> str:
    """Return the hash of the list of equivalent texts: another list is another scorer."""
    return sha256(EQUIVALENTS.read_bytes()).hexdigest()


@lru_cache(maxsize=65536)
def _canonical(text: str) -> tuple[Item, ...]:
    plain = _plain(text)
    known = _equivalents()
    if plain in known.same:
        return _items(known.same[plain])
    return _items(_BETWEEN_ITEMS.sub(",", _folded(text)))


def _items(text: str) -> tuple[Item, ...]:
    known = _equivalents()
    items = []
    for part in text.split(","):
        found = (_singular(word) for word in _WORD.findall(known.same.get(_plain(part), part)))
        words = [known.words.get(word, word) for word in found]
        kept = [word for word in words if word not in known.stop]
        if words:
            items.append(tuple(sorted(kept or words)))
    return tuple(sorted(set(items))) or ((text.strip(),),)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    for other, ours in _SPELLINGS:
        folded = folded.replace(other, ours)
    return folded


def _plain(text: str) -> str:
    return " ".join(_singular(word) for word in _WORD.findall(_folded(text)))


def _singular(word: str) -> str:
    if len(word) < _MIN_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > _MIN_PLURAL else word[:-1]


@lru_cache(maxsize=65536)
def _same_item(a: Item, b: Item) -> bool:
    short, long = sorted((a, b), key=len)
    left = list(long)
    for word in short:
        match = next((other for other in left if _same_word(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    if any(word in _equivalents().turning or any(c.isdigit() for c in word) for word in left):
        return False
    return 2 * len(short) / (len(short) + len(long)) >= SAME_THRESHOLD


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < _MIN_FUZZY or any(c.isdigit() for c in a + b):
        return False
    if frozenset((a, b)) in _equivalents().distinct:
        return False
    return fuzz.ratio(a, b) >= WORD_THRESHOLD


@cache
def _equivalents(path: Path = EQUIVALENTS) -> _Equivalents:
    loaded = load_mapping(path)
    stop, turning = (frozenset(_strings(path, loaded.get(key))) for key in ("stop", "turning"))
    same: dict[str, str] = {}
    for line in _lists(path, loaded.get("same")):
        for text in line:
            if same.setdefault(_plain(text), line[0]) != line[0]:
                raise DataFileError(f"{path}: {text!r} stands in two lines of 'same'")
    words = {_singular(word): line[0] for line in _lists(path, loaded.get("words")) for word in line}
    distinct = frozenset(
        frozenset((a, b))
        for line in _lists(path, loaded.get("distinct"))
        for a in line
        for b in line
        if a != b
    )
    return _Equivalents(stop, same, words, distinct, turning)


def _lists(path: Path, value: Any) -> list[list[str]]:
    if not isinstance(value, list):
        raise DataFileError(f"{path}: 'same', 'words' and 'distinct' must be lists of lists of text")
    return [_strings(path, line) for line in value]


def _strings(path: Path, value: Any) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise DataFileError(f"{path}: expected a list of text, not {value!r}")
    return value
