"""A move without a figure, and what its finders share."""

from __future__ import annotations

from collections.abc import Sequence

from extract.record import record
from extract.rules.light import last_said
from extract.rules.scope import Scope
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Direction, Indicator

__all__ = ["MEASURED", "Move", "is_hampered", "is_measured", "names_measured"]

MEASURED = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
"""The indicators whose moves are told without a figure."""
_PASSED = frozenset({"of", "pace"})


@record(frozen=True, slots=True)
class Move:
    """A move: the index of its subject in the clause, its indicator, its way, what tells it, its scope.

    `routed` tells that the subject is a route or a class of producers, and not to be doubted.
    """

    at: int
    indicator: Indicator
    direction: Direction
    where: Token
    scope: Scope
    routed: bool = False


def names_measured(token: Token) -> bool:
    """Tell whether a word names output or its rate."""
    return token.code(Kind.INDICATOR) in MEASURED


def is_measured(token: Token) -> bool:
    """Tell whether a token is a figure that may tell how far something moved."""
    unit = token.figure.unit if token.figure is not None else None
    return unit is not None and unit_kind(unit) not in (UnitKind.TIME, UnitKind.COUNT)


def is_hampered(lead: Sequence[Token]) -> bool:
    """Tell by what stands before a noun of movement whether it is only held back ("slow the recovery")."""
    verb = last_said([token for token in lead if token.low not in _PASSED])
    return verb is not None and verb.low in grammar("hampering")
