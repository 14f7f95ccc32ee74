"""Pushes: which way a cause pushes output by its own words ("weak demand", "easing power curbs")."""

from __future__ import annotations

from extract.rules.drivers.frames import is_priced
from extract.rules.drivers.phrases import Mark, is_word
from extract.rules.drivers.reading import Kinds, Reading, word_set
from schemas.vocabulary import Category, Direction

__all__ = ["denies", "push_of"]

Push = tuple[Direction, bool]
_UP, _DOWN = Direction.UP, Direction.DOWN
_NONE = frozenset({"no", "not", "hardly", "little"})
_GOING = frozenset({"home", "up", "down", "out", "on", "into", "to"})
_COMPARED = frozenset({"more", "less", "fewer", "later", "sooner", "earlier", "longer"})
_SIZES = frozenset({"high", "low", "higher", "lower", "full"})
_LOSSES = (
    "loss",
    "lose",
    "lost",
    "losing",
    "unprofit",
    "below",
    "under",
    "inver",
    "negative",
    "press",
    "red",
)
_SHRINKING = (
    "narrow", "less", "small", "fewer", "eas", "shrink", "shrank", "reduc", "low", "declin", "fell", "fall",
    "drop", "turn",
)  # fmt: skip
_POOR = (
    "poor", "thin", "negative", "weak", "low", "narrow", "shrink", "fall", "fell", "declin", "squeez",
    "collaps", "slid", "slump", "erod", "drop", "press",
)  # fmt: skip
_SLOW_BEFORE = 4
_SLOW_BEHIND = 12
_LONG = frozenset({"31", "31st"})


def push_of(reading: Reading, category: Category, mark: Mark, first: int, last: int) -> Push:
    """Return the way a cause pushes output, and whether words beside its name tell so."""
    more, less = _levels(reading, mark, first, last)
    if category in (Category.RESUMPTION, Category.CAPACITY_ADDITION):
        held = _is_slow(reading, mark, first, last)
        return (_DOWN if held else _UP), held
    if category is Category.PROFITABILITY:
        return _of_profit(reading, mark, first, last)
    if category is Category.CALENDAR:
        long = any(reading.low(i) in _LONG for i in range(first, last))
        longer = long or (more is not None and (less is None or more <= less))
        back = any(reading.low(i) == "normal" for i in range(first, last))
        return (_UP if longer or back else _DOWN), True
    if category is Category.INVENTORY and reading.low(mark.first).startswith(("destock", "de")):
        return _DOWN, True
    if category in (Category.RAW_MATERIAL_COST, Category.INVENTORY):
        return _of_level(more, less, good=_DOWN)
    if category is Category.ENERGY:
        return _of_energy(reading, mark, first, last, more, less)
    if category in (Category.DEMAND, Category.RAW_MATERIAL_SUPPLY, Category.PRODUCT_PRICE):
        if more is None and less is None:
            return (_UP if category is Category.DEMAND else _DOWN), False
        return _of_level(more, less, good=_UP)
    lows = reading.lows(first, last)
    if category is Category.OTHER and word_set("means").intersection(lows):
        return _of_level(more, less, good=_UP)
    granted = category is Category.POLICY and bool(word_set("granting").intersection(lows))
    granted = granted or (category is Category.MAINTENANCE and any(low.startswith("delay") for low in lows))
    return _of_burden(reading, mark, first, last, granted=granted, told=more is not None or less is not None)


def _is_slow(reading: Reading, mark: Mark, first: int, last: int) -> bool:
    """Tell whether something new or back is said to come late or not at all ("none of them restarted")."""
    near = (max(first, mark.first - _SLOW_BEFORE), min(last, mark.last + _SLOW_BEHIND))
    if any(reading.at(Kinds.AGENT, m.last) is None for m in reading.within(Kinds.SLOW, *near)):
        return True  # "the halted smelters" are none that halt
    return any(denies(reading, at) for at in range(first, mark.first))


def denies(reading: Reading, place: int) -> bool:
    """Tell whether a word denies what is said behind it: "none of them …", "no plans in place to …"."""
    low = reading.low(place)
    if low == "no":
        return reading.low(place + 1) in word_set("prospects")
    return low in word_set("deniers") and not (low == "few" and reading.low(place - 1) == "a")


