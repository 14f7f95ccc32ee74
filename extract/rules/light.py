"""Light words: what says nothing of a figure, and the marks that part what does."""

from __future__ import annotations

from functools import cache

from extract.annotate.lexicon import words
from extract.rules.tokens import Kind, Token, grammar, lexicon

__all__ = ["BREAKS", "is_light"]

BREAKS = frozenset(",;:()–—")
_HEAVY = frozenset({Kind.MOVE, Kind.TREND, Kind.INDICATOR, Kind.LEVEL, Kind.FUTURE})


@cache
def _light() -> frozenset[str]:
    hedges = [word for form in words().hedges_before for word in form.split()]
    return frozenset([*hedges, *grammar("determiners")]) - frozenset(
        [*lexicon("moves")["behind"]["up"], *lexicon("moves")["behind"]["down"], "to", "than", "at", "of"]
    )


def is_light(token: Token) -> bool:
    """Tell whether a token says nothing of a figure's role: a determiner, a hedge, a word of degree."""
    low = token.low
    if low in _light():
        return True
    if token.tags:
        return Kind.DEGREE in token.tags and _HEAVY.isdisjoint(token.tags)
    if token.kind == Kind.MARK:
        return low not in BREAKS and low != "/"
    return low.endswith("ly")
