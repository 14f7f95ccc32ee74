"""Pointing: which words a figure, a move or a cause is told of, by pointers to their first and last piece.

A pointer network over the pieces of the section (Vinyals and others, Pointer Networks, 2015; as for the spans
of BERT for questions, Devlin and others, 2019). Who points to the first piece of the section says that it is
told of nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from extract.rules.encoder.exact import Floats, products, softmax_of
from extract.rules.encoder.heads import LEAST, POINT

__all__ = ["Pointed", "Run"]

Run = tuple[int, int]
"""Offsets into the body, or places of pieces or rows: the first, and the one behind the last."""


class Pointed:
    """What a pointer says of runs of characters; points are hundredths of the log of a chance."""

    def __init__(self, asks: Floats, rows: Floats, rows_of: Callable[[Run], Run | None]) -> None:
        """Take what the first and the last piece are asked by, (2, width), and the rows of the pieces.

        `rows_of` gives the first row of a run, and the one behind its last, or None where it is not read.
        """
        weights, wholes = softmax_of(products(asks, rows), 1 / math.sqrt(rows.shape[1]))
        self._first, self._last = weights
        self._whole, self._rows_of = float(wholes[0, 0] * wholes[1, 0]), rows_of

    def nothing(self) -> int:
        """Return the points of nothing."""
        return self._points(self._weight((0, 1)))

    def of(self, runs: Iterable[Run]) -> int:
        """Return the points of something that stands in several places."""
        return self._points(sum(self._weight(rows) for rows in map(self._rows_of, runs) if rows is not None))

    def _weight(self, rows: Run) -> float:
        first, last = rows
        return float(self._first[first] * self._last[last - 1])

    def _points(self, weight: float) -> int:
        return max(LEAST, round(math.log(weight / self._whole) * POINT)) if weight else LEAST
