"""Export: gold labels as the lines of `extractions.jsonl`, with one edition's offsets."""

from __future__ import annotations

from collections.abc import Iterator

from eval.gold.editions import EditionText
from eval.goldset import GoldSection, GoldSet
from eval.labels import DriverLabel, Edition, EditionSpans, MetricLabel
from extract.document import Annotated
from extract.identity import driver_id, metric_id
from schemas.records import Driver, Metric, RejectedRun, SectionResult, TextSpan
from schemas.vocabulary import SectionStatus

__all__ = ["export_lines"]


def export_lines(gold: GoldSet, text: EditionText) -> Iterator[SectionResult]:
    """Yield one result a section of the edition, in the set's order."""
    for section in gold.sections:
        annotated = text.sections.get(section.slug)
        if annotated is not None:
            yield _result(gold, section, annotated, text.edition)


def _result(gold: GoldSet, section: GoldSection, text: Annotated, edition: Edition) -> SectionResult:
    part = text.section
    metrics = tuple(_metric(text, label, edition) for label in section.labels.metrics)
    drivers = tuple(_driver(text, label, edition) for label in section.labels.drivers)
    rejected = [
        RejectedRun(**_span(text, run, edition).model_dump(), reason=run.reason)
        for run in section.labels.rejected
        if run.of(edition) is not None
    ]
    return SectionResult(
        report=gold.report,
        month=gold.month,
        section=section.slug,
        commodity=part.commodity,
        heading=part.heading,
        status=SectionStatus.OK if metrics or drivers else SectionStatus.EMPTY,
        error=None,
        text_sha256=part.sha256,
        metrics=metrics,
        drivers=drivers,
        unclaimed=(),
        rejected=tuple(sorted(rejected, key=lambda run: run.start)),
    )


def _span(text: Annotated, place: EditionSpans, edition: Edition) -> TextSpan:
    start, end = place.of(edition) or (0, 0)
    return TextSpan(start=start, end=end, text=text.text(start, end))


def _metric(text: Annotated, label: MetricLabel, edition: Edition) -> Metric:
    figure = _span(text, label.figure, edition) if label.figure is not None else None
    key = (
        label.indicator, label.basis, label.period, label.status, label.segment, label.region, label.entity,
    )  # fmt: skip
    return Metric(
        id=metric_id(text.section, (figure.start, figure.end) if figure else None, *key),
        indicator=label.indicator,
        basis=label.basis,
        value=label.value,
        value_max=label.value_max,
        unit=label.unit,
        direction=label.direction,
        qualifier=label.qualifier,
        period=label.period,
        status=label.status,
        segment=label.segment,
        region=label.region,
        entity=label.entity,
        evidence=_span(text, label.evidence, edition),
        figure=figure,
        confidence=None,
        findings=(),
    )


def _driver(text: Annotated, label: DriverLabel, edition: Edition) -> Driver:
    evidence = _span(text, label.evidence, edition)
    key = (
        label.category, label.effect, label.direction, label.period, label.status, label.segment,
        label.region, label.entity,
    )  # fmt: skip
    return Driver(
        id=driver_id(text.section, evidence.start, *key),
        category=label.category,
        cause=label.cause,
        effect=label.effect,
        direction=label.direction,
        period=label.period,
        status=label.status,
        segment=label.segment,
        region=label.region,
        entity=label.entity,
        evidence=evidence,
        confidence=None,
        findings=(),
    )
