"""Grounding, coverage and calibration: what a run's records say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.align import jaccard
from eval.cases import Joined
from schemas.records import SectionResult, TextSpan

__all__ = ["calibration", "coverage", "grounding", "ungrounded"]

_BINS = 10


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


def grounding(joined: Joined) -> dict[str, Any]:
    """Return how many records there are, how many are grounded, and the share (None for no records)."""
    records = wrong = 0
    for case in joined.cases:
        for result in joined.results.get(case.slug, ()):
            records += len(result.metrics) + len(result.drivers)
            wrong += len(ungrounded(result, joined.bodies.get(case.slug)))
    return {"records": records, "grounded": records - wrong, "share": _share(records - wrong, records)}


def coverage(joined: Joined) -> dict[str, Any]:
    """Return what became of the figures: accounted for by the run, and of gold's own, found by it."""
    claimed = unclaimed = rejected = gold = found = 0
    for case in joined.cases:
        figures = {m.figure for m in case.predicted.metrics if m.figure}
        claimed += len(figures)
        for result in joined.results.get(case.slug, ()):
            unclaimed += len(result.unclaimed)
            rejected += len(result.rejected)
        wanted = {m.figure for m in case.gold.metrics if m.figure}
        gold += len(wanted)
        found += sum(any(jaccard(a, b) > 0 for b in figures) for a in wanted)
    known = claimed + rejected
    return {
        "claimed": claimed,
        "rejected": rejected,
        "unclaimed": unclaimed,
        "accounted": _share(known, known + unclaimed),
        "gold_figures": gold,
        "gold_figures_found": found,
        "found": _share(found, gold),
    }


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
