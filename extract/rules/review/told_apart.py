"""Told apart: two words of moves in one sentence tell of two things ("ADC12 shrank, AlSi9Cu3 fell a little").

Each alone may choose the same name. Then the one that is surer of it keeps it, and the other takes what is
likeliest beside, where that is likely enough; else it tells the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from extract.rules.review.choosing import Chosen
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Indicator, Status

__all__ = ["BESIDE", "Telling", "told_apart"]

BESIDE = 500
"""The least chance of what a move is told of, once what another is told of is left out, in per mille."""

_Fact = tuple[int, Indicator, Basis, str]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A word of a move: the number of its sentence, its indicator, its bases, its period and status.

    `chosen` is what it is told of; `beside` chooses again, without some names in small letters.
    """

    sentence: int
    indicator: Indicator
    bases: Collection[Basis]
    when: tuple[str, Status]
    chosen: Chosen
    beside: Callable[[Collection[str]], Chosen]

    def facts(self) -> Iterable[_Fact]:
        """Return what it tells, but for what that is told of."""
        return [(self.sentence, self.indicator, basis, self.when[0]) for basis in self.bases]


def told_apart(tellings: Sequence[Telling], labels: Iterable[MovementLabel]) -> list[Chosen]:
    """Return what each is told of, in their order; `labels` are the movements that are known before."""
    taken: dict[_Fact, set[str]] = {}
    for label in labels:
        if label.segment is not None:
            for number in label.sentences:
                fact = (number, label.indicator, label.basis, label.period)
                taken.setdefault(fact, set()).add(label.segment.casefold())
    found: dict[int, Chosen] = {}
    for telling in sorted(tellings, key=lambda each: -each.chosen.chance):
        chosen, named = telling.chosen, [taken.get(fact, set()) for fact in telling.facts()]
        if any((chosen.text or "").casefold() in names for names in named):
            other = telling.beside(set().union(*named))
            if other.text is not None and other.chance >= BESIDE:
                chosen = other
        if chosen.text is not None:
            for fact in telling.facts():
                taken.setdefault(fact, set()).add(chosen.text.casefold())
        found[id(telling)] = chosen
    return [found[id(telling)] for telling in tellings]
