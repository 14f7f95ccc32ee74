"""Rows of moves: words of moves of gold sections, which movement each tells, and what it is told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from eval.normalise import same_text
from eval.records import Kind as RecordKind
from eval.records import MetricRecord
from extract.rules.context import Statement, statements
from extract.rules.draft import Draft
from extract.rules.move import MEASURED
from extract.rules.movements import read_movements
from extract.rules.outcomes import first_outcomes, without_repeats
from extract.rules.own import own_words
from extract.rules.review.choices import Choices, told_of_span
from extract.rules.review.movements import NONE, Candidate, candidates, of_things
from extract.rules.review.moving import Moving
from extract.rules.review.seen import seen_of
from training.sections import Labelled

__all__ = ["MoveRow", "move_rows", "told_moves"]

_NEAR = 12
_BEFORE, _BEHIND = 6, 9


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A word of a move.

    `answer` is the indicator of the movement that it tells, or that of none. `choices` are those of its
    segment, where it tells one, each with its features and whether it is right.
    """

    features: Sequence[str]
    answer: str
    choices: Sequence[tuple[Sequence[str], bool]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A section with what the grammar reads in it, and the words of moves in text order."""

    section: Labelled
    own: frozenset[str]
    spoken: Sequence[Statement]
    drafts: Sequence[Draft]
    found: Sequence[Candidate]


def move_rows(section: Labelled) -> Iterator[MoveRow]:
    """Yield the rows of a section, by the grammar's readings before any are reviewed."""
    read = _read(section)
    segments = Choices(section.text, read.spoken, read.own)
    for candidate, records in _told(read):
        moving = candidate.moving
        if not records:
            yield MoveRow(candidate.features(), NONE, ())
            continue
        may_be = of_things(moving)
        seen = seen_of(section.text, moving, read.drafts, read.own)
        choices = segments.of(seen, partial(filter, may_be))
        named = [
            (
                [*told_of_span(choice), *choice.words, *choice.claims],
                any(same_text(record.segment, choice.text) for record in records),
            )
            for choice in choices
        ]
        yield MoveRow(candidate.features(), records[0].indicator, named)


def told_moves(section: Labelled) -> Iterator[tuple[Moving, Sequence[MetricRecord]]]:
    """Yield the words of moves of a section, each with the labelled movements that it tells, or none."""
    for candidate, records in _told(_read(section)):
        yield candidate.moving, records


def _read(section: Labelled) -> _Read:
    text, own = section.text, own_words(section.text)
    spoken = list(statements(text))
    drafts, _ = without_repeats(first_outcomes(text, spoken, own).drafts)
    movements = read_movements(text, spoken, own, drafts)
    return _Read(section, own, spoken, drafts, list(candidates(text, spoken, own, drafts, movements)))


def _told(read: _Read) -> Iterator[tuple[Candidate, Sequence[MetricRecord]]]:
    """Yield the words of moves with the labelled movements that each tells.

    A word that says again what is labelled elsewhere is left out: it tells a movement, and none is labelled.
    """
    metrics = read.section.records.metrics
    told: dict[int, list[MetricRecord]] = {}
    for record in metrics:
        if record.kind is RecordKind.MOVEMENT and record.indicator in MEASURED:
            teller = _teller(record, [candidate.moving for candidate in read.found], told)
            if teller is not None:
                told.setdefault(id(teller), []).append(record)
    for candidate in read.found:
        records = told.get(id(candidate.moving), ())
        if records or not _says_again(candidate.moving, metrics):
            yield candidate, records


def _teller(
    record: MetricRecord, found: Sequence[Moving], told: dict[int, list[MetricRecord]]
) -> Moving | None:
    """Return the word that tells a labelled movement: of its way, in its evidence or right behind it."""
    start, end = record.evidence
    best: tuple[tuple[bool, bool, bool, int], Moving] | None = None
    for moving in found:
        at, sentence = moving.token.start, moving.statement.sentence
        within = start <= at < end
        near = within or 0 <= at - end < _NEAR
        if not near or not (sentence.start < end and start < sentence.end):
            continue
        if any(way is record.direction for _, way in moving.moves):
            same = (record.basis, record.direction) in moving.moves
            whole = same and (moving.period, moving.status) == (record.period, record.status)
            rank = (within, whole, id(moving) not in told, at)
            if best is None or rank > best[0]:
                best = (rank, moving)
    return best[1] if best is not None else None


def _says_again(moving: Moving, metrics: Sequence[MetricRecord]) -> bool:
    """Tell whether a move with no figure near is that of another label of the section."""
    tokens, at = moving.statement.tokens, moving.at
    if any(token.figure is not None for token in tokens[max(0, at - _BEFORE) : at + _BEHIND]):
        return False
    return any(
        record.indicator in MEASURED
        and record.period == moving.period
        and (record.basis, record.direction) in moving.moves
        for record in metrics
    )
