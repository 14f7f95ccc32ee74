"""What the weights say of a figure: of its reading, its indicator, its period and its status.

One model has the classes of all four questions, so that the features of a figure are added up once. What
dates a figure is a choice: each period that it may be of has the points of what it is to the report's month,
by the words around the figure, and those of its own features. Points are hundredths of the log odds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.rules import models
from extract.rules.context import Statement
from extract.rules.models import NOTHING, Model, Sum, most_telling, point, points, shares, tally
from extract.rules.review.periods import Claim, claim_on, lead_of, periods_of, told_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen
from extract.rules.review.words import claims, dated_as, figure_words, kinds_around, sentence_times

__all__ = ["FIGURE", "HEADS", "PERIOD", "Answer", "Opinion", "opinions"]

FIGURE, PERIOD = "figure", "period"
"""The names of the models."""
HEADS = ("indicator", "period", "reading", "status")
"""The questions: a class of the model of figures is one of these, ":" and its answer."""
_REMEMBERED = 16384

Answer = tuple[str, int]
"""What is likeliest, and its chance in per mille."""


def opinions(listed: Iterator[Seen]) -> Iterator[Opinion]:
    """Yield what the weights say of figures in text order; what a sentence adds is added up once."""
    statement: Statement | None = None
    shared: list[str] = []
    summed = NOTHING
    for seen in listed:
        if seen.statement is not statement:
            statement = seen.statement
            shared = sentence_times(statement, seen.month)
            summed = tally(FIGURE, shared)
        kinds = kinds_around(seen)
        own = [*figure_words(seen, kinds), *claims(seen, kinds)]
        yield Opinion(seen, [*shared, *own], tally(FIGURE, own, summed))


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What the weights say of one figure, by the sum of its features."""

    seen: Seen
    features: Sequence[str]
    summed: Sum

    def other_readings(self, reading: str, indicator: str) -> tuple[Answer | None, Answer | None]:
        """Return the likeliest reading and the likeliest indicator, each where it is another one."""
        sums = points(FIGURE, self.summed)
        return _other(_of("reading", sums), reading), _other(_of("indicator", sums), indicator)

    def other_period(self) -> Answer | None:
        """Return the likeliest period, where it is another one than the grammar's."""
        month, lead = self.seen.month, lead_of(self.seen)
        own, places = models.weights_of(PERIOD), _places("period")
        sums = {}
        for period, names in periods_of(self.seen).items():
            told = relative(period, month)
            if told in places:
                mine = _own_points(own, tuple(names), lead, claim_on(self.seen, period), told)
                sums[period] = mine + point(FIGURE, self.summed, places[told])
        return _other(sums, self.seen.draft.period)

    def other_status(self, status: str, period: str) -> Answer | None:
        """Return the likeliest status of a figure of a period, where it is another one."""
        summed = tally(FIGURE, [dated_as(period, self.seen.month)], self.summed)
        return _other({member: point(FIGURE, summed, at) for member, at in _places("status").items()}, status)

    def why(self, head: str, answer: str) -> str:
        """Return the features that weighed most for an answer; for a period its own as well."""
        if head != "period":
            return most_telling(self.features, f"{head}:{answer}", FIGURE)
        told = relative(answer, self.seen.month)
        own = told_of(periods_of(self.seen)[answer], lead_of(self.seen), claim_on(self.seen, answer))
        return f"{most_telling(own, told, PERIOD)}, {most_telling(self.features, f'period:{told}', FIGURE)}"


def _other(sums: Mapping[str, int], now: str) -> Answer | None:
    best = max(sums, key=sums.__getitem__)
    return None if best == now else (best, shares(sums)[best])


def _of(head: str, sums: Sequence[int]) -> Mapping[str, int]:
    return {member: sums[at] for member, at in _places(head).items()}


def _places(head: str) -> Mapping[str, int]:
    return _all_places(models.classes_of(FIGURE))[head]


@lru_cache(maxsize=4)
def _all_places(classes: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
    """Return by question where each of its answers stands among the classes."""
    places: dict[str, dict[str, int]] = {head: {} for head in HEADS}
    for at, name in enumerate(classes):
        head, _, member = name.partition(":")
        places[head][member] = at
    return places


@lru_cache(maxsize=_REMEMBERED)
def _own_points(model: Model, names: tuple[str, ...], lead: str, claim: Claim, told: str) -> int:
    """Return what the features of a period itself come to by a model, for what it is to the month."""
    return model.point(model.tally(told_of(names, lead, claim)), model.classes.index(told))
