"""Rows of segments: what each figure of gold sections may be told of, and what it is told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.normalise import same_text
from extract.rules.context import statements
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review.seen import seen_in
from extract.rules.review.segments import Choice, Segments, told_of_span
from training.figures import record_of
from training.sections import Labelled

__all__ = ["SegmentRow", "segment_rows"]


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A figure that is labelled.

    Each choice of its segment has features, by the text and by what the grammar says of it, and whether it is
    right.
    """

    choices: Sequence[tuple[Sequence[str], bool]]


def segment_rows(section: Labelled) -> Iterator[SegmentRow]:
    """Yield the rows of a section, by the grammar's readings before any are reviewed."""
    text, own = section.text, own_words(section.text)
    spoken = list(statements(text))
    drafts = first_outcomes(text, spoken, own).drafts
    segments = Segments(text, own)
    for seen in seen_in(text, spoken, drafts):
        record = record_of(section.records.metrics, seen.draft.figure)
        if record is not None:
            row = SegmentRow([_told(choice, record.segment) for choice in segments.choices(seen)])
            if any(right for _, right in row.choices):
                yield row


def _told(choice: Choice, segment: str | None) -> tuple[Sequence[str], bool]:
    return [*told_of_span(choice), *choice.words, *choice.claims], same_text(segment, choice.text)
