"""Causes: which category a cause's words belong to, and which way it pushes output by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from extract.record import record
from extract.rules.drivers.frames import by_actor, by_input, by_price, framed, is_buyers_act, is_unit
from extract.rules.drivers.kinds import of_head, settled
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.pushes import push_of
from extract.rules.drivers.reading import Kinds, Reading, once_a_run, word_set
from schemas.vocabulary import Category, Direction

__all__ = ["ACTING", "Cause", "candidates", "cause_in", "is_agent", "price_below_cost"]

ACTING = frozenset(
    {Category.MAINTENANCE, Category.RESUMPTION, Category.EQUIPMENT_FAILURE, Category.CAPACITY_ADDITION,
     Category.CAPACITY_REDUCTION}
)  # fmt: skip
"""Kinds of causes that are themselves acts on output: they need no other word for the effect."""

_RELATIVES = frozenset({"that", "which", "who", "whose", "where", "using"})
_HEAD_ENDS = _RELATIVES | {",", "of", "and"}
_HANDING = frozenset({"of", "in", "to", "from", "on", "for"})
_DEPTH_OF = 0.6
_DEPTH = 1.0
_DEPTH_RELATIVE = 1.5
_PHRASE = 0.1
_LATER = 0.02
_HINT = 0.7
_NONE = "none"  # a phrase that holds a cause's word and names none
_FAINT = 1.3
_LEAST = -1.9
_COMPLEMENT = 5
_NO_RELATIVE, _AWAITS_VERB, _HAS_VERB = range(3)
_BUYERS = frozenset({Category.RAW_MATERIAL_SUPPLY, Category.INVENTORY, Category.RESUMPTION})  # if they act
_FIRST = attrgetter("first")
_YIELDING = frozenset({Category.CAPACITY_REDUCTION, Category.OTHER})  # to what the buyers do


@record(frozen=True, slots=True)
class Cause:
    """A cause's category, the way it pushes output by its own words (None: they do not tell), and where."""

    category: Category
    push: Direction
    told: bool
    place: int
    why: str
    supply: bool = False
    """Only "supply" names it, so that its owner decides what it counts for."""
    hinted: bool = False
    faint: bool = False


@once_a_run
def cause_in(reading: Reading, first: int, last: int) -> Cause | None:
    """Return the cause that a run of words names: the head's, not that of what modifies it; or None."""
    best: tuple[float, Category, Mark] | None = None
    for score, category, mark in candidates(reading, first, last):
        if score > _LEAST and (best is None or score > best[0]):
            best = (score, category, mark)
    bought = best is not None and best[2].kind == Kinds.HEAD and best[1] is Category.RAW_MATERIAL_SUPPLY
    if best is None or bought or _covered(reading, Kinds.FAINT, best[2]) or best[1] in _YIELDING:
        limit = last if best is None else best[2].first
        other = by_actor(reading, first, last, limit)
        if other is None and not bought:
            other = by_price(reading, first, last)
        best = (0.0, *other) if other is not None else best
    elif best[1] in _BUYERS and is_buyers_act(reading, first, last, best[2].first):
        best = (best[0], Category.DEMAND, best[2])
    if best is None:
        named = by_input(reading, first, last)
        if named is None:
            return None
        best = (_LEAST, *named)
    _, category, mark = best
    push, told = push_of(reading, category, mark, first, last)
    word = reading.text(mark.first, mark.last)
    hinted = _covered(reading, Kinds.HINT, mark)
    faint = _covered(reading, Kinds.FAINT, mark) or best[0] == _LEAST
    return Cause(
        category, push, told, mark.first, f"{category} by {word!r}",
        supply=mark.kind == Kinds.HEAD and mark.code == "supply", hinted=hinted, faint=faint,
    )  # fmt: skip


