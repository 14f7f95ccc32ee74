"""Features: what the judge may know of a spot and an effect, as names; a name that holds is worth 1.

These tell whether the spot is a cause of the effect; which way it pushes is told by those of `ways`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.document import Annotated
from extract.rules.context import Statement, when_caused
from extract.rules.drivers.clauses import clause_start
from extract.rules.drivers.effects import OUTPUT, Effect, Headline, measured_in, read_effect, runs_at
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reader import Found
from extract.rules.drivers.reading import Kinds, Reading
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Direction, Indicator, Status

__all__ = ["Told", "effects_of", "pair_features", "spot_features"]

_NEAR = 3
_WINDOW = 2
_KINDS = (
    Kinds.AGENT, Kinds.RAW, Kinds.DOWNSTREAM, Kinds.ACT, Kinds.MOVE, Kinds.POWER, Kinds.MODAL, Kinds.TURNING,
    Kinds.ENDING, Kinds.REASON, Kinds.BLAME, Kinds.PURPOSE, Kinds.MONEY, Kinds.HEADLINE,
)  # fmt: skip
_ASKING = frozenset({"whether", "unclear", "watch", "watched", "question"})


@dataclass(frozen=True)
class Told:
    """A sentence as the judge sees it, with the drivers of the grammar; the rest is found once asked for.

    `place` tells where in the section it stands.
    """

    section: Annotated
    statement: Statement
    reading: Reading
    found: tuple[Found, ...]
    headline: Headline
    place: str

    @cached_property
    def output(self) -> Effect | None:
        """What it says of output."""
        last = len(self.reading.words)
        return read_effect(self.reading, 0, last, self.headline, nearest_last=False) if last else None

    @cached_property
    def indicators(self) -> frozenset[Indicator]:
        """What it names that is measured."""
        return frozenset(Indicator(mark.code) for mark in self.reading.marks.get(Kinds.INDICATOR, ()))

    @cached_property
    def moved(self) -> frozenset[Indicator]:
        """What it may say that is moved: what it names, what its figures measure, and at what plants run."""
        last = len(self.reading.words)
        if not last:
            return frozenset()
        named = {*self.indicators, *(m.indicator for m in measured_in(self.reading, 0, last, self.headline))}
        if self.output is not None:
            named.add(self.output.indicator)
        if runs_at(self.reading, 0, last):
            named.add(Indicator.OPERATING_RATE)
        return frozenset(named)

    @cached_property
    def ahead(self) -> bool:
        """Whether it speaks of what is to come."""
        span = (self.statement.sentence.start, self.statement.sentence.end)
        return when_caused(self.section, self.statement, span)[1] is Status.FORECAST

    @cached_property
    def asked(self) -> bool:
        """Whether it asks rather than tells."""
        return not _ASKING.isdisjoint(self.reading.words)


def effects_of(told: Told) -> Iterator[Indicator]:
    """Yield the effects that a cause in a sentence may have: the headline's, what is named or measured."""
    headline = told.headline.indicator
    yield headline
    for indicator in sorted({*told.moved, *(found.label.effect for found in told.found)}):
        if indicator is not headline:
            yield indicator


def spot_features(spot: Spot, told: Told, around: Sequence[Told | None]) -> Iterator[str]:
    """Yield what is known of a spot whatever its effect; `around` are the sentences before and behind."""
    c, reading = str(spot.category), spot.reading
    yield "bias"
    yield f"category={c}"
    yield f"rank={spot.rank}"
    if spot.rank:
        yield f"rank={spot.rank}&{c}"
    if spot.hinted:
        yield "hinted"
        yield f"hinted&{c}"
    if spot.faint:
        yield "faint"
    if spot.told:
        yield "told"
        yield f"told&{c}"
    yield f"at={told.place}"
    if told.ahead:
        yield "ahead"
    if told.asked:
        yield "asked"
    if not told.found:
        yield "grammar:none"
    yield from _output(spot, told, around)
    for name in _KINDS:
        if name in reading.marks and reading.has(name, *spot.part):
            yield f"part:{name}"
    for indicator in _indicators(spot):
        yield f"run:indicator={indicator}"
        yield f"run:indicator={indicator}&{c}"
    yield from _links(spot)
    yield from _figures(spot)
    yield from _words(spot)


def pair_features(spot: Spot, effect: Indicator, told: Told, around: Sequence[Told | None]) -> Iterator[str]:
    """Yield what is known of a spot as a cause of one effect."""
    kind = "output" if effect in OUTPUT else str(effect)
    yield f"effect={effect}"
    yield f"category={spot.category}&effect={kind}"
    yield from _grammar(spot, effect, told)
    named = effect in told.indicators
    yield f"named={named:d}&{kind}"
    yield f"named={named:d}&{effect}"
    for name, other in (("here", told), ("before", around[0]), ("behind", around[1])):
        if other is None:
            continue
        if other is not told and effect in other.indicators:
            yield f"named-beside&{effect}"
        if kind == "output" and (other.output is None or other.output.indicator not in OUTPUT):
            yield f"{name}:no-output&output"
    if effect is not Indicator.OPERATING_RATE and Indicator.OPERATING_RATE in told.indicators:
        yield "rate-named"
    for indicator in _indicators(spot):
        yield f"run:indicator={indicator}&{kind}"
    if kind != "output":
        for name in _KINDS:
            if spot.reading.has(name, *spot.part):
                yield f"part:{name}&other"
        yield from _distance(spot, effect)


def _indicators(spot: Spot) -> list[str]:
    return sorted({mark.code for mark in spot.reading.within(Kinds.INDICATOR, *spot.run)})


