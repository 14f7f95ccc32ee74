"""Causes: which category a cause's words belong to, and which way it pushes on its own."""

from __future__ import annotations

import re
from functools import cache

from extract.rules.tokens import lexicon, word_pattern
from schemas.vocabulary import Category, Direction

__all__ = ["category_of", "push_of"]


@cache
def _category_patterns() -> tuple[tuple[Category, int, re.Pattern[str]], ...]:
    entries: list[tuple[Category, int, re.Pattern[str]]] = []
    for code, forms in lexicon("causes")["categories"].items():
        entries.extend((Category(code), len(form), word_pattern([form])) for form in forms)
    return tuple(sorted(entries, key=lambda entry: -entry[1]))


@cache
def _push_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = lexicon("causes")
    slows, up, down = (word_pattern(table[key]) for key in ("slows", "pushes_up", "pushes_down"))
    return slows, up, down


def category_of(cause: str) -> Category | None:
    """Return the category of the longest lexicon entry in a cause's words, or None."""
    for category, _, pattern in _category_patterns():
        if pattern.search(cause):
            return category
    return None


def push_of(cause: str) -> Direction | None:
    """Return the way a cause pushes output by its own words, or None."""
    slows, up, down = _push_patterns()
    if up.search(cause):
        # "a slow restart" pushes down.
        return Direction.DOWN if slows.search(cause) else Direction.UP
    return Direction.DOWN if down.search(cause) else None
