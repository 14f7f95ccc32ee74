"""What a figure is seen with, once its section has been read: its sentence, and the readings around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Annotated, Figure
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.tokens import Token

__all__ = ["Seen", "seen_in"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading at token `at` of its sentence.

    `left` and `right` are the tokens between it and the figures on its sides, `before` and `behind`
    these figures with their readings, if they have any. `main` is the last reading before it in its
    sentence that others are not compared with; `first` and `last` are those of the sentences before.
    """

    month: str
    statement: Statement
    at: int
    draft: Draft
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    before: tuple[Figure, Draft | None] | None
    behind: tuple[Figure, Draft | None] | None
    main: Draft | None
    first: Draft | None
    last: Draft | None


def seen_in(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> Iterator[Seen]:
    """Yield the readings of a section in text order, each with what stands around it.

    A figure that is told of several things has a reading for each; its neighbours see the first.
    """
    readings: dict[int, list[Draft]] = {}
    for draft in drafts:
        readings.setdefault(draft.figure.number, []).append(draft)
    first: Draft | None = None
    last: Draft | None = None
    for statement in spoken:
        found = [(at, token.figure) for at, token in enumerate(statement.tokens) if token.figure is not None]
        told = [(at, (figure, _first(readings.get(figure.number)))) for at, figure in found]
        main: Draft | None = None
        opening: Draft | None = None
        for index, (at, (figure, reading)) in enumerate(told):
            begin, before = told[index - 1] if index else (-1, None)
            end, behind = told[index + 1] if index + 1 < len(told) else (None, None)
            left, right = statement.tokens[begin + 1 : at], statement.tokens[at + 1 : end]
            for draft in readings.get(figure.number, ()):
                yield Seen(
                    section.month, statement, at, draft, left, right, before, behind, main, first, last
                )
            if reading is not None and not reading.is_base:
                main, opening = reading, opening or reading
        first, last = first or opening, main or last


def _first(readings: Sequence[Draft] | None) -> Draft | None:
    return readings[0] if readings else None
