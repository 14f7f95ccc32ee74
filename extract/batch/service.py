"""The files and batches endpoints, through openai's client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.model.client import Client, headers_of
from extract.model.providers import Endpoint
from schemas.errors import InputError

if TYPE_CHECKING:
    from openai.types import Batch

__all__ = ["ENDED", "Service"]

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_RETRIES = 5  # of what may be sent twice without harm
_LABEL = "assay"
_CLOCKS = 3600  # seconds that two clocks may differ


class Service:
    """One provider's batches.

    Raises (all methods):
        InputError: what was asked is refused, or the server cannot be reached.
    """

    def __init__(self, endpoint: Endpoint, timeout: float) -> None:
        """Make the client, which retries by itself: nothing else here does."""
        import httpx2
        from openai import DefaultHttpx2Client, OpenAI

        self._said = Client(endpoint, 1, timeout)
        self._client = OpenAI(
            api_key=endpoint.key or "none",
            base_url=endpoint.url,
            max_retries=_RETRIES,
            timeout=httpx2.Timeout(timeout),
            default_headers={
                n: v for n, v in headers_of(endpoint).items() if n.startswith(("api-", "openai-"))
            },
            http_client=DefaultHttpx2Client(trust_env=not endpoint.is_local),
        )

    def upload(self, path: Path) -> str:
        """Upload a request file and return its id."""
        with self._told(), path.open("rb") as source:
            return self._client.files.create(file=(path.name, source), purpose="batch").id

    def create(self, file: str, label: str) -> str:
        """Make a batch of an uploaded file, under a label of ours, and return its id.

        It is sent once: a second batch would cost the same again.
        """
        with self._told("; a batch may have been made: `assay batch submit` looks for it first"):
            once = self._client.with_options(max_retries=0)
            made = once.batches.create(
                input_file_id=file,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_LABEL: label},
            )
        return made.id

    def find(self, label: str, since: int) -> str | None:
        """Return the id of the batch that was made under a label, not before `since` (Unix seconds)."""
        with self._told():
            for batch in self._client.batches.list(limit=100):
                if batch.created_at < since - _CLOCKS:
                    break  # they come newest first
                if (batch.metadata or {}).get(_LABEL) == label:
                    return batch.id
        return None

    def status(self, batch: str) -> Batch:
        """Return a batch as it is now."""
        with self._told():
            return self._client.batches.retrieve(batch)

    def fetch(self, file: str, to: Path) -> None:
        """Write a file's content to a path."""
        with self._told(), self._client.files.with_streaming_response.content(file) as reply:
            reply.stream_to_file(to)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        self._said.close()

    @contextmanager
    def _told(self, hint: str = "") -> Iterator[None]:
        import openai

        try:
            yield
        except openai.APIStatusError as error:
            told = self._said.meaning(error.status_code, error.response.headers, error.body)
            # What is wrong with one text is no more than a refusal here, and a passing failure has lasted.
            raise InputError(f"{told}{hint}") from None
        except openai.APIConnectionError as error:
            cause = type(error.__cause__).__name__ if error.__cause__ else "no connection"
            raise InputError(f"{self._said.endpoint.url} cannot be reached ({cause}){hint}") from None
