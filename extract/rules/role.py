"""A figure's role, and what the readers of roles share: the word that governs a figure, its sort of unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from functools import cache

from extract.record import record
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.tokens import Token, lexicon
from schemas.units import UnitKind
from schemas.vocabulary import Direction

__all__ = [
    "OPPOSITE",
    "SUMS",
    "TURNS",
    "Role",
    "RoleKind",
    "beating",
    "beside",
    "governor",
    "is_money",
    "is_ratio",
    "listed",
    "passes",
]

TURNS = (Direction.UP, Direction.DOWN)
OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
_RATIO = UnitKind.RATIO
SUMS = (UnitKind.MONEY, UnitKind.MONEY_PER_MEASURE)
"""The sorts of units of sums, and of sums for each measure."""


class RoleKind(StrEnum):
    """What a figure is: a level, a move, or the level that another one is compared with."""

    LEVEL = "level"
    CHANGE = "change"
    BASE = "base"


@record(frozen=True, slots=True)
class Role:
    """A figure's role, the way it moved, and the word on which that rests.

    `stated` tells that a level's direction is told with it ("fell to", "held at"); `transitive` that
    somebody moved it ("the mill cut output by").
    """

    kind: RoleKind
    direction: Direction | None
    word: str
    stated: bool = False
    transitive: bool = False
    is_change: bool = field(init=False, compare=False, repr=False)
    """Whether the figure is a move."""

    def __post_init__(self) -> None:
        """Tell once what is asked for many times."""
        object.__setattr__(self, "is_change", self.kind is RoleKind.CHANGE)


@cache
def listed(key: str) -> frozenset[str]:
    """Return one list of words of the lexicon of roles."""
    return frozenset(lexicon("roles")[key])


@cache
def beating() -> frozenset[str]:
    """Return the words that outdo or miss what they are told of."""
    return frozenset(form for forms in lexicon("roles")["beating"].values() for form in forms)


def is_ratio(place: Place) -> bool:
    """Tell whether a figure is in percent or points."""
    return place.kind is _RATIO


def is_money(place: Place) -> bool:
    """Tell whether a figure is a sum, or a sum for each measure."""
    return place.kind in SUMS


def governor(left: Sequence[Token]) -> Token | None:
    """Return the first word before a figure that is no determiner, hedge or word of degree."""
    for at in range(len(left) - 1, -1, -1):
        token = left[at]
        if is_light(token):
            continue
        after = left[at + 1].low if at + 1 < len(left) else ""
        than = token.low == "than" and at > 0 and left[at - 1].low in listed("hedged_than")
        hedge = after == "than" and token.low in listed("hedged_than")
        if not (than or hedge):
            return token
    return None


def passes(place: Place) -> bool:
    """Tell whether a level is one that was passed or set as a high ("exceeded $25", "hit a record $30")."""
    begin = max((i for i, token in enumerate(place.left) if token.text in BREAKS), default=-1)
    if any(token.low == "which" for token in place.left[begin + 1 :]):
        return False
    highest = False
    for token in reversed(place.left[-_SETTING:]):
        if token.low in listed("setting" if highest else "passing"):
            return True
        highest = highest or token.low in listed("highs")
        if not (is_light(token) or highest or token.low == "of"):
            return False
    return False


_SETTING = 5


def beside(token: Token) -> Direction | None:
    """Return the way that "above forecast", "short of expectations", "beat expectations" tell."""
    if any(part in token.low for part in listed("short")):
        return Direction.DOWN
    return Direction.UP if any(part in token.low for part in listed("beyond")) else None
