"""When two aligned records agree: field by field, and in the tiers that scores are given in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from eval.normalise import same_text
from eval.records import DriverRecord, MetricRecord
from schemas.periods import bounds

__all__ = [
    "DRIVER_FIELDS",
    "DRIVER_TIERS",
    "METRIC_FIELDS",
    "METRIC_TIERS",
    "driver_field_agrees",
    "extra_agrees",
    "metric_field_agrees",
    "same_period",
    "within_digit",
]

_SCOPE = ("segment", "region", "entity")
_KEYS = ("indicator", "basis", "kind", "period", "status")
_STRICT = ("indicator", "basis", "period", "status", "value", "value_max", "unit", "direction")

METRIC_FIELDS = (*_STRICT, "qualifier", *_SCOPE)
DRIVER_FIELDS = ("category", "direction", "period", "status", *_SCOPE)

MetricTest = Callable[[MetricRecord, MetricRecord], bool]
DriverTest = Callable[[DriverRecord, DriverRecord], bool]


def same_period(a: str, b: str) -> bool:
    """Tell whether two periods cover the same days ("2025" is "2025-01/2025-12")."""
    if a == b:
        return True
    try:
        return bounds(a) == bounds(b)
    except ValueError:
        return False


def metric_field_agrees(name: str, gold: MetricRecord, predicted: MetricRecord) -> bool:
    """Tell whether one field is right; a value with another unit or sign is another value."""
    if name in ("value", "value_max") and gold.unit != predicted.unit:
        return False
    return _field_agrees(name, gold, predicted)


def driver_field_agrees(name: str, gold: DriverRecord, predicted: DriverRecord) -> bool:
    """Tell whether one field is right."""
    return _field_agrees(name, gold, predicted)


def extra_agrees(
    name: str, gold: MetricRecord | DriverRecord, predicted: MetricRecord | DriverRecord
) -> bool:
    """Tell whether a field is right that a later version adds: the same code, or text that says the same."""
    ours, theirs = gold.more.get(name), predicted.more.get(name)
    if isinstance(ours, str) and isinstance(theirs, str) and " " in ours + theirs:
        return same_text(ours, theirs)
    return bool(ours == theirs)


def _field_agrees(
    name: str, gold: MetricRecord | DriverRecord, predicted: MetricRecord | DriverRecord
) -> bool:
    ours, theirs = getattr(gold, name), getattr(predicted, name)
    if name in _SCOPE:
        return same_text(ours, theirs)
    if name == "period":
        return same_period(ours, theirs)
    return bool(ours == theirs)


def within_digit(gold: MetricRecord, predicted: MetricRecord, step: Decimal) -> bool:
    """Tell whether the values differ by no more than one unit of the last digit that the text prints."""
    if gold.unit != predicted.unit:
        return False
    pairs = ((gold.value, predicted.value), (gold.value_max, predicted.value_max))
    return all(a == b or (a is not None and b is not None and abs(a - b) <= step) for a, b in pairs)


def _all_agree(*names: str) -> MetricTest:
    return lambda gold, predicted: all(metric_field_agrees(name, gold, predicted) for name in names)


METRIC_TIERS: Mapping[str, MetricTest] = MappingProxyType(
    {
        "aligned": lambda gold, predicted: True,
        "keys": _all_agree(*_KEYS, *_SCOPE),
        "strict": _all_agree(*_STRICT),
        "hedged": _all_agree(*_STRICT, "qualifier"),
        "full": _all_agree(*_STRICT, *_SCOPE),
    }
)
"""Tier -> the test of an aligned pair; a pair that fails is spurious on one side, missed on the other."""

DRIVER_TIERS: Mapping[str, DriverTest] = MappingProxyType(
    {
        "span": lambda gold, predicted: True,
        "category": lambda gold, predicted: gold.category == predicted.category,
        "direction": lambda gold, predicted: (
            gold.category == predicted.category and gold.direction == predicted.direction
        ),
        "full": lambda gold, predicted: all(_field_agrees(name, gold, predicted) for name in DRIVER_FIELDS),
    }
)
