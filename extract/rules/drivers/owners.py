"""Owners: whose output, price or stock a noun names: the section's own, a buyer's, or an input's."""

from __future__ import annotations

from collections.abc import Mapping

from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, word_set

__all__ = ["BUYER", "OWN", "RAW", "is_actor", "noun_phrase", "owner_in"]

OWN = "own"
BUYER = "buyer"
RAW = "raw"

_NONE: Mapping[int, Mark] = {}
_MODIFIERS = 5
_ACTOR = 3
_ACTORS = ("ers", "ors", "mills", "foundries")


def noun_phrase(reading: Reading, place: int, first: int) -> int:
    """Return where the modifiers of the noun at a place begin."""
    start = place
    while (
        start > first
        and place - start < _MODIFIERS
        and reading.low(start - 1) not in word_set("phrase_stops")
    ):
        if reading.at(Kinds.FINITE, start - 1) or reading.at(Kinds.MODAL, start - 1):
            break
        start -= 1
    return start


def owner_in(reading: Reading, first: int, last: int) -> str | None:
    """Tell whose a noun is by its modifiers, the nearest first; None where they do not tell."""
    buyers = reading.covers.get(Kinds.DOWNSTREAM, _NONE)
    inputs = reading.covers.get(Kinds.RAW, _NONE)
    for place in range(last - 1, first - 1, -1):
        if reading.is_own(place):
            return OWN
        if place in buyers:
            return BUYER
        if place in inputs:
            return RAW
    return None


def is_actor(reading: Reading, named: Mark, last: int) -> bool:
    """Tell whether a buyers' word names those who act: "cell makers", and not "downstream demand"."""
    if reading.low(named.last - 1).endswith(_ACTORS):
        return True
    end = min(last, named.last + _ACTOR)
    return reading.has(Kinds.AGENT, named.first, end) or reading.at(Kinds.AGENT, named.last - 1) is not None
