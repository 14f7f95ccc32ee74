"""The records that are compared: one frozen type for both sides, gold and predicted.

Offsets are half-open code-point offsets into the section's body in the edition that is scored. A
record's `id` is the run's own for a predicted record, `m1`, `d1`, … by place in the file for gold;
`more` holds the fields that a later version of the answer schema adds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from eval.labels import Edition, EditionSpans, Labels
from eval.normalise import canonical
from schemas.errors import InputError
from schemas.periods import bounds
from schemas.records import SectionResult
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Category, Direction, Indicator, Qualifier, Status

__all__ = ["DriverRecord", "Kind", "MetricRecord", "Records", "gold_records", "predicted_records", "reading"]

Span = tuple[int, int]
Extras = Mapping[str, Any]


class Kind(StrEnum):
    """The kind of a metric as far as alignment may know it: whether it has a figure, and of what sort."""

    AMOUNT = "amount"
    RATE = "rate"
    MOVEMENT = "movement"


@dataclass(frozen=True, slots=True)
class MetricRecord:
    """A metric of either side; `value` in the base unit."""

    id: str
    indicator: Indicator
    basis: Basis
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    direction: Direction | None
    qualifier: Qualifier | None
    period: str
    status: Status
    segment: str | None
    region: str | None
    entity: str | None
    figure: Span | None
    evidence: Span
    confidence: float | None = None
    more: Extras = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Return whether it is an amount, a rate (percent and points) or a movement without figure."""
        if self.unit is None:
            return Kind.MOVEMENT
        return Kind.RATE if unit_kind(self.unit) is UnitKind.RATIO else Kind.AMOUNT

    @property
    def time(self) -> object:
        """Return the days that the period covers: "2025" is "2025-01/2025-12"."""
        try:
            return bounds(self.period)
        except ValueError:
            return self.period

    @property
    def key(self) -> tuple[object, ...]:
        """Return all that says which fact it is, normalised; nothing of the value."""
        scope = (canonical(self.segment), canonical(self.region), canonical(self.entity))
        return (self.indicator, self.basis, self.kind, self.time, self.status, *scope)


@dataclass(frozen=True, slots=True)
class DriverRecord:
    """A driver of either side."""

    id: str
    category: Category
    cause: str
    effect: Indicator
    direction: Direction
    period: str
    status: Status
    segment: str | None
    region: str | None
    entity: str | None
    evidence: Span
    confidence: float | None = None
    more: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one side of one section."""

    metrics: tuple[MetricRecord, ...] = ()
    drivers: tuple[DriverRecord, ...] = ()


def predicted_records(result: SectionResult) -> Records:
    """Return the records of one line of a run."""
    return Records(
        tuple(
            MetricRecord(
                **{name: getattr(m, name) for name in _METRIC_FIELDS},
                id=m.id,
                figure=(m.figure.start, m.figure.end) if m.figure else None,
                evidence=(m.evidence.start, m.evidence.end),
                confidence=m.confidence,
                more=m.extras,
            )
            for m in result.metrics
        ),
        tuple(
            DriverRecord(
                **{name: getattr(d, name) for name in _DRIVER_FIELDS},
                id=d.id,
                evidence=(d.evidence.start, d.evidence.end),
                confidence=d.confidence,
                more=d.extras,
            )
            for d in result.drivers
        ),
    )


def gold_records(
    labels: Labels, edition: Edition, extras: Mapping[str, Extras] = MappingProxyType({})
) -> Records:
    """Return the records of one section's labels, with the offsets of an edition.

    `extras` are the fields of a later version of the answer schema by record ("m1", "d1").

    Raises:
        InputError: a label has no offsets in that edition.
    """

    def place(name: str, spans: EditionSpans) -> Span:
        found = spans.of(edition)
        if found is None:
            raise InputError(
                f"the labels have no offsets of the edition {edition!r} ({name}); score the other"
            )
        return found

    return Records(
        tuple(
            MetricRecord(
                **{name: getattr(m, name) for name in _METRIC_FIELDS},
                id=f"m{n}",
                figure=place(f"metric {n}", m.figure) if m.figure else None,
                evidence=place(f"metric {n}", m.evidence),
                more=extras.get(f"m{n}", {}),
            )
            for n, m in enumerate(labels.metrics, start=1)
        ),
        tuple(
            DriverRecord(
                **{name: getattr(d, name) for name in _DRIVER_FIELDS},
                id=f"d{n}",
                evidence=place(f"driver {n}", d.evidence),
                more=extras.get(f"d{n}", {}),
            )
            for n, d in enumerate(labels.drivers, start=1)
        ),
    )


_SCOPE = ("segment", "region", "entity")
_METRIC_FIELDS = (
    "indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status", *_SCOPE
)  # fmt: skip
_DRIVER_FIELDS = ("category", "cause", "effect", "direction", "period", "status", *_SCOPE)


def reading(record: MetricRecord | DriverRecord) -> dict[str, Any]:
    """Return a record as JSON: its fields and offsets, no text of the report."""
    names = _METRIC_FIELDS if isinstance(record, MetricRecord) else _DRIVER_FIELDS
    read: dict[str, Any] = {"id": record.id}
    read |= {name: _JSON.get(name, _same)(getattr(record, name)) for name in names}
    if isinstance(record, MetricRecord):
        read["figure"] = list(record.figure) if record.figure else None
    return {**read, "evidence": list(record.evidence), **record.more}


def _same(value: object) -> object:
    return value


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


_JSON: dict[str, Callable[[Any], object]] = {"value": _plain, "value_max": _plain}
