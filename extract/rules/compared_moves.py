"""Compared moves: what a move is set beside is one like it ("rose 2.3% MoM, less than the 4.1% of April")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.rules.draft import Draft
from extract.rules.light import is_light
from extract.rules.tokens import Kind, Token

__all__ = ["OTHER_MOVE", "other_move"]

OTHER_MOVE = "as the move that is compared with it"
"""Why a move has the basis and the way of the one before it."""
_COMPARATIVES = frozenset(
    "less smaller slower lower narrower weaker milder more bigger larger faster steeper stronger sharper "
    "greater higher wider".split()
)
_RATIOS = ("percent", "percentage_point")
_AROUND, _NEAR = 12, 4


def other_move(tokens: Sequence[Token], at: int, here: Sequence[Draft], told: Draft) -> Draft:
    """Return the reading of figure `at`, which no words name, as a move like the one before it.

    `here` are the readings before it in its sentence.
    """
    last = here[-1] if here else None
    if last is None or not (last.is_change and told.is_base) or last.figure.unit not in _RATIOS:
        return told
    between = [token for token in tokens[max(0, at - _AROUND) : at] if token.start >= last.figure.end]
    than = next((i for i, token in enumerate(between) if token.low == "than"), None)
    if told.figure.unit != last.figure.unit or not than or between[than - 1].low not in _COMPARATIVES:
        return told
    led = between[than + 1 :]
    if len(led) > _NEAR or not all(is_light(t) or t.kind == Kind.DATE or t.low.endswith("'s") for t in led):
        return told
    return replace(
        last,
        figure=told.figure,
        period=told.period,
        status=told.status,
        why=(*told.why, f"{last.indicator} {last.basis} {last.direction}: {OTHER_MOVE}"),
    )
