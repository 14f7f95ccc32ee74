"""One reply for one request: from the cache, else from the server; each is a line of the log."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extract.ask import Usage
from extract.model.cache import Cache, cache_key
from extract.model.client import Refused
from extract.model.libraries import replies
from extract.model.modes import Shape
from extract.model.parameters import Parameters
from extract.model.prices import usage_of
from extract.model.providers import Endpoint
from extract.model.transport import Sender
from schemas.errors import AssayError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["Got", "Place", "Requester"]

logger = logging.getLogger("assay.requests")


@dataclass(frozen=True, slots=True)
class Place:
    """What a request belongs to: a section, which of its samples, and the try at that."""

    section: str
    sample: int = 0
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Got:
    """A reply, as openai's object and as it came; `kept` tells that it came from the cache."""

    reply: ChatCompletion
    raw: dict[str, Any]
    key: str
    kept: bool
    usage: Usage


class Requester:
    """Asks one endpoint; shared by threads."""

    def __init__(
        self, endpoint: Endpoint, parameters: Parameters, transport: Sender, cache: Cache | None
    ) -> None:
        """Take what it asks with."""
        self._endpoint, self._parameters = endpoint, parameters
        self._transport, self._cache = transport, cache

    def key(self, shape: Shape, messages: list[dict[str, Any]], sample: int = 0) -> str:
        """Return the key of a request: the parameters as asked for, whatever the server makes of them."""
        body = {**self._base(shape, messages), **_seeded(self._parameters.asked, sample)}
        return cache_key(self._endpoint.url, body, sample)

    def is_kept(self, key: str) -> bool:
        """Tell whether a request's reply is in the cache."""
        return self._cache is not None and self._cache.get(key) is not None

    def get(self, shape: Shape, messages: list[dict[str, Any]], place: Place) -> Got:
        """Return the reply to a request.

        Raises:
            Refused: the server refuses it, and no parameter is to blame.
            AnswerError: it cannot be answered.
            InputError: nothing can be answered.
        """
        key = self.key(shape, messages, place.sample)
        kept = self._cache.get(key) if self._cache is not None else None
        if kept is not None:
            _log(place, shape, "cached", Usage(), messages=messages, reply=kept)
            return Got(_completion(kept), kept, key, True, Usage())
        began = time.monotonic()
        raw = self._send(shape, messages, place)
        if self._cache is not None:
            self._cache.set_aside(key, raw)  # paid for: whatever becomes of it, a kill must not lose it
        usage = replace(usage_of(raw, self._endpoint), seconds=time.monotonic() - began)
        _log(place, shape, "ok", usage, messages=messages, reply=raw, **self._transport.effort())
        return Got(_completion(raw), raw, key, False, usage)

    def keep(self, got: Got) -> None:
        """Keep a reply that holds an answer."""
        if self._cache is not None and not got.kept:
            self._cache.put(got.key, f"{self._endpoint.provider}/{self._endpoint.model}", got.raw)

    def through(self, keys: list[str]) -> None:
        """Forget what was set aside for a section that is through."""
        if self._cache is not None:
            self._cache.drop_aside(keys)

    def _base(self, shape: Shape, messages: list[dict[str, Any]]) -> dict[str, Any]:
        return {"model": self._endpoint.model, "messages": messages, **shape.fixed}

    def _send(self, shape: Shape, messages: list[dict[str, Any]], place: Place) -> dict[str, Any]:
        base = self._base(shape, messages)
        while True:
            sent = _seeded(self._parameters.sent(), place.sample)
            try:
                return self._transport.post({**base, **sent}, place.sample)
            except AssayError as error:
                status, effort = type(error).__name__.lower(), self._transport.effort()
                _log(place, shape, status, Usage(cost=None), messages=messages, error=error, **effort)
                if isinstance(error, Refused) and self._parameters.adapt(sent, error):
                    continue
                raise


def _completion(raw: dict[str, Any]) -> ChatCompletion:
    # Not loaded before a reply is there: it takes a second.
    built: ChatCompletion = replies().completion.construct(**raw)
    return built


def _seeded(parameters: Any, sample: int) -> dict[str, Any]:
    """Return parameters whose seed, where there is one, differs from sample to sample."""
    seed = parameters.get("seed")
    return {**parameters, "seed": seed + sample} if sample and isinstance(seed, int) else dict(parameters)


def _log(place: Place, shape: Shape, status: str, usage: Usage, **more: Any) -> None:
    """Write the line of a request; texts only where they were asked for (level DEBUG)."""
    if not logger.isEnabledFor(logging.INFO):
        return
    told = {
        "section": place.section, "sample": place.sample, "try": place.attempt, "mode": str(shape.mode),
        "status": status, "sent": more.get("sent", 0), "waited": round(more.get("waited", 0.0), 3),
        "failures": more.get("failures", []), "seconds": round(usage.seconds, 3),
        "input_tokens": usage.input_tokens, "cached_tokens": usage.cached_tokens,
        "output_tokens": usage.output_tokens, "cost": usage.cost,
    }  # fmt: skip
    if logger.isEnabledFor(logging.DEBUG):
        # A server's words may quote the text that it was sent, too.
        told["error"] = str(more["error"]) if "error" in more else None
        told.update(messages=more.get("messages"), reply=more.get("reply"))
    logger.info("request", extra={"request": told})
