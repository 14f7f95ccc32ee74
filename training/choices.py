"""Rows of choices: what each figure of gold sections may be told of, and what it is told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.normalise import same_text
from eval.records import MetricRecord
from extract.rules.context import statements
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review.choices import Choice, Choices, told_of_span
from extract.rules.review.runs import COMPANY, REGION, SEGMENT
from extract.rules.review.seen import seen_in
from training.figures import record_of
from training.network import Option
from training.sections import Labelled

__all__ = ["ChoiceRow", "choice_rows"]


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A figure that is labelled.

    Each choice of its segment, its region or its company (`field`) has features, by the text and by what the
    grammar says of it, and whether it is right.
    """

    field: str
    choices: Sequence[Option]


def choice_rows(section: Labelled) -> Iterator[ChoiceRow]:
    """Yield the rows of a section, by the grammar's readings before any are reviewed."""
    text, own = section.text, own_words(section.text)
    spoken = list(statements(text))
    drafts = first_outcomes(text, spoken, own).drafts
    fields = [(field, Choices(text, spoken, own, field)) for field in (SEGMENT, REGION, COMPANY)]
    for seen in seen_in(text, spoken, drafts):
        record = record_of(section.records.metrics, seen.draft.figure)
        if record is None:
            continue
        for field, choices in fields:
            row = ChoiceRow(field, [_told(choice, _label(record, field)) for choice in choices.of(seen)])
            if len(row.choices) > 1 and any(right for _, right in row.choices):
                yield row


def _label(record: MetricRecord, field: str) -> str | None:
    return {SEGMENT: record.segment, REGION: record.region, COMPANY: record.entity}[field]


def _told(choice: Choice, label: str | None) -> Option:
    return [*told_of_span(choice), *choice.words, *choice.claims], same_text(label, choice.text)
