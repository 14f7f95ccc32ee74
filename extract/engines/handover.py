"""The hand-over: what a worker has made stands in a file, and only the file's name goes through a pipe.

A worker that is killed while it writes to a pipe may leave half a message there, and whoever reads it waits
for the rest for ever. A name is so short that it is written whole or not at all.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp
from typing import TypeVar

__all__ = ["hand_over", "take_over"]

T = TypeVar("T")


def hand_over(work: Callable[[T], list[bytes]], folder: str, item: T) -> str:
    """Do the work on an item, and return the path of a new file in a folder that holds what it came to."""
    made = work(item)
    descriptor, path = mkstemp(dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        pickle.dump(made, file)
    return path


def take_over(path: str) -> list[bytes]:
    """Return what a file holds that a worker of this run has handed over, and remove it."""
    with Path(path).open("rb") as file:
        made: list[bytes] = pickle.load(file)
    Path(path).unlink()
    return made
