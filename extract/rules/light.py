"""Light words: what says nothing of a figure, and the marks that part what does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extract.annotate.lexicon import words
from extract.rules.tokens import Kind, Token, grammar, lexicon

__all__ = ["AROUND", "BREAKS", "is_light", "is_sign", "last_said", "leads_by"]

AROUND = 60
"""How many tokens around a figure are looked at: more would cost a long sentence its square."""
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


def last_said(tokens: Sequence[Token]) -> Token | None:
    """Return the last token that says something, or None."""
    return next((token for token in reversed(tokens) if not is_light(token)), None)


def leads_by(tokens: Sequence[Token]) -> bool:
    """Tell whether "by" leads to the figure behind, but for its hedge ("lower than expected by about")."""
    led = last_said(tokens)
    return led is not None and led.low == "by"


def is_sign(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "plus" is a sign ("on-month plus 3%", ", plus 19 kt w/w"), and adds no second thing.

    It joins two in "20 kt of zinc plus 3 kt of lead".
    """
    if not 0 < at < len(tokens) or tokens[at].low != "plus":
        return False
    before = tokens[at - 1]
    return before.text in BREAKS or before.low in _AND or before.has(Kind.BASIS)


_AND = frozenset({"and", "but"})
