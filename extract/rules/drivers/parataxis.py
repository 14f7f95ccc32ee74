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
        if not any(_says_enough(link, cause, effect) for link in links):
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


def _says_enough(link: Link, cause: Run, effect: Run) -> bool:
    """Tell whether a stated link already ties one of two clauses to an output."""
    if link.effect is None or _overlap(link.cause, effect):
        return _overlap(link.cause, cause) or _overlap(link.cause, effect)
    if _overlap(link.effect, effect):
        # "With A, B and output fell": the cause in front speaks of both clauses.
        return link.behind or not _overlap(link.effect, cause)
    return _overlap(link.cause, cause) and names_output(link.reading, *link.effect)


def _overlap(a: Run, b: Run) -> bool:
    return a[0] < b[1] and b[0] < a[1]
