"""Cases: each possible cause of a section with each effect that it may have, for the judge to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.drivers.effects import OUTPUT, Headline
from extract.rules.drivers.features import (
    Told,
    effects_of,
    pair_features,
    spot_features,
)
from extract.rules.drivers.reader import Found
from extract.rules.drivers.reading import Reading
from extract.rules.drivers.spots import Spot, spots_in
from extract.rules.drivers.ways import way_features
from schemas.vocabulary import Indicator

__all__ = ["Case", "Seen", "cases_of"]

_DENIED = 5


@dataclass(frozen=True)
class Seen:
    """A spot in its sentence, and the sentences before and behind it."""

    spot: Spot
    told: Told
    around: tuple[Told | None, Told | None]

    @cached_property
    def features(self) -> tuple[str, ...]:
        """What is known of the spot whatever its effect; found once, and only for what is to be judged."""
        return tuple(dict.fromkeys(spot_features(self.spot, self.told, self.around)))

    @property
    def moves_output(self) -> bool:
        """Whether output is said to move: in a sentence beside, or here with a figure or another cause."""
        return any(
            told is not None and told.output is not None
            and told.output.indicator in OUTPUT and told.output.way is not None
            for told in (self._measuring, *self.around)
        )  # fmt: skip

    @property
    def _measuring(self) -> Told | None:
        """The spot's own sentence, where it gives a figure or another cause."""
        measures = self.told.found or any(low[0].isdigit() for low in self.told.reading.words)
        return self.told if measures else None


@dataclass(frozen=True, slots=True)
class Case:
    """A spot as seen, and an effect that it may have."""

    seen: Seen
    effect: Indicator

    @property
    def statement(self) -> Statement:
        """Return the sentence that the spot stands in, with its context."""
        return self.seen.told.statement

    @property
    def spot(self) -> Spot:
        """Return the possible cause."""
        return self.seen.spot

    @property
    def told(self) -> Told:
        """Return the sentence that the spot stands in."""
        return self.seen.told

    @property
    def around(self) -> tuple[Told | None, Told | None]:
        """Return the sentences before and behind it."""
        return self.seen.around

    def own_features(self) -> list[str]:
        """Return what speaks for or against this effect of the spot."""
        return list(dict.fromkeys(pair_features(self.spot, self.effect, self.told, self.around)))

    def features(self) -> list[str]:
        """Return what speaks for or against the spot as a cause of the effect."""
        return [*self.seen.features, *self.own_features()]

    def way_features(self) -> list[str]:
        """Return what tells which way it pushes."""
        return list(dict.fromkeys(way_features(self.spot, self.effect, self.told, self.around)))

    def linked(self) -> tuple[Found, ...]:
        """Return the drivers of its category and effect that the grammar found in its sentence."""
        category, effect = self.spot.category, self.effect
        return tuple(f for f in self.told.found if f.label.category is category and f.label.effect is effect)


def cases_of(
    section: Annotated,
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    found: Sequence[Found],
    headline: Headline,
    *,
    undecided: bool = False,
) -> Iterator[Case]:
    """Yield the cases of a section in text order; `found` are the drivers of the grammar.

    `undecided`: only those that the grammar leaves open, with no question, denial or word that it has read
    already.
    """
    told = [
        Told(
            section, statement, reading, tuple(f for f in found if f.number == reading.number), headline,
            _place(number, len(statements)),
        )
        for number, (statement, reading) in enumerate(zip(statements, readings, strict=True))
    ]  # fmt: skip
    for before, here, behind in zip([None, *told], told, [*told[1:], None], strict=False):
        if undecided and here.asked:
            continue
        taken = [f.run for f in here.found] if undecided else []
        for spot in spots_in(here.reading, taken):
            if undecided and _is_denied(spot):
                continue
            seen = Seen(spot, here, (before, behind))
            for effect in effects_of(here):
                if not (undecided and effect in OUTPUT) or seen.moves_output:
                    yield Case(seen, effect)


def _is_denied(spot: Spot) -> bool:
    return "not" in spot.reading.lows(spot.place[0] - _DENIED, spot.place[0])


def _place(number: int, count: int) -> str:
    """Name the place of a sentence in its section."""
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last", 1: "second"}.get(number, "middle")
