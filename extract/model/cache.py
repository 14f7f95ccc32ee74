"""Replies that were paid for, in a SQLite file: JSON text, nothing pickled, failures never.

A reply is set aside as it comes, and kept for good when it turns out to hold an answer. One that holds none
stays aside until its section is through: a run that is killed meanwhile need not pay for it twice, and a
section that failed is asked anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from schemas.errors import InputError

__all__ = ["Cache", "cache_key", "default_path"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, reply TEXT NOT NULL,
    made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aside (key TEXT PRIMARY KEY, reply TEXT NOT NULL) WITHOUT ROWID;
"""
_BUSY = 30.0


def default_path() -> Path:
    """Return `assay/answers.sqlite` under XDG_CACHE_HOME, or under ~/.cache."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if given and Path(given).is_absolute() else Path("~/.cache").expanduser()
    return base / "assay" / "answers.sqlite"


def cache_key(endpoint: str, body: Mapping[str, Any], sample: int = 0) -> str:
    """Return the hash of an endpoint and a whole request: model, messages, schema and parameters.

    `sample` tells one of several answers to the same request from the others.
    """
    parts = [endpoint, body, sample] if sample else [endpoint, body]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


class Cache:
    """The file, shared by threads and processes.

    Raises (all methods):
        InputError: it cannot be opened, read or written.
    """

    def __init__(self, path: Path, *, refresh: bool = False) -> None:
        """Open the file, made where it is missing; with `refresh` it is written but not read."""
        self._path, self._refresh = path, refresh
        self._lock = Lock()
        with self._reported():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Autocommit: each reply is in the file when `put` returns.
            self._database = sqlite3.connect(
                path, timeout=_BUSY, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.executescript(_SCHEMA)

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the reply that is kept, or set aside, under a key; None where there is none."""
        aside = "SELECT reply FROM aside WHERE key = :key"
        both = f"SELECT reply FROM replies WHERE key = :key UNION ALL {aside} LIMIT 1"
        with self._reported(), self._lock:
            # A run that asks anew still goes on with what it set aside itself.
            row = self._database.execute(aside if self._refresh else both, {"key": key}).fetchone()
        try:
            reply = json.loads(row[0]) if row else None
        except ValueError:
            return None  # asked again, and then overwritten
        return reply if isinstance(reply, dict) else None

    def put(self, key: str, model: str, reply: Mapping[str, Any]) -> None:
        """Keep a reply that holds an answer, set aside no longer."""
        row = (key, model, json.dumps(reply, separators=(",", ":")))
        with self._reported(), self._lock:
            self._database.execute("INSERT OR REPLACE INTO replies (key, model, reply) VALUES (?, ?, ?)", row)
            self._database.execute("DELETE FROM aside WHERE key = ?", (key,))

    def set_aside(self, key: str, reply: Mapping[str, Any]) -> None:
        """Keep a reply until it is read, or, where it holds no answer, until its section is through."""
        row = (key, json.dumps(reply, separators=(",", ":")))
        with self._reported(), self._lock:
            self._database.execute("INSERT OR REPLACE INTO aside (key, reply) VALUES (?, ?)", row)

    def drop_aside(self, keys: Sequence[str]) -> None:
        """Forget replies that were set aside."""
        if keys:
            with self._reported(), self._lock:
                self._database.executemany("DELETE FROM aside WHERE key = ?", [(key,) for key in keys])

    def close(self) -> None:
        """Close the file."""
        with self._reported(), self._lock:
            self._database.close()

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                f"{self._path}: the cache cannot be used ({error}); delete it, or pass --no-cache"
            ) from error
