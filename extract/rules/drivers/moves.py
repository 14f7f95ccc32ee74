"""Which way some words say that something moved: signs of verbs, of their objects and of denials."""

from __future__ import annotations

from collections.abc import Mapping

from extract.record import record
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, once_a_run, word_set
from extract.rules.drivers.signs import (
    BREAKS,
    NEAR,
    OBJECT_GAP,
    REACH,
    governs,
    grows,
    held_up,
    keeps,
    levelled,
    relieves,
    signs_of,
    small_behind,
    undergoes,
)
from extract.rules.role import OPPOSITE
from schemas.vocabulary import Direction

__all__ = ["Move", "moves_in", "opposite", "way_of"]

_OF_LAST_YEAR = frozenset({"on", "o", "earlier", "ago", "last", "before"})
_YEARLY = ("yoy", "year", "y")
_NONE: Mapping[int, Mark] = {}


@record(frozen=True, slots=True)
class Move:
    """A move that some words tell of, and where they stand (word numbers)."""

    first: int
    last: int
    way: Direction


def opposite(way: Direction) -> Direction:
    """Return the other way; flat stays flat."""
    return OPPOSITE.get(way, way)


def way_of(reading: Reading, first: int, last: int, *, nearest_last: bool) -> Direction | None:
    """Return the move nearest to the connective: the last of an effect before it, else the first."""
    if _is_held_back(reading, first, last):
        return Direction.DOWN
    moves = moves_in(reading, first, last)
    if not moves:
        return Direction.DOWN if _is_only(reading, first, last) else None
    if len(moves) > 1 and reading.places(_YEARLY, first, last):
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
        near = range(at + 2, min(last, at + 2 + OBJECT_GAP))
        stop = next((i for i in near if reading.low(i) in BREAKS), last)
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
    signed = signs_of(reading, first, last)
    moves: list[Move] = []
    at = 0
    while at < len(signed):
        mark, way = signed[at]
        end = mark.last
        if moves and mark.first - moves[-1].last <= REACH and reading.low(mark.first).startswith("exceed"):
            at += 1  # "the cuts exceeded what was forecast": no move of its own
            continue
        if at + 1 < len(signed) and governs(reading, mark, signed[at + 1][0]):
            # "slowed the decline", "add to the growth": the signs of verb and object multiply.
            way = _product(way, signed[at + 1][1])
            end = signed[at + 1][0].last
            at += 1
        elif at + 1 < len(signed) and undergoes(reading, mark, signed[at + 1][0]):
            # "The decline was limited by …": the same, in the passive.
            way = _product(signed[at + 1][1], way)
            end = signed[at + 1][0].last
            at += 1
        elif at + 1 < len(signed) and grows(reading, mark, signed[at + 1][0]):
            # "Production cuts increased", "the decline widened": more of what the noun says.
            way = _product(signed[at + 1][1], way)
            end = signed[at + 1][0].last
            at += 1
        elif way is Direction.FLAT and at + 1 < len(signed) and keeps(reading, mark, signed[at + 1][0]):
            # "maintain the upward trend"
            way = signed[at + 1][1]
            end = signed[at + 1][0].last
            at += 1
        elif relieves(reading, mark, last):
            way = opposite(way)
        elif (small := small_behind(reading, mark, end, last)) is not None:
            way = opposite(way)
            while at + 1 < len(signed) and signed[at + 1][0].first <= small:
                at += 1
        if reading.low(mark.last - 1) == "up" and reading.low(mark.first).startswith("h"):
            way = held_up(reading, mark, first) or way
        if way is Direction.FLAT:
            way = levelled(reading, mark, first, last) or way
        moves.append(Move(mark.first, end, _turned(reading, mark.first, end, first, last, way)))
        at += 1
    return moves


def _product(verb: Direction, noun: Direction) -> Direction:
    return noun if verb is Direction.UP else opposite(noun)


def _kept_from(reading: Reading, start: int, first: int) -> bool:
    """Read "kept smelters from raising output"."""
    if reading.low(start - 1) != "from" or not reading.low(start).endswith("ing"):
        return False
    return bool(word_set("keeping").intersection(reading.lows(max(0, first - 1, start - REACH), start)))


def _kept_from_being(reading: Reading, start: int, end: int, first: int) -> bool:
    """Read "kept the fall from being steeper"."""
    turn = reading.find("from", end, end + NEAR)
    if turn is None or reading.low(turn + 1) not in ("being", "getting", "becoming"):
        return False
    return bool(word_set("keeping").intersection(reading.lows(max(0, first - 1, start - REACH), start)))


def _turned(reading: Reading, start: int, end: int, first: int, last: int, way: Direction) -> Direction:
    """Turn a denied move: no rise is a fall, no fall is a standstill."""
    if _kept_from(reading, start, first) or _kept_from_being(reading, start, end, first):
        return opposite(way)
    turning = reading.covers.get(Kinds.TURNING, _NONE)
    for place in turning:  # they stand in order
        if not max(first, start - REACH) <= place < min(last, end + REACH) or start <= place < end:
            continue
        lasting = reading.low(place) in word_set("denying") or turning[place].size > 1
        if place < start - NEAR and not lasting:
            continue
        between = range(place + 1, start) if place < start else range(end, place)
        if any(reading.low(i) in BREAKS or reading.low(i) in ("and", "but") for i in between):
            continue
        if place >= end and not lasting:
            continue
        return Direction.DOWN if way is Direction.UP else Direction.FLAT
    return way
