"""Worker processes on this machine: for the rules, which compute and gain nothing from threads."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from extract.engines.worker import Recipe, Task, Worker
from schemas.errors import InputError

__all__ = ["Processes"]

_AHEAD = 3  # groups that are sent to each worker at a time: it never waits, and little is lost at a kill
_WORKER: list[Worker] = []  # of a worker process


class Processes:
    """A pool of processes, started when they are first needed."""

    partitioned = False

    def __init__(self, recipe: Recipe, workers: int | None = None) -> None:
        """Take what workers answer with, and how many there are (the cores that this process may use)."""
        self.recipe, self._workers = recipe, workers or len(os.sched_getaffinity(0))
        self._started: ProcessPoolExecutor | None = None

    def annotate(self, tasks: Sequence[Task]) -> Iterator[str]:
        """See `extract.engines.Engine`."""
        with self._pool() as pool:
            ahead: deque[Future[list[bytes]]] = deque()
            queue = iter(tasks)
            while True:
                ahead.extend(pool.submit(_annotate, t) for t in islice(queue, self._ahead - len(ahead)))
                if not ahead:
                    return
                for line in ahead.popleft().result():
                    yield line.decode("utf-8", "surrogatepass")

    def answer(self, sections: Path, groups: Iterable[list[int]]) -> Iterator[bytes]:
        """See `extract.engines.Engine`."""
        with self._pool() as pool:
            running: set[Future[list[bytes]]] = set()
            queue = iter(groups)
            while True:
                free = self._ahead - len(running)
                running.update(pool.submit(_answer, sections, group) for group in islice(queue, free))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda f: f.exception() is not None):
                    yield from future.result()

    def close(self) -> None:
        """End the processes, when they are through with what they were given."""
        if self._started is not None:
            self._started.shutdown(cancel_futures=True)
            self._started = None

    @property
    def _ahead(self) -> int:
        return _AHEAD * self._workers

    @contextmanager
    def _pool(self) -> Iterator[ProcessPoolExecutor]:
        if self._started is None:
            # Spawned, not forked: a fork copies the locks of threads that it does not copy.
            self._started = ProcessPoolExecutor(self._workers, get_context("spawn"), _begin, (self.recipe,))
        try:
            yield self._started
        except BaseException as error:
            self.close()
            if isinstance(error, BrokenProcessPool):
                raise InputError(
                    "a worker process died; the same command goes on where it stopped"
                ) from error
            raise


def _begin(recipe: Recipe) -> None:
    _WORKER.append(Worker(recipe))


def _annotate(task: Task) -> list[bytes]:
    return _WORKER[0].annotate(task)


def _answer(sections: Path, group: list[int]) -> list[bytes]:
    return _WORKER[0].answer(sections, group)
