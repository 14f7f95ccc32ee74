"""Effects: what a run of words says is moved, and whether it is the section's own output."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from extract.record import record
from extract.rules.drivers.clauses import clause_start
from extract.rules.drivers.moves import opposite, way_of
from extract.rules.drivers.owners import BUYER, OWN, is_actor, noun_phrase, owner_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, word_set
from extract.rules.scope import Scope
from schemas.vocabulary import Direction, Indicator, Status

__all__ = [
    "OUTPUT", "Effect", "Headline", "Measured", "measured_in", "measures", "names_output", "reaches_output",
    "read_effect", "runs_at",
]  # fmt: skip

OUTPUT = (Indicator.PRODUCTION, Indicator.OPERATING_RATE, Indicator.OPERATING_CAPACITY)
"""What the section is about: a chain of causes that reaches one of these ends there."""

_MEASURED = frozenset(
    {*OUTPUT, Indicator.PRICE, Indicator.DEMAND, Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.INVENTORY,
     Indicator.SALES}
)  # fmt: skip
_ACCOUNTS = frozenset({Indicator.PROFIT, Indicator.COST})
_COMPLEMENT = 5
_START = attrgetter("start")
_HANDING = frozenset({"of", "for", "from", "at", "among", "by"})


@record(frozen=True, slots=True)
class Measured:
    """A figure of the section's own metrics: where it stands (offset) and what it tells."""

    start: int
    indicator: Indicator
    direction: Direction | None
    scope: Scope
    period: str
    status: Status


def measures(figures: Sequence[Measured], indicator: Indicator) -> bool:
    """Tell whether one of some figures measures an indicator."""
    for figure in figures:  # noqa: SIM110 - asked by the hundred: a generator costs more
        if figure.indicator is indicator:
            return True
    return False


@record(frozen=True, slots=True)
class Headline:
    """What "the decline" or "it" means: the section's headline indicator, and its figures."""

    indicator: Indicator
    measured: Sequence[Measured] = ()

    def between(self, start: int, end: int) -> Sequence[Measured]:
        """Return the figures in a span of the section; they are listed by where they begin."""
        first = bisect_left(self.measured, start, key=_START)
        return self.measured[first : bisect_left(self.measured, end, lo=first, key=_START)]

    def has(self, indicator: Indicator) -> bool:
        """Tell whether a figure of the section measures an indicator."""
        return measures(self.measured, indicator)


@record(frozen=True, slots=True)
class Effect:
    """What is moved and which way.

    `stated` is false where only "the decline" or the like says so; `acted`: no word names output, but an
    act on it does ("brought maintenance forward").
    """

    indicator: Indicator
    way: Direction | None
    stated: bool = True
    acted: bool = False


def read_effect(
    reading: Reading, first: int, last: int, headline: Headline, *, nearest_last: bool
) -> Effect | None:
    """Return the effect that a run of words speaks of, or None: output first, then what else it names.

    `nearest_last` tells that the connective stands behind the run: what is nearest to it counts.
    """
    if first >= last or _is_nothing(reading, first, last):
        return None
    measured = measured_in(reading, first, last, headline)
    way = way_of(reading, first, last, nearest_last=nearest_last)
    if way is None:
        way = next((m.direction for m in measured if m.direction is not None), None)
    output = _output(reading, first, last, headline, nearest_last=nearest_last)
    if output is not None:
        indicator, place = output
        # The move is that of the clause that names the output, where it has one.
        start = clause_start(reading, first, place)
        own = way_of(reading, start, last, nearest_last=nearest_last) if start > first else None
        return Effect(indicator, own or way)
    other = _other(reading, first, last, nearest_last=nearest_last)
    if other is not None:
        indicator, place = other
        if indicator is Indicator.PROFIT and reading.low(place).startswith("loss"):
            # Losses that narrow are profit that rises; losses without a move are profit that fell.
            plural = reading.low(place) == "losses"
            way = (Direction.DOWN if plural else None) if way is None else opposite(way)
        return Effect(indicator, way)
    if reading.within(Kinds.HEADLINE, first, last) or reading.within(Kinds.VAGUE, first, last):
        return Effect(headline.indicator, way, stated=False)
    return Effect(measured[-1 if nearest_last else 0].indicator, way) if measured else None


def _is_nothing(reading: Reading, first: int, last: int) -> bool:
    """Tell whether an effect is denied: "had no influence on output"."""
    denied = reading.places(("no",), first, last - 1)
    return bool(denied) and any(reading.low(at + 1) in word_set("nothing") for at in denied)


