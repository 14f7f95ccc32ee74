"""Corrections become labels: each verdict of a review, put beside what the labels of its section say.

A reviewed label is never overwritten: where a verdict speaks against one, that is a conflict, and
the label stays as it is. Unreviewed guesses give way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from eval.labels import DriverLabel, Edition, EditionSpans, Labels, MetricLabel, RejectedLabel
from schemas.corrections import Correction
from schemas.errors import DataFileError
from schemas.vocabulary import Reason

__all__ = ["Outcome", "Told", "merge"]

Span = tuple[int, int]
What = Literal["added", "edited", "confirmed", "removed", "rejected", "opened", "known", "conflict"]
Record = MetricLabel | DriverLabel

_SCOPE = ("segment", "region", "entity")
_SAME = {
    "metrics": (
        *("indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status"),
        *_SCOPE,
    ),
    "drivers": ("category", "effect", "direction", "period", "status", *_SCOPE),
}
_KEY = {"metrics": ("indicator", "basis", "period", "status"), "drivers": ("category", "effect", "status")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction."""

    section: str
    what: What
    record: str
    message: str = ""

    def line(self) -> str:
        """Return the one line that is printed."""
        return f"{self.what}: {self.section}: {self.record}{': ' if self.message else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class Told:
    """What a file of corrections leaves out: causes by the record's id, reasons by a figure's offsets."""

    causes: Mapping[str, str]
    reasons: Mapping[Span, Reason]


def merge(
    section: str, labels: Labels, corrections: Sequence[Correction], edition: Edition, told: Told
) -> tuple[Labels, list[Outcome]]:
    """Return a section's labels with the corrections in them, and what became of each. Pure.

    Raises:
        DataFileError: a correction makes no label, or a driver's cause is nowhere told.
    """
    outcomes = []
    for correction in corrections:
        name = correction.id or f"figure {list(_figure(correction))}"
        try:
            if correction.kind == "figure":
                labels, what, message = _take_figure(labels, correction, edition, told)
            else:
                labels, what, message = _take_record(labels, correction, edition, told)
        except (ValidationError, TypeError, KeyError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise DataFileError(f"section {section}: {name} makes no label ({reason})") from error
        outcomes.append(Outcome(section, what, name, message))
    return labels, outcomes


_Taken = tuple[Labels, What, str]


def _take_record(labels: Labels, correction: Correction, edition: Edition, told: Told) -> _Taken:
    kind = f"{correction.kind}s"
    original = _label(correction, {}, edition, "?")
    held = [label for label in getattr(labels, kind) if _same(label, original, edition)]
    guess = next((label for label in held if not label.reviewed), None)
    settled = any(label.reviewed for label in held)
    denied = correction.verdict == "wrong"
    if denied and settled:
        return labels, "conflict", "the labels have it as it was, reviewed"
    if denied and not correction.fields:
        return _without(labels, kind, guess, original, edition)
    if settled:
        return labels, "known", ""
    cause = guess.cause if isinstance(guess, DriverLabel) else told.causes.get(correction.id or "")
    if kind == "drivers" and cause is None and "cause" not in correction.fields:
        driver = f"the cause of driver {correction.id}"
        raise DataFileError(f"{driver} is not in the file: give its run with --run RUN")
    final = _label(correction, correction.fields, edition, cause)
    others = [label for label in getattr(labels, kind) if label is not guess]
    if any(label.reviewed and _same(label, final, edition) for label in others):
        return _put(labels, kind, guess, None), "known", ""
    if against := _against(labels, final, edition):
        return labels, "conflict", against
    if guess is not None:
        # The guess's places may be marked in the other edition too.
        places = {"evidence": guess.evidence}
        places |= {"figure": guess.figure} if isinstance(guess, MetricLabel) and guess.figure else {}
        final = final.model_copy(update=places)
    what: What = "edited" if denied else "added" if guess is None else "confirmed"
    return _freed(_put(labels, kind, guess, final), final, edition), what, ""


def _label(correction: Correction, fields: Mapping[str, Any], edition: Edition, cause: str | None) -> Record:
    given = {**correction.record, **fields}
    given["evidence"] = {edition: given["evidence"]}
    if correction.kind == "metric":
        given["figure"] = None if given["figure"] is None else {edition: given["figure"]}
        return MetricLabel.model_validate(given)
    return DriverLabel.model_validate({"cause": cause, **given})


def _kind(label: Record) -> str:
    return "metrics" if isinstance(label, MetricLabel) else "drivers"


def _agree(a: Record, b: Record, names: Sequence[str]) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in names)


def _same(a: Record, b: Record, edition: Edition) -> bool:
    """Tell whether two labels of a kind state one fact of one place; a cause's wording does not count."""
    if not _agree(a, b, _SAME[_kind(a)]):
        return False
    if isinstance(a, MetricLabel) and isinstance(b, MetricLabel) and (a.figure or b.figure):
        return _span(a.figure, edition) == _span(b.figure, edition)
    return _touch(a.evidence, b.evidence, edition)


