"""Results: "A, so output fell", "A; output therefore fell", "A, and output fell as a result"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.bounds import effect_end
from extract.rules.drivers.clauses import clause_start
from extract.rules.drivers.link import Link
from extract.rules.drivers.phrases import Mark, is_word
from extract.rules.drivers.reading import Reading, Run, word_set

__all__ = ["degree_links", "result_link"]

_WISH = 5
_DEGREE = 4
_RESULT = frozenset({",", ";", "and"})  # "ore came, so plants that buy it …": a result, and no degree


def result_link(reading: Reading, mark: Mark, at: int, last: int, before: Run | None) -> Link | None:
    """Return the link of a result in the clause from `at` to `last`; `before` is the clause before it."""
    stop = mark.first
    while stop > at and reading.low(stop - 1) in (",", "and"):
        stop -= 1
    if stop <= at:
        return None
    word = reading.text(mark.first, mark.last)
    if mark.size == 1 and stop == mark.first and not reading.is_finite(at, stop):
        # "A; stocks therefore rose": the cause is the part before.
        return Link(reading, before, reading, (at, last), word, clausal=True) if before else None
    if not any(is_word(low) for low in reading.words[mark.last : last]):
        return _at_the_end(reading, mark, (at, stop), before)
    if any(low in word_set("wishes") for low in reading.lows(mark.last, min(last, mark.last + _WISH))):
        if reading.lows(mark.first, mark.last) == ["so", "that"]:
            return None
    effect = (mark.last, effect_end(reading, mark.last, last))
    return Link(reading, (at, stop), reading, effect, word, clausal=True)


def _at_the_end(reading: Reading, mark: Mark, clause: Run, before: Run | None) -> Link | None:
    """Read "A, and output fell as a result": the effect is the last clause before it."""
    word = reading.text(mark.first, mark.last)
    start = clause_start(reading, clause[0], mark.first)
    if start <= clause[0]:
        return Link(reading, before, reading, clause, word, clausal=True) if before else None
    stop = start - 2 if reading.low(start - 2) == "," else start - 1
    if stop <= clause[0]:
        return None
    return Link(reading, (clause[0], stop), reading, (start, mark.first), word, clausal=True)


def degree_links(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Yield the links of a degree: "profits were so high that nobody stopped", "too dear to run at full"."""
    for at in reading.places(("so",), first + 1, last):
        if reading.low(at + 1) in ("that", ",", "far", "much") or reading.low(at - 1) in _RESULT:
            continue
        that = reading.find("that", at + 2, min(last, at + 2 + _DEGREE))
        if that is not None and that + 1 < last and reading.find(",", at, that) is None:
            effect = (that + 1, effect_end(reading, that + 1, last))
            yield Link(reading, (first, that), reading, effect, "so that", clausal=True)
