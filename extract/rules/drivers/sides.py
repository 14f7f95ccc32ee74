"""The cause's side of a link: its words split into single causes, each of one category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.rules.drivers.causes import ACTING, Cause, cause_in, price_below_cost
from extract.rules.drivers.clauses import items_of
from extract.rules.drivers.link import Link
from extract.rules.drivers.phrases import is_word
from extract.rules.drivers.pieces import joined_items
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from schemas.vocabulary import Category, Direction

__all__ = ["causes_of"]

_EFFECT_OF = frozenset({"effect", "effects", "impact", "influence"})
_OPENING = 4


def causes_of(link: Link, links: Sequence[Link]) -> Iterator[tuple[Run, Cause]]:
    """Yield the causes of a link, each with its run of words; `links` are all those of its sentence."""
    reading = link.reading
    if link.single:
        named = cause_in(reading, *link.cause)
        if named is not None:
            yield link.cause, named
        return
    runs = [part for run in _items(reading, *link.cause) for part in _cut(run, link, links)]
    items = [(run, cause_in(reading, *run)) for run in runs]
    found = [(run, cause) for run, cause in items if cause is not None]
    for run, cause in _kept(link, found):
        yield run, cause
        if price_below_cost(reading, *run):
            price = cause.category is Category.PRODUCT_PRICE
            other = Category.PROFITABILITY if price else Category.PRODUCT_PRICE
            yield run, replace(cause, category=other, push=Direction.DOWN)
    unknown = next((run for run, cause in items if cause is None and _is_effect_of(reading, *run)), None)
    if unknown is None and not found and _is_plain(link):
        unknown = link.cause
    if unknown is not None:
        yield unknown, Cause(Category.OTHER, Direction.DOWN, False, unknown[0], "other: of no known kind")


def _items(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the items of a list, with those that name no cause before the one that they are subjects of."""
    for run in joined_items(reading, first, last):
        *before, behind = items_of(reading, *run)
        if any(cause_in(reading, *item) is not None for item in before):
            yield from (*before, behind)
        else:
            yield run


def _kept(link: Link, found: Sequence[tuple[Run, Cause]]) -> Iterator[tuple[Run, Cause]]:
    """Leave out what only hints at a cause beside causes that are plainly named."""
    sure = any(not cause.faint for _, cause in found)
    for number, (run, cause) in enumerate(found):
        if number and run[1] - run[0] == 1 and cause.category in ACTING:
            if "of" in link.reading.lows(*found[number - 1][0]):
                continue  # "the cost of stops and restarts" is one of cost
        dim = cause.faint or (number > 0 and cause.hinted and not cause.told)
        vague = cause.hinted and cause.category is Category.OTHER and (link.clausal or link.weak)
        if not vague and not (sure and dim):
            yield run, cause


def _cut(run: Run, link: Link, links: Sequence[Link]) -> Iterator[Run]:
    """Cut a clause that is a cause at the links within it: "low prices left losses, so …" is two."""
    for inner in links if link.clausal else ():
        if inner.reading is not link.reading or not inner.subject or inner.effect is None:
            continue
        if run[0] < inner.effect[0] < run[1]:
            yield run[0], inner.effect[0]
            yield inner.effect[0], run[1]
            return
    yield run


def _is_plain(link: Link) -> bool:
    """Tell whether a cause of no known kind is plainly one: a noun phrase behind "due to" or the like."""
    if not link.behind or link.weak or link.clausal or link.output_only or link.against:
        return False
    reading, (first, last) = link.reading, link.cause
    lows = reading.lows(first, last)
    if len(lows) < 2 or not is_word(lows[0]) or any(low[0].isdigit() for low in lows):
        return False
    if word_set("pointing").intersection(lows[:2]):
        return False
    if lows[-1] in ("follows", "following") or word_set("counted").intersection(lows):
        return False  # "two things" are told one by one
    kinds = (Kinds.AGENT, Kinds.INDICATOR, Kinds.ACT)
    return not any(reading.within(kind, first, last) for kind in kinds)


def _is_effect_of(reading: Reading, first: int, last: int) -> bool:
    """Tell whether an item is "the effect of" something that no list knows."""
    lows = reading.lows(first, min(last, first + _OPENING))
    return "of" in lows and bool(_EFFECT_OF.intersection(lows))
