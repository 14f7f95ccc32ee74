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
    """What replies took, re-asks included: tokens, US dollars (None where unknown), seconds of waiting.

    `cached_tokens` are those of `input_tokens` that the provider had in its prefix cache.
    """

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum; its cost is unknown where one of theirs is."""
        known = self.cost is not None and other.cost is not None
        return Usage(
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.output_tokens + other.output_tokens,
            (self.cost or 0.0) + (other.cost or 0.0) if known else None,
            self.seconds + other.seconds,
        )


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
    is how many sections may be asked at once. Those that ask a server may also have `estimate(section)`,
    a Usage before anything is sent, `stop()`, after which nothing more is sent, and `close()`; `shots`, the
    ids of the gold sections that they show; and `second_opinion`, where the rules are to be heard, too.
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
