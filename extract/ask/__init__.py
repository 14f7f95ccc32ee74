"""Asking: one small protocol for whatever labels a section's figures.

An answerer sees an annotated section and gives an `Answer`; everything after it is the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from extract.document import Annotated
from schemas.answer import Answer

__all__ = ["Answerer", "Reply", "Usage"]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and cost of one reply, re-asks included; `cost` is in US dollars, None where unknown."""

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with what it took to get it."""

    answer: Answer
    tries: int = 1
    usage: Usage = field(default_factory=Usage)


class Answerer(Protocol):
    """Whatever answers a section: a model behind an API, or the embedded rules.

    `model` names it, `version` changes whenever the same section may get another answer from it,
    `prompt` is the version of the prompt it sends (None where it sends none), and `concurrency`
    is how many sections may be asked at once.
    """

    @property
    def model(self) -> str:
        """Return the name."""
        ...

    @property
    def version(self) -> str:
        """Return the version."""
        ...

    @property
    def prompt(self) -> str | None:
        """Return the version of the prompt."""
        ...

    @property
    def concurrency(self) -> int:
        """Return how many sections may be asked at once."""
        ...

    def answer(self, section: Annotated) -> Reply:
        """Answer one section; called from several threads at once.

        Raises:
            AnswerError: this section cannot be answered; others may.
            InputError: nothing can be answered; the run stops.
        """
        ...
