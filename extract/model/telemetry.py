"""Structured logs: one JSON object a line, for each request and each warning of the model path.

The events come through the standard loggers `assay.requests` and `assay.model`, so that a program of
one's own may send them elsewhere. No key is ever in them; texts (messages, replies, and what servers say)
only where they are asked for.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import InputError

__all__ = ["logging_requests"]

_LOGGERS = ("assay.requests", "assay.model")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps({**line, **getattr(record, "request", {})}, ensure_ascii=False)


@contextmanager
def logging_requests(path: Path | None, *, texts: bool = False) -> Iterator[None]:
    """Write the events to a file, to which they are appended, or to stderr.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        handler = logging.FileHandler(path, encoding="utf-8") if path else logging.StreamHandler(sys.stderr)
    except OSError as error:
        raise InputError(f"{path}: the log cannot be written ({error.strerror})") from error
    handler.setFormatter(_Lines())
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG if texts else logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
        handler.close()