def _output(
    reading: Reading, first: int, last: int, headline: Headline, *, nearest_last: bool
) -> tuple[Indicator, int] | None:
    """Return the section's output, where a run names it or an act on it, and where; or the buyers' demand."""
    named = [(m, _owner(reading, m, first, last)) for m in _indicators(reading, first, last) if _is_output(m)]
    own = [m for m, owner in named if owner == OWN]
    if own and all(reading.low(m.last - 1).startswith("load") for m in own) and runs_at(reading, first, last):
        return Indicator.OPERATING_RATE, own[0].first
    if own:
        running = [m for m in own if m.code == Indicator.OPERATING_CAPACITY]
        chosen = own[0] if not nearest_last else (running or own)[0 if running else -1]
        return Indicator(chosen.code), chosen.first
    acts = reading.within(Kinds.ACT, first, last)
    if acts:
        if _is_buyers(reading, acts[0], first):
            return Indicator.DEMAND, first
        return (Indicator.OPERATING_RATE if runs_at(reading, first, last) else headline.indicator), first
    buyers = next((m for m, owner in named if owner == BUYER), None)
    return (Indicator.DEMAND, buyers.first) if buyers is not None else None


def runs_at(reading: Reading, first: int, last: int) -> bool:
    """Tell whether plants are said to run at some part of what they can: "ran at half load"."""
    return any(
        reading.low(at + 1) == "at" and reading.low(at + 2) in word_set("parts")
        for at in reading.places(word_set("running"), first, last - 2)
    )


def _other(reading: Reading, first: int, last: int, *, nearest_last: bool) -> tuple[Indicator, int] | None:
    others = [
        m for m in _indicators(reading, first, last)
        if not _is_output(m) and not (m.code in _ACCOUNTS and _is_buyers(reading, m, first))
    ]  # fmt: skip
    if others:
        chosen = others[-1 if nearest_last else 0]
        return Indicator(chosen.code), chosen.first
    supply = [m for m in reading.within(Kinds.HEAD, first, last) if reading.low(m.first) == "supply"]
    own = next((m for m in supply if _owner(reading, m, first, last) == OWN), None)
    return (Indicator.PRODUCTION, own.first) if own is not None else None


def names_output(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run of words names the section's own output or operating rate."""
    return any(
        _is_output(m) and _owner(reading, m, first, last) == OWN for m in _indicators(reading, first, last)
    )


def reaches_output(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run of words names the section's output, or an act on it."""
    return names_output(reading, first, last) or reading.has(Kinds.ACT, first, last)


def _indicators(reading: Reading, first: int, last: int) -> list[Mark]:
    """Return the indicators named in a run; "production guidance" and the like name none."""
    found = reading.within(Kinds.INDICATOR, first, last)
    if not found:
        return found
    found = [mark for mark in found if reading.low(mark.last) not in word_set("output_parts")]
    # "The ban runs until October": a verb.
    verb = word_set("after_verb")
    return [
        m for m in found
        if not (reading.low(m.first) == "runs" and reading.low(m.last) in verb)
        and not (reading.low(m.first) == "load" and reading.low(m.first - 1) == "to")
    ]  # fmt: skip


def _is_output(mark: Mark) -> bool:
    return mark.code in OUTPUT


def measured_in(reading: Reading, first: int, last: int, headline: Headline) -> list[Measured]:
    """Return the section's own figures that stand in a run of words."""
    start, end = reading.offsets(first, last)
    return [m for m in headline.between(start, end) if m.indicator in _MEASURED]


def _owner(reading: Reading, noun: Mark, first: int, last: int) -> str:
    """Tell whose output, price … a noun names, by its modifiers and by who acts in its clause."""
    runs = [(noun_phrase(reading, noun.first, first), noun.first)]
    if reading.low(noun.last) in _HANDING:
        runs.append((noun.last + 1, min(last, noun.last + 1 + _COMPLEMENT)))
    for run in runs:
        owner = owner_in(reading, *run)
        if owner is not None:
            return owner
    return BUYER if _is_output(noun) and _is_buyers(reading, noun, first) else OWN


def _is_buyers(reading: Reading, mark: Mark, first: int) -> bool:
    """Tell whether the clause before a word speaks of the buyers: "precursor makers halted production"."""
    start = clause_start(reading, first, mark.first)
    if reading.has_own(start, mark.first):
        return False
    return any(
        is_actor(reading, named, mark.first) for named in reading.within(Kinds.DOWNSTREAM, start, mark.first)
    )
