"""Slices: the parts of the gold set that scores are also given for."""

from __future__ import annotations

from collections.abc import Iterator

from eval.normalise import canonical
from eval.records import Kind, MetricRecord

__all__ = ["DIMENSIONS", "metric_slices"]

DIMENSIONS = ("group", "indicator", "basis", "status", "form", "region")


def metric_slices(record: MetricRecord, group: str | None) -> Iterator[str]:
    """Yield the names of a metric's slices, as "dimension=value"."""
    yield f"group={group or 'unknown'}"
    yield f"indicator={record.indicator}"
    yield f"basis={record.basis}"
    yield f"status={record.status}"
    yield f"form={'movement' if record.kind is Kind.MOVEMENT else 'figure'}"
    places = canonical(record.region)
    yield f"region={', '.join(' '.join(place) for place in places) if places else 'none'}"
