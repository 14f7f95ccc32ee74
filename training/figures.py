"""Rows of figures: gold sections as the second reading sees them, with what is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.align import jaccard
from eval.records import MetricRecord
from extract.document import Figure
from extract.rules.context import statements
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review.periods import claim_on, lead_of, periods_of, told_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen, seen_in
from extract.rules.review.words import (
    claims,
    dated_as,
    figure_words,
    kinds_around,
    reading_of,
    sentence_times,
)
from training.linear import Option
from training.sections import Labelled

__all__ = ["FigureRow", "figure_rows", "record_of"]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that the grammar read and that is labelled.

    `words` are the features of the text, `claims` those of the grammar's reading; `answers` are the right
    ones by question; `options` the periods that it may be of without the grammar's claim (the class of one
    is what it is to the report's month), `claimed_options` with it.
    """

    words: Sequence[str]
    claims: Sequence[str]
    dated: str
    answers: dict[str, str]
    options: Sequence[Option]
    claimed_options: Sequence[Option]


def figure_rows(section: Labelled) -> Iterator[FigureRow]:
    """Yield the rows of a section, by the grammar's readings before any are reviewed."""
    text = section.text
    spoken = list(statements(text))
    drafts, _ = first_outcomes(text, spoken, own_words(text))
    for seen in seen_in(text, spoken, drafts):
        record = record_of(section.records.metrics, seen.draft.figure)
        if record is not None:
            yield _row(seen, record)


def _row(seen: Seen, record: MetricRecord) -> FigureRow:
    found = {
        period: (relative(period, seen.month), names, period == record.period)
        for period, names in periods_of(seen).items()
    }
    lead = lead_of(seen)
    options: list[Option] = []
    claimed_options: list[Option] = []
    for period, (told, names, right) in found.items():
        options.append((told, told_of(names, lead, None), right))
        claimed_options.append((told, told_of(names, lead, claim_on(seen, period)), right))
    kinds = kinds_around(seen)
    return FigureRow(
        words=[*sentence_times(seen.statement, seen.month), *figure_words(seen, kinds)],
        claims=claims(seen, kinds),
        dated=dated_as(record.period, seen.month),
        answers={
            "reading": reading_of(record.basis, record.direction),
            "indicator": record.indicator,
            "status": record.status,
        },
        options=options,
        claimed_options=claimed_options,
    )


def record_of(metrics: Sequence[MetricRecord], figure: Figure) -> MetricRecord | None:
    """Return the label of a figure, or None."""
    place = (figure.start, figure.end)
    best = max(metrics, key=lambda metric: jaccard(metric.figure, place), default=None)
    return best if best is not None and jaccard(best.figure, place) else None
