"""A figure's window: the words around it, and what they say governs it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction

__all__ = ["AFTER_CHANGE", "CLOSURES", "LINKS", "Cue", "Window", "own_tokens"]

LINKS = frozenset({",", "or", "(", ")", "i.e", "that", "is", "equivalent", "to", "and", "equal"})
CLOSURES = frozenset({"furnace cold repairs", "cold repairs", "capacity closures", "closures", "closure"})
AFTER_CHANGE = {
    "higher": Direction.UP, "more": Direction.UP, "above": Direction.UP,
    "lower": Direction.DOWN, "less": Direction.DOWN, "below": Direction.DOWN, "fewer": Direction.DOWN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """What governs a figure: a level or a move, which way, and on what word that rests."""

    level: bool
    direction: Direction | None
    word: str
    flat: bool = False
    crossed: bool = False
    transitive: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A figure's surroundings: tokens since the figure before, tokens up to the next."""

    at: int
    before: tuple[Token, ...]
    after: tuple[Token, ...]


def own_tokens(window: Window) -> tuple[Token, ...]:
    """Drop what still belongs to the figure before: its comparison, or its "of production"."""
    before = window.before
    if len(before) == window.at:  # there is no figure before
        return before
    while before and (before[0].has(Kind.BASIS) or before[0].text in ")("):
        before = before[1:]
    if before and before[0].low in ("of", "in", "for"):
        rest = [i for i, t in enumerate(before) if t.text in ",;" or t.low in ("and", "but", "while")]
        before = before[rest[0] :] if rest else before
    return before
