"""Profits: losses, which are told without a sign, and which way profits move when losses do."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.draft import Draft
from extract.rules.places import Place
from extract.rules.role import TURNS, Role
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction, Indicator

__all__ = ["is_loss", "profit_direction"]

_LOSSES = ("loss", "losing", "in the red", "under water", "underwater", "shortfall")
_LOSING = frozenset({"lose", "loses", "losing", "lost"})
_EARNING = frozenset({"made", "make", "makes", "earned", "earn", "earns", "netted"})
_PRONOUNS = frozenset({"it", "that", "these", "they"})
_OF_PROFIT = ("improv", "better", "wors", "deteriorat", "recover", "gain")
_BEHIND, _GAINED = 4, 3


def is_loss(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the profit figure at token `at` is called a loss."""
    if any(token.low in ("gain", "gains", "profit of") for token in tokens[max(0, at - _GAINED) : at]):
        return False  # "from a loss of 200 yuan to a gain of"
    behind = [token.low for token in tokens[at + 1 : at + 6]]
    if behind[:1] in (["below"], ["under"], ["above"], ["over"]) and {"cost", "costs"} & set(behind):
        return behind[0] in ("below", "under")  # "100 yuan/mt below full cost"
    for index in range(at - 1, -1, -1):
        token = tokens[index]
        if token.text == ";" and _PRONOUNS.isdisjoint(each.low for each in tokens[index + 1 : at]):
            break
        if token.low in _EARNING and index > at - _GAINED:
            return False  # "after a loss of 1,100 yuan/mt in May, producers made 2,900 yuan/mt"
        if Indicator.PROFIT in (token.code(Kind.INDICATOR), token.code(Kind.ACTION)):
            return _names_loss(token) or (index > 0 and tokens[index - 1].low == "negative")
        if token.low in _LOSING or "negative" in token.low:
            return True
    return any(_names_loss(token) or token.low == "negative" for token in tokens[at + 1 : at + _BEHIND])


def profit_direction(place: Place, role: Role, before: Draft | None) -> Direction | None:
    """Return a profit's direction: losses that widen are profits that fall.

    `before` is the reading before it in its sentence: "lost 640 yuan/mt, 210 yuan/mt more than in March".
    """
    subject = [t.low for t in place.left if t.code(Kind.INDICATOR) is Indicator.PROFIT]
    of_losses = bool(subject) and subject[-1].startswith("loss") and not role.word.startswith("los")
    if not subject and before is not None and before.indicator is Indicator.PROFIT:
        # A sum with a minus is one of profit; what betters or worsens is told of profit as well.
        lost = before.negative and before.figure.value > 0
        of_losses = lost and not any(t.low.startswith(_OF_PROFIT) for t in (*place.left, *place.near))
    if role.direction not in TURNS or not of_losses:
        return role.direction
    return Direction.DOWN if role.direction is Direction.UP else Direction.UP


def _names_loss(token: Token) -> bool:
    return token.low.startswith(_LOSSES) or token.low.endswith(("loss", "losses"))
