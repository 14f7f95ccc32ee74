"""Choosing what a figure or a driver is told of: what weights and encoder say of the words that may be it.

What a run of words looks like is the same for every figure of its sentence, so that it is added up once, and
for each figure only the few are looked at that are likeliest by weights of their own, and the few that the
encoder points to most. Points are hundredths of the log odds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from typing import Generic, Protocol, TypeVar

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.encoder import POINT, Encoded, Pointed, Run, encoded, in_context, pooled
from extract.rules.models import NOTHING, TAKEN, WHOLE, Sum, directly, most_telling, points, shares, tally
from extract.rules.review.choices import Choice, told_of_span
from extract.rules.review.printed import printed_at
from extract.rules.review.spans import Span

__all__ = ["Asks", "Chooser", "Chosen"]

_LOOKED_AT, _POINTED_AT = 4, 2
"""How many runs of words are looked at that are likeliest by the weights, and how many by the encoder."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The likeliest choice by a model, its chance in per mille, and what tells its context."""

    model: str
    choice: Choice
    chance: int
    context: Callable[[], str]

    @property
    def text(self) -> str | None:
        """Return what it is told of, or None."""
        return self.choice.text

    def is_other(self, text: str | None) -> bool:
        """Tell whether it differs from a text by more than capitals."""
        return _key(self.text) != _key(text)

    def why(self) -> str:
        """Return the features that weighed most for it, and what its context says."""
        features = [*told_of_span(self.choice), *self.choice.words, *self.choice.claims]
        return most_telling(features, TAKEN, self.model) + self.context()


class _Asked(Protocol):
    """A figure, a word of a move, or a driver: what it is told of stands around its sentence."""

    @property
    def statement(self) -> Statement:
        """The sentence."""


Asks = tuple[str, Run, Run | None]
"""A head of the encoder, what it is asked about, and in which part of a sentence."""
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

    def __init__(
        self,
        section: Annotated,
        choices: _Choices[_A],
        field: str,
        model: str,
        asks: Callable[[_A], Asks],
    ) -> None:
        """Take the section, its choices of a field, the name of the model that weighs them, and `asks`.

        This gives the runs by which the encoder is asked.
        """
        self._section, self._choices, self._field = section, choices, field
        self._model, self._asks = model, asks
        self._sums: dict[Span, Sum] = {}
        self._statement: Statement | None = None

    def best(self, asked: _A, among: Callable[[Span], bool] = lambda span: True) -> Chosen:
        """Return the likeliest choice, among some runs of words."""
        if self._statement is not asked.statement:
            self._statement, self._sums = asked.statement, {}
        asks = self._asks(asked)
        pointed = encoded(self._section).told_of(self._field, *asks)

        def looked_at(spans: Sequence[Span]) -> Iterable[Span]:
            listed = list(filter(among, spans))
            pointed_at = [] if pointed is None else _pointed_at(pointed, asked.statement, listed)
            return [*self.likeliest(listed), *pointed_at]

        choices = self._choices.of(asked, looked_at)
        weighed = {str(at): self._weigh(choice) for at, choice in enumerate(choices)}
        said = {} if pointed is None else {str(at): self._said(pointed, c) for at, c in enumerate(choices)}
        chances = shares(pooled(weighed, said))
        best = max(chances, key=chances.__getitem__)
        choice = choices[int(best)]
        context = partial(self._context, choice, asked.statement, asks)
        return Chosen(self._model, choice, chances[best], context)

    def likeliest(self, spans: Sequence[Span]) -> Iterable[Span]:
        """Return the few runs of words that look most like what is asked for, whatever the figure."""
        return nlargest(_LOOKED_AT, spans, key=lambda span: directly(self._model, self._of_span(span)))

    def _said(self, pointed: Pointed, choice: Choice) -> int:
        if choice.text is None:
            return pointed.nothing()
        return pointed.of(printed_at(self._section.section.body, self._field, choice.text))

    def _context(self, choice: Choice, statement: Statement, asks: Asks) -> str:
        """Return what the encoder says of a choice, and the words of the sentence that weighed most."""

        def points_of(reading: Encoded) -> int | None:
            pointed = reading.told_of(self._field, *asks)
            return self._said(pointed, choice) if pointed is not None else None

        said = points_of(encoded(self._section))
        chance = 0 if said is None else round(WHOLE * math.exp(said / POINT))
        sentence = statement.sentence
        return in_context(self._section, (sentence.start, sentence.end), asks[1], chance, points_of)

    def _weigh(self, choice: Choice) -> int:
        of_span = self._of_span(choice.span) if choice.span is not None else NOTHING
        return points(self._model, tally(self._model, [*choice.words, *choice.claims], of_span))[0]

    def _of_span(self, span: Span) -> Sum:
        if span not in self._sums:
            self._sums[span] = tally(self._model, span.features)
        return self._sums[span]


def _key(text: str | None) -> str | None:
    return text.casefold() if text is not None else None


def _pointed_at(pointed: Pointed, statement: Statement, spans: Sequence[Span]) -> list[Span]:
    """Return the few runs of words that are pointed to most."""

    def points_of(span: Span) -> int:
        return pointed.of([(statement.tokens[span.first].start, statement.tokens[span.last - 1].end)])

    return nlargest(_POINTED_AT, spans, key=points_of)
