"""The openai client as it is used here, and what each of its errors means for the run."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extract.model.providers import Endpoint
from extract.model.waits import asked_wait
from schemas.errors import AnswerError, InputError

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["Client", "Refused", "Transient"]

_CONNECT = 10.0
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
        """Load openai and make the client; a local server is reached without a proxy.

        `timeout` is in seconds: the longest silence of the server, and the longest that a reply may take
        from its first byte to its last.
        """
        import httpx2
        from openai import DefaultHttpx2Client, OpenAI

        self.endpoint = endpoint
        self._response: Any = httpx2.Response
        most = httpx2.Limits(max_connections=concurrency + 4, max_keepalive_connections=concurrency + 4)
        self._client: OpenAI = OpenAI(
            api_key=endpoint.key or "none",
            base_url=endpoint.url,
            max_retries=0,
            timeout=httpx2.Timeout(timeout, connect=min(timeout, _CONNECT)),
            default_headers={"api-key": endpoint.key}
            if endpoint.provider == "azure" and endpoint.key
            else None,
            http_client=DefaultHttpx2Client(
                trust_env=not endpoint.is_local,
                limits=most,
                event_hooks={"response": [_bounding(timeout)]},
            ),
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
        import openai

        try:
            # The documented way to a reply as it came: parsing waits, and costs less, further on.
            response = self._client.post("/chat/completions", body=body, cast_to=self._response)
            reply = json.loads(response.content)
        except openai.APIStatusError as error:
            raise self._meaning(error) from None
        except openai.APITimeoutError:
            raise Transient(f"{self.endpoint.url} did not answer in time", "timeout") from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, _TooBig):
                size = _LARGEST // 1024 // 1024
                raise AnswerError(f"{self.endpoint.url} gave a reply of more than {size} MB") from None
            cause = type(error.__cause__).__name__ if error.__cause__ else "no connection"
            message = f"{self.endpoint.url} cannot be reached ({cause})"
            raise Transient(message, "connection", unreached=cause == "ConnectError") from None
        except (ValueError, RecursionError):
            raise Transient(f"{self.endpoint.url} gave no whole JSON", "no json") from None
        if not isinstance(reply, dict):
            raise Transient(f"{self.endpoint.url} gave JSON that is no object", "no json")
        inner = reply.get("error")
        if inner and not reply.get("choices"):
            raise Transient(f"{self.endpoint.url} gave an error: {self._clean(_message(inner))}", "error")
        return reply

    def _meaning(self, error: Any) -> Exception:
        status: int = error.status_code
        body = error.body if isinstance(error.body, dict) else {}
        code, kind = str(body.get("code") or ""), str(body.get("type") or "")
        said = self._clean(_message(body) if body else str(error.message))
        where = f"{self.endpoint.provider} ({self.endpoint.url})"
        if {code, kind} & _NO_MONEY or status == 402:
            return InputError(f"{where} says that there is no money or quota left: {said}")
        if status in _AGAIN or status >= 500:
            wait = asked_wait(error.response.headers)
            return Transient(f"{where} answered {status}: {said}", str(status), wait=wait)
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


def _headers(endpoint: Endpoint) -> dict[str, str]:
    """Return what a provider wants beside the usual header: Azure takes its keys in one of its own."""
    return {"api-key": endpoint.key} if endpoint.provider == "azure" and endpoint.key else {}


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
