"""Measuring: which kinds of units an indicator may be measured in."""

from __future__ import annotations

from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Indicator

__all__ = ["measures"]

_RATIOS = frozenset({UnitKind.RATIO})
_MEASURED = frozenset({UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW, UnitKind.COUNT})
_MONEY = frozenset({UnitKind.MONEY, UnitKind.MONEY_PER_MEASURE})
_LEVELS: dict[Indicator, frozenset[UnitKind]] = {
    Indicator.PRODUCTION: _MEASURED,
    Indicator.OPERATING_RATE: _RATIOS,
    Indicator.CAPACITY: _MEASURED,
    Indicator.OPERATING_CAPACITY: _MEASURED | _RATIOS,
    Indicator.SHARE: _RATIOS,
    Indicator.INVENTORY: _MEASURED | {UnitKind.MONEY, UnitKind.TIME},
    Indicator.PRICE: _MONEY | _RATIOS,  # payables are a price in percent
    Indicator.TREATMENT_CHARGE: _MONEY,
    Indicator.PROFIT: _MONEY | _RATIOS,
    Indicator.COST: _MONEY,
    Indicator.DEMAND: _MEASURED | _MONEY,
    Indicator.SALES: _MEASURED | _MONEY,
    Indicator.ARRIVALS: _MEASURED | {UnitKind.MONEY},
    Indicator.SHIPMENTS: _MEASURED | {UnitKind.MONEY},
    Indicator.QUOTA: _MEASURED,
    Indicator.TARIFF: _RATIOS | _MONEY,
    Indicator.PRODUCER_COUNT: frozenset({UnitKind.COUNT}),
    Indicator.COVERAGE_RATE: _RATIOS,
}


def measures(unit: str, indicator: Indicator, basis: Basis) -> bool:
    """Tell whether a unit may measure an indicator: its level, or its change, which may always be a ratio."""
    kind = unit_kind(unit)
    return kind in _LEVELS[indicator] or (basis is not Basis.LEVEL and kind is UnitKind.RATIO)
