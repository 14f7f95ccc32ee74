"""Canonical units: how they are written, and what kind of quantity each measures."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

__all__ = ["CURRENCIES", "TIMES", "UNIT_PATTERN", "UnitKind", "is_unit", "unit_kind"]

UNIT_PATTERN = r"^[a-z][a-z0-9_]*(?:/[a-z0-9_]+)?$"
_UNIT = re.compile(UNIT_PATTERN)
CURRENCIES = frozenset(
    "yuan usd eur gbp jpy vnd idr inr aud krw zar brl cad rub twd "
    "nok sek pln chf try kzt uah myr thb php mxn clp aed "
    "fen egp cop pen sgd hkd nzd dkk sar qar".split()
)
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


class UnitKind(StrEnum):
    """What a unit measures: the coarse kind on which records are aligned and checked."""

    AMOUNT = "amount"
    RATE_OF_FLOW = "rate_of_flow"
    RATIO = "ratio"
    MONEY = "money"
    MONEY_PER_MEASURE = "money_per_measure"
    COUNT = "count"
    TIME = "time"


def is_unit(text: str) -> bool:
    """Tell whether `text` is a canonical unit: lower case, `measure` or `measure/per`."""
    return bool(_UNIT.match(text))


@lru_cache(maxsize=1024)
def unit_kind(unit: str) -> UnitKind:
    """Return the kind of quantity that a canonical unit measures."""
    head, _, per = unit.partition("/")
    if unit in ("percent", "percentage_point", "basis_point"):
        return UnitKind.RATIO
    if unit == "count":
        return UnitKind.COUNT
    if head in CURRENCIES:
        return UnitKind.MONEY_PER_MEASURE if per else UnitKind.MONEY
    if head in TIMES:
        return UnitKind.TIME
    return UnitKind.RATE_OF_FLOW if per in TIMES else UnitKind.AMOUNT