def price_below_cost(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run says that a price stands below cost: two causes in one."""
    prices = [m for m in reading.within(Kinds.HEAD, first, last) if m.code == "price"]
    return bool(prices) and any(
        reading.low(i) in ("below", "under") and reading.within(Kinds.CATEGORY, i, last)
        and reading.within(Kinds.CATEGORY, i, last)[0].code == Category.PROFITABILITY
        for i in range(prices[0].last, last)
    )  # fmt: skip


def is_agent(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a noun phrase is headed by those who produce ("smelters in Hunan")."""
    for place in range(first, last):
        if place > first and (
            reading.low(place) in _HEAD_ENDS or reading.low(place) in word_set("prepositions")
        ):
            return reading.at(Kinds.AGENT, place - 1) is not None
    return last > first and reading.at(Kinds.AGENT, last - 1) is not None


@once_a_run
def candidates(reading: Reading, first: int, last: int) -> tuple[tuple[float, Category, Mark], ...]:
    """Return each mark that may name the cause of a run, with its category and how much speaks for it."""
    return tuple(_candidates(reading, first, last))


def _candidates(reading: Reading, first: int, last: int) -> Iterator[tuple[float, Category, Mark]]:
    marks, heads = reading.within(Kinds.CATEGORY, first, last), reading.within(Kinds.HEAD, first, last)
    if marks and heads:
        heads = [
            h for h in heads
            if not any(m.first <= h.first and h.last <= m.last and m.size > h.size for m in marks)
        ]  # fmt: skip
    frames = list(framed(reading, first, last))
    if not (marks or heads or frames):
        return
    furthest = max((*marks[-1:], *heads[-1:], *[mark for _, mark in frames]), key=_FIRST)
    depths = _depths(reading, first, furthest.first + 1)
    for mark in marks:
        if (
            _is_ramp(reading, mark)
            or mark.code == _NONE
            or is_unit(reading, mark)
            or (heads and any(h.first <= mark.first and mark.last <= h.last for h in heads))
        ):
            continue
        category = settled(reading, Category(mark.code), mark, first, last)
        score = -depths[mark.first - first] + _PHRASE * mark.size + _LATER * (mark.first - first)
        if reading.low(mark.first) == "own":
            # "on their own initiative" tells of the whole clause.
            score += depths[mark.first - first]
        if _covered(reading, Kinds.HINT, mark):
            score -= _HINT
        if _covered(reading, Kinds.FAINT, mark):
            score -= _FAINT
        yield score, category, mark
    for category, mark in frames:
        yield -depths[mark.first - first] + _PHRASE * mark.size, category, mark
    for head in heads:
        if reading.low(head.last) == "of" and head.code == "supply":
            # "A shortage of orders" is one of orders.
            complement = min(last, head.last + 1 + _COMPLEMENT)
            if any(m.first < complement for m in marks if m.first > head.last):
                continue
        resolved = of_head(reading, head, first, last)
        if resolved is not None:
            score = -depths[head.first - first] + _PHRASE * head.size + _LATER * (head.first - first)
            yield score + 2 * _PHRASE, resolved, head


def _completes(reading: Reading, place: int) -> bool:
    """Tell whether "that" and the like open no relative clause: "at that price", "it meant that"."""
    before = reading.low(place - 1)
    verb = reading.at(Kinds.FINITE, place - 1) or reading.at(Kinds.LINK, place - 1)
    return before in word_set("prepositions") or before in word_set("reporting") or verb is not None


def _covered(reading: Reading, kind: str, mark: Mark) -> bool:
    cover = reading.at(kind, mark.first)
    return cover is not None and cover.last >= mark.last


def _is_ramp(reading: Reading, mark: Mark) -> bool:
    """Tell whether "ramp up production" is meant: the move itself, and no new capacity."""
    ramp = reading.low(mark.first) in ("ramp", "ramps", "ramped")
    return ramp and reading.has(Kinds.INDICATOR, mark.last, mark.last + 3)


@cache
def _changing() -> frozenset[str]:
    """Return the words that may change how deep those behind them stand."""
    return word_set("prepositions") | _RELATIVES | {"of"}


def _depths(reading: Reading, first: int, last: int) -> list[float]:
    """Return for each word how deep it stands in what modifies the head; a finite verb starts again."""
    depths = []
    depth = 0.0
    relative = _NO_RELATIVE
    covers, none = reading.covers, dict[int, Mark]()
    transparent, prepositions = covers.get(Kinds.TRANSPARENT, none), word_set("prepositions")
    modal, finite = covers.get(Kinds.MODAL, none), covers.get(Kinds.FINITE, none)
    changing = _changing()
    for place, low in enumerate(reading.lows(first, last), first):
        if not (low in changing or place in modal or place in finite or place - 1 in modal):
            depths.append(depth)
            continue
        before = place > first and place - 1 in transparent
        verb = place in modal
        if low in _HANDING and before:
            pass
        elif low == "of":
            depth += _DEPTH_OF
        elif low in _RELATIVES and place > first and not _completes(reading, place):
            depth += _DEPTH_RELATIVE
            relative = _AWAITS_VERB
        elif low in prepositions:
            depth += _DEPTH
        elif relative == _AWAITS_VERB and (verb or place in finite):
            relative = _HAS_VERB  # the verb of a relative clause is no main verb
        elif place > first and place - 1 in modal:
            pass  # "had been shut": one verb
        elif verb or (relative == _HAS_VERB and place in finite):
            depth, relative = 0.0, _NO_RELATIVE
        depths.append(depth)
    return depths
