"""Overlapping spans over a text, as the flat runs between their edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

__all__ = ["cover"]

_T = TypeVar("_T")


def cover(spans: Iterable[tuple[int, int, _T]], cuts: list[int]) -> Iterator[tuple[int, int, tuple[_T, ...]]]:
    """Yield each run between two cuts with what covers it, in the order given."""
    starting: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    items = list(spans)
    for n, (start, end, _) in enumerate(items):
        if start < end:
            starting[start].append(n)
            ending[end].append(n)
    active: set[int] = set()
    for start, end in pairwise(cuts):
        active.difference_update(ending.get(start, ()))
        active.update(starting.get(start, ()))
        yield start, end, tuple(items[n][2] for n in sorted(active))
