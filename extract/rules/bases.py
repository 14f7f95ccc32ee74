"""Bases: what a move is measured against."""

from __future__ import annotations

from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.tokens import Kind
from extract.rules.window import AFTER_CHANGE, Cue, Window, own_tokens
from schemas.periods import months_between
from schemas.vocabulary import Basis

__all__ = ["basis_of"]


def basis_of(
    window: Window, cue: Cue, previous: Draft | None, month: str, statement: Statement
) -> Basis | None:
    """Return the basis; None for a move whose comparison is not stated."""
    if cue.level:
        return Basis.LEVEL
    for token in window.after[:3]:
        if token.has(Kind.BASIS):
            stated: Basis = token.code(Kind.BASIS)
            return stated
        if token.text in ",;." or token.low in ("and", "but"):
            break
    for token in window.after[:8]:
        if token.text in ",;" or token.low in ("and", "but", "while"):
            break
        if token.has(Kind.BASIS):
            stated = token.code(Kind.BASIS)
            return stated
        if cue.word in AFTER_CHANGE and token.low in ("expected", "forecast", "expectations", "anticipated"):
            return Basis.VS_EXPECTATION
    own = own_tokens(window)
    for token in reversed(own):
        if token.has(Kind.BASIS):
            stated = token.code(Kind.BASIS)
            return stated
    compared = _compared_with(window, month, statement)
    if compared is not None:
        return compared
    if previous is not None and previous.is_change and not any(t.text in ";" for t in own):
        return previous.basis
    return None


def _compared_with(window: Window, month: str, statement: Statement) -> Basis | None:
    """Read "compared to December": the basis follows from how far back the month lies."""
    own = own_tokens(window)
    start = own[0].start if own else statement.tokens[window.at].start
    end = window.after[-1].end if window.after else statement.tokens[window.at].end
    for time in statement.times:
        if time.compared and start <= time.start <= end and len(time.period) == 7:
            back = months_between(time.period, month)
            if back in (0, 1):
                return Basis.MOM
            if back in (11, 12):
                return Basis.YOY
    return None
