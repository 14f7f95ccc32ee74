"""What has no figure: movements become metrics, causes become drivers."""

from __future__ import annotations

from extract.identity import driver_id
from extract.resolve.cited import cited_sentences, narrowed, stated, usable
from extract.resolve.records import keep, metric_of, told
from extract.resolve.work import Work
from schemas.answer import DriverLabel, MovementLabel
from schemas.records import Driver
from schemas.vocabulary import FindingCode

__all__ = ["drive", "move"]


def move(work: Work, label: MovementLabel) -> None:
    """Keep the metric of a movement without a figure, or note why there is none."""
    sentences = cited_sentences(work, label.sentences, None)
    if sentences is None or not usable(work, label, label.sentences, None):
        return
    hints = [label.segment or "", label.region or "", label.entity or ""]
    evidence = narrowed(work, sentences, hints)
    keep(work, metric_of(work, label, evidence, label.direction, None))


def drive(work: Work, label: DriverLabel) -> None:
    """Keep the driver of a cause, or note why there is none."""
    sentences = cited_sentences(work, label.sentences, None)
    if sentences is None or not usable(work, label, label.sentences, None):
        return
    evidence = stated(work, sentences, label.cause)
    identity = driver_id(
        work.section.section, evidence[0], label.category, label.effect, label.direction,
        label.period, label.status, label.segment, label.region, label.entity,
    )  # fmt: skip
    if identity in work.drivers:
        if work.drivers[identity].cause.casefold() == label.cause.casefold():
            work.note(FindingCode.DUPLICATE, "one driver is given twice", evidence)
            return
        # Two causes of one category in one clause: the cause itself tells them apart.
        identity = driver_id(work.section.section, evidence[0], identity, label.cause)
        if identity in work.drivers:
            work.note(FindingCode.DUPLICATE, "one driver is given twice", evidence)
            return
    work.drivers[identity] = Driver(
        id=identity,
        category=label.category,
        cause=label.cause,
        effect=label.effect,
        direction=label.direction,
        evidence=work.span(*evidence),
        **told(label),
    )