def _span(place: EditionSpans | None, edition: Edition) -> Span | None:
    return place.of(edition) if place is not None else None


def _touch(a: EditionSpans | None, b: EditionSpans | None, edition: Edition) -> bool:
    one, two = _span(a, edition), _span(b, edition)
    return one is not None and two is not None and one[0] < two[1] and two[0] < one[1]


def _against(labels: Labels, final: Record, edition: Edition) -> str | None:
    """Say which reviewed label a new one contradicts.

    One figure may carry several metrics that differ in scope alone; all else about it is settled.
    """
    kind = _kind(final)
    for number, label in enumerate(getattr(labels, kind), 1):
        if not label.reviewed:
            continue
        same_key, same_scope = _agree(label, final, _KEY[kind]), _agree(label, final, _SCOPE)
        if isinstance(final, MetricLabel) and final.figure is not None:
            if _touch(label.figure, final.figure, edition) and (same_scope or not same_key):
                return f"metric {number} reads its figure otherwise"
        elif same_key and same_scope and _touch(label.evidence, final.evidence, edition):
            return f"{kind[:-1]} {number} tells it otherwise"
    if isinstance(final, MetricLabel):
        for number, run in enumerate(labels.rejected, 1):
            if run.reviewed and _touch(run, final.figure, edition):
                return f"its figure is rejected as {run.reason} ({number})"
    return None


def _put(labels: Labels, kind: str, old: Record | None, new: Record | None) -> Labels:
    """Replace a label, in its place; add one; or take one away."""
    listed = list(getattr(labels, kind))
    at = next((n for n, label in enumerate(listed) if label is old), len(listed))
    listed[at : at + 1] = [] if new is None else [new]
    return labels.model_copy(update={kind: tuple(listed)})


def _freed(labels: Labels, final: Record, edition: Edition) -> Labels:
    """Take a labelled figure out of what is open, and out of the unreviewed rejections."""
    if not isinstance(final, MetricLabel):
        return labels
    return _cleared(labels, final.figure, edition)


def _cleared(labels: Labels, place: EditionSpans | None, edition: Edition) -> Labels:
    rejected = tuple(run for run in labels.rejected if run.reviewed or not _touch(run, place, edition))
    open_ = tuple(run for run in labels.open if not _touch(run, place, edition))
    return labels.model_copy(update={"rejected": rejected, "open": open_})


def _without(
    labels: Labels,
    kind: str,
    guess: Record | None,
    original: Record,
    edition: Edition,
) -> _Taken:
    """Take a denied guess away; a figure that no other label holds is then rejected."""
    labels = _put(labels, kind, guess, None) if guess is not None else labels
    place = original.figure if isinstance(original, MetricLabel) else None
    if place is None or _holders(labels, place, edition):
        return labels, "removed" if guess is not None else "known", ""
    figure = guess.figure if isinstance(guess, MetricLabel) and guess.figure else place
    return _reject(labels, figure, Reason.NOT_A_METRIC, edition), "rejected", ""


def _holders(labels: Labels, place: EditionSpans, edition: Edition) -> list[str]:
    """Name what holds a figure: metrics, and reviewed rejections."""
    holders = [f"metric {n}" for n, m in enumerate(labels.metrics, 1) if _touch(m.figure, place, edition)]
    return holders + [
        f"rejected {n}"
        for n, run in enumerate(labels.rejected, 1)
        if run.reviewed and _touch(run, place, edition)
    ]


def _reject(labels: Labels, place: EditionSpans, reason: Reason, edition: Edition) -> Labels:
    labels = _cleared(labels, place, edition)
    run = RejectedLabel(restated=place.restated, publisher=place.publisher, reason=reason)
    listed = sorted((*labels.rejected, run), key=lambda run: run.of(edition) or (0, 0))
    return labels.model_copy(update={"rejected": tuple(listed)})


def _figure(correction: Correction) -> Span:
    start, end = correction.record["figure"]
    return int(start), int(end)


def _take_figure(labels: Labels, correction: Correction, edition: Edition, told: Told) -> _Taken:
    span = _figure(correction)
    place = EditionSpans.model_validate({edition: span})
    metrics = [(n, m) for n, m in enumerate(labels.metrics, 1) if _touch(m.figure, place, edition)]
    runs = [run for run in labels.rejected if _touch(run, place, edition)]
    refused = any(run.reviewed for run in runs)
    if correction.verdict == "right":
        if metrics:
            return labels, "conflict", f"metric {metrics[0][0]} claims it"
        if refused:
            return labels, "known", ""
        reason = runs[0].reason if runs else told.reasons.get(span, Reason.NOT_A_METRIC)
        return _reject(labels, runs[0] if runs else place, reason, edition), "rejected", ""
    if refused:
        return labels, "conflict", "it is rejected, reviewed"
    opened = any(_touch(run, place, edition) for run in labels.open)
    if opened or any(metric.reviewed for _, metric in metrics):
        return labels, "known", ""
    labels = _cleared(labels, place, edition)
    return labels.model_copy(update={"open": (*labels.open, place)}), "opened", "no label yet"
