"""Sentences as the judge sees them: what they say of output, what the grammar found in them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.record import once, record
from extract.rules.context import Statement, when_caused
from extract.rules.drivers.effects import Effect, Headline, Measured, measured_in, read_effect, runs_at
from extract.rules.drivers.found import Found
from extract.rules.drivers.reading import Kinds, Reading
from schemas.vocabulary import Indicator, Status

__all__ = ["Told", "told_of"]

_PER, _THICK = 100, 12  # for so many words, at the most
_LONG = 12
_ASKING = frozenset({"whether", "watch", "watched"})
_OPEN = frozenset({"unclear", "question"})
_ASKED = frozenset({"how", "if", "when", "what", "why", "who", "which", "is", "remains", ".", ":", "?"})


@record(frozen=True, slots=False)
class Told:
    """A sentence, with the drivers of the grammar; the rest is found once asked for.

    `place` tells where in the section it stands, `texture` how thick causes and figures lie in the section.
    """

    section: Annotated
    statement: Statement
    reading: Reading
    found: tuple[Found, ...]
    headline: Headline
    place: str
    texture: tuple[str, ...]

    @once
    def output(self) -> Effect | None:
        """What it says of output."""
        last = len(self.reading.words)
        return read_effect(self.reading, 0, last, self.headline, nearest_last=False) if last else None

    @once
    def indicators(self) -> frozenset[Indicator]:
        """What it names that is measured."""
        return frozenset(Indicator(mark.code) for mark in self.reading.marks.get(Kinds.INDICATOR, ()))

    @once
    def measured(self) -> Sequence[Measured]:
        """The section's own figures that stand in it."""
        return measured_in(self.reading, 0, len(self.reading.words), self.headline)

    def found_moves(self, effect: Indicator) -> bool:
        """Tell whether the grammar found a cause that moves an effect."""
        for found in self.found:  # noqa: SIM110 - asked by the hundred: a generator costs more
            if found.label.effect is effect:
                return True
        return False

    def measured_in(self, first: int, last: int) -> Sequence[Measured]:
        """Return the section's own figures that stand in a run of its words."""
        if not self.measured:
            return ()
        start, end = self.reading.offsets(first, last)
        return [figure for figure in self.measured if start <= figure.start < end]

    @once
    def moved(self) -> frozenset[Indicator]:
        """What it may say that is moved: what it names, what its figures measure, and at what plants run."""
        last = len(self.reading.words)
        if not last:
            return frozenset()
        named = {*self.indicators, *(m.indicator for m in self.measured)}
        if self.output is not None:
            named.add(self.output.indicator)
        if runs_at(self.reading, 0, last):
            named.add(Indicator.OPERATING_RATE)
        return frozenset(named)

    @once
    def ahead(self) -> bool:
        """Whether it speaks of what is to come."""
        span = (self.statement.sentence.start, self.statement.sentence.end)
        return when_caused(self.section, self.statement, span)[1] is Status.FORECAST

    @once
    def asked(self) -> bool:
        """Whether it asks rather than tells."""
        words = self.reading.words
        left_open = (at for at, word in enumerate(words) if word in _OPEN)
        return not _ASKING.isdisjoint(words) or any(self.reading.low(at + 1) in _ASKED for at in left_open)


def told_of(
    section: Annotated,
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    found: Sequence[Found],
    headline: Headline,
) -> list[Told]:
    """Return the sentences of a section; `found` are the drivers of the grammar."""
    texture = _texture(readings, len(found), len(section.figures)) if readings else ()
    return [
        Told(
            section, statement, reading, tuple(f for f in found if f.number == reading.number), headline,
            _place(number, len(statements)), texture,
        )
        for number, (statement, reading) in enumerate(zip(statements, readings, strict=True))
    ]  # fmt: skip


def _place(number: int, count: int) -> str:
    """Name the place of a sentence in its section."""
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last", 1: "second"}.get(number, "middle")


def _texture(readings: Sequence[Reading], found: int, figures: int) -> tuple[str, ...]:
    """Tell how many drivers of the grammar, connectives and figures there are for the words of a section."""
    words = sum(len(reading.words) for reading in readings)
    links = sum(len(reading.marks.get(Kinds.LINK, ())) for reading in readings)
    counts = (("found-section", found), ("links", links), ("figures", figures))
    thick = tuple(f"{name}={min(_THICK, _PER * count // (words + 1))}" for name, count in counts)
    return *thick, f"sentences={min(_LONG, len(readings))}"