def _levels(reading: Reading, mark: Mark, first: int, last: int) -> tuple[int | None, int | None]:
    """Return how far "more" and "less" stand from a mark; "no improvement" is less, "no shortage" more."""
    more = _nearest(reading, Kinds.MORE, mark, first, last)
    less = _nearest(reading, Kinds.LESS, mark, first, last)
    for kind in (Kinds.MORE, Kinds.LESS):
        if kind not in reading.marks:
            continue
        denied = any(
            reading.low(m.first - 1) in _NONE and m.first > first and reading.low(m.first) not in _NONE
            for m in reading.within(kind, first, last)
        )
        if denied:
            return (None, 0) if kind == Kinds.MORE else (0, None)
    return more, less


def _of_burden(reading: Reading, mark: Mark, first: int, last: int, *, granted: bool, told: bool) -> Push:
    """What stands in the way of output pushes it down, and up where it ends or is waived."""
    ended = granted or _nearest(reading, Kinds.ENDING, mark, first, last) is not None
    return (_UP if ended else _DOWN), ended or told


def _of_level(more: int | None, less: int | None, *, good: Direction) -> Push:
    """More of a good thing pushes up, less of it down; of a bad thing the other way round."""
    if more is None and less is None:
        return _DOWN, False
    grows = less is None or (more is not None and more < less)
    return (_UP if grows == (good is _UP) else _DOWN), True


def _of_energy(
    reading: Reading, mark: Mark, first: int, last: int, more: int | None, less: int | None
) -> Push:
    if reading.within(Kinds.ENERGY_CUT, first, last):
        ended = _nearest(reading, Kinds.ENDING, mark, first, last) is not None
        return (_UP if ended else _DOWN), True
    if reading.within(Kinds.ENERGY_PRICE, first, last) or is_priced(reading, mark, last):
        lows = set(reading.lows(first, last))
        seasonal = lows & (word_set("cheap_seasons") | word_set("dear_seasons"))
        if seasonal and not lows & word_set("over_seasons"):
            cheap = bool(lows & word_set("cheap_seasons"))
            return (_UP if cheap else _DOWN), True
        return _of_level(more, less, good=_DOWN)
    return _of_level(more, less, good=_UP)


def _of_profit(reading: Reading, mark: Mark, first: int, last: int) -> Push:
    """Losses and costs push down, and up where they shrink; profits push up, and down where they are thin."""
    named = [reading.low(i) for i in range(mark.first, mark.last)]
    beside = [reading.low(i) for i in (*range(first, mark.first), *range(mark.last, last))]
    if any(word.startswith(_LOSSES) for word in named) or any(w.startswith("cost") for w in named):
        shrinking = any(word.startswith(_SHRINKING) for word in beside)
        advantage = any(word.startswith(("advantage", "support")) for word in named)
        return (_UP if shrinking or advantage else _DOWN), True
    poor = any(word.startswith(_POOR) or word in _NONE for word in (*named, *beside))
    more = reading.within(Kinds.MORE, first, last)
    return (_DOWN if poor else _UP), poor or bool(more)


def _nearest(reading: Reading, kind: str, mark: Mark, first: int, last: int) -> int | None:
    """Return how many words lie between a mark and the nearest one of a kind, or None.

    "Year-end" and "the end of the month" end nothing, and "high-grade" is not high.
    """
    if kind not in reading.marks:
        return None
    gaps = [
        max(mark.first - m.last, m.first - mark.last, 0)
        for m in reading.within(kind, first, last)
        if reading.low(m.first - 1) not in ("year", "month", "quarter")
        and not (reading.low(m.last) == "of" and "month" in reading.lows(m.last, m.last + 3))
        and not (reading.low(m.first) == "no" and reading.low(m.first + 1) in _COMPARED)
        and not (reading.low(m.first) == "gone" and reading.low(m.last) in _GOING)
        and not (reading.low(m.first) == "over" and m.last < last and is_word(reading.words[m.last]))
        and not (reading.low(m.first) in _SIZES and reading.low(m.last) in word_set("after_size"))
    ]  # fmt: skip
    return min(gaps, default=None)
