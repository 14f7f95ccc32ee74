"""Supply chains: what a section's commodity is made of, and who buys it, known by the section's heading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract.rules.drivers.phrases import Phrases, words_of
from extract.rules.tokens import lexicon

__all__ = ["Neighbours", "name_at_end", "neighbours_of", "product_names"]

_KIND = "product"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of a commodity's inputs and of its buyers' products, as the chains write them."""

    inputs: frozenset[str] = frozenset()
    buyers: frozenset[str] = frozenset()


@cache
def product_names() -> tuple[str, ...]:
    """Return every name that stands in a chain, once."""
    return tuple(sorted({name for chain in lexicon("chains")["chains"] for stage in chain for name in stage}))


@cache
def _names() -> Phrases:
    return Phrases([(_KIND, name, [name]) for name in product_names()], ())


def name_at_end(text: str) -> str | None:
    """Return the name that some words end in, as the chains write it, or None."""
    lows = words_of(text, 0, len(text)).lows
    last = _names().marks(lows).get(_KIND, ())[-1:]
    return last[0].code if last and last[0].last == len(lows) else None


@lru_cache(maxsize=1024)
def neighbours_of(heading: str) -> Neighbours:
    """Return a heading's neighbours: earlier stages of its chains are inputs, later ones the buyers'.

    What is one of the heading's own names is neither, nor is what stands on both sides of it.
    """
    marks = _names().marks(words_of(heading, 0, len(heading)).lows)
    own = {mark.code for mark in marks.get(_KIND, ())}
    inputs: set[str] = set()
    buyers: set[str] = set()
    for chain in lexicon("chains")["chains"]:
        places = [number for number, stage in enumerate(chain) if own.intersection(stage)]
        if not places:
            continue
        inputs.update(name for stage in chain[: places[0]] for name in stage)
        buyers.update(name for stage in chain[places[-1] + 1 :] for name in stage)
    both = inputs & buyers
    return Neighbours(frozenset(inputs - own - both), frozenset(buyers - own - both))
