"""The score of one section: counts in every tier and field, mistakes, and what is kept for slices.

Counts are stored by section; micro and macro scores, slices and intervals are sums of them later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from eval.agree import (
    DRIVER_FIELDS,
    DRIVER_TIERS,
    METRIC_FIELDS,
    METRIC_TIERS,
    driver_field_agrees,
    extra_agrees,
    metric_field_agrees,
    within_digit,
)
from eval.align import align_drivers, align_metrics
from eval.counts import Counts
from eval.errors import Mistake, driver_mistakes, metric_mistakes
from eval.records import DriverRecord, Kind, MetricRecord, Records
from eval.slices import metric_slices

__all__ = ["Case", "SectionScore", "score_section"]


@dataclass(frozen=True, slots=True)
class Case:
    """One section to score: both sides' records, offsets of one edition.

    `slug` names the section within what is scored together ("2024-06/alumina" where several sets
    are); `steps` holds, by gold id, one unit of the last digit that the text prints (base unit);
    `gold_sha256` is of the section's text and labels.
    """

    slug: str
    gold: Records
    predicted: Records
    split: str = "dev"
    group: str | None = None
    cluster: str = ""
    status: str = "ok"
    steps: Mapping[str, Decimal] = field(default_factory=dict)
    report: str = ""
    gold_sha256: str = ""


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The score of one section.

    `tallies` has the counts by name ("metrics.strict", "metrics.fields.unit", "drivers.span", …);
    `right` tells of each gold record, by id, how right it was found: "right" (metrics: tier full;
    drivers: tier direction), "strict" (a metric whose scope alone is wrong) or "wrong";
    `confidences` pairs each given confidence with whether the record is strictly right.
    """

    slug: str
    report: str
    gold_sha256: str
    split: str
    group: str | None
    cluster: str
    status: str
    tallies: Mapping[str, Counts]
    slices: Mapping[str, Counts]
    reversed: float
    mistakes: tuple[Mistake, ...]
    right: Mapping[str, str]
    confidences: tuple[tuple[float, bool], ...]


def score_section(case: Case) -> SectionScore:
    """Align and score one section."""
    metrics = align_metrics(case.gold.metrics, case.predicted.metrics)
    drivers = align_drivers(case.gold.drivers, case.predicted.drivers)
    mistakes = [
        *metric_mistakes(case.slug, case.gold.metrics, case.predicted.metrics, metrics),
        *driver_mistakes(case.slug, case.gold.drivers, case.predicted.drivers, drivers),
    ]
    return SectionScore(
        slug=case.slug,
        report=case.report,
        gold_sha256=case.gold_sha256,
        split=case.split,
        group=case.group,
        cluster=case.cluster or case.slug,
        status=case.status,
        tallies={
            **_metric_tallies(case, metrics),
            **_driver_tallies(case, drivers),
            **_extra_tallies("metrics", case.gold.metrics, case.predicted.metrics, metrics),
            **_extra_tallies("drivers", case.gold.drivers, case.predicted.drivers, drivers),
        },
        slices=_slices(case, metrics),
        reversed=sum(m.kind == "reversed" for m in mistakes),
        mistakes=tuple(mistakes),
        right=_rightness(case, metrics, drivers),
        confidences=tuple(_confidences(case, metrics, drivers)),
    )


def _rightness(
    case: Case,
    metrics: list[tuple[MetricRecord, MetricRecord]],
    drivers: list[tuple[DriverRecord, DriverRecord]],
) -> dict[str, str]:
    right = {metric.id: "wrong" for metric in case.gold.metrics}
    right |= {driver.id: "wrong" for driver in case.gold.drivers}
    right |= {a.id: "strict" for a, b in metrics if METRIC_TIERS["strict"](a, b)}
    right |= {a.id: "right" for a, b in metrics if METRIC_TIERS["full"](a, b)}
    return right | {a.id: "right" for a, b in drivers if DRIVER_TIERS["direction"](a, b)}


def _counts(right: int, predicted: int, gold: int) -> Counts:
    return Counts(tp=right, fp=predicted - right, fn=gold - right)


