"""Rows of figures: gold sections as the second reading sees them, with what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.align import jaccard
from eval.records import MetricRecord
from extract.document import Figure
from extract.rules.context import statements
from extract.rules.outcomes import first_outcomes, without_repeats
from extract.rules.own import own_words
from extract.rules.review.periods import claim_on, lead_of, periods_of, told_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen, seen_in
from extract.rules.review.weighing import NONE, features_in
from extract.rules.review.words import dated_as, reading_of
from training.network import Option
from training.sections import Labelled

__all__ = ["FigureRow", "figure_rows", "record_of"]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that the grammar read, or that no words name.

    `answers` are the right ones by question: of a figure without a label, that it measures nothing. Of one
    with a label, `dated` is the feature of its right period; `options` are the periods that it may be of.
    """

    features: Sequence[str]
    answers: Mapping[str, str | None]
    dated: str | None = None
    options: Sequence[Option] = ()


def figure_rows(section: Labelled) -> Iterator[FigureRow]:
    """Yield the rows of a section, by the grammar's readings before any are reviewed.

    What says again what is told before is left out: it has no label, and measures something.
    """
    text = section.text
    spoken = list(statements(text))
    first = first_outcomes(text, spoken, own_words(text))
    again = {refusal.figure.number for refusal in without_repeats(first.drafts)[1]}
    for seen, features in features_in(seen_in(text, spoken, first.drafts, first.unnamed)):
        record = record_of(section.records.metrics, seen.draft.figure)
        if record is not None:
            yield _row(seen, features, record)
        elif seen.draft.figure.number not in again:
            yield FigureRow(features, {"reading": None, "indicator": NONE, "status": None})


def _row(seen: Seen, features: Sequence[str], record: MetricRecord) -> FigureRow:
    answers = {
        "reading": reading_of(record.basis, record.direction),
        "indicator": record.indicator,
        "status": record.status,
    }
    lead, month = lead_of(seen), seen.month
    options = [
        (told_of(names, lead, claim_on(seen, period), relative(period, month)), period == record.period)
        for period, names in periods_of(seen).items()
    ]
    return FigureRow(features, answers, dated_as(record.period, month), options)


def record_of(metrics: Sequence[MetricRecord], figure: Figure) -> MetricRecord | None:
    """Return the label of a figure, or None."""
    place = (figure.start, figure.end)
    best = max(metrics, key=lambda metric: jaccard(metric.figure, place), default=None)
    return best if best is not None and jaccard(best.figure, place) else None
