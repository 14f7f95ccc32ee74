"""Signs: the words that tell of a move, and which way one turns another."""

from __future__ import annotations

from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, once_a_run, word_set
from schemas.vocabulary import Direction

__all__ = [
    "BREAKS", "NEAR", "OBJECT_GAP", "REACH", "governs", "grows", "held_up", "keeps", "levelled", "relieves",
    "signs_of", "small_behind", "undergoes",
]  # fmt: skip

OBJECT_GAP = 5
NEAR = 4
_PASSIVES = frozenset({"put", "cut", "hit", "held", "kept", "set", "shut"})
BREAKS = frozenset({",", ";", ":", "."})
_LEVELS = {"high": Direction.UP, "low": Direction.DOWN, "higher": Direction.UP, "lower": Direction.DOWN}
REACH = 9
_SUBJECT_GAP = 2
_PASSIVE_GAP = 6
_STOPS = ("cuts", "halts", "stoppages", "suspensions", "shutdowns", "outages")
_WAYS = {way.value: way for way in Direction}


def signs_of(reading: Reading, first: int, last: int) -> list[tuple[Mark, Direction]]:
    """Return the marks that tell of a move, the longest at each place."""
    kept: list[tuple[Mark, Direction]] = []
    taken = first
    for mark in _signs(reading, 0, len(reading.words)):
        if taken <= mark.first and mark.last <= last and not _is_of_cause(reading, mark, first, last):
            kept.append((mark, _WAYS[mark.code]))
            taken = mark.last
    return kept


@once_a_run
def _signs(reading: Reading, first: int, last: int) -> list[Mark]:
    """Return what may tell of a move, in order, the longest first at each place."""
    links = [m for m in reading.within(Kinds.LINK, first, last) if m.code in ("up", "down")]
    found = [*reading.within(Kinds.ACT, first, last), *reading.within(Kinds.MOVE, first, last), *links]
    return sorted(found, key=lambda m: (m.first, -m.last, m.kind))


def _is_of_cause(reading: Reading, mark: Mark, first: int, last: int) -> bool:
    """Tell whether a word is one of several that name a cause."""
    cause = reading.at(Kinds.CATEGORY, mark.first)
    if cause is None or cause.size <= mark.size:
        return False
    return first <= cause.first and mark.last <= cause.last <= last


def governs(reading: Reading, verb: Mark, noun: Mark) -> bool:
    """Tell whether a verb that moves something has the second mark, a noun of movement, as its object."""
    if noun.first - verb.last > OBJECT_GAP or reading.at(Kinds.MOVE_NOUN, noun.first) is None:
        return False
    if any(reading.low(i) in BREAKS for i in range(verb.last, noun.first)):
        return False
    link = reading.at(Kinds.LINK, verb.first)
    return link is not None and link.code in ("up", "down") and verb.first == link.first


def undergoes(reading: Reading, noun: Mark, verb: Mark) -> bool:
    """Tell whether a noun of movement is the subject of a verb in the passive."""
    link = reading.at(Kinds.LINK, verb.first)
    if link is None or link.code not in ("up", "down") or reading.at(Kinds.MOVE_NOUN, noun.last - 1) is None:
        return False
    between = range(noun.last, verb.first)
    return bool(between) and all(
        reading.at(Kinds.MODAL, i) or reading.at(Kinds.ADVERB, i) or reading.low(i).endswith("ly")
        for i in between
    )


def grows(reading: Reading, noun: Mark, verb: Mark) -> bool:
    """Tell whether a noun of movement is the subject of a verb of movement."""
    named = reading.at(Kinds.MOVE_NOUN, noun.last - 1) is not None or reading.low(noun.last - 1).endswith(
        _STOPS
    )
    if (
        not named
        or verb.code == "flat"
        or verb.first - noun.last > (_PASSIVE_GAP if _is_passive(reading, verb) else _SUBJECT_GAP)
        or _broken(reading, noun, verb)
    ):
        return False
    low = reading.low(verb.first)
    passive = low in _PASSIVES and _is_passive(reading, verb)
    return passive or low.endswith(("ed", "ened", "ew")) or low in ("rose", "fell", "grew")


def held_up(reading: Reading, mark: Mark, first: int) -> Direction | None:
    """Read "the price was held up by …": held high, where a delivery that is held up is late."""
    near = reading.within(Kinds.INDICATOR, max(first, mark.first - NEAR), mark.first)
    return Direction.UP if any(m.code in ("price", "demand", "profit") for m in near) else None


def _is_passive(reading: Reading, verb: Mark) -> bool:
    return reading.low(verb.first - 1) in word_set("passive_be")


def keeps(reading: Reading, verb: Mark, move: Mark) -> bool:
    """Tell whether "maintain" or the like has a move as its object."""
    near = move.first - verb.last <= OBJECT_GAP and move.code != "flat"
    return (
        near and reading.low(verb.first).startswith(("maint", "sustain")) and not _broken(reading, verb, move)
    )


def _broken(reading: Reading, first: Mark, second: Mark) -> bool:
    return any(reading.low(i) in BREAKS for i in range(first.last, second.first))


def relieves(reading: Reading, verb: Mark, last: int) -> bool:
    """Tell whether a verb that lowers has a burden as its object: "cushion the effect of falling demand"."""
    link = reading.at(Kinds.LINK, verb.first)
    if link is None or link.code != "down":
        return False
    return bool(reading.places(word_set("burdens"), verb.last, min(last, verb.last + 4)))


def small_behind(reading: Reading, mark: Mark, end: int, last: int) -> int | None:
    """Return where a fall or rise is called small, or None: what made it so pushes the other way."""
    if Kinds.SMALL not in reading.marks:
        return None
    if reading.at(Kinds.MOVE_NOUN, mark.first) is None and mark.code != "down":
        return None
    if reading.at(Kinds.SMALL, mark.first) is not None:
        return None
    predicate = False
    for place in range(end, min(last, end + REACH)):
        if reading.low(place) in BREAKS:
            return None
        predicate = predicate or reading.at(Kinds.MODAL, place) is not None
        if place > end + NEAR and not predicate:
            return None
        small = reading.at(Kinds.SMALL, place)
        if small is not None and small.first == place:
            return None if reading.low(place - 1) in ("a", "the", "an") else place
    return None


def levelled(reading: Reading, mark: Mark, first: int, last: int) -> Direction | None:
    """Read "held steady at a low level": low and high outweigh steady."""
    for place in range(mark.last, min(last, mark.last + NEAR + 1)):
        if reading.low(place) in BREAKS:
            return None
        if reading.low(place) in _LEVELS:
            return _LEVELS[reading.low(place)]
    before = reading.low(mark.first - 1) if mark.first > first else ""
    return _LEVELS.get(before)
