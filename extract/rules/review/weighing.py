"""What the weights say of a figure: of its reading, its indicator, its period and its status.

One model has the classes of reading and indicator, so that both hang on the same units. What dates a figure
is a choice among the periods that it may be of, each with features of its own beside those of the figure;
its status hangs on its period. Points are hundredths of the log odds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.record import once
from extract.rules import models
from extract.rules.context import Statement
from extract.rules.encoder import Encoded, Points, encoded, in_context, pooled
from extract.rules.models import (
    NOTHING,
    TAKEN,
    Sum,
    by_class,
    classes_of,
    most_telling,
    points,
    shares,
    tally,
)
from extract.rules.review.periods import Claim, claim_on, lead_of, periods_of, told_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen
from extract.rules.review.setting import frame_of, setting
from extract.rules.review.words import claims, dated_as, figure_words, kinds_around, sentence_times

__all__ = ["FIGURE", "NONE", "PERIOD", "QUESTIONS", "STATUS", "Opinion", "features_in", "opinions"]

FIGURE, PERIOD, STATUS = "figure", "period", "status"
"""The names of the models."""
QUESTIONS = ("reading", "indicator")
"""A class of the model of figures is one of these, ":" and its answer."""
NONE = "none"
"""The indicator of a figure that measures nothing."""
_REMEMBERED = 16384
_RARE = -9_00
"""The points of a period too seldom met for the encoder to have a class for it."""


def features_in(listed: Iterator[Seen]) -> Iterator[tuple[Seen, list[str]]]:
    """Yield figures in text order with their features, each once."""
    statement: Statement | None = None
    shared: list[str] = []
    for seen in listed:
        if seen.statement is not statement:
            statement = seen.statement
            shared, frame = sentence_times(statement, seen.month), frame_of(statement)
        kinds = kinds_around(seen)
        own = (*figure_words(seen, kinds), *setting(seen, frame), *claims(seen, kinds))
        yield seen, list(dict.fromkeys([*shared, *own]))


def opinions(listed: Iterator[Seen]) -> Iterator[Opinion]:
    """Yield what the weights say of figures in text order."""
    for seen, features in features_in(listed):
        yield Opinion(seen, features)


@dataclass(frozen=True, eq=False)
class Opinion:
    """What the weights say of one figure, by its features."""

    seen: Seen
    features: Sequence[str]

    def readings(self) -> Mapping[str, Mapping[str, int]]:
        """Return the chances of each reading and of each indicator, `NONE` among these, by question."""
        sums = points(FIGURE, tally(FIGURE, self.features))
        classes = classes_of(FIGURE)
        return {
            question: shares(
                pooled(
                    {member: sums[at] for member, at in _places(classes, question).items()},
                    self._said.get(question),
                )
            )
            for question in QUESTIONS
        }

    def periods(self) -> Mapping[str, int]:
        """Return the chances of the periods that it may be of."""
        sums = {
            period: points(PERIOD, self._dating.with_(self._of_period(period, names)))[0]
            for period, names in periods_of(self.seen).items()
        }
        said = self._said.get(PERIOD, {})
        month = self.seen.month
        return shares(
            pooled(sums, {each: said.get(relative(each, month), _RARE) for each in sums} if said else None)
        )

    def statuses(self, period: str) -> Mapping[str, int]:
        """Return the chances of each status of a figure of a period."""
        weighed = by_class(STATUS, [*self.features, dated_as(period, self.seen.month)])
        return shares(pooled(weighed, self._said.get(STATUS)))

    def why(self, question: str, answer: str, period: str) -> str:
        """Return the features that weighed most for an answer; its status is that of a period."""
        if question == "period":
            own = told_of(*self._told(answer, periods_of(self.seen)[answer]))
            return most_telling([*self.features, *own], TAKEN, PERIOD)
        if question == "status":
            return most_telling([*self.features, dated_as(period, self.seen.month)], answer, STATUS)
        return most_telling(self.features, f"{question}:{answer}", FIGURE)

    def context(self, question: str, answer: str) -> str:
        """Return what the encoder says of an answer, and the words of the sentence that weighed most."""
        figure, sentence = self.seen.draft.figure, self.seen.statement.sentence
        named = relative(answer, self.seen.month) if question == PERIOD else answer

        def points_of(reading: Encoded) -> int | None:
            said = reading.of_figure(figure.start, figure.end)
            return said[question].get(named) if said is not None else None

        chance = shares(self._said[question]).get(named, 0) if question in self._said else 0
        within, run = (sentence.start, sentence.end), (figure.start, figure.end)
        return in_context(self.seen.section, within, run, chance, points_of)

    @once
    def _said(self) -> Mapping[str, Points]:
        """What the encoder says of the figure, by question."""
        figure = self.seen.draft.figure
        return encoded(self.seen.section).of_figure(figure.start, figure.end) or {}

    @once
    def _dating(self) -> Sum:
        """What the features of the figure come to, whatever its period."""
        return tally(PERIOD, self.features)

    def _of_period(self, period: str, names: Sequence[str]) -> Sum:
        return _own_sum(models.weights_of(PERIOD), *self._told(period, names))

    def _told(self, period: str, names: Sequence[str]) -> tuple[tuple[str, ...], str, Claim, str]:
        told = relative(period, self.seen.month)
        return tuple(names), lead_of(self.seen), claim_on(self.seen, period), told


@lru_cache(maxsize=16)
def _places(classes: tuple[str, ...], question: str) -> Mapping[str, int]:
    """Return where each answer of a question stands among the classes."""
    head = f"{question}:"
    return {name.removeprefix(head): at for at, name in enumerate(classes) if name.startswith(head)}


@lru_cache(maxsize=_REMEMBERED)
def _own_sum(model: models.Model, names: tuple[str, ...], lead: str, claim: Claim, told: str) -> Sum:
    """Return what the features of a period itself come to by a model, for what it is to the month."""
    return model.tally(told_of(names, lead, claim, told), NOTHING)
