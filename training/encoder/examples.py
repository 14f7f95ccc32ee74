"""Examples: what is asked of the encoder about each gold section, with what is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eval.records import DriverRecord, MetricRecord
from extract.rules import told
from extract.rules.context import statements
from extract.rules.encoder.encoded import headed_by
from extract.rules.encoder.heads import OF_MOVE
from extract.rules.outcomes import first_outcomes, without_repeats
from extract.rules.own import own_words
from extract.rules.review.printed import printed_at
from extract.rules.review.relative import relative
from extract.rules.review.runs import COMPANY, REGION, SEGMENT
from extract.rules.review.seen import seen_in
from extract.rules.review.weighing import NONE
from extract.rules.review.words import reading_of
from training.causes import cases_with_drivers
from training.figures import record_of
from training.moves import told_moves
from training.sections import Labelled

__all__ = ["Asked", "Example", "example_of"]

Run = tuple[int, int]
"""Offsets into the body."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A run of characters that is asked about, in its part of a sentence, and the answers by question.

    A cause may have several answers, each with a category, an effect and a way; what is no cause has none.
    `told_of` are by field the runs that name what it is told of, none where it is told of nothing.
    """

    head: str
    run: Run
    part: Run | None
    answers: Sequence[dict[str, str]]
    told_of: Mapping[str, Sequence[Run]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A section with all that is asked about it."""

    heading: str
    body: str
    asked: Sequence[Asked]


def example_of(section: Labelled) -> Example:
    """Return the example of a section."""
    asked = [*_figures(section), *_moves(section), *_cases(section)]
    return Example(headed_by(section.text), section.text.section.body, asked)


def _figures(section: Labelled) -> Iterator[Asked]:
    text = section.text
    spoken = list(statements(text))
    first = first_outcomes(text, spoken, own_words(text))
    again = {refusal.figure.number for refusal in without_repeats(first.drafts)[1]}
    for seen in seen_in(text, spoken, first.drafts, first.unnamed):
        figure = seen.draft.figure
        record = record_of(section.records.metrics, figure)
        answers, told_of = {"indicator": NONE}, {}
        if record is not None:
            answers = {
                "reading": reading_of(record.basis, record.direction),
                "indicator": record.indicator,
                "status": record.status,
                "period": relative(record.period, seen.month),
            }
            told_of = _told_of(section, [record])
        elif figure.number in again:
            continue
        yield Asked("figure", (figure.start, figure.end), None, [answers], told_of)


def _moves(section: Labelled) -> Iterator[Asked]:
    for moving, records in told_moves(section):
        token, answers = moving.token, {OF_MOVE["movement"]: NONE}
        if records:
            answers = {OF_MOVE["movement"]: records[0].indicator}
            answers |= _when(section, {(record.period, record.status) for record in records})
        yield Asked("move", (token.start, token.end), None, [answers], _told_of(section, records))


def _when(section: Labelled, told: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return when something moved; of what is told of two months there is no one answer."""
    if len(told) > 1:
        return {}
    ((period, status),) = told
    return {OF_MOVE["period"]: relative(period, section.text.month), OF_MOVE["status"]: status}


def _cases(section: Labelled) -> Iterator[Asked]:
    for case, drivers in cases_with_drivers(section, told(section.text)):
        if not case.told.asked:
            reading = case.reading
            answers = [
                {"category": d.category.value, "effect": d.effect.value, "way": d.direction.value}
                for d in drivers
            ]
            told_of = _told_of(section, drivers)
            yield Asked("case", reading.offsets(*case.run), reading.offsets(*case.part), answers, told_of)


def _told_of(section: Labelled, records: Sequence[MetricRecord | DriverRecord]) -> dict[str, Sequence[Run]]:
    """Return by field where the body names what records are told of; what it does not name is left out."""
    found: dict[str, Sequence[Run]] = {}
    body = section.text.section.body
    for name in (SEGMENT, REGION, COMPANY):
        texts = {getattr(record, name) for record in records}
        runs = [run for text in texts if text is not None for run in printed_at(body, name, text)]
        if runs or texts == {None}:
            found[name] = sorted(set(runs))
    return found
