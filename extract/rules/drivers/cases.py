"""Cases: each possible cause of a section with each effect that it may have, for the judge to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.document import Annotated
from extract.rules.context import Statement, when_caused
from extract.rules.drivers.effects import Headline
from extract.rules.drivers.features import (
    Told,
    effects_of,
    pair_features,
    spot_features,
    told_in,
)
from extract.rules.drivers.reader import Found
from extract.rules.drivers.reading import Reading
from extract.rules.drivers.spots import Spot, spots_in
from extract.rules.drivers.ways import way_features
from schemas.vocabulary import Indicator, Status

__all__ = ["Case", "Seen", "cases_of"]


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


@dataclass(frozen=True, slots=True)
class Case:
    """A spot as seen, and an effect that it may have."""

    seen: Seen
    effect: Indicator
    statement: Statement

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
) -> Iterator[Case]:
    """Yield the cases of a section in text order; `found` are the drivers of the grammar."""
    told = [
        told_in(
            reading, [f for f in found if f.number == reading.number], headline,
            ahead=_is_ahead(section, statement), place=_place(number, len(statements)),
        )
        for number, (statement, reading) in enumerate(zip(statements, readings, strict=True))
    ]  # fmt: skip
    for number, (statement, here) in enumerate(zip(statements, told, strict=True)):
        before = told[number - 1] if number else None
        behind = told[number + 1] if number + 1 < len(told) else None
        effects = tuple(effects_of(here, headline))
        for spot in spots_in(here.reading):
            seen = Seen(spot, here, (before, behind))
            for effect in effects:
                yield Case(seen, effect, statement)


def _is_ahead(section: Annotated, statement: Statement) -> bool:
    span = (statement.sentence.start, statement.sentence.end)
    return when_caused(section, statement, span)[1] is Status.FORECAST


def _place(number: int, count: int) -> str:
    """Name the place of a sentence in its section."""
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last", 1: "second"}.get(number, "middle")
