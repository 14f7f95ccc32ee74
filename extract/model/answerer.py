"""The model as an answerer: asks, validates, asks again for what is wrong, and merges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from extract.ask import Reply, Usage
from extract.document import Annotated
from extract.model.cache import Cache, cache_key
from extract.model.client import Client, Refused
from extract.model.limiter import Limiter
from extract.model.merge import merged, told
from extract.model.modes import Mode, Shape, Unreadable
from extract.model.parameters import Parameters
from extract.model.prompt import load_prompt
from extract.model.providers import Endpoint
from extract.model.request import section_message
from extract.model.settings import Settings
from extract.model.transport import Exhausted, Policy, Transport
from extract.model.usage import added, usage_of
from extract.model.validate import Problem, problems
from schemas.answer import Answer
from schemas.errors import AnswerError, InputError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["ModelAnswerer", "Unanswered"]

# Raised whenever the same section may get another answer because of what the code here does.
_VERSION = "1"
_RESERVED = frozenset({"model", "messages", "tools", "tool_choice", "response_format", "stream", "n"})


class Unanswered(AnswerError):
    """A section that has no answer, with what was spent on it."""

    def __init__(self, reason: str, tries: int, usage: Usage) -> None:
        """Take the reason and what it cost."""
        super().__init__(reason)
        self.tries, self.usage = tries, usage


@dataclass(frozen=True, slots=True)
class _Got:
    """A reply, as openai's object and as it came; its key where it is not cached yet; what was spent now."""

    reply: ChatCompletion
    raw: dict[str, Any]
    key: str | None
    usage: Usage


class ModelAnswerer:
    """A model behind an OpenAI-compatible endpoint; shared by threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        settings: Settings,
        *,
        cache: Cache | None = None,
        policy: Policy | None = None,
    ) -> None:
        """Make the client.

        Raises:
            InputError: a parameter that is not the user's to set, or no such prompt or schema.
        """
        self.model = f"{endpoint.provider}/{endpoint.model}"
        flying = max(1, settings.concurrency)
        # Sections that wait for another try hold no place: others go on meanwhile, within the limit.
        self.concurrency = flying if flying == 1 else flying + flying // 2
        self._endpoint, self._tries, self._cache = endpoint, max(1, settings.tries), cache
        reserved = sorted(_RESERVED & set(settings.parameters))
        if reserved:
            raise InputError(f"--param {reserved[0]}: this one is set by Assay itself")
        self._parameters = Parameters(settings.parameters)
        self._prompt = load_prompt(settings.prompt, settings.schema)
        mode = Mode(settings.mode or endpoint.mode)
        self._shape = Shape(mode, self._prompt, settings.schema)
        self._client = Client(endpoint, flying)
        self._transport = Transport(self._client, Limiter(flying), policy or Policy())

    @property
    def version(self) -> str:
        """Return a hash over what decides the answers beside model, prompt and the user's parameters."""
        parts = [
            _VERSION, self._endpoint.url, self._shape.mode, self._tries,
            dict(self._shape.fixed), dict(self._parameters.asked),
        ]  # fmt: skip
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def prompt(self) -> str:
        """Return the version of the prompt."""
        return self._prompt.version

    def stop(self) -> None:
        """Send nothing more, and wake what waits for another try."""
        self._transport.stop()

    def close(self) -> None:
        """Close connections and cache."""
        self._client.close()
        if self._cache is not None:
            self._cache.close()

    def answer(self, section: Annotated) -> Reply:
        """Ask for a section; what is unclaimed after the last try stays so.

        Raises:
            AnswerError: no reply could be read, or none came.
            InputError: nothing can be answered.
        """
        messages = self._shape.messages(section_message(section))
        answer: Answer | None = None
        found: list[Problem] = []
        usage, tried, doubted, reason = Usage(), 0, False, ""
        while tried < self._tries:
            tried += 1
            try:
                got = self._got(messages)
            except AnswerError as error:
                if answer is not None and not isinstance(error, Exhausted):
                    break  # what was answered before is kept, and what is wrong with it is reported
                raise Unanswered(str(error), tried, usage) from error
            usage = added(usage, got.usage)
            try:
                given = _read(self._shape, got.reply)
            except Unreadable as error:
                reason = str(error)
                messages = self._again(messages, got.reply, error)
                continue
            if self._cache is not None and got.key is not None:
                self._cache.put(got.key, self.model, got.raw)
            answer = given if answer is None else merged(answer, found, given)
            found = [p for p in problems(section, answer) if not (p.doubt and doubted)]
            doubted = True
            if not found:
                break
            messages = self._shape.again(messages, got.reply, told(found))
        if answer is None:
            raise Unanswered(f"no answer in {tried} tries; the last: {reason}", tried, usage)
        return Reply(answer, tried, usage)

    def _again(
        self, messages: list[dict[str, Any]], reply: ChatCompletion, error: Unreadable
    ) -> list[dict[str, Any]]:
        """Return the messages after a reply that could not be read; one that was cut is not sent back."""
        if error.cut or not _said(reply):
            return messages
        return self._shape.again(messages, reply, str(error))

    def _got(self, messages: list[dict[str, Any]]) -> _Got:
        """Return a reply from the cache, else from the server."""
        from openai.types.chat import ChatCompletion

        base = {"model": self._endpoint.model, "messages": messages, **self._shape.fixed}
        key = cache_key(self._endpoint.url, {**base, **self._parameters.asked})
        kept = self._cache.get(key) if self._cache is not None else None
        if kept is not None:
            return _Got(ChatCompletion.construct(**kept), kept, None, Usage())
        while True:
            sent = self._parameters.sent()
            try:
                raw = self._transport.post({**base, **sent})
            except Refused as refusal:
                if not self._parameters.adapt(sent, refusal):
                    raise
                continue
            return _Got(ChatCompletion.construct(**raw), raw, key, usage_of(raw))


def _said(reply: ChatCompletion) -> bool:
    """Tell whether a reply holds anything that could be sent back."""
    choices = reply.choices
    message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
    return bool(getattr(message, "content", None) or getattr(message, "tool_calls", None))


def _read(shape: Shape, reply: ChatCompletion) -> Answer:
    """Return a reply's answer, or raise Unreadable, also for a refusal and a filtered reply."""
    choices = reply.choices
    first = choices[0] if isinstance(choices, list) and choices else None
    if first is None or getattr(first, "message", None) is None:
        raise Unreadable("the reply holds no choice")
    refusal = getattr(first.message, "refusal", None)
    if refusal:
        raise Unreadable(f"the model refuses: {' '.join(str(refusal).split())[:200]}")
    if first.finish_reason == "content_filter":
        raise Unreadable("the server's content filter stopped the reply")
    return shape.read(reply)
