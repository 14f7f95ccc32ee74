"""Outcomes: what becomes of each figure of a section: read by the grammar, then by the weights, told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft, Refusal
from extract.rules.metrics import read_figures
from extract.rules.review import reviewed
from extract.rules.tokens import Token
from extract.rules.ways import told_once
from schemas.vocabulary import Reason

__all__ = ["First", "first_outcomes", "outcomes", "without_repeats"]


class First(NamedTuple):
    """What the grammar alone makes of a section's figures: its readings, and its refusals.

    `unnamed` are readings of figures that no words name, which count for nothing yet.
    """

    drafts: list[Draft]
    unnamed: list[Draft]
    refusals: list[Refusal]


def outcomes(
    section: Annotated, spoken: Sequence[Statement], own: frozenset[str], *, explained: int | None = None
) -> tuple[list[Draft], list[Refusal]]:
    """Return the readings of a section's figures, reviewed by the weights, and the refusals.

    What weighed most is told of the figure whose number is to be `explained`.
    """
    drafts, unnamed, refusals = first_outcomes(section, spoken, own)
    kept, refused = reviewed(section, spoken, drafts, unnamed, explained=explained)
    return told_once(kept), [*refusals, *refused]


def first_outcomes(section: Annotated, spoken: Sequence[Statement], own: frozenset[str]) -> First:
    """Return what the grammar alone makes of a section's figures; `own` are the commodity's words."""
    first = First([], [], [])
    before: Sequence[Token] = ()
    for statement in spoken:
        for outcome in read_figures(section, statement, own, first.drafts, before):
            if isinstance(outcome, Refusal):
                first.refusals.append(outcome)
            elif outcome.is_unnamed:
                first.unnamed.append(outcome)
            else:
                first.drafts.append(outcome)
        before = statement.tokens
    return first


def without_repeats(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Refusal]]:
    """Return the readable readings with each fact once, at its first place; the others of it are repeats."""
    kept: dict[tuple[object, ...], Draft] = {}
    repeats = []
    for draft in drafts:
        if not draft.is_readable:
            continue
        key = (
            draft.indicator, draft.basis, draft.direction, draft.period, draft.status,
            draft.figure.value, draft.figure.unit,
            (draft.scope.segment or "").casefold(), (draft.scope.region or "").casefold(),
        )  # fmt: skip
        if key in kept:
            repeats.append(Refusal(draft.figure, Reason.REPEAT, "the same fact, told before"))
        else:
            kept[key] = draft
    return list(kept.values()), repeats
