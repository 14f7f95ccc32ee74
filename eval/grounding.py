"""Grounding, coverage and calibration: what a run's records say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from eval.align import jaccard
from eval.cases import Joined
from eval.records import Records
from schemas.records import SectionResult, TextSpan
from schemas.vocabulary import SectionStatus

__all__ = ["calibration", "coverage", "grounding", "ungrounded"]

_BINS = 10
_DIGITS = re.compile(r"\d+")


def ungrounded(result: SectionResult, body: str | None) -> list[str]:
    """Return the ids of the records whose figure or evidence is not where they say.

    A figure must stand in its evidence, letter by letter; where the section's text is at hand, the
    evidence must stand in it at its offsets.
    """
    wrong = []
    for metric in result.metrics:
        figure, evidence = metric.figure, metric.evidence
        if not _stands(evidence, body):
            wrong.append(metric.id)
        elif figure is not None:
            at = figure.start - evidence.start
            if at < 0 or evidence.text[at : at + len(figure.text)] != figure.text:
                wrong.append(metric.id)
    return wrong + [driver.id for driver in result.drivers if not _stands(driver.evidence, body)]


def _stands(span: TextSpan, body: str | None) -> bool:
    return body is None or body[span.start : span.end] == span.text


def grounding(joined: Sequence[Joined]) -> dict[str, Any]:
    """Return how many records are grounded, the share (None for no records), and how wide evidence is.

    The median lengths in characters, of both sides, show a run that cites more text than it needs:
    a driver whose evidence is the whole section overlaps with every label of it.
    """
    records = wrong = 0
    widths: tuple[list[int], list[int]] = ([], [])
    for one in joined:
        for case in one.cases:
            for side, records_of_it in zip(widths, (case.predicted, case.gold), strict=True):
                side.extend(_widths(records_of_it))
            for result in one.results.get(case.slug, ()):
                records += len(result.metrics) + len(result.drivers)
                wrong += len(ungrounded(result, one.bodies.get(case.slug)))
    return {
        "records": records,
        "grounded": records - wrong,
        "share": _share(records - wrong, records),
        "evidence_characters": median(widths[0]) if widths[0] else None,
        "gold_evidence_characters": median(widths[1]) if widths[1] else None,
    }


def _widths(side: Records) -> Iterable[int]:
    places = [metric.evidence for metric in side.metrics] + [driver.evidence for driver in side.drivers]
    return (end - start for start, end in places)


def coverage(joined: Sequence[Joined]) -> dict[str, Any]:
    """Return what became of the figures: accounted for by the run, and of gold's own, found by it.

    `lost` counts runs of digits in the text of answered sections that the run neither claims, leaves
    unclaimed nor rejects: a run may not better its account by saying nothing. None where no text is at
    hand (the publisher's edition without a source).
    """
    claimed = unclaimed = rejected = gold = found = 0
    lost: int | None = None
    for one in joined:
        for case in one.cases:
            figures = {m.figure for m in case.predicted.metrics if m.figure}
            claimed += len(figures)
            results = one.results.get(case.slug, ())
            for result in results:
                unclaimed += len(result.unclaimed)
                rejected += len(result.rejected)
            body = one.bodies.get(case.slug)
            if body is not None and results:
                lost = (lost or 0) + _lost(body, results)
            wanted = {m.figure for m in case.gold.metrics if m.figure}
            gold += len(wanted)
            found += sum(any(jaccard(a, b) > 0 for b in figures) for a in wanted)
    known = claimed + rejected
    return {
        "claimed": claimed,
        "rejected": rejected,
        "unclaimed": unclaimed,
        "lost": lost,
        "accounted": _share(known, known + unclaimed + (lost or 0)),
        "gold_figures": gold,
        "gold_figures_found": found,
        "found": _share(found, gold),
    }


def _lost(body: str, results: Sequence[SectionResult]) -> int:
    if any(result.status is SectionStatus.FAILED for result in results):
        return 0  # a failed section is counted as one
    told: set[int] = set()
    for result in results:
        figures = [metric.figure for metric in result.metrics if metric.figure is not None]
        for span in (*figures, *result.unclaimed, *result.rejected):
            told.update(range(span.start, span.end))
    return sum(not told.intersection(range(*run.span())) for run in _DIGITS.finditer(body))


def calibration(pairs: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Return the expected calibration error of confidences over ten equal bins.

    ECE = sum over bins of (n_bin / n) |share right - mean confidence| (C. Guo et al., "On Calibration
    of Modern Neural Networks", ICML 2017). None where no confidence was given.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in pairs:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    error = sum(abs(_gap(part)) for part in bins)
    return {"n": len(pairs), "ece": error / len(pairs) if pairs else None, "bins": list(_rows(bins))}


def _gap(part: Iterable[tuple[float, bool]]) -> float:
    return sum(right - confidence for confidence, right in part)


def _rows(bins: Sequence[Sequence[tuple[float, bool]]]) -> Iterable[Mapping[str, float]]:
    for part in bins:
        if part:
            confidence = sum(c for c, _ in part) / len(part)
            yield {"n": len(part), "confidence": confidence, "right": sum(r for _, r in part) / len(part)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
