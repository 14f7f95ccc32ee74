"""Which units an indicator may be measured in."""

from __future__ import annotations

import pytest

from schemas.measuring import measures
from schemas.vocabulary import Basis, Indicator


@pytest.mark.parametrize(
    ("unit", "indicator", "basis"),
    [
        ("mt", "production", "level"),
        ("mt/day", "production", "level"),
        ("percent", "production", "mom"),
        ("percent", "price", "level"),  # payables
        ("yuan/mt", "price", "change"),
        ("usd", "shipments", "level"),
        ("day", "inventory", "level"),
        ("vnd", "profit", "level"),
        ("count", "producer_count", "level"),
    ],
)
def test_what_may_be_measured_so(unit: str, indicator: str, basis: str) -> None:
    assert measures(unit, Indicator(indicator), Basis(basis))


@pytest.mark.parametrize(
    ("unit", "indicator", "basis"),
    [
        ("vnd", "production", "level"),
        ("percent", "production", "level"),
        ("mt", "operating_rate", "level"),
        ("mt", "price", "mom"),
        ("yuan/mt", "capacity", "change"),
        ("percent", "producer_count", "level"),
    ],
)
def test_what_may_not(unit: str, indicator: str, basis: str) -> None:
    assert not measures(unit, Indicator(indicator), Basis(basis))


def test_every_indicator_may_be_measured_in_something() -> None:
    units = ("mt", "percent", "yuan/mt", "yuan", "count", "day", "mt/day")
    assert all(any(measures(unit, each, Basis.LEVEL) for unit in units) for each in Indicator)
