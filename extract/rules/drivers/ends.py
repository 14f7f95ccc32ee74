"""The effect's side of a link: what its cause moves, there and at the end of the chain that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.record import record
from extract.rules.drivers.causes import ACTING, cause_in
from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.effects import OUTPUT, Effect, Headline, read_effect
from extract.rules.drivers.link import Link
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.told import taken_up
from schemas.vocabulary import Category, Indicator

__all__ = ["End", "Topic"]

_MOST_UNREAD = 24
_TOLD_BACK = 2
_TAKEN_UP = {
    Indicator.DEMAND: Category.DEMAND,
    Indicator.PRICE: Category.PRODUCT_PRICE,
    Indicator.INVENTORY: Category.INVENTORY,
    Indicator.PROFIT: Category.PROFITABILITY,
}
_WITH = frozenset({"with", "given", "as", "since", "considering", "on"})


@record(frozen=True, slots=True)
class End:
    """An effect, and the run of words of a sentence that speaks of it; None: the headline is meant."""

    effect: Effect
    reading: Reading
    where: Run | None


class Topic:
    """What a section speaks of: its headline, and the last move of its output that was told.

    Feed it every sentence in order; it looks for the move only once a link asks for it, from the last
    sentence back.
    """

    def __init__(self, headline: Headline) -> None:
        """Start before the first sentence."""
        self.headline = headline
        self._spoken = Effect(headline.indicator, None, stated=False)
        self._unread: list[Reading] = []
        self._before: Reading | None = None
        self._recent: tuple[Reading, ...] = ()

    def pass_on(self, reading: Reading) -> None:
        """Take in a sentence: "it" in the next one may mean the output told of in it."""
        self._unread.append(reading)
        self._before = reading
        self._recent = (reading, *self._recent[: _TOLD_BACK - 1])
        if len(self._unread) > _MOST_UNREAD:
            self._find_spoken()

    def _find_spoken(self) -> Effect:
        """Return the last move of the output that was told."""
        while self._unread:
            told = self._spoken_in(self._unread.pop())
            if told is not None:
                self._spoken = told
                self._unread.clear()
        return self._spoken

    def _spoken_in(self, reading: Reading) -> Effect | None:
        told = self._told(reading)
        if told is None or told.indicator not in OUTPUT:
            return None
        start, end = reading.offsets(0, len(reading.words))
        figures = (
            m.direction for m in self.headline.between(start, end)
            if m.indicator == told.indicator and m.direction is not None
        )  # fmt: skip
        way = next(figures, told.way)
        return None if way is None else Effect(told.indicator, way, stated=False)

    def _find_recent(self) -> Effect | None:
        """Return what the sentence before told of, where that is no output."""
        told = self._told(self._before) if self._before is not None else None
        return None if told is None or told.way is None or told.indicator in OUTPUT else told

    def _told(self, reading: Reading) -> Effect | None:
        told = read_effect(reading, 0, len(reading.words), self.headline, nearest_last=False)
        return told if told is not None and told.stated else None

    def ends(self, link: Link, links: Sequence[Link]) -> Iterator[End]:
        """Yield what a link's cause moves: its own effect, and the end of the chain it stands in."""
        if link.effect is None:
            yield End(self._meant(link), link.effect_reading, None)
            return
        effect, where = self._own(link, link.effect)
        if effect is None and link.loose:
            yield End(self._meant(link), link.effect_reading, None)
            return
        further = []
        if not link.output_only and (effect is None or effect.indicator not in OUTPUT):
            further = list(self._chained(link, link.effect, effect, links))
        passed = effect is not None and any(end.effect.indicator not in OUTPUT for end in further)
        if effect is not None and not passed and not (link.output_only and effect.indicator not in OUTPUT):
            yield End(effect, link.effect_reading, where)
        yield from further

    def _own(self, link: Link, where: Run) -> tuple[Effect | None, Run]:
        effect = self._read(link)
        if effect is None and link.second is not None:
            where = link.second
            effect = read_effect(link.effect_reading, *where, self.headline, nearest_last=False)
        if effect is None or not effect.stated:
            effect = self._taken_up(link.effect_reading, where, effect) or effect
        if effect is None and link.behind and not (link.weak or link.output_only or link.loose):
            effect = self._moved(link, where)
        if effect is not None and not effect.stated and effect.way is None:
            effect = replace(effect, way=self._meant(link).way)
        if effect is not None and effect.way is None and not _is_plain(link, effect):
            effect = None  # without a stated move the words only stand side by side
        if effect is None and not link.loose:
            acting = cause_in(link.effect_reading, *where)
            if acting is not None and acting.category in ACTING:
                effect = Effect(self.headline.indicator, acting.push, acted=True)
        return effect, where

    def _taken_up(self, reading: Reading, where: Run, effect: Effect | None) -> Effect | None:
        """Return what "they" or "the slide" moves, with the way that its own words give before all."""
        way = effect.way if effect is not None else way_of(reading, *where, nearest_last=False)
        before = [told for told in self._recent if told is not reading]
        told = taken_up(reading, where, before, way)
        return None if told is None else replace(told, way=way or told.way)

    def _chained(self, link: Link, own: Run, effect: Effect | None, links: Sequence[Link]) -> Iterator[End]:
        """Yield the end of "A led to B, so output fell" for A."""
        for other in links:
            if (
                other is link
                or other.agreeing
                or other.effect is None
                or other.reading is not link.effect_reading
            ):
                continue
            if (other.cause[0] < own[1] and own[0] < other.cause[1]) or _takes_up(link, effect, other):
                end = self._read(other)
                if end is None or (effect is not None and end.indicator is effect.indicator):
                    continue
                if end.indicator in OUTPUT or effect is None or effect.indicator is Indicator.DEMAND:
                    yield End(end, other.effect_reading, other.effect)
                    return

    def _read(self, link: Link) -> Effect | None:
        if link.effect is None:
            return None
        return read_effect(link.effect_reading, *link.effect, self.headline, nearest_last=link.behind)

    def _moved(self, link: Link, where: Run) -> Effect | None:
        """Return the section's output where an effect has a move and no name: "Yunnan held back by …"."""
        reading = link.effect_reading
        way = way_of(reading, *where, nearest_last=True)
        other = reading.within(Kinds.DOWNSTREAM, *where) or reading.within(Kinds.RAW, *where)
        named = any(cause_in(link.reading, *run) is not None for run in items_of(link.reading, *link.cause))
        if way is None or other or not named:
            return None
        return Effect(self._find_spoken().indicator, way, stated=False)

    def _meant(self, link: Link) -> Effect:
        """Return what "it" or "the decline" means: the last output spoken of, else the headline."""
        told = read_effect(link.reading, 0, link.cause[0], self.headline, nearest_last=True)
        if told is not None and told.indicator in OUTPUT and told.stated:
            return Effect(told.indicator, told.way, stated=False)
        points = link.loose and link.effect is None and link.single is False
        recent = self._find_recent() if points else None
        return recent if recent is not None else self._find_spoken()


def _is_plain(link: Link, effect: Effect) -> bool:
    """Tell whether an output without a move is an effect: "with ore short, output is put at …"."""
    if effect.indicator not in OUTPUT:
        return False
    if not link.weak:
        return True
    opens = link.word.split()[0].casefold() if link.word else ""
    return opens in _WITH and effect.stated and not link.agreeing


def _takes_up(link: Link, effect: Effect | None, other: Link) -> bool:
    """Tell whether a later link goes on from an effect: "demand will ease, and with less demand …"."""
    if (
        effect is None
        or link.effect is None
        or other.cause[0] < link.effect[1]
        or effect.indicator not in _TAKEN_UP
    ):
        return False
    named = cause_in(other.reading, *other.cause)
    return named is not None and named.told and named.category is _TAKEN_UP[effect.indicator]