def _metric_tallies(case: Case, pairs: list[tuple[MetricRecord, MetricRecord]]) -> dict[str, Counts]:
    gold, predicted = case.gold.metrics, case.predicted.metrics
    strict = METRIC_TIERS["strict"]
    tallies = {
        f"metrics.{tier}": _counts(sum(test(a, b) for a, b in pairs), len(predicted), len(gold))
        for tier, test in METRIC_TIERS.items()
    }
    near = sum(_nearly(a, b, case.steps.get(a.id, Decimal(0))) for a, b in pairs)
    tallies["metrics.within_digit"] = _counts(near, len(predicted), len(gold))
    for name, is_one in (("figures", _has_figure), ("movements", _is_movement)):
        right = sum(strict(a, b) for a, b in pairs if is_one(a))
        tallies[f"metrics.{name}"] = _counts(right, sum(map(is_one, predicted)), sum(map(is_one, gold)))
    for name in METRIC_FIELDS:
        right = sum(getattr(a, name) is not None and metric_field_agrees(name, a, b) for a, b in pairs)
        tallies[f"metrics.fields.{name}"] = _counts(right, _given(predicted, name), _given(gold, name))
    return tallies


def _driver_tallies(case: Case, pairs: list[tuple[DriverRecord, DriverRecord]]) -> dict[str, Counts]:
    gold, predicted = case.gold.drivers, case.predicted.drivers
    tallies = {
        f"drivers.{tier}": _counts(sum(test(a, b) for a, b in pairs), len(predicted), len(gold))
        for tier, test in DRIVER_TIERS.items()
    }
    for name in DRIVER_FIELDS:
        right = sum(getattr(a, name) is not None and driver_field_agrees(name, a, b) for a, b in pairs)
        tallies[f"drivers.fields.{name}"] = _counts(right, _given(predicted, name), _given(gold, name))
    return tallies


def _extra_tallies(
    side: str,
    gold: Sequence[MetricRecord | DriverRecord],
    predicted: Sequence[MetricRecord | DriverRecord],
    pairs: Sequence[tuple[MetricRecord | DriverRecord, MetricRecord | DriverRecord]],
) -> dict[str, Counts]:
    """Count the fields that a later version of the answer schema adds, where gold has them labelled."""
    tallies = {}
    for name in dict.fromkeys(name for record in gold for name in record.more):
        given = [sum(r.more.get(name) is not None for r in records) for records in (predicted, gold)]
        right = sum(a.more[name] is not None and extra_agrees(name, a, b) for a, b in pairs)
        tallies[f"{side}.fields.{name}"] = _counts(right, *given)
    return tallies


def _given(records: Iterable[MetricRecord | DriverRecord], name: str) -> int:
    """Count the records whose field is given: what is null on both sides is no success."""
    return sum(getattr(record, name) is not None for record in records)


def _has_figure(record: MetricRecord) -> bool:
    return record.kind is not Kind.MOVEMENT


def _is_movement(record: MetricRecord) -> bool:
    return record.kind is Kind.MOVEMENT


def _nearly(gold: MetricRecord, predicted: MetricRecord, step: Decimal) -> bool:
    others = ("indicator", "basis", "period", "status", "direction")
    return within_digit(gold, predicted, step) and all(
        metric_field_agrees(n, gold, predicted) for n in others
    )


def _slices(case: Case, pairs: list[tuple[MetricRecord, MetricRecord]]) -> dict[str, Counts]:
    """Count strictly right metrics by slice: gold in gold's slices, what is spurious in its own."""
    strict = METRIC_TIERS["strict"]
    right = [(a, b) for a, b in pairs if strict(a, b)]
    found = {id(record) for pair in right for record in pair}
    counts: dict[str, Counts] = defaultdict(Counts)
    for record in case.gold.metrics:
        counted = Counts(tp=1) if id(record) in found else Counts(fn=1)
        for name in metric_slices(record, case.group):
            counts[name] += counted
    for record in case.predicted.metrics:
        if id(record) not in found:
            for name in metric_slices(record, case.group):
                counts[name] += Counts(fp=1)
    return dict(counts)


def _confidences(
    case: Case,
    metrics: list[tuple[MetricRecord, MetricRecord]],
    drivers: list[tuple[DriverRecord, DriverRecord]],
) -> Iterable[tuple[float, bool]]:
    strict, direction = METRIC_TIERS["strict"], DRIVER_TIERS["direction"]
    right = {id(b) for a, b in metrics if strict(a, b)} | {id(b) for a, b in drivers if direction(a, b)}
    predicted: tuple[MetricRecord | DriverRecord, ...] = (*case.predicted.metrics, *case.predicted.drivers)
    for record in predicted:
        if record.confidence is not None:
            yield record.confidence, id(record) in right
