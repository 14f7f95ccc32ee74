"""Outcomes: what becomes of each figure of a section: read by the grammar, then by the weights, told once."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft, Refusal
from extract.rules.metrics import read_figures
from extract.rules.review import reviewed
from extract.rules.tokens import Token
from schemas.vocabulary import Reason

__all__ = ["first_outcomes", "outcomes", "without_repeats"]


def outcomes(
    section: Annotated, spoken: Sequence[Statement], own: frozenset[str]
) -> tuple[list[Draft], list[Refusal]]:
    """Return the readings of a section's figures, reviewed by the weights, and the refusals."""
    drafts, refusals = first_outcomes(section, spoken, own)
    return reviewed(section, spoken, drafts), refusals


def first_outcomes(
    section: Annotated, spoken: Sequence[Statement], own: frozenset[str]
) -> tuple[list[Draft], list[Refusal]]:
    """Return what the grammar alone makes of a section's figures; `own` are the commodity's words."""
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    before: Sequence[Token] = ()
    for statement in spoken:
        for outcome in read_figures(section, statement, own, drafts, before):
            if isinstance(outcome, Draft):
                drafts.append(outcome)
            else:
                refusals.append(outcome)
        before = statement.tokens
    return drafts, refusals


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
