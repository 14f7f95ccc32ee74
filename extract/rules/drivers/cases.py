"""Cases: every run of words of a section that may tell a cause, for the judge to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from extract.record import once, record
from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.found import Found
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.pieces import pieces_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.regions import regions
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.spots import Spot, spots_of
from schemas.vocabulary import Indicator

__all__ = ["Case", "cases_of"]

_EARLIER = 6


@record(frozen=True, slots=False, eq=False)
class Case:
    """A run of words in its part of a sentence, and the sentences before and behind.

    `earlier` are the last few sentences before, the nearest first; `outputs` are what the section tells of
    its output.
    """

    told: Told
    around: tuple[Told | None, Told | None]
    earlier: Sequence[Told]
    part: Run
    run: Run
    outputs: frozenset[Indicator]
    reading: Reading = field(init=False, repr=False)
    """The sentence as the grammar reads it."""

    def __post_init__(self) -> None:
        """Look up once what is asked for many times."""
        object.__setattr__(self, "reading", self.told.reading)

    @property
    def beside(self) -> Iterator[tuple[str, Told]]:
        """Yield the sentences around it by name."""
        before, behind = self.around
        if before is not None:
            yield "before", before
        if behind is not None:
            yield "behind", behind

    @property
    def sides(self) -> tuple[tuple[str, Run], ...]:
        """Return what stands in its part before it and behind it."""
        (left, right), (first, last) = self.part, self.run
        return ("left", (left, first)), ("right", (last, right))

    @once
    def links(self) -> tuple[str | None, str | None]:
        """Return the connectives of its part that stand next to it, before and behind."""
        (first, last), marks = self.run, self.reading.within(Kinds.LINK, *self.part)
        before = [mark.code for mark in marks if mark.last <= first]
        behind = [mark.code for mark in marks if mark.first >= last]
        return before[-1] if before else None, behind[0] if behind else None

    def nearest(self, effect: Indicator) -> tuple[Mark, str] | None:
        """Return the nearest name of an effect, and whether it stands in the run, before or behind."""
        first, last = self.run
        marks = [mark for mark in self.reading.marks.get(Kinds.INDICATOR, ()) if mark.code == effect]
        if not marks:
            return None
        near = min(marks, key=lambda mark: min(abs(mark.first - first), abs(mark.first - last)))
        return near, "in" if first <= near.first < last else "before" if near.first < first else "behind"

    @once
    def spots(self) -> tuple[Spot, ...]:
        """What it may name by the lexicons."""
        return spots_of(self.reading, self.run)

    @once
    def covering(self) -> tuple[Found, ...]:
        """The drivers of the grammar whose cause stands in it."""
        (first, last), found = self.run, self.told.found
        return tuple([f for f in found if f.run[0] < last and first < f.run[1]]) if found else ()

    @once
    def effects(self) -> tuple[Indicator, ...]:
        """What it may move: the headline, output, and what is named here and beside."""
        told, headline = self.told, self.told.headline
        named = [headline.indicator]
        named += sorted({*told.moved, *(found.label.effect for found in told.found)})
        for beside in self.around:
            named += sorted(beside.moved) if beside is not None else []
        named.append(Indicator.PRODUCTION)
        if headline.has(Indicator.OPERATING_RATE):
            named.append(Indicator.OPERATING_RATE)
        return tuple(dict.fromkeys(named))

    def is_told(self, effect: Indicator) -> bool:
        """Tell whether an effect is one that the section tells of: output may be one that it does not."""
        return effect not in OUTPUT or effect in self.outputs


def cases_of(told: Sequence[Told]) -> Iterator[Case]:
    """Yield the cases of the sentences of a section, in text order."""
    outputs = _outputs(told) if told else frozenset()
    for at, (before, here, behind) in enumerate(zip([None, *told], told, [*told[1:], None], strict=False)):
        earlier = told[max(0, at - _EARLIER) : at][::-1]
        for part in regions(here.reading):
            for run in pieces_of(here.reading, *part):
                if run[0] < run[1]:
                    yield Case(here, (before, behind), earlier, part, run, outputs)


def _outputs(told: Sequence[Told]) -> frozenset[Indicator]:
    """Return what sentences tell of output, by a figure or in words: production with any of it."""
    moved = frozenset[Indicator]().union(*(sentence.moved for sentence in told)).intersection(OUTPUT)
    measured = {figure.indicator for figure in told[0].headline.measured if figure.indicator in OUTPUT}
    return moved | measured | ({Indicator.PRODUCTION} if moved or measured else frozenset())
