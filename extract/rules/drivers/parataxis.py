"""Side by side: a clause that names a cause, joined by "and" to one that tells how output moved.

"Ore was short, and output fell": the two belong together only where the cause pushes the way of the output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.rules.drivers.clauses import clause_start
from extract.rules.drivers.effects import names_output
from extract.rules.drivers.link import Link
from extract.rules.drivers.reading import Reading, Run

__all__ = ["side_by_side"]

_JOINTS = frozenset({",", "and", "or", "so", "but"})


def side_by_side(reading: Reading, parts: Sequence[Run], links: Sequence[Link]) -> Iterator[Link]:
    """Yield the pairs of neighbouring clauses, cause before effect, that no stated link takes up."""
    clauses = [clause for part in parts for clause in _clauses(reading, *part)]
    for cause, effect in pairwise(clauses):
        if "and" not in reading.lows(cause[1], effect[0]):
            continue
        if names_output(reading, *cause) or not names_output(reading, *effect):
            continue
        if not any(_touches(run, link) for run in (cause, effect) for link in links):
            yield Link(reading, cause, reading, effect, "and", clausal=True, weak=True, agreeing=True)


def _clauses(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the coordinated clauses of a run, each with a verb of its own."""
    found: list[Run] = []
    end = last
    while end > first:
        start = clause_start(reading, first, end)
        found.append((start, end))
        end = start
        while end > first and reading.low(end - 1) in _JOINTS:
            end -= 1
        if start == first:
            break
    yield from reversed(found)


def _touches(run: Run, link: Link) -> bool:
    """Tell whether a stated link takes part of a clause: then its words say enough."""
    sides = [link.cause] if link.effect is None else [link.cause, link.effect]
    return any(a < run[1] and run[0] < b for a, b in sides)
