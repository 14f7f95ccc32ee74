"""Corrections become labels: each verdict of a review, put beside what the labels of its section say.

A reviewed label is never overwritten: where a verdict speaks against one, that is a conflict, and
the label stays as it is. Unreviewed guesses give way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pydantic import ValidationError

from eval.gold.entries import SCOPE, Record, Span, against, cleared, is_held, put, reject, same, touch
from eval.labels import DriverLabel, Edition, EditionSpans, Labels, MetricLabel
from schemas.corrections import Correction
from schemas.errors import DataFileError
from schemas.vocabulary import Basis, Qualifier, Reason

__all__ = ["Outcome", "Reading", "Told", "merge"]

What = Literal["added", "edited", "confirmed", "removed", "rejected", "opened", "known", "conflict"]


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
class Reading:
    """What the text says at a figure: value and range end in the base unit, and the sentence around it."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    qualifier: Qualifier
    sentence: Span


@dataclass(frozen=True, slots=True)
class Told:
    """What a file of corrections leaves out: causes by record id, reasons and readings by figure."""

    causes: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[Span, Reason] = field(default_factory=dict)
    readings: Mapping[Span, Reading] = field(default_factory=dict)


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
    held = [label for label in getattr(labels, kind) if same(label, original, edition)]
    guess = next((label for label in held if not label.reviewed), None)
    settled = any(label.reviewed for label in held)
    denied = correction.verdict == "wrong"
    if denied and settled:
        return labels, "conflict", "the labels have it as it was, reviewed"
    if denied and not correction.fields:
        return _without(labels, kind, guess, original, edition, correction.reason or Reason.NOT_A_METRIC)
    if settled:
        return labels, "known", ""
    cause = guess.cause if isinstance(guess, DriverLabel) else told.causes.get(correction.id or "")
    if kind == "drivers" and cause is None and "cause" not in correction.fields:
        driver = f"the cause of driver {correction.id}"
        raise DataFileError(f"{driver} is not in the file: give its run with --run RUN")
    final = _label(correction, correction.fields, edition, cause)
    others = [label for label in getattr(labels, kind) if label is not guess]
    if any(label.reviewed and same(label, final, edition) for label in others):
        return put(labels, kind, guess, None), "known", ""
    if (contrary := against(labels, final, edition, beside=guess is not None)) is not None:
        return labels, "conflict", contrary
    if guess is not None:
        # The guess's places may be marked in the other edition too.
        places = {"evidence": guess.evidence}
        places |= {"figure": guess.figure} if isinstance(guess, MetricLabel) and guess.figure else {}
        final = final.model_copy(update=places)
    what: What = "edited" if denied else "added" if guess is None else "confirmed"
    return _cleared_for(final, put(labels, kind, guess, final), edition), what, ""


def _cleared_for(final: Record, labels: Labels, edition: Edition) -> Labels:
    """Return labels in which a labelled figure is neither open nor rejected by a guess."""
    return cleared(labels, final.figure, edition) if isinstance(final, MetricLabel) else labels


def _label(correction: Correction, fields: Mapping[str, Any], edition: Edition, cause: str | None) -> Record:
    given = {**correction.record, **fields}
    given["evidence"] = {edition: given["evidence"]}
    if correction.kind == "metric":
        given["figure"] = None if given["figure"] is None else {edition: given["figure"]}
        return MetricLabel.model_validate(given)
    return DriverLabel.model_validate({"cause": cause, **given})


def _without(
    labels: Labels,
    kind: str,
    guess: Record | None,
    original: Record,
    edition: Edition,
    reason: Reason,
) -> _Taken:
    """Take a denied guess away; a figure that no other label holds is then rejected."""
    labels = put(labels, kind, guess, None) if guess is not None else labels
    place = original.figure if isinstance(original, MetricLabel) else None
    if place is None or is_held(labels, place, edition):
        return labels, "removed" if guess is not None else "known", ""
    figure = guess.figure if isinstance(guess, MetricLabel) and guess.figure else place
    return reject(labels, figure, reason, edition), "rejected", ""


def _figure(correction: Correction) -> Span:
    start, end = correction.record["figure"]
    return int(start), int(end)


def _take_figure(labels: Labels, correction: Correction, edition: Edition, told: Told) -> _Taken:
    span = _figure(correction)
    place = EditionSpans.model_validate({edition: span})
    metrics = [(n, m) for n, m in enumerate(labels.metrics, 1) if touch(m.figure, place, edition)]
    runs = [run for run in labels.rejected if touch(run, place, edition)]
    refused = any(run.reviewed for run in runs)
    if correction.verdict == "right":
        if metrics:
            return labels, "conflict", f"metric {metrics[0][0]} claims it"
        if refused:
            other = next((r for r in runs if r.reviewed and correction.reason not in (None, r.reason)), None)
            if other is not None:
                return labels, "conflict", f"it is rejected as {other.reason}"
            return labels, "known", ""
        known = runs[0].reason if runs else told.reasons.get(span, Reason.NOT_A_METRIC)
        return reject(labels, runs[0] if runs else place, correction.reason or known, edition), "rejected", ""
    if refused:
        return labels, "conflict", "it is rejected, reviewed"
    if correction.fields and (reading := told.readings.get(span)) is not None:
        return _claim(labels, _from_text(correction.fields, span, reading, edition), edition)
    opened = any(touch(run, place, edition) for run in labels.open)
    if opened or any(metric.reviewed for _, metric in metrics):
        return labels, "known", ""
    labels = cleared(labels, place, edition)
    labels = labels.model_copy(update={"open": (*labels.open, place)})
    return labels, "opened", "the text reads as no figure there" if correction.fields else "no label yet"


def _claim(labels: Labels, final: MetricLabel, edition: Edition) -> _Taken:
    if any(metric.reviewed and same(metric, final, edition) for metric in labels.metrics):
        return labels, "known", ""
    if (contrary := against(labels, final, edition)) is not None:
        return labels, "conflict", contrary
    return _cleared_for(final, put(labels, "metrics", None, final), edition), "added", ""


def _from_text(fields: Mapping[str, Any], span: Span, reading: Reading, edition: Edition) -> MetricLabel:
    """Return the label of a figure: the reviewer says of what, the text how much."""
    said = {name: value for name, value in fields.items() if name != "negative"}
    sign = {"up": 1, "down": -1}.get(str(fields.get("direction")))
    if fields["basis"] == Basis.LEVEL:
        sign = -1 if fields.get("negative") else None
    read = (reading.value, reading.value_max)
    ends = [end if end is None or sign is None else sign * abs(end) for end in read]
    return MetricLabel.model_validate(
        {
            **dict.fromkeys(("direction", *SCOPE)),
            **said,
            "value": ends[0],
            "value_max": ends[1],
            "unit": reading.unit,
            "qualifier": reading.qualifier,
            "figure": {edition: span},
            "evidence": {edition: reading.sentence},
        }
    )
