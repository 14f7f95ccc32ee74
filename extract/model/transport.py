"""Transport: the one owner of retries. A request is sent until it is answered, or its time is over."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, local
from typing import TYPE_CHECKING, Any, Protocol

from extract.model.client import Transient
from extract.model.limiter import Limiter
from schemas.errors import AnswerError, InputError

if TYPE_CHECKING:
    from tenacity import RetryCallState

__all__ = ["Deferred", "Exhausted", "Policy", "Poster", "Sender", "Transport"]

logger = logging.getLogger("assay.model")


class Exhausted(AnswerError):
    """A request that was not answered in its time, or in a run that was stopped: another run may go on."""


class Deferred(Exception):
    """Requests whose replies come later, each as its id and body: the section is asked again then."""

    def __init__(self, *requests: tuple[str, dict[str, Any]]) -> None:
        """Take the requests."""
        super().__init__(f"{len(requests)} requests are answered later")
        self.requests = requests


class Poster(Protocol):
    """Whatever sends one request, as `extract.model.client.Client.post`."""

    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Send a request; raises Transient where it may pass."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class Sender(Protocol):
    """Whatever gets a request answered: over HTTP at once, as `Transport`, or by replies that come later."""

    def post(self, body: dict[str, Any], sample: int = 0) -> dict[str, Any]:
        """Return the reply; `sample` tells one of several to the same request from the others."""
        ...

    def effort(self) -> dict[str, Any]:
        """Return what this thread's last request took: `sent`, `waited`, `failures`."""
        ...

    def stop(self) -> None:
        """Send nothing more."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True)
class Policy:
    """How long a request is tried.

    `deadline` is the seconds that all tries of one request may take, waits included; `attempts` the
    tries in all, `unreached` those at a server that has never answered. `sleep` takes the seconds to
    wait and tells whether the run was stopped meanwhile; tests put one that does not wait.
    """

    deadline: float = 3600.0
    attempts: int = 20
    unreached: int = 3
    first: float = 0.5
    longest: float = 60.0
    sleep: Callable[[float], bool] | None = None


class Transport:
    """Sends requests, from several threads, within a limit that adapts."""

    def __init__(self, poster: Poster, limiter: Limiter, policy: Policy) -> None:
        """Load tenacity and set the policy up."""
        from tenacity import (
            Retrying,
            retry_if_exception_type,
            stop_after_attempt,
            stop_before_delay,
        )

        self._poster, self._limiter, self._policy = poster, limiter, policy
        self._stopped = Event()
        self._reached = False
        self._thread = local()
        self._limits = stop_before_delay(policy.deadline) | stop_after_attempt(policy.attempts)
        self._retrying = Retrying(
            retry=retry_if_exception_type(Transient),
            stop=self._over,
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )

    def stop(self) -> None:
        """Wake what waits, and send nothing more: what is in flight is the last."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connections."""
        self._poster.close()

    def post(self, body: dict[str, Any], sample: int = 0) -> dict[str, Any]:
        """Send a request until it is answered.

        Raises:
            Exhausted: it was not answered in time, or the run was stopped.
            AnswerError: it cannot be answered.
            InputError: nothing can be answered.
        """
        self._thread.failures = []
        try:
            reply: dict[str, Any] = self._retrying(self._once, body)
        except Transient as error:
            if error.unreached and not self._reached:
                raise InputError(f"{error}: is the server running, and --base-url right?") from None
            asked = f"; it asks to wait {error.wait:.0f} s" if error.wait else ""
            raise Exhausted(f"{error}{asked}; tried until the limit of time or tries") from None
        return reply

    def effort(self) -> dict[str, Any]:
        """Return what this thread's last request took: times sent, seconds waited between, what failed."""
        spent = self._retrying.statistics
        return {
            "sent": spent.get("attempt_number", 0),
            "waited": float(spent.get("idle_for", 0.0)),
            "failures": list(self._thread.failures),
        }

    def _once(self, body: dict[str, Any]) -> dict[str, Any]:
        with self._limiter.slot() as generation:
            if self._stopped.is_set():
                raise Exhausted("the run was stopped")
            try:
                reply = self._poster.post(body)
            except Transient as error:
                self._reached = self._reached or not error.unreached
                self._thread.failures.append(error.kind)
                if error.limited:
                    self._limiter.refused(generation)
                raise
            self._reached = True
            self._limiter.answered()
            return reply

    def _over(self, state: RetryCallState) -> bool:
        """Tell whether to give up; sooner on a server that never answered: its address may be wrong."""
        error = state.outcome.exception() if state.outcome else None
        unreached = isinstance(error, Transient) and error.unreached
        lost = unreached and not self._reached and state.attempt_number >= self._policy.unreached
        return lost or self._limits(state)

    def _wait(self, state: RetryCallState) -> float:
        """Return the seconds until the next try: never less than the server asks for, and jittered."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Transient) else None
        if asked is not None:
            return asked + random.uniform(0, min(1.0, 0.1 * asked + 0.05))
        backoff = min(self._policy.longest, self._policy.first * 2.0 ** (state.attempt_number - 1))
        return random.uniform(0.5, 1.0) * backoff

    def _sleep(self, seconds: float) -> None:
        logger.info("waiting %.1f s before the next try", seconds)
        sleep = self._policy.sleep or self._stopped.wait
        if sleep(seconds) or self._stopped.is_set():
            raise Exhausted("the run was stopped")
