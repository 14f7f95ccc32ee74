"""What came back, by the request's id; and the transport that feeds a model's answerer from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.model.cache import Cache, cache_key
from extract.model.client import Client, Refused, Transient
from extract.model.transport import Deferred, Exhausted
from schemas.errors import InputError

__all__ = ["Outcomes", "Recorded"]

ATTEMPTS = 5  # rounds that one request may take


class Outcomes:
    """The outcomes of a run's requests, in a file: nothing that was paid for is lost, or asked twice.

    Raises (all methods):
        InputError: the file cannot be opened, read or written.
    """

    def __init__(self, path: Path, model: str) -> None:
        """Open the file, made where it is missing."""
        self._file, self._model = Cache(path), model

    def asked(self, custom_id: str) -> None:
        """Note that a request was written."""
        if self._file.get(custom_id) is None:
            self._file.put(custom_id, self._model, {"tried": 0})

    def get(self, custom_id: str) -> dict[str, Any] | None:
        """Return what is known of a request: `tried`, `round`, `response`, `error`; None where nothing is."""
        return self._file.get(custom_id)

    def note(self, custom_id: str, round_: int, outcome: Mapping[str, Any]) -> bool:
        """Keep an outcome; tell whether the request is one of this run's.

        A reply that is there stays: what was read from it must not change under the answers.
        """
        known = self._file.get(custom_id)
        if known is None:
            return False
        if not _is_reply(known):
            tried = known["tried"] + (known.get("round") != round_)
            self._file.put(custom_id, self._model, {"tried": tried, "round": round_, **outcome})
        return True

    def lost(self, custom_id: str, round_: int) -> None:
        """Note that nothing came back for a request of a round that is over, unless something did."""
        known = self._file.get(custom_id)
        if known is not None and known.get("round") != round_:
            error = {"code": "no_answer", "message": "the batch ended without an answer"}
            self.note(custom_id, round_, {"response": None, "error": error})

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _is_reply(known: Mapping[str, Any]) -> bool:
    response = known.get("response")
    return isinstance(response, dict) and response.get("status_code") == 200


class Recorded:
    """Answers requests from the outcomes: in place of `extract.model.transport.Transport`."""

    def __init__(self, client: Client, outcomes: Outcomes, attempts: int = ATTEMPTS) -> None:
        """Take the client that knows what outcomes mean, what came back, and how often each may be asked."""
        self._client, self._outcomes, self._attempts = client, outcomes, attempts

    def post(self, body: dict[str, Any], sample: int = 0) -> dict[str, Any]:
        """Return the reply to a request.

        Raises:
            Deferred: it has not come, or failed in a way that may pass: it belongs into the next round.
            Refused: the server refuses the request.
            AnswerError: it cannot be answered, or failed too often.
        """
        custom_id = cache_key(self._client.endpoint.url, body, sample)
        known = self._outcomes.get(custom_id)
        if known is None or not known["tried"]:
            raise Deferred((custom_id, body))
        try:
            return self._reply(known)
        except Refused:
            raise
        except (Transient, InputError) as error:
            # No key, no money: what stops a run online may be put right before the next round.
            if known["tried"] >= self._attempts:
                raise Exhausted(f"{error}; tried in {known['tried']} batches") from error
            raise Deferred((custom_id, body)) from error

    def _reply(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return a reply, or raise what its outcome means."""
        response, error = known.get("response"), known.get("error")
        if not isinstance(response, Mapping):
            said = error.get("message") if isinstance(error, Mapping) else error
            raise Transient(str(said or "no answer"), "batch")
        body, status = response.get("body"), response.get("status_code")
        if status != 200:
            # Some programs number no status: what they refuse may pass.
            raise self._client.meaning(status if isinstance(status, int) else 500, {}, body)
        return self._client.answered(body)

    def effort(self) -> dict[str, Any]:
        """Return what a request took: no waiting of ours."""
        return {"sent": 1, "waited": 0.0, "failures": []}

    def stop(self) -> None:
        """Do nothing: nothing is sent."""

    def close(self) -> None:
        """Close the client and the outcomes."""
        self._client.close()
        self._outcomes.close()
