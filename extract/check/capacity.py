"""An operating rate is operating capacity over existing capacity, where the text gives all three."""

from __future__ import annotations

from collections.abc import Sequence

from extract.check.rounding import interval
from extract.document import Annotated
from extract.findings import Finding
from schemas.records import Driver, Metric
from schemas.vocabulary import Basis, FindingCode, Indicator

__all__ = ["rates_against_capacities"]


def _scope(metric: Metric) -> tuple[str | None, ...]:
    return metric.period, metric.segment, metric.region, metric.entity


def rates_against_capacities(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Check operating rate = 100 operating capacity / capacity for one scope and period."""
    levels: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        if metric.basis is Basis.LEVEL and metric.value is not None:
            levels.setdefault((metric.indicator, *_scope(metric)), []).append(metric)
    found = []
    for key, rates in levels.items():
        if key[0] is not Indicator.OPERATING_RATE:
            continue
        running = levels.get((Indicator.OPERATING_CAPACITY, *key[1:]), [])
        existing = levels.get((Indicator.CAPACITY, *key[1:]), [])
        if len(rates) == len(running) == len(existing) == 1:
            trio = (rates[0], running[0], existing[0])
            if _disagree(section, *trio):
                spans = tuple((m.figure.start, m.figure.end) for m in trio if m.figure)
                found.append(
                    Finding(
                        FindingCode.RATE_AGAINST_CAPACITY,
                        "the operating rate is not operating capacity over capacity",
                        spans,
                        tuple(m.id for m in trio),
                    )
                )
    return found


def _disagree(section: Annotated, rate: Metric, running: Metric, existing: Metric) -> bool:
    ends = [interval(section, metric) for metric in (rate, running, existing)]
    printed, part, whole = ends
    if printed is None or part is None or whole is None:
        return False
    implied = part.percent_of(whole)
    return implied is not None and not implied.meets(printed)
