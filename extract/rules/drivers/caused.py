"""A driver as it is asked about: its sentence, the words of its cause there, and its label so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from extract.record import once, record
from extract.rules.context import Statement
from extract.rules.drivers.effects import OUTPUT, Measured
from extract.rules.drivers.reading import Kinds, Run
from extract.rules.drivers.sentences import Told
from schemas.answer import DriverLabel
from schemas.vocabulary import Indicator

__all__ = ["Caused"]

_START = attrgetter("start")


@record(frozen=True, slots=False)
class Caused:
    """A driver, with where its cause and what names its effect stand among the tokens of its sentence."""

    told: Told
    run: Run
    label: DriverLabel

    @property
    def statement(self) -> Statement:
        """Return the sentence of its cause."""
        return self.told.statement

    @once
    def first(self) -> int:
        """The token that its cause begins with."""
        return self.statement.place_at(self.told.reading.offsets(*self.run)[0])

    @once
    def last(self) -> int:
        """The token behind its cause."""
        return self.statement.place_at(self.told.reading.offsets(*self.run)[1])

    @once
    def figures(self) -> tuple[Sequence[Measured], Sequence[Measured], Sequence[Measured]]:
        """The section's own figures before its sentence, in it, and behind it."""
        sentence, measured = self.statement.sentence, self.told.headline.measured
        begin = bisect_left(measured, sentence.start, key=_START)
        end = bisect_left(measured, sentence.end, key=_START)
        return measured[:begin], measured[begin:end], measured[end:]

    @property
    def kin(self) -> Sequence[Indicator]:
        """Return what its effect is told of by figures: output by its rate as well."""
        return OUTPUT if self.label.effect in OUTPUT else (self.label.effect,)

    @once
    def effect(self) -> int | None:
        """The token that names the effect nearest to the cause, or None."""
        first, last = self.run
        marks = self.told.reading.marks.get(Kinds.INDICATOR, ())
        named = [mark for mark in marks if mark.code == self.label.effect]
        if not named:
            return None
        near = min(named, key=lambda mark: min(abs(mark.first - last), abs(mark.last - first)))
        return self.statement.place_at(self.told.reading.offsets(near.first, near.last)[0])
