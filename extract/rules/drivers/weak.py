"""Weak connectives: "as", "with", "after", "on", "amid": causes only where their words say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from extract.rules.drivers.bounds import effect_end
from extract.rules.drivers.causes import ACTING, cause_in
from extract.rules.drivers.clauses import has_verb, items_of
from extract.rules.drivers.effects import names_output
from extract.rules.drivers.link import Link
from extract.rules.drivers.moves import moves_in
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from schemas.vocabulary import Category

__all__ = ["fronted_weak", "weak_between"]

_BARE = frozenset({"in", "on"})
_UNREAL = frozenset({"without", "absent", "barring", "if", "had", "were"})
_UNDER = frozenset(
    {
        Category.POLICY,
        Category.ENVIRONMENT,
        Category.PROFITABILITY,
        Category.INVENTORY,
        Category.WEATHER,
        Category.CAPACITY_REDUCTION,
        Category.ENERGY,
    }
)
_DATED = frozenset({Category.HOLIDAY, Category.CALENDAR, Category.WEATHER})
_ENDED = frozenset(
    {Category.HOLIDAY, Category.MAINTENANCE, Category.RESUMPTION, Category.CAPACITY_ADDITION}
)  # fmt: skip
_EVENTS = frozenset(
    {Category.HOLIDAY, Category.MAINTENANCE, Category.EQUIPMENT_FAILURE, Category.CALENDAR, Category.WEATHER}
)
_NEAR = 4
_OBJECT = 8
_ENCLOSED = 14


def fronted_weak(reading: Reading, mark: Mark, cause: Run, effect: Run) -> Link | None:
    """Return the link of "With A, output fell", or None where it names only a time or a setting."""
    low = reading.low(mark.first)
    link = Link(reading, cause, reading, effect, reading.text(mark.first, mark.last), weak=True)
    if mark.kind == "such":
        return link
    if mark.kind != "if" and low not in word_set("weak_fronted"):
        return None
    if (low in _BARE and mark.size == 1) or (low == "as" and reading.low(mark.last) in word_set("as_before")):
        return None
    if not _names_cause(reading, low, cause) or _only_dates(reading, effect, cause):
        return None
    return _counterfactual(reading, mark, link, effect)


def _counterfactual(reading: Reading, mark: Mark, link: Link, effect: Run) -> Link:
    """Read "without A, output would have risen": A pushes the other way."""
    lows = reading.lows(*effect)
    unreal = any(a in word_set("wishes") and b == "have" for a, b in pairwise(lows)) or (
        "had" in link.reading.lows(*link.cause) and bool(word_set("wishes").intersection(lows))
    )
    return replace(link, against=True) if unreal and reading.low(mark.first) in _UNREAL else link


def weak_between(reading: Reading, mark: Mark, at: int, end: int, until: int | None) -> Link | None:
    """Return the link of "output fell as A", or None where the words name no cause."""
    low = reading.low(mark.first)
    effect = (at, mark.first if until is None else until)
    if (
        (low not in word_set("weak_between") and mark.kind != "if")
        or effect[0] >= effect[1]
        or mark.last >= end
    ):
        return None
    word = reading.text(mark.first, mark.last)
    link = Link(reading, (mark.last, end), reading, effect, word, weak=True, behind=True)
    if low == "with":
        return _with(reading, mark, link, end)
    if low == "where":
        return _where(reading, mark, link)
    if low == "for" and not (reading.low(mark.first - 1) == "," and reading.is_finite(mark.last, end)):
        return _for(reading, mark, link, end)
    test = _TESTS.get(low) if mark.size == 1 or low == "ahead" else None
    if test is not None and not test(reading, mark, (mark.last, end)):
        return None
    if not _names_cause(reading, low, (mark.last, end)) or not _tells(reading, *effect):
        return None
    if not _moved(reading, low, effect, (mark.last, end)):
        return None
    if low in ("ahead", "before") and not (
        names_output(reading, *effect) or reading.within(Kinds.ACT, *effect)
    ):
        return None
    return _counterfactual(reading, mark, link, effect)


def _where(reading: Reading, mark: Mark, link: Link) -> Link | None:
    """Read "output slipped in Yunnan, where power was rationed", and the clause between subject and verb."""
    if link.effect is None or reading.low(mark.first - 1) != ",":
        return None
    if moves_in(reading, *link.effect):
        return replace(link, agreeing=True)
    return _enclosed(reading, mark, link)


def _enclosed(reading: Reading, mark: Mark, link: Link) -> Link | None:
    """Read "smelters in Hunan, where power was rationed, cut output": the effect stands behind its comma."""
    last = len(reading.words)
    comma = reading.find(",", mark.last + 1, min(last, mark.last + _ENCLOSED))
    if comma is None or not _has_verb(reading, mark.last, comma):
        return None
    verb = comma + 1
    while reading.at(Kinds.MODAL, verb) or reading.at(Kinds.ADVERB, verb):
        verb += 1
    if not (reading.at(Kinds.ACT, verb) or reading.at(Kinds.MOVE, verb)):
        return None
    effect = (comma + 1, effect_end(reading, comma + 1, last))
    return replace(link, cause=(mark.last, comma), effect=effect, behind=False)


def _moved(reading: Reading, low: str, effect: Run, cause: Run) -> bool:
    """Tell whether the effect is a move, and no return to work that the "cause" only dates."""
    if low not in word_set("times") and low != "as":
        return True
    losses = any(reading.low(m.first).startswith("loss") for m in reading.within(Kinds.INDICATOR, *effect))
    if _only_dates(reading, effect, cause):
        return False
    foreseen = low in ("as", "since") and (
        names_output(reading, *effect) or "%" in reading.lows(*effect) or _is_foreseen(reading, *effect)
    )
    return losses or foreseen or bool(moves_in(reading, *effect))


def _is_foreseen(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a level is put or expected: "the house calculates 455,000 mt, as …"."""
    lows = reading.lows(first, last)
    return bool(word_set("reporting").intersection(lows)) and any(low[0].isdigit() for low in lows)


