"""Side by side: a clause that names a cause, joined by "and" to one that tells how output moved.

"Ore was short, and output fell": the two belong together only where the cause pushes the way of the output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.rules.drivers.bounds import is_participle
from extract.rules.drivers.causes import is_agent
from extract.rules.drivers.clauses import clause_start
from extract.rules.drivers.effects import names_output
from extract.rules.drivers.link import Link
from extract.rules.drivers.reading import Kinds, Reading, Run

__all__ = ["side_by_side"]

_JOINTS = frozenset({",", "and", "or", "so", "but"})
_JOINED = frozenset({"and", ";"})
_NO_CLAUSE = frozenset({"which", "who", "whose", "where", "and", "or", "but", "so", "then", "with"})


def side_by_side(reading: Reading, parts: Sequence[Run], links: Sequence[Link]) -> Iterator[Link]:
    """Yield the neighbouring clauses, causes before their effect, that no stated link takes up."""
    if not reading.places(("and", ";"), 0, len(reading.words)):
        return
    clauses = [clause for part in parts for clause in _clauses(reading, *part)]
    for number, effect in enumerate(clauses):
        if not number or not _JOINED.intersection(reading.lows(clauses[number - 1][1], effect[0])):
            continue
        if not _acts(reading, *effect):
            yield from _told_behind(reading, clauses[number - 1], effect, links)
            continue
        for back in range(number - 1, -1, -1):
            cause = clauses[back]
            joined = back == number - 1 or reading.lows(cause[1], clauses[back + 1][0]) == [","]
            if not joined or _acts(reading, *cause):
                break
            if not any(_says_enough(link, cause, effect) for link in links):
                yield Link(reading, cause, reading, effect, "and", clausal=True, weak=True, agreeing=True)


def _told_behind(reading: Reading, effect: Run, cause: Run, links: Sequence[Link]) -> Iterator[Link]:
    """Yield "output slipped; ore was short": behind a semicolon the cause may follow its effect."""
    if ";" not in reading.lows(effect[1], cause[0]) or not _acts(reading, *effect):
        return
    if not any(_overlap(link.cause, cause) for link in links if link.reading is reading):
        yield Link(reading, cause, reading, effect, ";", clausal=True, weak=True, agreeing=True, behind=True)


def _acts(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a clause names the section's output, or tells what the producers did to it."""
    if names_output(reading, first, last):
        return True
    acts = reading.within(Kinds.ACT, first, last)
    return bool(acts) and is_agent(reading, first, min(acts[0].first, last))


def _clauses(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Yield the coordinated clauses of a run, each with a verb of its own; commas alone may join them."""
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
    for start, end in reversed(found):
        yield from _asyndetic(reading, start, end)


def _asyndetic(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Cut "ore was short, power was dear" at its comma."""
    left = first
    for at in reading.places((",",), first + 1, last):
        if not reading.is_finite(left, at):
            continue
        opens = reading.starts(Kinds.LINK, at + 1) or reading.starts(Kinds.ADDITIVE, at + 1)
        if opens or reading.low(at + 1) in _NO_CLAUSE or is_participle(reading.low(at + 1)):
            continue
        end = reading.find(",", at + 1, last) or last
        if reading.is_finite(at + 2, end):
            yield left, at
            left = at + 1
    yield left, last


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
