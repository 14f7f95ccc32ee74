"""Every figure accounted for: claimed, rejected with its reason, or unclaimed."""

from __future__ import annotations

from collections.abc import Iterable

from extract.document import Figure
from extract.findings import Finding
from extract.resolve.work import Resolution, Work
from schemas.answer import Answer
from schemas.records import Metric
from schemas.vocabulary import FindingCode, Reason

__all__ = ["finished", "misread_numbers", "note_double_claims"]


def misread_numbers(work: Work, answer: Answer, by_number: dict[int, Figure]) -> set[int]:
    """Return the numbers of the figures that the answer says were read wrongly, each noted."""
    numbers = set()
    for entry in answer.misread:
        figure = by_number.get(entry.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {entry.figure}")
            continue
        numbers.add(entry.figure)
        work.note(
            FindingCode.MISREAD_FIGURE,
            "the answer says that this figure was read wrongly",
            (figure.start, figure.end),
        )
    return numbers


def note_double_claims(work: Work) -> None:
    """One figure for one scope states one fact: two readings of it are both doubtful."""
    seen: dict[tuple[object, ...], list[str]] = {}
    for metric in work.metrics.values():
        if metric.figure is not None:
            key = (metric.figure.start, metric.segment, metric.region, metric.entity)
            seen.setdefault(key, []).append(metric.id)
    for ids in seen.values():
        if len(ids) > 1:
            figure = work.metrics[ids[0]].figure
            spans = ((figure.start, figure.end),) if figure else ()
            work.findings.append(
                Finding(
                    FindingCode.DUPLICATE,
                    "one figure is claimed for two facts of the same scope",
                    spans,
                    tuple(ids),
                )
            )


def finished(work: Work, answer: Answer, by_number: dict[int, Figure], misread: set[int]) -> Resolution:
    """Return the result, once every label is read."""
    reasons = dict(_rejections(work, answer, by_number))
    body = work.section.section.body
    runs = [
        work.rejected(part, run.reason)
        for run in work.section.excluded
        for part in _outside(body, (run.start, run.end), work.claimed)
    ]
    unclaimed = []
    for figure in work.section.figures:
        span = (figure.start, figure.end)
        if span in work.claimed:
            continue
        if span in reasons and figure.number not in misread:
            runs.append(work.rejected(span, reasons[span]))
            continue
        unclaimed.append(work.span(*span))
        work.note(FindingCode.UNCLAIMED, "this figure is neither claimed nor rejected", span)
    metrics = sorted(work.metrics.values(), key=_place)
    drivers = sorted(work.drivers.values(), key=lambda d: (d.evidence.start, d.evidence.end))
    return Resolution(
        metrics=tuple(metrics),
        drivers=tuple(drivers),
        unclaimed=tuple(unclaimed),
        rejected=tuple(sorted(runs, key=lambda run: run.start)),
        findings=tuple(work.findings),
    )


def _outside(body: str, run: tuple[int, int], claimed: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts of an excluded run that no quoted figure has claimed and that hold digits."""
    parts = [run]
    for start, end in sorted(span for span in claimed if span[0] < run[1] and run[0] < span[1]):
        left, right = parts.pop()
        parts += [(left, start), (end, right)]
    return [part for part in parts if any(map(str.isdigit, body[slice(*part)]))]


def _place(metric: Metric) -> tuple[int, int]:
    where = metric.figure or metric.evidence
    return where.start, where.end


def _rejections(
    work: Work, answer: Answer, by_number: dict[int, Figure]
) -> Iterable[tuple[tuple[int, int], Reason]]:
    for entry in answer.rejected:
        figure = by_number.get(entry.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {entry.figure}")
            continue
        span = (figure.start, figure.end)
        if span in work.claimed:
            work.note(FindingCode.CLAIMED_AND_REJECTED, "a claimed figure is also rejected", span)
            continue
        yield span, entry.reason