def _only_dates(reading: Reading, effect: Run, cause: Run) -> bool:
    """Tell whether a cause only dates a return to work: "as the holiday ends, smelters restart"."""
    told = cause_in(reading, *effect)
    if told is None or told.category is not Category.RESUMPTION:
        return False
    named = cause_in(reading, *cause)
    return named is None or named.category in _ENDED


def _as(reading: Reading, mark: Mark, cause: Run) -> bool:
    follows = reading.low(mark.last)
    if follows in word_set("as_before") and not (follows in ("a", "an") and reading.is_finite(*cause)):
        return False
    return reading.low(mark.first - 1) not in word_set("as_after") and _has_verb(reading, *cause)


def _on(reading: Reading, mark: Mark, cause: Run) -> bool:
    """Accept "on weaker demand" and "on hopes of …"."""
    if reading.low(mark.first - 1) in word_set("leaning"):
        return False
    named = cause_in(reading, *cause)
    apart = reading.low(mark.first - 1) == "," and named is not None and named.category in _EVENTS
    if apart and named is not None and not named.hinted:
        return True  # ", on the New Year break"
    if (
        named is not None
        and named.category in (*ACTING, Category.CALENDAR)
        and not (named.hinted or named.faint)
    ):
        return True
    polar = reading.at(Kinds.MORE, mark.last) or reading.at(Kinds.LESS, mark.last)
    follows = reading.low(mark.last)
    back = follows != "the" or reading.low(mark.last + 1) == "back"
    return bool(polar) or (follows in word_set("outlooks") and back)


def _under(reading: Reading, mark: Mark, cause: Run) -> bool:
    named = cause_in(reading, *cause)
    return named is not None and named.category in _UNDER


def _is_awaited(reading: Reading, mark: Mark, first: int, last: int) -> bool:
    """Tell whether what is to come makes producers hurry or wait: tariffs, taxes, power rates."""
    if reading.low(mark.first - 1).endswith("ed"):
        return False  # "orders placed before the tariff"
    named = cause_in(reading, first, last)
    return named is not None and named.category in (Category.POLICY, Category.ENERGY, Category.PRODUCT_PRICE)


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run is a clause: it has a verb, or tells more of a cause than its name."""
    if has_verb(reading, first, last) or reading.within(Kinds.MOVE, first, last):
        return True
    named = cause_in(reading, first, last)
    return named is not None and last - first > 2 and (named.told or named.category in ACTING)


_TESTS: dict[str, Callable[[Reading, Mark, Run], bool]] = {
    "as": _as,
    "on": _on,
    "under": _under,
    "by": lambda reading, mark, cause: reading.low(mark.last).endswith("ing"),
    "since": lambda reading, mark, cause: _has_verb(reading, *cause),
    "in": lambda reading, mark, cause: False,
    "ahead": lambda reading, mark, cause: _is_awaited(reading, mark, *cause),
    "before": lambda reading, mark, cause: _is_awaited(reading, mark, *cause),
}


def _for(reading: Reading, mark: Mark, link: Link, end: int) -> Link | None:
    """Read "halted production for maintenance"."""
    near = (mark.last, min(end, mark.last + _NEAR))
    named = cause_in(reading, *near)
    effect = link.effect or near
    if (
        named is None
        or named.category not in (*ACTING, Category.HOLIDAY)
        or not reading.within(Kinds.ACT, *effect)
    ):
        return None
    return Link(reading, near, reading, effect, link.word, weak=True, behind=True)


def _with(reading: Reading, mark: Mark, link: Link, end: int) -> Link | None:
    """Read "…, with output falling" as a result, and "… with scrap tight" as a cause."""
    effect = link.effect or (mark.last, end)
    if names_output(reading, mark.last, min(end, mark.last + _OBJECT)):
        moved = [m for m in moves_in(reading, mark.last, end) if reading.at(Kinds.ACT, m.first) is None]
        if reading.low(mark.first - 1) != "," or not moved:
            return None
        cause = (effect[0], mark.first - 1)
        if cause[0] >= cause[1]:
            return None
        return Link(reading, cause, reading, (mark.last, end), link.word, weak=True, clausal=True)
    if not moves_in(reading, *effect) or not _names_cause(reading, "with", link.cause):
        return None
    kinds = (Kinds.MORE, Kinds.LESS, Kinds.ENDING)
    polar = any(reading.at(kind, place) for kind in kinds for place in range(mark.last, end))
    named = cause_in(reading, *link.cause)
    return link if polar or (named is not None and named.category in _DATED) else None


def _names_cause(reading: Reading, low: str, cause: Run) -> bool:
    found = [c for c in (cause_in(reading, *item) for item in items_of(reading, *cause)) if c is not None]
    if not found:
        return False
    # "After the holiday" says when; so does "when the winter began".
    return low not in word_set("times") or any(c.category is not Category.HOLIDAY for c in found)


def _tells(reading: Reading, first: int, last: int) -> bool:
    """Tell whether an effect is a statement: a verb, or a note's figure."""
    lows = reading.lows(first, last)
    return reading.is_finite(first, last) or any(low.endswith("ed") or low[0].isdigit() for low in lows)
