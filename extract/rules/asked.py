"""What is asked of a figure, and the answer: what it measures, and why."""

from __future__ import annotations

from collections.abc import Sequence

from extract.record import record
from extract.rules.draft import Draft
from extract.rules.places import Place
from extract.rules.role import Role
from extract.rules.tokens import Token
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Indicator

__all__ = ["OF_NOTHING", "Asked", "Named", "endpoint"]

OF_NOTHING = "is none of the indicators"
"""Why a figure is of nothing that is measured here: what stands before it."""


_AHEAD = 15
_NEAR = 5
_CLOSED = ("settl", "clos", "end", "finish")


@record(frozen=True, slots=True)
class Asked:
    """A figure of which it is asked what it measures.

    `own` are the words of the commodity, `here` the readings before it in its sentence, `earlier` those of
    the sentences before, `before` the words of the sentence before.
    """

    place: Place
    role: Role
    tokens: Sequence[Token]
    own: frozenset[str]
    here: Sequence[Draft]
    earlier: Sequence[Draft]
    before: Sequence[Token] = ()

    @property
    def unit(self) -> str:
        """Return the figure's unit; one without counts."""
        return self.place.figure.unit or "count"


@record(frozen=True, slots=True)
class Named:
    """The indicator, and why; None where the words tell none.

    `is_none` marks what is none of the indicators, or may be several: the weights are not asked.
    """

    indicator: Indicator | None
    why: str
    is_none: bool = False


def endpoint(asked: Asked) -> UnitKind | None:
    """Return what the figure behind "to" is in ("lost 4% in March to 78,500 yuan/mt"), or None.

    So is what it closed at: "lost 4% to settle at", "rose by 6% and ended the month at".
    """
    tokens, at = asked.tokens, asked.place.at
    for index in range(at + 1, min(at + _AHEAD, len(tokens))):
        figure = tokens[index].figure
        if tokens[index].text in (";", ":", "."):
            return None
        if figure is not None:
            led = any(token.low == "to" for token in tokens[index - 2 : index])
            closed = any(token.low.startswith(_CLOSED) for token in tokens[max(at, index - _NEAR) : index])
            return unit_kind(figure.unit or "count") if led or closed else None
    return None
