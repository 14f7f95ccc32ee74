"""The labels of a section as entries: compared, contradicted, put in, cleared away. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from eval.labels import DriverLabel, Edition, EditionSpans, Labels, MetricLabel, RejectedLabel
from schemas.vocabulary import Reason

__all__ = ["SCOPE", "Record", "Span", "against", "cleared", "is_held", "put", "reject", "same", "touch"]

Span = tuple[int, int]
Record = MetricLabel | DriverLabel

SCOPE = ("segment", "region", "entity")
_SAME = {
    "metrics": (
        *("indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status"),
        *SCOPE,
    ),
    "drivers": ("category", "effect", "direction", "period", "status", *SCOPE),
}
_KEY = {"metrics": ("indicator", "basis", "period", "status"), "drivers": ("category", "effect", "status")}


def _kind(label: Record) -> str:
    return "metrics" if isinstance(label, MetricLabel) else "drivers"


def _agree(a: Record, b: Record, names: Sequence[str]) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in names)


def same(a: Record, b: Record, edition: Edition) -> bool:
    """Tell whether two labels of a kind state one fact of one place; a cause's wording does not count."""
    if not _agree(a, b, _SAME[_kind(a)]):
        return False
    if isinstance(a, MetricLabel) and isinstance(b, MetricLabel) and (a.figure or b.figure):
        return _span(a.figure, edition) == _span(b.figure, edition)
    return touch(a.evidence, b.evidence, edition)


def _span(place: EditionSpans | None, edition: Edition) -> Span | None:
    return place.of(edition) if place is not None else None


def touch(a: EditionSpans | None, b: EditionSpans | None, edition: Edition) -> bool:
    """Tell whether two places overlap in an edition."""
    one, two = _span(a, edition), _span(b, edition)
    return one is not None and two is not None and one[0] < two[1] and two[0] < one[1]


def against(labels: Labels, final: Record, edition: Edition, *, beside: bool = False) -> str | None:
    """Say which reviewed label a new one contradicts.

    One figure or one sentence may carry several records that differ in scope alone: `beside` says that
    this one was told beside the others, so that another scope is no other reading of them.
    """
    kind = _kind(final)
    for number, label in enumerate(getattr(labels, kind), 1):
        if not label.reviewed:
            continue
        same_key, same_scope = _agree(label, final, _KEY[kind]), _agree(label, final, SCOPE)
        if isinstance(final, MetricLabel) and final.figure is not None:
            if touch(label.figure, final.figure, edition) and not (beside and same_key and not same_scope):
                return f"metric {number} reads its figure otherwise"
        elif same_key and touch(label.evidence, final.evidence, edition):
            if not same_scope and (beside or kind == "metrics"):
                continue  # a movement of another segment
            return f"{kind[:-1]} {number} tells it otherwise"
    if isinstance(final, MetricLabel):
        for number, run in enumerate(labels.rejected, 1):
            if run.reviewed and touch(run, final.figure, edition):
                return f"its figure is rejected as {run.reason} ({number})"
    return None


def put(labels: Labels, kind: str, old: Record | None, new: Record | None) -> Labels:
    """Replace a label, in its place; add one; or take one away."""
    listed = list(getattr(labels, kind))
    at = next((n for n, label in enumerate(listed) if label is old), len(listed))
    listed[at : at + 1] = [] if new is None else [new]
    return labels.model_copy(update={kind: tuple(listed)})


def cleared(labels: Labels, place: EditionSpans | None, edition: Edition) -> Labels:
    """Take a place out of what is open, and out of the unreviewed rejections."""
    rejected = tuple(run for run in labels.rejected if run.reviewed or not touch(run, place, edition))
    open_ = tuple(run for run in labels.open if not touch(run, place, edition))
    return labels.model_copy(update={"rejected": rejected, "open": open_})


def is_held(labels: Labels, place: EditionSpans, edition: Edition) -> bool:
    """Tell whether a metric or a reviewed rejection holds a figure."""
    return any(touch(metric.figure, place, edition) for metric in labels.metrics) or any(
        run.reviewed and touch(run, place, edition) for run in labels.rejected
    )


def reject(labels: Labels, place: EditionSpans, reason: Reason, edition: Edition) -> Labels:
    """Reject a figure, reviewed; what is rejected stands in the order of the text."""
    labels = cleared(labels, place, edition)
    run = RejectedLabel(restated=place.restated, publisher=place.publisher, reason=reason)
    listed = sorted((*labels.rejected, run), key=lambda run: run.of(edition) or (0, 0))
    return labels.model_copy(update={"rejected": tuple(listed)})
