"""Brackets that give a reason: "output fell (weak orders; heating curbs)", "rate: down (thin margins)".

What is bracketed is an aside else: a figure, a name, a comparison, where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.rules.tokens import lexicon, word_pattern

__all__ = ["gives_reason"]

_WAYS = ("up", "down", "flat")
_TAIL = re.compile(r"[\w%.'’-]+")
_PARTED = re.compile(r".*[,;:()（）]", re.DOTALL)
_NEAR, _LONGEST = 5, 90


def gives_reason(text: str, start: int, span: tuple[int, int]) -> bool:
    """Tell whether a bracket of a sentence that begins at `start` says why something moved.

    `span` holds the signs of the bracket. It stands right behind a move, and holds no figure.
    """
    left, right = span
    inside = text[left + 1 : right - 1].strip()
    if not inside or len(inside) > _LONGEST or any(map(str.isdigit, inside)):
        return False
    first = inside.split()[0].lower().strip(",;:")
    named = all(word[:1].isupper() for word in _TAIL.findall(inside))
    if named or first in _asides():
        return False
    before = _PARTED.sub("", text[start:left])
    return _moves().search(" ".join(_TAIL.findall(before)[-_NEAR:])) is not None


@cache
def _moves() -> re.Pattern[str]:
    effects = lexicon("effects")
    forms: Sequence[str] = [form for way in _WAYS for form in effects[way]]
    return word_pattern([*forms, *lexicon("clauses")["moved_so"]])


@cache
def _asides() -> frozenset[str]:
    return frozenset([*lexicon("clauses")["bracketed"], *lexicon("clauses")["moved_so"]])
