"""Bounds: where a cause or an effect ends that begins behind its connective."""

from __future__ import annotations

from extract.rules.drivers.reading import Kinds, Reading, word_set, word_sets

__all__ = ["VERBS", "cause_end", "effect_end", "is_participle", "verb_effect_end"]

VERBS = ("lead", "up", "down")
"""The codes of the verbs between cause and effect."""

_OTHER_EFFECTS = ("production", "operating_rate", "price", "arrivals", "shipments")


def is_participle(low: str) -> bool:
    """Tell whether a word is a present participle by its ending."""
    return low.endswith("ing") and low not in word_set("no_participle")


def cause_end(reading: Reading, first: int, last: int, *, clausal: bool) -> int:
    """Return where a cause behind its connective ends: at the next result, relative or new clause.

    `clausal`: the connective takes a whole clause ("because"), and no noun phrase alone ("due to").
    """
    relative = False
    relatives, auxiliaries = word_set("relatives"), word_set("auxiliaries")
    links = {
        m.first for m in reading.starting(Kinds.LINK, first + 1, last) if m.code in ("because", "against")
    }
    words = reading.places(word_sets("relatives", "auxiliaries"), first + 1, last)
    for at in sorted({*links, *words, *reading.places((",",), first + 1, last)}):
        low = reading.low(at)
        relative = relative or low in relatives
        if not clausal and not relative and low in auxiliaries:
            return at
        if at in links:
            return at
        if low == "," and _ends_cause(reading, at + 1, last, clausal=clausal):
            return at
    return last


def _ends_cause(reading: Reading, at: int, last: int, *, clausal: bool) -> bool:
    """Tell whether what follows a comma no longer belongs to the cause before it."""
    if reading.low(at) in word_set("cause_stops"):
        return True
    link = reading.starts(Kinds.LINK, at)
    if link is not None:
        participle = link.code in VERBS and is_participle(reading.low(at))
        if participle or link.code in ("result", "against"):
            return True
    return _new_clause(reading, at, last, clausal=clausal)


def _new_clause(reading: Reading, first: int, last: int, *, clausal: bool) -> bool:
    """Tell whether a new statement begins: a subject with its own verb, and no further cause."""
    start = first + 1 if reading.low(first) in ("and", "or", "but") else first
    stop = next((i for i in range(start, last) if reading.low(i) in (",", "and", "or")), last)
    if not reading.is_finite(start, stop):
        return False
    if not clausal:
        return True
    verb = next((i for i in range(start, stop) if reading.is_finite(i, i + 1)), stop)
    return any(m.code in _OTHER_EFFECTS for m in reading.within(Kinds.INDICATOR, start, verb))


def effect_end(reading: Reading, first: int, last: int) -> int:
    """Return where an effect ends: at the next connective that opens something new."""
    for link in reading.starting(Kinds.LINK, first + 1, last):
        if link.code in ("because", "against", "result"):
            return link.first
        before, low = reading.low(link.first - 1), reading.low(link.first)
        if link.code in VERBS and before == "," and is_participle(low):
            return link.first - 1
    return last


def verb_effect_end(reading: Reading, first: int, last: int) -> int:
    """Return where the effect of a verb ends: at the next connective, or where a new clause begins."""
    end = effect_end(reading, first, last)
    for at in reading.places((",",), first + 1, end):
        follows = reading.low(at + 1)
        if follows not in word_set("effect_stops"):
            continue
        if follows != "and" or _new_clause(reading, at + 1, end, clausal=False):
            return at
    return end
