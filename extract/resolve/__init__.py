"""Resolve: an Answer's labels become records, with values and spans that come from the text alone.

A label that cannot be resolved is a finding and no record. Pure: the same section and answer always
give the same result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from extract.document import Annotated
from extract.findings import Finding
from extract.resolve.accounts import finished, misread_numbers, note_double_claims
from extract.resolve.claims import claim, claim_missed
from extract.resolve.statements import drive, move
from extract.resolve.work import Resolution, Work
from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel
from schemas.vocabulary import FindingCode

__all__ = ["Resolution", "resolve", "unanswered"]

_Label = TypeVar("_Label", FigureLabel, MissedLabel, MovementLabel, DriverLabel)


def resolve(section: Annotated, answer: Answer) -> Resolution:
    """Turn an answer's labels into the section's records, whatever order the labels have."""
    work = Work(section)
    by_number = {figure.number: figure for figure in section.figures}
    misread = misread_numbers(work, answer, by_number)
    for label in _ordered(answer.figures):
        figure = by_number.get(label.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {label.figure}")
        elif figure.number not in misread:
            claim(work, figure, label, label.sentences)
    for missed in _ordered(answer.missed):
        claim_missed(work, missed)
    for movement in _ordered(answer.movements):
        move(work, movement)
    for driver in _ordered(answer.drivers):
        drive(work, driver)
    note_double_claims(work)
    return finished(work, answer, by_number, misread)


def unanswered(section: Annotated, reason: str) -> Resolution:
    """Return what a section without an answer comes to: nothing claimed, every digit accounted for."""
    work = Work(section)
    return Resolution(
        unclaimed=tuple(work.span(figure.start, figure.end) for figure in section.figures),
        rejected=tuple(work.rejected((run.start, run.end), run.reason) for run in section.excluded),
        findings=(Finding(FindingCode.SECTION_FAILED, reason),),
    )


def _ordered(labels: Iterable[_Label]) -> list[_Label]:
    """Return the labels in an order of their own, so that ids do not hang on the order given."""
    return sorted(labels, key=_key)


def _key(label: _Label) -> tuple[int, str]:
    at = label.figure if isinstance(label, FigureLabel) else 0
    return at, label.model_dump_json()
