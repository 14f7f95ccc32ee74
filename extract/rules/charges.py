"""Treatment charges told by the terms of a contract, or below nought, where charges are spoken of."""

from __future__ import annotations

from extract.rules.role import SUMS, is_money
from extract.rules.tokens import Kind, Token
from extract.rules.topics import Asked, Named
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Indicator

__all__ = ["below_nought", "of_contracts", "takes_over_charge"]

_TERMS = frozenset("contract contracts benchmark long-term term terms annual mid-year".split())
_LAST = 24
_LIKE = 3
"""A charge is no more than so many times the one told before."""


def takes_over_charge(asked: Asked, token: Token) -> bool:
    """Tell whether a benchmark is one of treatment charges: these are what was told of last in money."""
    return token.low == "benchmark" and _last_is_charge(asked)


def of_contracts(asked: Asked) -> Named | None:
    """Read "smelters used concentrates under long-term contracts at $95/mt" behind spot charges."""
    if not is_money(asked.place) or asked.role.is_change or not _last_is_charge(asked):
        return None
    left = asked.place.left
    told = any(token.low in _TERMS for token in left)
    priced = any(token.has_any(Kind.INDICATOR, Kind.OTHER) for token in left)
    return (
        Named(Indicator.TREATMENT_CHARGE, "terms of what was told of before") if told and not priced else None
    )


_SPREADS = frozenset(
    "premium premiums discount discounts spread spreads basis contango backwardation gap".split()
)


def below_nought(asked: Asked) -> Named | None:
    """Name a level below nought where treatment charges are spoken of: no price is negative."""
    place = asked.place
    level = not asked.role.is_change and place.figure.signed and place.figure.value < 0
    if not level or place.kind is not UnitKind.MONEY_PER_MEASURE or not _SPREADS.isdisjoint(place.said):
        return None
    spoken = (token.code(Kind.INDICATOR) for token in (*asked.before, *asked.tokens))
    charges = (draft.indicator for draft in (*asked.earlier[-_LAST:], *asked.here[-_LAST:]))
    if Indicator.TREATMENT_CHARGE not in (*spoken, *charges):
        return None
    return Named(Indicator.TREATMENT_CHARGE, "below nought, where treatment charges are spoken of")


def _last_is_charge(asked: Asked) -> bool:
    told = (*asked.earlier, *asked.here)
    last = next((draft for draft in reversed(told) if unit_kind(draft.figure.unit or "count") in SUMS), None)
    if last is None or last.indicator is not Indicator.TREATMENT_CHARGE or last.is_change:
        return False
    return float(asked.place.figure.value) <= _LIKE * float(last.figure.value)
