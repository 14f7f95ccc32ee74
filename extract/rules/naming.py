"""Naming: which indicator a figure measures."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.document import Figure
from extract.rules.draft import Draft
from extract.rules.tokens import Kind, Token
from extract.rules.window import Cue, Window, own_tokens
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Indicator

__all__ = ["indicator_of", "is_loss"]

_MONEY_INDICATORS = (
    Indicator.PRICE, Indicator.COST, Indicator.PROFIT, Indicator.TREATMENT_CHARGE,
)  # fmt: skip


def indicator_of(
    tokens: Sequence[Token], window: Window, figure: Figure, cue: Cue, previous: Draft | None
) -> tuple[Indicator, str]:
    """Return the indicator that a figure measures, and in a few words why."""
    kind = unit_kind(figure.unit or "count")
    named, where = _named(tokens, window, cue)
    if kind is UnitKind.RATIO and cue.level and _of_whole(window):
        return Indicator.SHARE, "a proportion of a whole"
    if named is None:
        if previous is not None:
            named, where = previous.indicator, "as for the figure before"
        else:
            named, where = Indicator.PRODUCTION, "the section's headline"
    if kind is UnitKind.MONEY_PER_MEASURE and named not in _MONEY_INDICATORS:
        money = [t.code(Kind.INDICATOR) for t in tokens if t.code(Kind.INDICATOR) in _MONEY_INDICATORS]
        named, where = (money[0] if money else Indicator.PRICE), "its unit is money per measure"
    elif kind is UnitKind.RATE_OF_FLOW and named is Indicator.PRODUCTION:
        named = Indicator.CAPACITY if cue.level else Indicator.OPERATING_CAPACITY
        where = "its unit is a rate"
    elif (kind is UnitKind.AMOUNT and named is Indicator.OPERATING_RATE) or (
        kind is UnitKind.AMOUNT and named in (Indicator.PRICE, Indicator.COST, Indicator.PROFIT)
    ):
        named, where = Indicator.PRODUCTION, "its unit is an amount"
    return named, where


def _of_whole(window: Window) -> bool:
    """Tell whether "of the producers", "of output" or the like follows."""
    after = window.after[:5]
    if not after or after[0].low != "of":
        return False
    wholes = (Indicator.PRODUCTION, Indicator.CAPACITY, Indicator.SALES, Indicator.DEMAND)
    return any(t.low in words().countable or t.code(Kind.INDICATOR) in wholes for t in after[1:])


def _named(tokens: Sequence[Token], window: Window, cue: Cue) -> tuple[Indicator | None, str]:
    after = window.after
    if after and after[0].has(Kind.INDICATOR) and not cue.level:
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    if after and after[0].has(Kind.INDICATOR) and after[0].code(Kind.INDICATOR) in (
        Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.TARIFF, Indicator.QUOTA,
    ):  # fmt: skip
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    if after and after[0].low == "for":
        for token in after[1:9]:
            if token.text in ",;" or token.low in ("and", "but"):
                break
            if token.code(Kind.INDICATOR) in _MONEY_INDICATORS:
                return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
    own = own_tokens(window)
    for token in reversed(own):
        code = token.code(Kind.INDICATOR) or token.code(Kind.ACTION)
        if code is not None:
            return code, f"{token.text!r} before it"
    for steps, token in enumerate(after):
        if token.text in ",;" or steps > 8:
            break
        if token.has(Kind.INDICATOR) and any(t.low in ("in", "of") for t in after[:steps]):
            return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
    if len(own) == window.at:
        for token in after[:10]:
            if token.has(Kind.INDICATOR):
                return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
    return None, ""


def is_loss(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the profit figure at token `at` is called a loss."""
    for token in reversed(tokens[:at]):
        if token.code(Kind.INDICATOR) is Indicator.PROFIT:
            return token.low.startswith("loss")
    return any(token.low.startswith("loss") for token in tokens[at + 1 : at + 3])
