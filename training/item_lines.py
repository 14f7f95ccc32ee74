"""What commands on short items share: lines, every fourth of which is only counted, counts, bad input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from eval.counts import Counts
from schemas.errors import AssayError, DataFileError

__all__ = ["counts_of", "ending_at_bad_input", "paths_in", "read_lines"]

_KEPT_OUT = 4


def read_lines(path: Path) -> Iterator[tuple[str, Any, bool]]:
    """Yield for each line where it stands, what it holds, and whether it is only counted.

    Raises:
        DataFileError: it is no such file.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path.name}: cannot be read as UTF-8 text") from error
    for number, line in enumerate(lines):
        where = f"{path.name}:{number + 1}"
        try:
            read = json.loads(line, parse_float=Decimal)
        except ValueError as error:
            raise DataFileError(f"{where}: not an item") from error
        yield where, read, number % _KEPT_OUT == 0


def paths_in(folder: Path) -> list[Path]:
    """Return the files of a folder by name.

    Raises:
        DataFileError: it has none.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise DataFileError(f"{folder}: no .jsonl files")
    return paths


def counts_of(right: int, told: int, wanted: int) -> Counts:
    """Return the counts of what is right among so many told and so many wanted."""
    return Counts(right, told - right, wanted - right)


@contextmanager
def ending_at_bad_input() -> Iterator[None]:
    """End a command with one line and exit code 2 at bad input."""
    try:
        yield
    except AssayError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(2) from error
