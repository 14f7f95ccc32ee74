"""The month before, told without its name: "a month earlier they had made 2,600 mt", "47.5% last month"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Basis

__all__ = ["month_before"]

_DAY = 10
_OPENING = frozenset({",", ";", ":", "(", "and", "but", "while", "whereas", "where", "although", "though"})
_BREAKS = frozenset({",", ";", ":", "(", ")"})
_BEEN = frozenset({"was", "were", "stood", "had", "did", "made", "gave", "came"})
_ALIKE = frozenset({"same", "corresponding", "comparable", "equivalent", "like"})
_CLAUSE = 12
_MONTHS = {Basis.MOM: -1, Basis.YOY: -12}
_LED = 3


def month_before(tokens: Sequence[Token], at: int, month: str, named: Sequence[str]) -> str | None:
    """Return the month or day that a reference at token `at` means where it compares with nothing, or None.

    It is reckoned from the report's `month`; that of a week from the day that was `named` last.
    """
    token = tokens[at]
    code = token.code(Kind.REFERABLE)
    if at == 0 and token.low.startswith(("a ", "one ")) and token.low.endswith(" ago"):
        return month_after(month, _MONTHS[Basis.YOY] if "year" in token.low else _MONTHS[Basis.MOM])
    if not _ALIKE.isdisjoint(token.low.split()):
        return None  # "whereas the same months of 2023 gave"
    if not (_opens(tokens, at) or (code is Basis.MOM and _behind_level(tokens, at))):
        return None
    if code is Basis.WOW and named and len(named[-1]) == _DAY:
        return (date.fromisoformat(named[-1]) - timedelta(days=7)).isoformat()
    return month_after(month, _MONTHS[code]) if code in _MONTHS else None


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Read "; the month before it had stood at 79%": it opens a clause that tells a level of then."""
    if at and tokens[at - 1].low not in _OPENING:
        return False
    if at > 1 and any(token.has(Kind.COMPARING) for token in tokens[max(0, at - _LED) : at]):
        return False
    clause = list(takewhile(lambda token: token.text not in _BREAKS, tokens[at + 1 : at + 1 + _CLAUSE]))
    before = takewhile(lambda token: token.figure is None, clause)
    return any(token.figure for token in clause) and any(token.low.split()[0] in _BEEN for token in before)


def _behind_level(tokens: Sequence[Token], at: int) -> bool:
    """Read "44% this month and 47.5% last month": a level of its own, set beside one of another month."""
    figure = tokens[at - 1].figure if at > 1 else None
    return figure is not None and not figure.signed and tokens[at - 2].low in ("and", "but")
