"""Neighbouring: whether what moves is an input of the section's commodity, or made by those who buy it.

"Ferromolybdenum smelters cut output" in a section on molybdenum concentrate tells of its demand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.drivers.chains import name_at_end, neighbours_of
from extract.rules.names import is_own
from extract.rules.tokens import Kind, Token

__all__ = ["is_of_neighbour"]

_ROUTES = frozenset({"from", "with", "by", "using", "on", "for", "among", "including", "in"})
"""Behind these a neighbour names a route or a use of the commodity itself ("output from stone coal")."""
_TRAILING = frozenset({"themselves", "itself", "schedules", "schedule", "own"})
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
    near = neighbours_of(heading)
    return name_at_end(" ".join(lows[:kept])) in near.inputs | near.buyers


def _is_trailing(token: Token, low: str) -> bool:
    return token.has(Kind.INDICATOR) or low in words().countable or low in _TRAILING
