"""Noted: what a bulletin says behind a colon ("output in November: slightly down")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.date_texts import month_number
from extract.rules.places import BREAKS, is_light
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction

__all__ = ["noted"]

_CLOSE = 4


def noted(between: Sequence[Token], behind: Sequence[Token]) -> tuple[Direction, Token] | None:
    """Read "output in November: slightly down", "December output: flat": a note's predicate."""
    if any(t.low != "in" and t.kind != Kind.DATE and month_number(t.text) is None for t in between):
        return None
    for at, token in enumerate(behind[:_CLOSE]):
        move: Direction | None = token.code(Kind.MOVE)
        if move is not None:
            after = behind[at + 1] if at + 1 < len(behind) else None
            ends = (
                after is None
                or after.text in BREAKS | {"."}
                or after.low in ("on", "as", "m/m", "mom", "again")
            )
            return (move, token) if ends else None
        if not (is_light(token) or token.has_any(Kind.DEGREE, Kind.FUTURE)):
            return None
    return None
