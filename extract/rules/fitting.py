"""Fitting: which units an indicator can have."""

from __future__ import annotations

from decimal import Decimal

from extract.document import Figure
from schemas.measuring import measures
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Indicator

__all__ = ["AMOUNTS", "COUNTED", "MONEY", "OF_ITSELF", "fits", "may_measure", "turned"]

MONEY = (Indicator.PRICE, Indicator.COST, Indicator.PROFIT, Indicator.TREATMENT_CHARGE)
"""What is told in money for each measure."""
_RATES = (
    Indicator.OPERATING_RATE, Indicator.SHARE, Indicator.TARIFF, Indicator.COVERAGE_RATE, Indicator.PROFIT,
)  # fmt: skip
_CAPACITIES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
COUNTED = (
    Indicator.PRODUCTION, Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.SALES, Indicator.DEMAND,
)  # fmt: skip
"""What is counted up over a span of time, and so compared with the same span a year before."""
AMOUNTS = (*COUNTED, *_CAPACITIES, Indicator.INVENTORY, Indicator.QUOTA)
"""What is told in tonnes and the like."""
OF_ITSELF = (
    *_CAPACITIES, Indicator.TARIFF, Indicator.QUOTA, Indicator.INVENTORY, Indicator.SHIPMENTS,
    Indicator.ARRIVALS,
)  # fmt: skip
"""What may stand right behind its figure ("a 25% tariff", "18,400 tonnes held by producers")."""

_PRICED = (Indicator.PRICE, Indicator.TREATMENT_CHARGE)
_MILLIONS = Decimal(10_000)
"""From which size the last digit of money tells of a sum ("4.50 million yuan"), and of no price."""


def may_measure(figure: Figure, indicator: Indicator, basis: Basis) -> bool:
    """Tell whether a figure may be of an indicator at all, by its unit and how it is printed.

    A share may be of anything ("output stays at less than half of normal").
    """
    kind = unit_kind(figure.unit or "count")
    if kind is UnitKind.MONEY and indicator in _PRICED and figure.step >= _MILLIONS:
        return False
    return kind is UnitKind.RATIO or measures(figure.unit or "count", indicator, basis)


def fits(indicator: Indicator, unit: str, *, change: bool) -> bool:
    """Tell whether an indicator is told in a unit where nothing else names it, as a level or as a change.

    It is narrower than `may_measure`, which asks what words that name it could mean.
    """
    kind = unit_kind(unit)
    if kind is UnitKind.RATIO:
        return (unit == "percent" and change) or indicator in _RATES
    if kind is UnitKind.MONEY_PER_MEASURE:
        return indicator in (*MONEY, Indicator.TARIFF)
    if kind is UnitKind.MONEY:
        valued = (
            Indicator.TARIFF,
            Indicator.INVENTORY,
            Indicator.SALES,
            Indicator.SHIPMENTS,
            Indicator.ARRIVALS,
        )
        return indicator in (*MONEY, *valued)
    return indicator in AMOUNTS


def turned(indicator: Indicator, unit: str) -> Indicator | None:
    """Return what a named thing is in a unit that is not its own ("a load of 8,000 mt/day"), or None."""
    kind = unit_kind(unit)
    if kind is UnitKind.RATE_OF_FLOW and indicator is Indicator.OPERATING_RATE:
        monthly = unit.endswith("/month")  # what a mine makes at its run-rate
        return Indicator.PRODUCTION if monthly else Indicator.OPERATING_CAPACITY
    if kind is UnitKind.MONEY_PER_MEASURE and indicator in (Indicator.INVENTORY, Indicator.SALES):
        return Indicator.PRICE
    return None
