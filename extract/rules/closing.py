"""Closing: what is told of the end of a month, or of the month as a whole, behind a day of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.tokens import Token

__all__ = ["closes_month"]

_ENDING = frozenset(
    "close closed closes closing end ended ends ending finish finished finishes finishing over exit exited"
    " conclude concluded concluding".split()
)
_OF_END = ("of", "the", "month")


def closes_month(tokens: Sequence[Token]) -> bool:
    """Read "and closed the month at", "but by month-end it was", "and at the end of the month"."""
    lows = [token.low for token in tokens]
    for at, low in enumerate(lows):
        if low in ("month-end", "month's", "month’s"):
            return low == "month-end" or lows[at + 1 : at + 2] in (["end"], ["close"])
        if low in _ENDING and tuple(lows[at + 1 : at + 3]) in (("the", "month"), ("this", "month")):
            return lows[at + 3 : at + 4] not in (["of"], ["before"])
        if low in ("end", "close") and tuple(lows[at + 1 : at + 4]) == _OF_END:
            return True
    return False
