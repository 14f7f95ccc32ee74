"""Of owners: movements whose segment is the name of a company or of its works, which are none of the whole."""

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
_NAMES = 2


def is_of_owner(section: Annotated, segment: str | None, own: frozenset[str]) -> bool:
    """Tell whether a segment names whose works something is: "Huaxin Copper's output", "Calder Point output"."""
    words = (segment or "").split()
    if not words or not _is_name(words[0].partition("'")[0].partition("’")[0], own):
        return False
    body = section.section.body
    found = re.search(rf"(?<![\w-]){re.escape(segment or '')}(?P<rest>(?:\s+[A-Z][a-z]+\b)*(?:['’]s)?)", body)
    if found is None:
        return False
    told = found.group()
    opens = body[: found.start()].rstrip()[-1:] in ("", ".", ":", "\n")
    capital = [word for word in re.split(r"['’]s|\s+", found.group()) if _NAME.fullmatch(word)]
    named = [word for word in capital if _is_name(word, own)]
    if re.search(r"['’]s", found.group()) is not None:
        return len(capital) >= _NAMES or not opens
    return len(named) >= _NAMES


def _is_name(word: str, own: frozenset[str]) -> bool:
    """Tell whether a word is a name, and no place, product, process or word of the trade."""
    low = word.lower()
    known = low in scope_words("technologies") or low in scope_words("never") or low in known_words()
    trade = is_own(low, own) or is_matter(word) or load_commodities().find(word) is not None
    plain = low in grammar("foreign") or word in grammar("no_places")
    return _NAME.fullmatch(word) is not None and not (known or trade or plain or is_place_name(word))
