"""Choosing what a figure or a driver is told of: what the weights say of the runs of words that may be it.

What a run of words looks like is the same for every figure of its sentence, so that it is added up once, and
for each figure only the few are looked at that are likeliest by weights of their own. Points are hundredths
of the log odds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, Protocol, TypeVar

from extract.rules.context import Statement
from extract.rules.models import NOTHING, TAKEN, Sum, directly, most_telling, points, shares, tally
from extract.rules.review.choices import Choice, told_of_span
from extract.rules.review.spans import Span

__all__ = ["Chooser", "Chosen"]

_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Chosen:
    """The likeliest choice by a model, and its chance in per mille."""

    model: str
    choice: Choice
    chance: int

    @property
    def text(self) -> str | None:
        """Return what it is told of, or None."""
        return self.choice.text

    def is_other(self, text: str | None) -> bool:
        """Tell whether it differs from a text by more than capitals."""
        return _key(self.text) != _key(text)

    def why(self) -> str:
        """Return the features that weighed most for it."""
        choice = self.choice
        return most_telling([*told_of_span(choice), *choice.words, *choice.claims], TAKEN, self.model)


class _Asked(Protocol):
    """A figure, a word of a move, or a driver: what it is told of stands around its sentence."""

    @property
    def statement(self) -> Statement:
        """The sentence."""


_A = TypeVar("_A", bound=_Asked)
_A_contra = TypeVar("_A_contra", bound=_Asked, contravariant=True)


class _Choices(Protocol[_A_contra]):
    """The choices of all that is asked for in a section; `among` picks the spans that are worth a look."""

    def of(
        self, asked: _A_contra, among: Callable[[Sequence[Span]], Iterable[Span]] | None = None, /
    ) -> list[Choice]:
        """Return the choices of one."""


class Chooser(Generic[_A]):
    """Chooses what the figures or drivers of a section are told of, asked in text order."""

    def __init__(self, choices: _Choices[_A], model: str) -> None:
        """Take the choices, and the name of the model that weighs them."""
        self._choices, self._model = choices, model
        self._sums: dict[Span, Sum] = {}
        self._statement: Statement | None = None

    def best(self, asked: _A, among: Callable[[Span], bool] = lambda span: True) -> Chosen:
        """Return the likeliest choice, among some runs of words."""
        if self._statement is not asked.statement:
            self._statement, self._sums = asked.statement, {}
        choices = self._choices.of(asked, lambda spans: self.likeliest(list(filter(among, spans))))
        found = [self._weigh(choice) for choice in choices]
        best = max(range(len(choices)), key=found.__getitem__)
        return Chosen(self._model, choices[best], shares(dict(enumerate(found)))[best])

    def likeliest(self, spans: Sequence[Span]) -> Iterable[Span]:
        """Return the few runs of words that look most like what is asked for, whatever the figure."""
        return nlargest(_LOOKED_AT, spans, key=lambda span: directly(self._model, self._of_span(span)))

    def _weigh(self, choice: Choice) -> int:
        of_span = self._of_span(choice.span) if choice.span is not None else NOTHING
        return points(self._model, tally(self._model, [*choice.words, *choice.claims], of_span))[0]

    def _of_span(self, span: Span) -> Sum:
        if span not in self._sums:
            self._sums[span] = tally(self._model, span.features)
        return self._sums[span]


def _key(text: str | None) -> str | None:
    return text.casefold() if text is not None else None
