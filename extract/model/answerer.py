"""The model as an answerer: what a run asks, and what that would cost."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from threading import Lock, Timer
from typing import Any

from extract.ask import Reply, Usage
from extract.document import Annotated
from extract.model.cache import Cache
from extract.model.client import Client, Refused
from extract.model.conversation import Conversation, Unanswered
from extract.model.estimate import Estimator
from extract.model.ladder import Ladder
from extract.model.limiter import Limiter
from extract.model.modes import Shape
from extract.model.parameters import DEFAULTS, Parameters
from extract.model.prompt import load_prompt
from extract.model.providers import Endpoint
from extract.model.requester import Requester
from extract.model.settings import Settings
from extract.model.shots import load_examples, opening
from extract.model.transport import Deferred, Exhausted, Policy, Sender, Transport
from extract.model.vote import voted
from schemas.errors import InputError

__all__ = ["ModelAnswerer"]

# Raised whenever the same section may get another answer because of what the code here does.
_VERSION = "2"
_FIRST_AWAY = 0.05  # seconds until the first requests are on their way
_RESERVED = frozenset({"model", "messages", "tools", "tool_choice", "response_format", "stream", "n"})


class ModelAnswerer:
    """A model behind an OpenAI-compatible endpoint; shared by threads."""

    second_opinion = True

    def __init__(
        self,
        endpoint: Endpoint,
        settings: Settings,
        *,
        cache: Cache | None = None,
        policy: Policy | None = None,
        sender: Sender | None = None,
    ) -> None:
        """Make the client, unless a `sender` gets the requests answered in its place.

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
        self._samples = max(1, settings.samples)
        # Answers to vote over must be free to differ.
        self._parameters = Parameters(settings.parameters, DEFAULTS if self._samples == 1 else {})
        self._shown = settings.shots
        self._examples = load_examples(settings.schema) if settings.shots else ()
        if settings.shots > len(self._examples):
            raise InputError(f"--shots {settings.shots}: there are {len(self._examples)} examples")
        self._prompt = load_prompt(settings.prompt, settings.schema)
        self._ladder = Ladder(settings, endpoint.mode, self._prompt)
        if sender is None:
            client = Client(endpoint, flying, settings.timeout)
            sender = Transport(client, Limiter(flying), policy or Policy())
        self._transport = sender
        self._requester = Requester(endpoint, self._parameters, self._transport, cache)
        self._estimator = Estimator(endpoint)
        self._begun = Lock()
        self._loading = Timer(_FIRST_AWAY, self._load)
        self._loading.daemon = True

    @property
    def version(self) -> str:
        """Return a hash over what decides the answers beside model, prompt and the user's parameters."""
        first = self._ladder.first
        parts = [
            _VERSION, self._endpoint.url, first.mode, self._tries, self._samples,
            dict(first.fixed), dict(self._parameters.asked), [example.answer for example in self._examples],
            self._shown,
        ]  # fmt: skip
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def prompt(self) -> str:
        """Return the version of the prompt."""
        return self._prompt.version

    @property
    def shots(self) -> tuple[str, ...]:
        """Return the ids of the examples that sections may be shown: report and slug."""
        return tuple(example.id for example in self._examples)

    def stop(self) -> None:
        """Send nothing more, and wake what waits for another try."""
        self._transport.stop()

    def close(self) -> None:
        """Close connections and cache."""
        self._transport.close()
        if self._cache is not None:
            self._cache.close()

    def estimate(self, section: Annotated) -> Usage:
        """Return what a section may take, before anything is sent; nothing where the reply is kept."""
        shape = self._ladder.current
        messages = self._messages(shape, section)
        asked = Usage()
        for sample in range(self._samples):
            if not self._requester.is_kept(self._requester.key(shape, messages, sample)):
                asked += self._estimator.usage(shape, messages, section)
        return asked

    def answer(self, section: Annotated) -> Reply:
        """Ask for a section, and vote where several answers are wanted.

        What is unclaimed after the last try stays so. An answer that does not come has no vote; where
        more than half of them do not, there is none.

        Raises:
            AnswerError: no reply could be read, or none came.
            InputError: nothing can be answered.
            Deferred: replies that it takes come later.
        """
        with self._begun, suppress(RuntimeError):  # a timer starts only once
            self._loading.start()
        replies: list[Reply] = []
        failures: list[Unanswered] = []
        deferred: list[tuple[str, dict[str, Any]]] = []
        for sample in range(self._samples):
            try:
                replies.append(self._converse(section, sample))
            except Deferred as later:
                deferred += later.requests
            except Unanswered as error:
                failures.append(error)
                if isinstance(error.__cause__, Exhausted) or 2 * len(failures) > self._samples:
                    break
        if deferred:
            raise Deferred(*deferred)
        if len(replies) == self._samples == 1:
            return replies[0]
        spent: list[Reply | Unanswered] = [*replies, *failures]
        usage = sum((each.usage for each in spent), Usage())
        tries = sum(each.tries for each in spent)
        if failures and (len(spent) < self._samples or 2 * len(failures) > self._samples):
            raise Unanswered(str(failures[-1]), tries, usage) from failures[-1].__cause__
        return Reply(voted([reply.answer for reply in replies]), tries, usage)

    def _load(self) -> None:
        """Load what replies are read with while the first requests are under way."""
        with suppress(Exception):  # whoever reads the first reply meets it again
            self._ladder.first.load()

    def _converse(self, section: Annotated, sample: int) -> Reply:
        while True:
            shape = self._ladder.current
            messages = self._messages(shape, section)
            try:
                return Conversation(self._requester, shape, section, messages).hold(self._tries, sample)
            except Refused as refusal:
                if not (refusal.shape and self._ladder.lower(shape)):
                    raise

    def _messages(self, shape: Shape, section: Annotated) -> list[dict[str, Any]]:
        return opening(shape, section, self._examples, self._shown)
