"""One server over HTTP, and what each of its errors means for the run.

Requests go out over httpx2, the client beneath openai's own: importing openai takes a second, which can
pass while the first requests are under way, and its client would add nothing but retries to switch off.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from extract.model.providers import Endpoint
from extract.model.waits import asked_wait
from schemas.errors import AnswerError, InputError

__all__ = ["Client", "Refused", "Transient", "headers_of"]

_CONNECT = 10.0
_ACCOUNT = {"openai-organization": "OPENAI_ORG_ID", "openai-project": "OPENAI_PROJECT_ID"}
_LARGEST = 32 * 1024 * 1024  # bytes of a reply; answers have some thousands
_AGAIN = frozenset({408, 409, 425, 429})
_NO_MONEY = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
# Bad requests that are so because of one section's text, not because of how all are made.
_THIS_TEXT = frozenset({"content_filter", "content_policy_violation", "context_length_exceeded"})
_KEY_LIKE = re.compile(r"\b(?:sk|pk|gsk|key)-?[A-Za-z0-9_*\-]{8,}|(?<=Bearer )\S+")
_SHOWN = 300
_MODE = re.compile(r"response_format|json_schema|schema|tool|grammar|strict", re.IGNORECASE)
# How servers word that one text is too long, where they give no code.
_TOO_LONG = re.compile(
    r"context (?:length|window|size)|too (?:long|many tokens)|maximum.{0,20}tokens", re.IGNORECASE
)


class Transient(Exception):
    """A failure that may pass: `wait` is what the server asked for, `limited` that it was too many requests.

    `unreached` tells that no connection came about at all; `kind` is the status, or a word for what broke.
    """

    def __init__(
        self, message: str, kind: str, *, wait: float | None = None, unreached: bool = False
    ) -> None:
        """Take what happened."""
        super().__init__(message)
        self.kind, self.wait, self.unreached = kind, wait, unreached
        self.limited = kind == "429"


class Refused(InputError):
    """A bad request; `param` is the parameter that the server names, if it names one.

    `shape` tells that the server speaks of how the schema is told to it.
    """

    def __init__(self, message: str, param: str | None, *, shape: bool) -> None:
        """Take what the server said."""
        super().__init__(message)
        self.param, self.shape = param, shape


class _TooBig(Exception):
    pass


class Client:
    """One server, asked without any retry of the client's own."""

    def __init__(self, endpoint: Endpoint, concurrency: int, timeout: float) -> None:
        """Load httpx2 and make the client; a local server is reached without a proxy.

        `timeout` is in seconds: the longest silence of the server, and the longest that a reply may take
        from its first byte to its last.
        """
        import httpx2

        self.endpoint = endpoint
        self._url = f"{endpoint.url}/chat/completions"
        kept = concurrency + 4
        self._client = httpx2.Client(
            headers=headers_of(endpoint),
            timeout=httpx2.Timeout(timeout, connect=min(timeout, _CONNECT), pool=None),
            limits=httpx2.Limits(max_connections=kept, max_keepalive_connections=kept),
            trust_env=not endpoint.is_local,
            follow_redirects=True,
            event_hooks={"response": [_bounding(timeout)]},
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return the JSON object of the reply.

        Raises:
            Transient: it may pass.
            Refused: the request is bad, and so would every other be.
            InputError: nothing can be asked: no such model, a wrong key, no money.
            AnswerError: this request cannot be answered.
        """
        import httpx2

        url = self.endpoint.url
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            response = self._client.post(self._url, content=content)
        except httpx2.TimeoutException:
            raise Transient(f"{url} did not answer in time", "timeout") from None
        except httpx2.HTTPError as error:
            message = f"{url} cannot be reached ({type(error).__name__})"
            unreached = isinstance(error, httpx2.ConnectError)
            raise Transient(message, "connection", unreached=unreached) from None
        except _TooBig:
            raise AnswerError(f"{url} gave a reply of more than {_LARGEST // 1024 // 1024} MB") from None
        try:
            reply = json.loads(response.content)
        except (ValueError, RecursionError):
            reply = None
        if not response.is_success:
            raise self.meaning(response.status_code, response.headers, reply)
        return self.answered(reply)

    def answered(self, reply: object) -> dict[str, Any]:
        """Return what came with a status of success, if it is a reply.

        Raises:
            Transient: it is none.
        """
        url = self.endpoint.url
        if not isinstance(reply, dict):
            raise Transient(f"{url} gave no whole JSON object", "no json")
        inner = reply.get("error")
        if inner and not reply.get("choices"):
            raise Transient(f"{url} gave an error: {self._clean(_message(inner))}", "error")
        return reply

    def meaning(self, status: int, headers: Mapping[str, str], reply: object) -> Exception:
        """Return what a status that is no success means, as the error that `post` raises."""
        body = reply.get("error", reply) if isinstance(reply, dict) else {}
        body = body if isinstance(body, dict) else {"message": body}
        code, kind = str(body.get("code") or ""), str(body.get("type") or "")
        said = self._clean(_message(body))
        where = f"{self.endpoint.provider} ({self.endpoint.url})"
        if {code, kind} & _NO_MONEY or status == 402:
            return InputError(f"{where} says that there is no money or quota left: {said}")
        if status in _AGAIN or status >= 500:
            return Transient(f"{where} answered {status}: {said}", str(status), wait=asked_wait(headers))
        if {code, kind} & _THIS_TEXT or status == 413 or (status == 400 and _TOO_LONG.search(said)):
            return AnswerError(f"{where} does not take this section ({status}): {said}")
        if status in (401, 403):
            return InputError(f"{where} refuses the key of {self.endpoint.variable} ({status}): {said}")
        if status == 404:
            return InputError(f"{where} knows no model {self.endpoint.model!r} (404): {said}")
        shape = _MODE.search(said) is not None
        hint = "; another --mode may do" if shape else ""
        message = f"{where} refuses the request ({status}): {said}{hint}"
        return Refused(message, body.get("param"), shape=shape)

    def _clean(self, text: str) -> str:
        """Return a server's words on one line, without anything that may be a key."""
        if self.endpoint.key:
            text = text.replace(self.endpoint.key, "***")
        return " ".join(_KEY_LIKE.sub("***", text).split())[:_SHOWN]


def headers_of(endpoint: Endpoint) -> dict[str, str]:
    """Return the headers of every request: what it is, and the key as each provider takes it."""
    headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "assay"}
    if endpoint.key:
        headers["authorization"] = f"Bearer {endpoint.key}"
    if endpoint.provider == "azure" and endpoint.key:
        headers["api-key"] = endpoint.key  # keys of Azure are taken in a header of their own
    if endpoint.provider == "openai":
        given = {name: os.environ.get(variable, "").strip() for name, variable in _ACCOUNT.items()}
        headers.update({name: value for name, value in given.items() if value})
    return headers


def _bounding(timeout: float) -> Any:
    """Return a hook that bounds a reply in time and size while it is read."""
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            began, size = time.monotonic(), 0
            for part in self._stream:
                size += len(part)
                if size > _LARGEST:
                    raise _TooBig
                if time.monotonic() - began > timeout:
                    raise httpx2.ReadTimeout("the reply takes too long")
                yield part

        def close(self) -> None:
            self._stream.close()

    def bound(response: Any) -> None:
        response.stream = Bounded(response.stream)

    return bound


def _message(body: Any) -> str:
    if isinstance(body, dict):
        return str(body.get("message") or body.get("detail") or body.get("error") or "no reason given")
    return str(body)
