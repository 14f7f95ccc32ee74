"""Of owners: movements whose segment names a company or its works, which are none of the whole."""

from __future__ import annotations

import re

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.companies import known_words
from extract.rules.matter import is_matter
from extract.rules.names import is_own
from extract.rules.phrase import scope_words
from extract.rules.regions import is_place_name
from extract.rules.tokens import grammar

__all__ = ["is_of_owner"]

_NAME = re.compile(r"[A-Z][a-z]{2,}")
_NAMES, _NEAR = 2, 3


def is_of_owner(
    section: Annotated, within: tuple[int, int], segment: str | None, own: frozenset[str]
) -> bool:
    """Tell whether a segment names whose works they are: "Huaxin Copper's output", "Calder Point output".

    `within` are the offsets of the sentence that tells the movement, which names them.
    """
    if segment is None or not _is_name(re.split(r"['’\s]", segment)[0], own):
        return False
    body = section.section.body
    named = re.compile(rf"(?<![\w-]){re.escape(segment)}(?:\s+[A-Z][a-z]+\b)*(?:['’]s)?")
    found = named.search(body, *within)
    if found is None:
        return False
    capital = [word for word in re.split(r"['’]s|\s+", found.group()) if _NAME.fullmatch(word)]
    if re.search(r"['’]s", found.group()) is not None:
        before = body[max(0, found.start() - _NEAR) : found.start()].rstrip()
        return len(capital) >= _NAMES or before[-1:] not in ("", ".", ":")
    return sum(not _is_of_trade(word, own) for word in capital) >= _NAMES


def _is_name(word: str, own: frozenset[str]) -> bool:
    """Tell whether a word is a name, and no place, product, process or word of the trade."""
    low = word.lower()
    known = low in scope_words("technologies") or low in scope_words("never") or low in known_words()
    plain = known or low in grammar("foreign") or word in grammar("no_places") or is_place_name(word)
    return _NAME.fullmatch(word) is not None and not (plain or _is_of_trade(word, own))


def _is_of_trade(word: str, own: frozenset[str]) -> bool:
    """Tell whether a word names the commodity or another one, or what such a thing is like."""
    return is_own(word.lower(), own) or is_matter(word) or load_commodities().find(word) is not None
