"""Drafts: what the rules think of a figure, with the reasons, before it becomes a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from extract.document import Figure
from extract.record import record
from extract.rules.scope import NO_SCOPE, Scope
from schemas.vocabulary import Basis, Direction, Indicator, Reason, Status

__all__ = ["Draft", "Outcome", "Refusal", "by_sentence", "sentence_of", "was_foretold"]


@record(frozen=True, slots=True)
class Draft:
    """A figure's reading: the fields of its label, and one line of explanation for each decision.

    A change whose direction the text does not tell has none; it is left unclaimed, never guessed.
    `is_base` marks a level that another one is compared with, `is_unnamed` a figure that no words name: its
    indicator is a guess, and it counts only where the weights find it measured. `chance` is that of all of it
    but its scope, in per mille, by the weights and the encoder; None before they are asked.
    """

    figure: Figure
    indicator: Indicator
    basis: Basis
    direction: Direction | None
    negative: bool
    period: str
    status: Status
    scope: Scope = NO_SCOPE
    why: tuple[str, ...] = ()
    is_base: bool = False
    is_unnamed: bool = False
    chance: int | None = field(default=None, compare=False)
    is_change: bool = field(init=False, compare=False, repr=False)
    """Whether the figure is a move and no level."""

    def __post_init__(self) -> None:
        """Tell once what is asked for many times."""
        object.__setattr__(self, "is_change", self.basis is not Basis.LEVEL)

    @property
    def is_readable(self) -> bool:
        """Tell whether all that a label needs is known: a change needs its direction."""
        return not self.is_change or self.direction is not None


@record(frozen=True, slots=True)
class Refusal:
    """A figure that is no metric, with the reason and one line of explanation."""

    figure: Figure
    reason: Reason
    why: str


Outcome = Draft | Refusal


def sentence_of(draft: Draft) -> int:
    """Return the number of the sentence that a reading stands in: readings are listed by it."""
    return draft.figure.sentence


def by_sentence(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Return readings by the number of the sentence that they stand in, in their order."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(sentence_of(draft), []).append(draft)
    return found


def was_foretold(draft: Draft, month: str) -> bool:
    """Tell whether a reading is what was once foreseen of the report's month, or of one before it."""
    return draft.status is Status.FORECAST and draft.period[: len(month)] <= month
