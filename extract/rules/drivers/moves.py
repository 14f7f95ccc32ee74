"""Which way some words say that something moved: signs of verbs, of their objects and of denials."""

from __future__ import annotations

from extract.record import record
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, once_a_run, word_set
from schemas.vocabulary import Direction

__all__ = ["Move", "moves_in", "opposite", "way_of"]

_OBJECT_GAP = 5
_NEAR = 4
_PASSIVES = frozenset({"put", "cut", "hit", "held", "kept", "set", "shut"})
_BREAKS = frozenset({",", ";", ":", "."})
_LEVELS = {"high": Direction.UP, "low": Direction.DOWN, "higher": Direction.UP, "lower": Direction.DOWN}
_REACH = 9
_SUBJECT_GAP = 2
_OF_LAST_YEAR = frozenset({"on", "o", "earlier", "ago", "last", "before"})
_PASSIVE_GAP = 6
_STOPS = ("cuts", "halts", "stoppages", "suspensions", "shutdowns", "outages")
_WAYS = {way.value: way for way in Direction}
_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.FLAT: Direction.FLAT}


@record(frozen=True, slots=True)
class Move:
    """A move that some words tell of, and where they stand (word numbers)."""

    first: int
    last: int
    way: Direction


def opposite(way: Direction) -> Direction:
    """Return the other way; flat stays flat."""
    return _OPPOSITE[way]


def way_of(reading: Reading, first: int, last: int, *, nearest_last: bool) -> Direction | None:
    """Return the move nearest to the connective: the last of an effect before it, else the first."""
    if _is_held_back(reading, first, last):
        return Direction.DOWN
    moves = moves_in(reading, first, last)
    if not moves:
        return Direction.DOWN if _is_only(reading, first, last) else None
    if len(moves) > 1:
        # What moved against the year before is the aside of a monthly report.
        monthly = [move for move, after in zip(moves, [*moves[1:], None], strict=True)
                   if not _is_yearly(reading, move.last, after.first if after else last)]  # fmt: skip
        moves = monthly or moves
    return (moves[-1] if nearest_last else moves[0]).way


def _is_held_back(reading: Reading, first: int, last: int) -> bool:
    """Read "held the growth back", "kept runs down": the verb and its particle stand apart."""
    if reading.find("back", first, last) is None:
        return False
    for at in reading.places(word_set("particle_verbs"), first, last):
        near = range(at + 2, min(last, at + 2 + _OBJECT_GAP))
        stop = next((i for i in near if reading.low(i) in _BREAKS), last)
        if any(reading.low(i) == "back" and i < stop and reading.low(i + 1) != "to" for i in near):
            return True
    return False


