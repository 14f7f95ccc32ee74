"""The lines of a request file and of the files that come back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from schemas.errors import DataFileError

__all__ = ["MOST_BYTES", "MOST_REQUESTS", "RequestFiles", "Written", "read_outcomes", "requested"]

MOST_REQUESTS, MOST_BYTES = 50_000, 200_000_000  # of one file, by OpenAI's documentation of its Batch API
_URL = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class Written:
    """A request file: its name, how many requests it holds, and the hash of its bytes."""

    name: str
    requests: int
    sha256: str


class RequestFiles:
    """Writes requests into as many files as the limits make necessary: `requests-001.jsonl`, and so on."""

    def __init__(
        self, folder: Path, most_requests: int = MOST_REQUESTS, most_bytes: int = MOST_BYTES
    ) -> None:
        """Take the folder, which exists, and the limits of one file."""
        self._folder, self._most_requests, self._most_bytes = folder, most_requests, most_bytes
        self._out: IO[bytes] | None = None
        self._requests = self._bytes = 0
        self._written: list[Written] = []

    def add(self, custom_id: str, body: Mapping[str, Any]) -> None:
        """Write one request, in another file where this one is full."""
        told = {"custom_id": custom_id, "method": "POST", "url": _URL, "body": body}
        line = json.dumps(told, separators=(",", ":")).encode() + b"\n"
        full = self._requests >= self._most_requests or self._bytes + len(line) > self._most_bytes
        if self._out is not None and full:
            self._end()
        if self._out is None:
            name = f"requests-{len(self._written) + 1:03}.jsonl"
            self._out, self._digest = (self._folder / name).open("wb"), sha256()
            self._requests = self._bytes = 0
        self._out.write(line)
        self._digest.update(line)
        self._requests += 1
        self._bytes += len(line)

    def close(self) -> tuple[Written, ...]:
        """End the last file and return all that were written."""
        if self._out is not None:
            self._end()
        return tuple(self._written)

    def _end(self) -> None:
        assert self._out is not None
        name = Path(self._out.name).name
        self._out.close()
        self._out = None
        self._written.append(Written(name, self._requests, self._digest.hexdigest()))


def requested(path: Path) -> Iterator[str]:
    """Yield the ids of a request file.

    Raises:
        DataFileError: the file cannot be read, or is none.
    """
    for _, line in _objects(path):
        yield str(line.get("custom_id"))


def read_outcomes(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each line of a file that came back: the id, and its `response` and `error`.

    Raises:
        DataFileError: the file cannot be read, or a line is no outcome of a request.
    """
    for number, line in _objects(path):
        response, error = line.get("response"), line.get("error")
        whole = isinstance(line.get("custom_id"), str) and (isinstance(response, dict) or error is not None)
        if not whole:
            raise DataFileError(
                f"{path}: line {number} holds no custom_id with a response or an error; "
                "give the output or error file of a batch"
            )
        yield line["custom_id"], {"response": response, "error": error}


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open("rb") as source:
            for number, line in enumerate(source, 1):
                if not line.strip():
                    continue
                try:
                    told = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise DataFileError(f"{path}: line {number} is no JSON") from error
                if not isinstance(told, dict):
                    raise DataFileError(f"{path}: line {number} is no JSON object")
                yield number, told
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror})") from error