def _grammar(spot: Spot, effect: Indicator, told: Told) -> Iterator[str]:
    """Tell what the grammar of stated links has made of the sentence."""
    if not told.found:
        return
    c = spot.category
    same = [f for f in told.found if f.label.category is c]
    both = [f for f in same if f.label.effect is effect]
    if both:
        yield "grammar:same"
        yield f"grammar:same&{c}"
        yield f"grammar:link={both[0].why[0]}"
        if any(f.run[0] <= spot.place[0] < f.run[1] for f in both):
            yield "grammar:same-place"
    elif same:
        yield "grammar:same-category"
        yield "grammar:same-category&" + ("output" if effect in OUTPUT else "other")
    here = [f for f in told.found if f.run[0] <= spot.place[0] < f.run[1] and f.label.category is not c]
    if here:
        yield "grammar:other-category-here"
        if any(f.label.effect is effect for f in here):
            yield "grammar:other-category-here&effect"
    if any(f.label.effect is effect for f in told.found):
        yield "grammar:effect"


def _output(spot: Spot, told: Told, around: Sequence[Told | None]) -> Iterator[str]:
    """Tell what is said of output, here and beside, and whether the spot pushes that way."""
    for name, other in (("here", told), ("before", around[0]), ("behind", around[1])):
        if other is None:
            yield f"{name}:no-sentence"
            continue
        if other.output is None or other.output.indicator not in OUTPUT:
            yield f"{name}:no-output"
            continue
        way = other.output.way
        stated = "stated" if other.output.stated else "meant"
        yield f"{name}:output={stated}"
        if way is None:
            yield f"{name}:no-way"
        elif way is not Direction.FLAT:
            agrees = "with" if way is spot.push else "against"
            yield f"{name}:{agrees}&told={spot.told:d}"
    first, last = spot.part
    if told.reading.has(Kinds.ACT, first, last):
        yield "part:acts"
    own = any(told.reading.is_own(i) for i in range(*spot.run))
    yield f"own={own:d}"
    if own:
        yield f"own&{spot.category}"


def _links(spot: Spot) -> Iterator[str]:
    """Tell which connective stands before the spot and behind it, within its part."""
    reading, (first, last) = spot.reading, spot.part
    marks = reading.within(Kinds.LINK, first, last)
    before = [m for m in marks if m.last <= spot.place[0]]
    behind = [m for m in marks if m.first >= spot.place[1]]
    yield f"link-before={before[-1].code if before else None}"
    yield f"link-behind={behind[0].code if behind else None}"
    if before:
        word = reading.text(before[-1].first, before[-1].last).lower()
        yield f"before:{word}"
        if spot.place[0] - before[-1].last <= _NEAR:
            yield f"near-before={before[-1].code}"
    if behind:
        yield "behind:" + reading.text(behind[0].first, behind[0].last).lower()
        if behind[0].first - spot.place[1] <= _NEAR:
            yield f"near-behind={behind[0].code}"
    start = clause_start(reading, first, spot.place[0])
    yield "clause:opens" if start <= first else "clause:later"
    if reading.is_finite(*spot.run):
        yield "run:finite"
    size = spot.run[1] - spot.run[0]
    yield f"run:size={'1' if size == 1 else '2-3' if size <= 3 else '4-8' if size <= 8 else '9-'}"
    punctuation = reading.low(spot.run[1])
    if punctuation in (",", "and", ";", ":", ""):
        yield f"run:ends={punctuation}"
    yield f"run:before={reading.low(spot.run[0] - 1)}"


def _figures(spot: Spot) -> Iterator[str]:
    lows = spot.reading.lows(*spot.run)
    if any(low[0].isdigit() for low in lows):
        yield "run:figure"
        yield f"run:figure&{spot.category}"
    if "%" in lows:
        yield "run:percent"
    if spot.reading.has(Kinds.MONEY, *spot.run):
        yield "run:money"


def _distance(spot: Spot, effect: Indicator) -> Iterator[str]:
    """Tell how far from the spot the words stand that name another effect than output, and on which side."""
    marks = [m for m in spot.reading.marks.get(Kinds.INDICATOR, ()) if m.code == effect]
    if not marks:
        yield "far"
        return
    near = min(marks, key=lambda m: (abs(m.first - spot.place[0]), m.first))
    gap = near.first - spot.place[0]
    side = "behind" if gap > 0 else "before" if gap < 0 else "same"
    inside = spot.run[0] <= near.first < spot.run[1]
    yield f"indicator:{side}"
    yield f"indicator:{side}&inside={inside:d}"
    yield f"indicator:{side}&{effect}"
    here = spot.part[0] <= near.first < spot.part[1]
    yield f"indicator:part={here:d}"
    yield f"indicator:{side}&{spot.category}"
    way = way_of(spot.reading, max(0, near.first - _NEAR), near.last + 2 * _NEAR, nearest_last=False)
    yield f"indicator:moves={way is not None:d}"


def _words(spot: Spot) -> Iterator[str]:
    """Yield the words of the spot and those beside it."""
    reading, c = spot.reading, str(spot.category)
    name = " ".join(reading.lows(*spot.place))
    yield f"name={name}"
    for low in {*reading.lows(*spot.run)}:
        if not low[0].isdigit():
            yield f"word={low}"
    for place in (
        *range(spot.place[0] - _WINDOW, spot.place[0]),
        *range(spot.place[1], spot.place[1] + _WINDOW),
    ):
        low = reading.low(place)
        side = "left" if place < spot.place[0] else "right"
        if low and not low[0].isdigit():
            yield f"{side}={low}"
            yield f"{side}={low}&{c}"
