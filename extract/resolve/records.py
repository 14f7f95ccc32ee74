"""What every record takes from its label, and how metrics are kept: one a fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extract.document import Figure
from extract.findings import Finding
from extract.identity import metric_id
from extract.resolve.work import Work
from schemas.answer import DriverLabel, FigureLabel, MissedLabel, MovementLabel
from schemas.records import Metric
from schemas.vocabulary import Direction, FindingCode

__all__ = ["keep", "metric_of", "told"]


def told(label: FigureLabel | MissedLabel | MovementLabel | DriverLabel) -> dict[str, Any]:
    """Return the fields that a record of any kind takes from its label as they are."""
    return {
        "period": label.period,
        "status": label.status,
        "segment": label.segment,
        "region": label.region,
        "entity": label.entity,
        "confidence": label.confidence,
        "findings": (),
        **label.more,
    }


def metric_of(
    work: Work,
    label: FigureLabel | MissedLabel | MovementLabel,
    evidence: tuple[int, int],
    direction: Direction | None,
    measured: tuple[Figure, Decimal, Decimal | None] | None,
) -> Metric:
    """Return a label's metric; `measured` is its figure with both ends signed, None for a movement."""
    figure, value, value_max = measured or (None, None, None)
    span = None if figure is None else (figure.start, figure.end)
    return Metric(
        id=metric_id(
            work.section.section, span, label.indicator, label.basis, label.period, label.status,
            label.segment, label.region, label.entity,
        ),
        indicator=label.indicator,
        basis=label.basis,
        value=value,
        value_max=value_max,
        unit=None if figure is None else figure.unit,
        direction=direction,
        qualifier=None if figure is None else figure.qualifier,
        evidence=work.span(*evidence),
        figure=None if span is None else work.span(*span),
        **told(label),
    )  # fmt: skip


def keep(work: Work, metric: Metric) -> None:
    """Keep a metric; a fact that is there already is noted."""
    if metric.id in work.metrics:
        where = metric.figure or metric.evidence
        # Told twice alike, a fact is no less sure; told with another sign or direction, it is.
        first = work.metrics[metric.id]
        same = (first.value, first.direction) == (metric.value, metric.direction)
        span, doubtful = (where.start, where.end), () if same else (metric.id,)
        work.findings.append(Finding(FindingCode.DUPLICATE, "one fact is claimed twice", (span,), doubtful))
    else:
        work.metrics[metric.id] = metric
