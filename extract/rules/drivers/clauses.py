"""Clauses and constituents in words: where a clause begins, what a verb's subject is, how a list splits."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.reading import Kinds, Reading, Run, word_set, word_sets
from extract.rules.drivers.regions import skip_openers
from extract.rules.regions import place_lists

__all__ = ["clause_start", "has_verb", "items_of", "subject_of"]

_BETWEEN_PARTS = frozenset({"to", ",", "and", "not", "both", "all", "also"})
_SEPARATORS = frozenset({",", "and", "or", ";", "plus", "while", "but", "(", ")", "nor"})
_LISTING = frozenset({",", "and", "or"})
_PARENTHESIS = 6
_PAIR = 2
_NEAR = 4


def clause_start(reading: Reading, first: int, place: int) -> int:
    """Return where the clause begins in which a verb at `place` stands, not before `first`."""
    subordinate, conjunctions = word_set("subordinate"), word_set("conjunctions")
    for at in reversed(reading.places(word_sets("subordinate", "conjunctions"), first + 1, place)):
        low = reading.low(at)
        if low in subordinate and reading.low(at - 1) == "," and at + 1 < place:
            return at + 1
        if low not in conjunctions or at + 1 >= place:
            continue
        left = at - 1 if reading.low(at - 1) == "," else at
        if has_verb(reading, first, left) and not _only_adverbs(reading, at + 1, place):
            return at + 1
    return first


def has_verb(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run may hold a finite verb, a past tense among them."""
    return reading.is_finite(first, last) or any(
        reading.low(i).endswith("ed") and reading.low(i - 1) not in word_set("before_participle")
        for i in range(first + 1, last)
    )


def _only_adverbs(reading: Reading, first: int, last: int) -> bool:
    return all(reading.at(Kinds.ADVERB, i) or reading.at(Kinds.MODAL, i) for i in range(first, last))


def subject_of(reading: Reading, first: int, verb: int) -> Run:
    """Return the subject of a verb, without auxiliaries, from `first` on; empty where there is none."""
    end = _before_auxiliaries(reading, first, verb)
    start = clause_start(reading, first, end)
    spoken = [i for i in range(start, end) if reading.low(i) in word_set("speaking")]
    if spoken:
        # "We expect the holiday to …": the subject stands behind.
        start = spoken[-1] + (2 if reading.low(spoken[-1] + 1) == "that" else 1)
    start = skip_openers(reading, start, end)
    comma = reading.find(",", start + 1, end)
    pointer = reading.low(end - 1) in word_set("pointers")
    if comma is not None and not pointer and _is_aside(reading, comma + 1, end):
        end = comma
    return start, end


def _before_auxiliaries(reading: Reading, first: int, verb: int) -> int:
    end = verb
    while end > first:
        low = reading.low(end - 1)
        helping = reading.at(Kinds.MODAL, end - 1) or reading.at(Kinds.ADVERB, end - 1) or low.endswith("ly")
        if helping or low in word_set("expecting") or low in _BETWEEN_PARTS:
            end -= 1
            continue
        comma = _parenthesis(reading, first, end)
        if comma is None or end == verb or reading.low(end) != ",":
            break
        end = comma
    return end


def _parenthesis(reading: Reading, first: int, end: int) -> int | None:
    """Return where ", the house forecasts," begins that ends at `end`, or None."""
    for at in range(end - 1, max(first, end - _PARENTHESIS), -1):
        if reading.low(at) == ",":
            return at if reading.is_finite(at + 1, end) else None
    return None


def _is_aside(reading: Reading, first: int, last: int) -> bool:
    """Tell whether what stands between a subject and its verb is a clause of its own."""
    link = reading.starts(Kinds.LINK, first)
    opens = link is not None and link.code in ("because", "weak", "against")
    relative = reading.low(first) in ("which", "who", "where", "whose")
    return opens or relative or reading.find("having", first, last) is not None


def items_of(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the items of a list: cut at commas, "and", "or", "as well as", "coupled with" and the like."""
    left = first
    ends = {at: at + 1 for at in reading.places(_SEPARATORS, first, last)}
    ends |= {mark.first: mark.last for mark in reading.starting(Kinds.ADDITIVE, first, last)}
    for at in sorted(ends):
        if at < left or (ends[at] == at + 1 and _is_within(reading, left, at)):
            continue
        if left < at:
            yield left, at
        left = ends[at]
    if left < last:
        yield left, last


def _is_within(reading: Reading, left: int, at: int) -> bool:
    """Tell whether a word that may separate two items stands within one."""
    low = reading.low(at)
    if low in _LISTING and _is_among_places(reading, at):
        return True  # "smelters in Gansu, Henan and Hunan"
    if low == "and":
        return "between" in reading.lows(max(left, at - _NEAR), at)  # "between A and B" is one
    return low == "but" and reading.low(at - 1) == "all"  # "all but four smelters"


def _is_among_places(reading: Reading, at: int) -> bool:
    """Tell whether a comma or an "and" stands in a list of places; ", and" may part two clauses."""
    low = reading.low(at)
    begin, place = reading.offsets(0, 1)[0], reading.offsets(at, at + 1)[0]
    two_marks = (low == "," and reading.low(at + 1) in _LISTING) or (
        low != "," and reading.low(at - 1) == ","
    )
    return any(
        listed[0].start < place - begin < listed[-1].end and (len(listed) > _PAIR or not two_marks)
        for listed in place_lists(reading.text(0, len(reading.words)))
    )
