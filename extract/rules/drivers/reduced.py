"""Reduced clauses: a subject's own participle, adjective or relative that tells why it acted.

"Mills, unwilling to pay more, cut runs", "Short of scrap, smelters slowed", "output fell, the mills having
trimmed their runs", "Plants, which had few orders, ran at half load".
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.bounds import effect_end
from extract.rules.drivers.causes import cause_in
from extract.rules.drivers.link import Link
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import skip_openers

__all__ = ["reduced_links"]

_ABSOLUTE = 9
_RELATIVES = frozenset({"which", "who", "whose"})


def reduced_links(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Yield the links that a reduced clause between `first` and `last` makes with its main clause."""
    yield from _absolute(reading, first, last)
    begin = skip_openers(reading, first, last)
    for at in (begin, *(comma + 1 for comma in reading.places((",",), begin, last - 1))):
        low = reading.low(at)
        if at + 1 >= last:
            continue
        relative = low in _RELATIVES and at > begin
        if not relative and low not in word_set("reduced"):
            continue
        follows = reading.low(at + 1)
        if (low == "short" and follows != "of") or (low == "seeing" and follows == "that"):
            continue
        end = reading.find(",", at, last) or last
        effect = _main(reading, (begin, at - 1), (end, last), fronted=at == begin)
        if effect is None or cause_in(reading, at + relative, end) is None:
            continue
        behind = effect[0] < at
        if relative and behind:
            continue  # ", which …" at the end tells a result more often than a cause
        yield Link(
            reading, (at + relative, end), reading, effect, reading.text(at, at + 1),
            weak=True, behind=behind, clausal=True, agreeing=relative,
        )  # fmt: skip


def _main(reading: Reading, before: Run, behind: Run, *, fronted: bool) -> Run | None:
    """Return the main clause of a reduced one: behind it where the verb stands there, else before it."""
    if not fronted and before[0] < before[1] and reading.is_finite(*before):
        return before
    start = behind[0] + 1
    if start >= behind[1] or not _speaks(reading, start, behind[1]):
        return None
    return start, effect_end(reading, start, behind[1])


def _speaks(reading: Reading, first: int, last: int) -> bool:
    return reading.is_finite(first, last) or bool(reading.within(Kinds.ACT, first, last))


def _absolute(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Read "output fell, the mills having trimmed their runs": a subject with its own participle."""
    for at in reading.places(("having", "being"), first + 1, last):
        if reading.within(Kinds.REASON, at, last):
            continue
        commas = [i for i in range(max(first, at - _ABSOLUTE) + 1, at) if reading.low(i) == ","]
        comma = commas[-1] if commas else first - 1
        if (
            comma + 1 >= at
            or reading.is_finite(comma + 1, at)
            or (not commas and at - first > _ABSOLUTE // 2)
        ):
            continue
        end = reading.find(",", at, last) or last
        effect = (first, comma) if comma > first and reading.is_finite(first, comma) else (end, last)
        if effect[0] < effect[1] and cause_in(reading, comma + 1, end) is not None:
            behind = effect[0] < comma
            word = reading.text(at, at + 1)
            yield Link(reading, (comma + 1, end), reading, effect, word, weak=True, behind=behind)