def _is_only(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a level is called low by its adverb alone: "ran at just 45%"."""
    only = reading.places(word_set("only"), first, last - 1)
    return bool(only) and any(reading.low(at + 1)[:1].isdigit() for at in only)


def _is_yearly(reading: Reading, first: int, last: int) -> bool:
    lows = reading.lows(first, last)
    if "yoy" in lows:
        return "mom" not in lows
    year = "year" in lows or "y" in lows
    return year and not _OF_LAST_YEAR.isdisjoint(lows) and "month" not in lows


@once_a_run
def moves_in(reading: Reading, first: int, last: int) -> list[Move]:
    """Return the moves that a run of words tells of, in order."""
    signed = _signed(reading, first, last)
    moves: list[Move] = []
    at = 0
    while at < len(signed):
        mark, way = signed[at]
        end = mark.last
        if moves and mark.first - moves[-1].last <= _REACH and reading.low(mark.first).startswith("exceed"):
            at += 1  # "the cuts exceeded what was forecast": no move of its own
            continue
        if at + 1 < len(signed) and _governs(reading, mark, signed[at + 1][0]):
            # "slowed the decline", "add to the growth": the signs of verb and object multiply.
            way = _product(way, signed[at + 1][1])
            end = signed[at + 1][0].last
            at += 1
        elif at + 1 < len(signed) and _undergoes(reading, mark, signed[at + 1][0]):
            # "The decline was limited by …": the same, in the passive.
            way = _product(signed[at + 1][1], way)
            end = signed[at + 1][0].last
            at += 1
        elif at + 1 < len(signed) and _grows(reading, mark, signed[at + 1][0]):
            # "Production cuts increased", "the decline widened": more of what the noun says.
            way = _product(signed[at + 1][1], way)
            end = signed[at + 1][0].last
            at += 1
        elif way is Direction.FLAT and at + 1 < len(signed) and _keeps(reading, mark, signed[at + 1][0]):
            # "maintain the upward trend"
            way = signed[at + 1][1]
            end = signed[at + 1][0].last
            at += 1
        elif _relieves(reading, mark, last):
            way = opposite(way)
        elif (small := _small_behind(reading, mark, end, last)) is not None:
            way = opposite(way)
            while at + 1 < len(signed) and signed[at + 1][0].first <= small:
                at += 1
        if reading.low(mark.last - 1) == "up" and reading.low(mark.first).startswith("h"):
            way = _held_up(reading, mark, first) or way
        if way is Direction.FLAT:
            way = _level(reading, mark, first, last) or way
        moves.append(Move(mark.first, end, _turned(reading, mark.first, end, first, last, way)))
        at += 1
    return moves


def _signed(reading: Reading, first: int, last: int) -> list[tuple[Mark, Direction]]:
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


def _governs(reading: Reading, verb: Mark, noun: Mark) -> bool:
    """Tell whether a verb that moves something has the second mark, a noun of movement, as its object."""
    if noun.first - verb.last > _OBJECT_GAP or reading.at(Kinds.MOVE_NOUN, noun.first) is None:
        return False
    if any(reading.low(i) in _BREAKS for i in range(verb.last, noun.first)):
        return False
    link = reading.at(Kinds.LINK, verb.first)
    return link is not None and link.code in ("up", "down") and verb.first == link.first


def _undergoes(reading: Reading, noun: Mark, verb: Mark) -> bool:
    """Tell whether a noun of movement is the subject of a verb in the passive."""
    link = reading.at(Kinds.LINK, verb.first)
    if link is None or link.code not in ("up", "down") or reading.at(Kinds.MOVE_NOUN, noun.last - 1) is None:
        return False
    between = range(noun.last, verb.first)
    return bool(between) and all(
        reading.at(Kinds.MODAL, i) or reading.at(Kinds.ADVERB, i) or reading.low(i).endswith("ly")
        for i in between
    )


def _grows(reading: Reading, noun: Mark, verb: Mark) -> bool:
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


def _held_up(reading: Reading, mark: Mark, first: int) -> Direction | None:
    """Read "the price was held up by …": held high, where a delivery that is held up is late."""
    near = reading.within(Kinds.INDICATOR, max(first, mark.first - _NEAR), mark.first)
    return Direction.UP if any(m.code in ("price", "demand", "profit") for m in near) else None


def _is_passive(reading: Reading, verb: Mark) -> bool:
    return reading.low(verb.first - 1) in word_set("passive_be")


def _keeps(reading: Reading, verb: Mark, move: Mark) -> bool:
    """Tell whether "maintain" or the like has a move as its object."""
    near = move.first - verb.last <= _OBJECT_GAP and move.code != "flat"
    return (
        near and reading.low(verb.first).startswith(("maint", "sustain")) and not _broken(reading, verb, move)
    )


def _broken(reading: Reading, first: Mark, second: Mark) -> bool:
    return any(reading.low(i) in _BREAKS for i in range(first.last, second.first))


def _relieves(reading: Reading, verb: Mark, last: int) -> bool:
    """Tell whether a verb that lowers has a burden as its object: "cushion the effect of falling demand"."""
    link = reading.at(Kinds.LINK, verb.first)
    if link is None or link.code != "down":
        return False
    return any(reading.low(i) in word_set("burdens") for i in range(verb.last, min(last, verb.last + 4)))


def _product(verb: Direction, noun: Direction) -> Direction:
    return noun if verb is Direction.UP else opposite(noun)


def _small_behind(reading: Reading, mark: Mark, end: int, last: int) -> int | None:
    """Return where a fall or rise is called small, or None: what made it so pushes the other way."""
    if Kinds.SMALL not in reading.marks:
        return None
    if reading.at(Kinds.MOVE_NOUN, mark.first) is None and mark.code != "down":
        return None
    if reading.at(Kinds.SMALL, mark.first) is not None:
        return None
    predicate = False
    for place in range(end, min(last, end + _REACH)):
        if reading.low(place) in _BREAKS:
            return None
        predicate = predicate or reading.at(Kinds.MODAL, place) is not None
        if place > end + _NEAR and not predicate:
            return None
        small = reading.at(Kinds.SMALL, place)
        if small is not None and small.first == place:
            return None if reading.low(place - 1) in ("a", "the", "an") else place
    return None


def _level(reading: Reading, mark: Mark, first: int, last: int) -> Direction | None:
    """Read "held steady at a low level": low and high outweigh steady."""
    for place in range(mark.last, min(last, mark.last + _NEAR + 1)):
        if reading.low(place) in _BREAKS:
            return None
        if reading.low(place) in _LEVELS:
            return _LEVELS[reading.low(place)]
    before = reading.low(mark.first - 1) if mark.first > first else ""
    return _LEVELS.get(before)


def _kept_from(reading: Reading, start: int, first: int) -> bool:
    """Read "kept smelters from raising output"."""
    if reading.low(start - 1) != "from" or not reading.low(start).endswith("ing"):
        return False
    return bool(word_set("keeping").intersection(reading.lows(max(0, first - 1, start - _REACH), start)))


def _kept_from_being(reading: Reading, start: int, end: int, first: int) -> bool:
    """Read "kept the fall from being steeper"."""
    turn = reading.find("from", end, end + _NEAR)
    if turn is None or reading.low(turn + 1) not in ("being", "getting", "becoming"):
        return False
    return bool(word_set("keeping").intersection(reading.lows(max(0, first - 1, start - _REACH), start)))


def _turned(reading: Reading, start: int, end: int, first: int, last: int, way: Direction) -> Direction:
    """Turn a denied move: no rise is a fall, no fall is a standstill."""
    if _kept_from(reading, start, first) or _kept_from_being(reading, start, end, first):
        return opposite(way)
    turning = reading.covers.get(Kinds.TURNING, {})
    for place in sorted(turning):
        if not max(first, start - _REACH) <= place < min(last, end + _REACH) or start <= place < end:
            continue
        lasting = reading.low(place) in word_set("denying") or turning[place].size > 1
        if place < start - _NEAR and not lasting:
            continue
        between = range(place + 1, start) if place < start else range(end, place)
        if any(reading.low(i) in _BREAKS or reading.low(i) in ("and", "but") for i in between):
            continue
        if place >= end and not lasting:
            continue
        return Direction.DOWN if way is Direction.UP else Direction.FLAT
    return way
