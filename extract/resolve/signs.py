"""The sign of a value: printed, or from the direction that the answer gives; never guessed."""

from __future__ import annotations

from decimal import Decimal

from extract.document import Figure
from extract.resolve.work import Work
from schemas.answer import FigureLabel, MissedLabel
from schemas.vocabulary import Basis, Direction, FindingCode

__all__ = ["signed"]

_SIGNS = {Direction.UP: 1, Direction.DOWN: -1}


def signed(
    work: Work, figure: Figure, label: FigureLabel | MissedLabel
) -> tuple[Decimal, Decimal | None] | None:
    """Return value and range end with their sign, or None where the sign cannot be known."""
    span = (figure.start, figure.end)
    ends = (figure.value, figure.value_max)
    if label.basis is Basis.LEVEL:
        if not label.negative:
            return ends
        if figure.signed and figure.value > 0:
            work.note(FindingCode.DIRECTION_AGAINST_SIGN, "a printed plus is not below zero", span)
            return None
        if figure.signed:
            return ends
        return -abs(ends[0]), None if ends[1] is None else -abs(ends[1])
    signs = {end > 0 for end in ends if end}
    printed = bool(signs) and (figure.signed or False in signs)
    if label.direction is None:
        if printed and len(signs) == 1:
            return ends
        work.note(FindingCode.DIRECTION_MISSING, "a change without a direction", span)
        return None
    if label.direction is Direction.FLAT:
        if not any(ends):
            return ends
        work.note(FindingCode.DIRECTION_AGAINST_SIGN, "a change that is not 0 is not flat", span)
        return None
    sign = _SIGNS[label.direction]
    if printed and signs != {sign > 0}:
        work.note(FindingCode.DIRECTION_AGAINST_SIGN, "printed sign and direction disagree", span)
        return None
    return sign * abs(ends[0]), None if ends[1] is None else sign * abs(ends[1])
