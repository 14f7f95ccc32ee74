"""Worker processes on this machine: for the rules, which compute and gain nothing from threads."""

from __future__ import annotations

import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Generic, TypeVar

from extract.engines.handover import hand_over, take_over
from extract.engines.worker import Recipe, Task, Worker
from schemas.errors import InputError

__all__ = ["Processes"]

T = TypeVar("T")
logger = logging.getLogger("assay.engines")

_AHEAD = 3  # groups that are sent to each worker at a time: it never waits, and little is lost at a kill
_WORKER: list[Worker] = []  # of a worker process


@dataclass(slots=True, eq=False)
class _Sent(Generic[T]):
    """Something to be worked on: by whom, and whether workers have died over it."""

    item: T
    worker: int = 0
    future: Future[str] | None = None
    lost: bool = False


class Processes:
    """Worker processes, started when they are first needed.

    One that dies takes the others with it. They are started anew, and what was not finished is sent again;
    what is lost twice stops the run, since it may be what the workers die of.
    """

    partitioned = False

    def __init__(self, recipe: Recipe, workers: int | None = None) -> None:
        """Take what workers answer with, and how many there are (the cores that this process may use)."""
        self.recipe, self._workers = recipe, workers or len(os.sched_getaffinity(0))
        self._started: list[ProcessPoolExecutor] = []
        self._folder: TemporaryDirectory[str] | None = None

    def annotate(self, tasks: Sequence[Task]) -> Iterator[str]:
        """See `extract.engines.Engine`."""
        for lines in self._worked(_annotate, tasks, ordered=True):
            for line in lines:
                yield line.decode("utf-8", "surrogatepass")

    def answer(self, sections: Path, groups: Iterable[list[int]]) -> Iterator[bytes]:
        """See `extract.engines.Engine`."""
        for lines in self._worked(partial(_answer, sections), groups, ordered=False):
            yield from lines

    def close(self) -> None:
        """End the processes, when they are through with what they were given."""
        self._stop()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _stop(self) -> None:
        for worker in self._started:
            worker.shutdown(cancel_futures=True)
        self._started = []

    def _worked(
        self, work: Callable[[T], list[bytes]], items: Iterable[T], *, ordered: bool
    ) -> Iterator[list[bytes]]:
        """Yield what the workers make of each item, in order or as it comes."""
        queue, ahead = iter(items), list[_Sent[T]]()
        try:
            while True:
                ahead += map(_Sent, islice(queue, _AHEAD * self._workers - len(ahead)))
                if not ahead:
                    return
                try:
                    finished = self._finished(work, ahead, ordered=ordered)
                except BrokenProcessPool as error:
                    self._recover(ahead, error)
                    continue
                for sent, lines in finished:
                    ahead.remove(sent)
                    yield lines
        except BaseException:
            self.close()
            raise

    def _finished(
        self, work: Callable[[T], list[bytes]], ahead: list[_Sent[T]], *, ordered: bool
    ) -> list[tuple[_Sent[T], list[bytes]]]:
        """Send what is not sent, wait, and return what is finished; an error only where nothing is."""
        folder = self._start()
        for sent in ahead:
            if sent.future is None:
                sent.worker = self._least_busy(ahead)
                sent.future = self._started[sent.worker].submit(hand_over, work, folder, sent.item)
        awaited = ahead[:1] if ordered else ahead
        wait([sent.future for sent in awaited if sent.future], return_when=FIRST_COMPLETED)
        done = [(sent, sent.future) for sent in awaited if sent.future and sent.future.done()]
        right = [(sent, future) for sent, future in done if future.exception() is None]
        return [(sent, take_over(future.result())) for sent, future in right or done]

    def _start(self) -> str:
        """Start the workers, where none are, and return the folder of what they hand over."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="assay-")
        if not self._started:
            # A pool for each: one of several starts a process while it may be ending another that died.
            # Spawned, not forked: a fork copies the locks of threads that it does not copy.
            # A worker has a core of its own: more threads for its matrices would only wait for each other.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            spawn, given = get_context("spawn"), (self.recipe, self._folder.name)
            self._started = [ProcessPoolExecutor(1, spawn, _begin, given) for _ in range(self._workers)]
        return self._folder.name

    def _least_busy(self, ahead: list[_Sent[T]]) -> int:
        """Return the worker that has the least before it."""
        busy = Counter(sent.worker for sent in ahead if sent.future and not sent.future.done())
        return min(range(self._workers), key=busy.__getitem__)

    def _recover(self, ahead: list[_Sent[T]], error: BrokenProcessPool) -> None:
        """Let the workers go, and note what is to be sent again.

        Raises:
            InputError: it has been sent again before.
        """
        self._stop()  # thereafter each future has its result, or why there is none
        for sent in ahead:
            future = sent.future
            if future is None or not (
                future.cancelled() or isinstance(future.exception(), BrokenProcessPool)
            ):
                continue
            if sent.lost:
                raise InputError(
                    "worker processes died over the same sections twice (is there enough memory?); "
                    "the same command goes on where it stopped"
                ) from error
            sent.future, sent.lost = None, True
        logger.warning("a worker process died; workers are started anew")


def _begin(recipe: Recipe, folder: str) -> None:
    Thread(target=_end_with_owner, args=(folder,), daemon=True).start()
    _WORKER.append(Worker(recipe))


def _end_with_owner(folder: str) -> None:
    """End this worker when its owner has died: the pipes do not tell it, as all workers hold their ends."""
    owner = parent_process()
    if owner is not None:
        owner.join()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _annotate(task: Task) -> list[bytes]:
    return _WORKER[0].annotate(task)


def _answer(sections: Path, group: list[int]) -> list[bytes]:
    return _WORKER[0].answer(sections, group)
