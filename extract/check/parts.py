"""Parts and their total: shares of one whole stay within 100%, counts within the count surveyed."""

from __future__ import annotations

from collections.abc import Sequence

from extract.check.rounding import interval
from extract.document import Annotated
from extract.findings import Finding
from schemas.records import Driver, Metric
from schemas.vocabulary import Basis, FindingCode, Indicator

__all__ = ["parts_against_totals"]

_WHOLE = 100


def parts_against_totals(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Report rates and shares above 100%, and counted groups larger than the whole survey."""
    found = []
    for metric in metrics:
        bounded = metric.indicator in (
            Indicator.SHARE,
            Indicator.COVERAGE_RATE,
        )
        if bounded and metric.basis is Basis.LEVEL and metric.unit == "percent":
            printed = interval(section, metric)
            if printed is not None and printed.low > _WHOLE:
                found.append(_finding("a share above 100%", metric))
    totals = _counts(metrics, whole=True)
    parts = _counts(metrics, whole=False)
    for total in totals:
        for part in parts:
            same = (part.period, part.region) == (total.period, total.region)
            if same and part.value is not None and total.value is not None:
                if part.value > total.value:
                    found.append(_finding("a part larger than its total", part, total))
    return found


def _counts(metrics: Sequence[Metric], *, whole: bool) -> list[Metric]:
    """Return the producer counts of the whole survey, or those of groups in it."""
    return [
        metric
        for metric in metrics
        if metric.indicator is Indicator.PRODUCER_COUNT
        and metric.basis is Basis.LEVEL
        and metric.value is not None
        and _is_whole(metric) is whole
    ]


def _is_whole(metric: Metric) -> bool:
    return metric.segment is None or "survey" in metric.segment.casefold()


def _finding(message: str, *metrics: Metric) -> Finding:
    spans = tuple((m.figure.start, m.figure.end) for m in metrics if m.figure is not None)
    return Finding(FindingCode.PARTS_AGAINST_TOTAL, message, spans, tuple(m.id for m in metrics))
