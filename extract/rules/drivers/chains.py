"""Supply chains: what a section's commodity is made of, and who buys it, known by the section's heading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract.rules.drivers.phrases import Mark, Phrases, Word, words_of
from extract.rules.tokens import lexicon

__all__ = ["Neighbours", "neighbours_of", "products_in"]

_KIND = "product"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of a commodity's inputs and of its buyers' products, as the chains write them."""

    inputs: frozenset[str] = frozenset()
    buyers: frozenset[str] = frozenset()


@cache
def _products() -> Phrases:
    names = {name for chain in lexicon("chains")["chains"] for stage in chain for name in stage}
    return Phrases([(_KIND, name, [name]) for name in sorted(names)], ())


def products_in(words: tuple[Word, ...]) -> list[Mark]:
    """Return the products that some words name; the code is the name as the chains write it."""
    return list(_products().marks(words).get(_KIND, ()))


@lru_cache(maxsize=1024)
def neighbours_of(heading: str) -> Neighbours:
    """Return a heading's neighbours: earlier stages of its chains are inputs, later ones the buyers'.

    What is one of the heading's own names is neither, nor is what stands on both sides of it.
    """
    marks = products_in(words_of(heading, 0, len(heading)))
    own = {mark.code for mark in marks}
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
