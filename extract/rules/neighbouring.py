"""Neighbouring: whether what moves is an input of the section's commodity, or made by those who buy it.

"Ferromolybdenum smelters cut output" in a section on molybdenum concentrate tells of its demand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.annotate.lexicon import words
from extract.rules.drivers.chains import neighbours_of
from extract.rules.names import is_own
from extract.rules.tokens import Kind, Token

__all__ = ["is_of_neighbour"]

_ROUTES = frozenset({"from", "with", "by", "using", "on", "for", "among", "including", "in"})
"""Behind these a neighbour names a route or a use of the commodity itself ("output from stone coal")."""
_TRAILING = frozenset({"themselves", "itself", "schedules", "schedule", "makers'", "plants'", "own"})
_POSSESSIVE = re.compile(r"['’]s?$")


def is_of_neighbour(heading: str, own: frozenset[str], lead: Token | None, phrase: Sequence[Token]) -> bool:
    """Tell whether a noun phrase names a neighbour of a heading's commodity, or its makers.

    `lead` is the word before the phrase, `own` are the words that name the commodity.
    """
    if not phrase or (lead is not None and lead.low in _ROUTES):
        return False
    lows = [_POSSESSIVE.sub("", token.low) for token in phrase]
    kept = len(lows)
    while kept and _is_trailing(phrase[kept - 1], lows[kept - 1]):
        kept -= 1
    if not kept or any(is_own(low, own) for low in lows[:kept]):
        return False  # "zinc alloy" under refined zinc: smelters may make it too
    return _names(heading).search(" ".join(lows[:kept]).replace("-", " ")) is not None


def _is_trailing(token: Token, low: str) -> bool:
    return token.has(Kind.INDICATOR) or low in words().countable or low in _TRAILING


@lru_cache(maxsize=256)
def _names(heading: str) -> re.Pattern[str]:
    """Return the pattern of the names that a phrase ends in, of all neighbours of a heading."""
    near = neighbours_of(heading)
    forms = (re.escape(name).replace(r"\ ", " ").replace(r"\*", r"\w*") for name in near.inputs | near.buyers)
    return re.compile(rf"(?:^|\s)(?:{'|'.join(sorted(forms)) or '(?!)'})$")
