"""How many requests are in flight: fewer where the server says it is too many, more again as it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

__all__ = ["Limiter"]


class Limiter:
    """A limit shared by threads: a quarter less on "too many requests", and grown by one with each answer.

    Of all requests that were in flight together, only the first refusal counts: they are one event.
    """

    def __init__(self, most: int) -> None:
        """Start at `most`, and never go beyond it."""
        self._most = max(1, most)
        self._limit = self._most
        self._running = 0
        self._generation = 0
        self._changed = Condition()

    @property
    def limit(self) -> int:
        """Return how many requests may be in flight now."""
        return self._limit

    @contextmanager
    def slot(self) -> Iterator[int]:
        """Wait for a place and hold it; give the number to tell `refused` or `answered` about."""
        with self._changed:
            self._changed.wait_for(lambda: self._running < self._limit)
            self._running += 1
            generation = self._generation
        try:
            yield generation
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify()

    def refused(self, generation: int) -> None:
        """Note that the server wants fewer requests."""
        with self._changed:
            if generation == self._generation:
                self._generation += 1
                self._limit = max(1, self._limit * 3 // 4)

    def answered(self) -> None:
        """Note that a request was answered."""
        with self._changed:
            if self._limit < self._most:
                self._limit += 1
                self._changed.notify()
