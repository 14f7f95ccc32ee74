"""A section as the encoder reads it: what it says of any run of its characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np

from extract.document import Annotated
from extract.rules.encoder.exact import Floats, on_grid
from extract.rules.encoder.heads import CASE, FIELDS, FIGURE, MOVE, OfCase, Points
from extract.rules.encoder.pieces import BEGIN, END, MASK, Pieces, pieces_of
from extract.rules.encoder.pointing import Pointed, Run
from extract.rules.encoder.weights import encoder, heads

__all__ = ["BEFORE", "BEHIND", "Encoded", "encoded", "headed", "headed_by", "windows"]

BEFORE, BEHIND = 12, 8
"""How many pieces before a figure and behind it are taken in as a whole."""
_OF_HEADING = 16
_MONTHS = "January February March April May June July August September October November December".split()
_MARGIN = 96
"""How many pieces of a window at the most stand in the one before as well, so that each has a context."""
_MOST = 4096
"""How many pieces of a section are read: beyond them the encoder says nothing, and costs nothing."""
_KEPT = 128
"""How many sections are kept as they were read, half a megabyte each: who asks again is answered at once."""


@lru_cache(maxsize=_KEPT)
def _of_text(heading: str, body: str) -> Encoded:
    return Encoded(heading, body)


def encoded(section: Annotated) -> Encoded:
    """Return a section as the encoder reads it."""
    return _of_text(headed_by(section), section.section.body)


def headed_by(section: Annotated) -> str:
    """Return what is read before the body of a section: the month of its report, and its heading."""
    year, month = section.month.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}. {section.section.heading}"


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """Pieces `first` to `last` of a body are asked for here; row `at` is that of the piece `first`."""

    first: int
    last: int
    at: int
    rows: Floats


class Encoded:
    """The rows of a section's pieces, and what heads make of runs of them.

    A run of characters that holds no piece, or that the encoder has no room for, has no opinion: None.
    """

    def __init__(self, heading: str, body: str, hidden: tuple[int, int] | None = None) -> None:
        """Read a section: its heading and its body, of which a run may be `hidden`."""
        self._pieces = pieces_of(body)
        if hidden is not None:
            for place in range(*(self._pieces_at(*hidden) or (0, 0))):
                self._pieces.ids[place] = MASK
        head = headed(heading)
        self._windows = [
            _read(head, self._pieces, *window)
            for window in windows(min(_MOST, len(self._pieces.ids)), encoder().room - len(head) - 1)
        ]
        self._cases: dict[tuple[int, int, int, int], OfCase | None] = {}
        self._units: dict[tuple[str, Run, Run | None], tuple[_Window, Floats] | None] = {}

    def of_figure(self, start: int, end: int) -> Mapping[str, Points] | None:
        """Return the points of each answer to each question about the figure at some offsets."""
        heard = self._heard(FIGURE, (start, end), None)
        return heads().of_figure(heard[1]) if heard is not None else None

    def of_move(self, start: int, end: int) -> Mapping[str, Points] | None:
        """Return the points of each answer to each question about the word of a move at some offsets."""
        heard = self._heard(MOVE, (start, end), None)
        return heads().of_move(heard[1]) if heard is not None else None

    def of_case(self, run: Run, part: Run) -> OfCase | None:
        """Return what is said of a run that may tell a cause, in its part of a sentence."""
        key = (*run, *part)
        if key not in self._cases:
            heard = self._heard(CASE, run, part)
            self._cases[key] = OfCase(heads(), heard[1]) if heard is not None else None
        return self._cases[key]

    def told_of(self, field: str, head: str, run: Run, part: Run | None = None) -> Pointed | None:
        """Return what is said to be what a figure, a move or a cause is told of, in one of `FIELDS`."""
        heard = self._heard(head, run, part)
        if heard is None:
            return None
        window, units = heard
        asks = heads().pointers(head, units)[FIELDS.index(field)]
        return Pointed(asks, window.rows, partial(self._rows_in, window))

    def _heard(self, head: str, run: Run, part: Run | None) -> tuple[_Window, Floats] | None:
        """Return the window of a run, and what the units of a head make of it, found once."""
        key = (head, run, part)
        if key not in self._units:
            found = self._asked(head, run, part)
            self._units[key] = (found[0], heads().units(head, found[1])) if found is not None else None
        return self._units[key]

    def _asked(self, head: str, run: Run, part: Run | None) -> tuple[_Window, Floats] | None:
        """Return the window of a run, and the row by which its head is asked."""
        found = self._at(*run)
        if found is None:
            return None
        window, first, last = found
        around: Run | None = None
        if head == FIGURE:
            around = first - BEFORE, last + BEHIND
        elif head == CASE:
            places = self._pieces_at(*part) if part is not None else None
            if places is None:
                return None
            around = places[0] - window.first + window.at, places[1] - window.first + window.at
        if around is not None:
            around = max(1, around[0]), min(len(window.rows), around[1])
        return window, _row(window, first, last, around)

    def _rows_in(self, window: _Window, run: Run) -> Run | None:
        """Return the first row of a run in a window, and the one behind its last, or None."""
        places = self._pieces_at(*run)
        if places is None:
            return None
        first, last = (place - window.first + window.at for place in places)
        return (first, last) if first >= 1 and last < len(window.rows) else None

    def _at(self, start: int, end: int) -> tuple[_Window, int, int] | None:
        """Return the window of a run of characters, and its first row and the one behind its last."""
        found = self._pieces_at(start, end)
        if found is None:
            return None
        first, last = found
        for window in self._windows:
            if window.first <= first < window.last:
                behind = window.at + min(last, first + len(window.rows)) - window.first
                return window, window.at + first - window.first, min(behind, len(window.rows) - 1)
        return None

    def _pieces_at(self, start: int, end: int) -> tuple[int, int] | None:
        first = bisect_right(self._pieces.ends, start)
        last = bisect_left(self._pieces.starts, end)
        return (first, last) if first < last else None


def headed(heading: str) -> list[int]:
    """Return the pieces that stand before those of a body."""
    return [BEGIN, *pieces_of(heading).ids[:_OF_HEADING], END]


def windows(pieces: int, room: int) -> list[tuple[int, int, int, int]]:
    """Return the windows in which so many pieces are read, `room` at once.

    Of each: the first piece that is read and the one behind the last; the first that is asked for there, and
    the one behind the last. Where windows overlap, a piece is asked for where it has more around it.
    """
    if pieces <= room:
        return [(0, pieces, 0, pieces)] if pieces else []
    margin = min(_MARGIN, room // 4)
    begins = [*range(0, pieces - room, room - margin), pieces - room]
    halves = [(before + room + begin) // 2 for before, begin in pairwise(begins)]
    edges = [0, *halves, pieces]
    return [
        (begin, begin + room, first, last)
        for begin, (first, last) in zip(begins, pairwise(edges), strict=True)
    ]


def _read(head: Sequence[int], pieces: Pieces, begin: int, end: int, first: int, last: int) -> _Window:
    rows = encoder()([*head, *pieces.ids[begin:end], END])
    return _Window(first, last, len(head) + first - begin, rows)


def _row(window: _Window, first: int, last: int, around: tuple[int, int] | None = None) -> Floats:
    """Return a run's mean, the pieces on its sides, that of the whole, and the mean of what is around it."""
    rows, edge = window.rows, min(last, len(window.rows) - 1)
    parts = [_mean(window, first, last), rows[first - 1], rows[edge], rows[0]]
    if around is not None:
        parts.append(_mean(window, *around))
    return np.concatenate(parts)


def _mean(window: _Window, first: int, last: int) -> Floats:
    mean: Floats = (on_grid(window.rows[first:last]).sum(axis=0) / (last - first)).astype(np.float32)
    return mean
