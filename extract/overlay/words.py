"""What the overlay in force adds: words to a lexicon, a paragraph to a prompt, a category to a driver."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from extract.overlay.force import current
from schemas.vocabulary import Category

__all__ = ["own_category", "own_segments", "prompt_addition", "with_words"]


def with_words(lexicon: str, entries: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a lexicon with the overlay's words in them."""
    overlay = current()
    if overlay is None:
        return entries
    cues = overlay.cues
    own = {category.base: category.cues for category in overlay.categories}
    added: dict[str, tuple[str, list[Mapping[Any, tuple[str, ...]]]]] = {
        "indicators": ("nouns", [cues.indicators]),
        "causes": ("categories", [cues.categories, own]),
        "comparisons": ("bases", [cues.bases]),
        "moves": ("verbs", [cues.moves]),
    }
    if lexicon not in added:
        return entries
    key, tables = added[lexicon]
    lists = {code: list(words) for code, words in entries[key].items()}
    for table in tables:
        for member, words in table.items():
            lists.setdefault(member.value, []).extend(words)
    return {**entries, key: lists}


def prompt_addition() -> str:
    """Return the paragraph that tells a model the overlay's words; "" where there is none."""
    overlay = current()
    if overlay is None:
        return ""
    lines = [
        f"- category {each.base}: also {each.meaning} ({', '.join(each.cues)})" for each in overlay.categories
    ]
    for kind, table in overlay.cues:
        lines += [f"- {kind} {member}: also {', '.join(words)}" for member, words in table.items()]
    if overlay.segments:
        lines.append(f"- names of segments: {', '.join(overlay.segments)}")
    return "\n".join(["# Words of this house", "", *lines]) if lines else ""


def own_category(category: str, cause: str) -> str | None:
    """Return the user's name for a driver's cause: the first of the overlay whose base and cues fit."""
    overlay = current()
    if overlay is None:
        return None
    for each in overlay.categories:
        if each.base == Category(category) and _pattern(each.cues).search(cause):
            return each.name
    return None


def own_segments(text: str) -> list[tuple[int, int]]:
    """Return where the overlay's segments stand in a text."""
    overlay = current()
    if overlay is None or not overlay.segments:
        return []
    return [match.span() for match in _pattern(overlay.segments).finditer(text)]


@cache
def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    options = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{options})(?:s|es)?(?![\w-])", re.IGNORECASE)
