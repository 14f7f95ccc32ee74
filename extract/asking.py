"""Asking many sections at once, within a budget: nothing that was answered is lost on the way out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from extract.ask import Answerer, Usage
from extract.collecting import seldom_collecting
from extract.document import Annotated
from extract.interrupts import noted
from extract.store.lines import StoredAnswer
from schemas.errors import AnswerError, InputError

__all__ = ["Budget", "ask_all", "reply_to"]

logger = logging.getLogger("assay.model")
_LOOK = 0.1  # seconds between two looks whether an interrupt came

Pending = Iterable[tuple[str, Annotated]]
Keep = Callable[[StoredAnswer], None]


class Budget:
    """What a run may cost, in US dollars, and what it has cost; used by one thread.

    A section may begin while what was spent, with what is estimated for those in flight and for itself,
    stays within. Estimates follow what the answers turn out to cost (reasoning, re-asks).
    """

    def __init__(self, most: float | None, spent: float | None) -> None:
        """Take the most (None for no limit) and what earlier starts of the run have cost.

        Raises:
            InputError: there is a most, and it is not known what was spent.
        """
        if most is not None and spent is None:
            raise InputError("--max-cost cannot be kept: it is not known what this run has cost so far")
        self._most, self.spent = most, spent or 0.0
        self._flying = self._estimated = self._paid = 0.0

    def begin(self, answerer: Answerer, section: Annotated) -> float | None:
        """Return the estimate for a section that may begin, or None where it may not.

        Raises:
            InputError: the price of this model is not known.
        """
        if self._most is None:
            return 0.0
        estimate = getattr(answerer, "estimate", lambda _: Usage())(section).cost
        if estimate is None:
            raise InputError(f"--max-cost cannot be kept: no price is known for {answerer.model}")
        factor = self._paid / self._estimated if self._estimated and self._paid else 1.0
        if self.spent + (self._flying + estimate) * factor > self._most:
            return None
        self._flying += estimate
        return float(estimate)

    def end(self, estimate: float, usage: Usage) -> None:
        """Note what a section has cost; the estimate stands for what the server did not tell."""
        cost = estimate if usage.cost is None else usage.cost
        self.spent += cost
        self._flying -= estimate
        if cost:
            self._paid += cost
            self._estimated += estimate


def ask_all(answerer: Answerer, pending: Pending, budget: Budget, keep: Keep) -> bool:
    """Ask the sections in their order, give each reply to `keep` as it comes; tell whether all were asked.

    They are unless the budget is used up. On an error, or when interrupted, nothing more is
    sent; the replies to what is in flight are waited for and kept.

    Raises:
        InputError: nothing can be answered, or the budget cannot be kept.
    """
    if answerer.concurrency <= 1 and not hasattr(answerer, "stop"):
        return _one_by_one(answerer, pending, budget, keep)
    queue = iter(pending)
    following = next(queue, None)
    running: dict[Future[StoredAnswer], float] = {}
    pool = ThreadPoolExecutor(answerer.concurrency)
    try:
        while True:
            while following is not None and len(running) < answerer.concurrency:
                report, section = following
                estimate = budget.begin(answerer, section)
                if estimate is None:
                    break  # what is in flight may turn out to cost less
                running[pool.submit(reply_to, answerer, report, section)] = estimate
                following = next(queue, None)
            if not running:
                return following is None
            wait(running, return_when=FIRST_COMPLETED)
            _keep_finished(running, budget, keep)
    except BaseException:
        # What waits between two tries need not be waited for: the run has ended.
        getattr(answerer, "stop", lambda: None)()
        flying = [future for future in running if not future.cancel()]
        _wait_once(flying)
        for future in flying:
            if future.exception() is None and future.result().answer is not None:
                keep(future.result())
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _wait_once(flying: Sequence[Future[StoredAnswer]]) -> None:
    """Wait for what is in flight, until it is there or another interrupt comes.

    Raises:
        KeyboardInterrupt: another interrupt came.
    """
    with noted() as interrupts:
        if flying:
            logger.warning("stopping: waiting for %d requests in flight", len(flying))
        while wait(flying, timeout=_LOOK).not_done:
            if interrupts.came:
                raise KeyboardInterrupt


def _one_by_one(answerer: Answerer, pending: Pending, budget: Budget, keep: Keep) -> bool:
    with seldom_collecting() as all_is_loaded:
        for number, (report, section) in enumerate(pending):
            estimate = budget.begin(answerer, section)
            if estimate is None:
                return False
            stored = reply_to(answerer, report, section)
            if number == 0:
                all_is_loaded()
            budget.end(estimate, stored.usage)
            keep(stored)
    return True


def _keep_finished(running: dict[Future[StoredAnswer], float], budget: Budget, keep: Keep) -> None:
    """Keep what is finished, and raise what went wrong only after that."""
    finished = [future for future in running if future.done()]
    for future in sorted(finished, key=lambda f: f.exception() is not None):
        estimate = running.pop(future)
        stored = future.result()
        budget.end(estimate, stored.usage)
        keep(stored)


def reply_to(answerer: Answerer, report: str, section: Annotated) -> StoredAnswer:
    """Return an answerer's reply to a section, or why there is none.

    Raises:
        InputError: nothing can be answered.
    """
    part = section.section
    try:
        reply = answerer.answer(section)
    except AnswerError as error:
        message = " ".join(str(error).split())
        tries, usage = getattr(error, "tries", 1), getattr(error, "usage", Usage())
        return StoredAnswer.without(report, part, message, tries, usage)
    return StoredAnswer(report, part.slug, part.sha256, reply.answer, None, reply.tries, reply.usage)
