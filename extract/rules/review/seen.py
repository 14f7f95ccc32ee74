"""What a figure, or a word of a move, is seen with once its section has been read: sentence and readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.document import Annotated, Figure
from extract.rules.context import Statement
from extract.rules.draft import Draft, sentence_of
from extract.rules.headed import scope_at
from extract.rules.review.moving import Moving, nearest_measured
from extract.rules.scope import Scope
from extract.rules.tokens import Token
from schemas.vocabulary import Qualifier

__all__ = ["Seen", "seen_in", "seen_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading at token `at` of its sentence.

    `left` and `right` are the tokens between it and the figures on its sides, `before` and `behind`
    these figures with their readings, if they have any. `main` is the last reading before it in its
    sentence that others are not compared with; `first` and `last` are those of the sentences before.
    """

    section: Annotated
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

    @property
    def month(self) -> str:
        """Return the month of its report."""
        return self.section.month


def seen_in(
    section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft], unnamed: Sequence[Draft] = ()
) -> Iterator[Seen]:
    """Yield the readings of a section in text order, each with what stands around it.

    A figure that is told of several things has a reading for each; its neighbours see the first. Those of
    `unnamed` figures nothing else sees.
    """
    readings = _by_figure(drafts)
    asked = {**_by_figure(unnamed), **readings}
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
            for draft in asked.get(figure.number, ()):
                yield Seen(section, statement, at, draft, left, right, before, behind, main, first, last)
            if reading is not None and not reading.is_base:
                main, opening = reading, opening or reading
        first, last = first or opening, main or last


def seen_of(section: Annotated, moving: Moving, drafts: Sequence[Draft], own: frozenset[str]) -> Seen:
    """Return what a word of a move is seen with, as if it were a figure without a unit.

    `drafts` are the readings of the section's figures, in text order; `own` names the commodity.
    """
    tokens, at, token = moving.statement.tokens, moving.at, moving.token
    number = moving.statement.sentence.number
    begin = next((i for i in range(at - 1, -1, -1) if tokens[i].figure is not None), -1)
    end = next((i for i in range(at + 1, len(tokens)) if tokens[i].figure is not None), len(tokens))
    first, last = (place(drafts, number, key=sentence_of) for place in (bisect_left, bisect_right))
    here = [draft for draft in drafts[first:last] if draft.figure.start < token.start]
    behind = next((draft for draft in drafts[first:last] if draft.figure.start >= token.end), None)
    word = Figure(
        0, token.start, token.end, number, Decimal(0), None, None, Qualifier.EXACT, False, Decimal(1)
    )  # fmt: skip
    basis, way = moving.moves[0]
    if moving.taken:
        segment = moving.taken[0].segment
    else:
        near = nearest_measured(tokens, at)
        scope = scope_at(section, tokens, near, own) if near is not None else None
        segment = scope.segment if scope is not None else None
    reading = Draft(
        word, moving.indicator, basis, way, False, moving.period, moving.status, Scope(segment)
    )  # fmt: skip
    return Seen(
        section,
        moving.statement,
        at,
        reading,
        tokens[begin + 1 : at],
        tokens[at + 1 : end],
        (here[-1].figure, here[-1]) if here else None,
        (behind.figure, behind) if behind is not None else None,
        next((draft for draft in reversed(here) if not draft.is_base), None),
        drafts[0] if first else None,
        drafts[first - 1] if first else None,
    )


def _by_figure(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    readings: dict[int, list[Draft]] = {}
    for draft in drafts:
        readings.setdefault(draft.figure.number, []).append(draft)
    return readings


def _first(readings: Sequence[Draft] | None) -> Draft | None:
    return readings[0] if readings else None
