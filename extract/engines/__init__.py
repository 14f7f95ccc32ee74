"""Engines: the same job spread over processes or machines, with the same run folder at its end.

    worker     what each process does: annotate a report, answer a group of sections
    processes  worker processes on this machine
    handover   what such a process has made, in a file
    ray_data   actors of a Ray cluster, through Ray Data

An engine answers; it writes nothing. Answers come back as the lines of `answers.jsonl`, which the one
process that owns the run folder appends as they come. All else follows from that file as always, so that no
engine can come to other records, and a run goes on with any engine where another stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from extract.engines.worker import Recipe, Task
from schemas.errors import InputError

__all__ = ["ENGINES", "Engine", "make_engine"]

ENGINES = ("local", "processes", "ray")


class Engine(Protocol):
    """Spreads work over workers; `partitioned` tells that the tables are wanted by month, too."""

    recipe: Recipe
    partitioned: bool

    def annotate(self, tasks: Sequence[Task]) -> Iterator[str]:
        """Yield the lines of `sections.jsonl` of all reports, in order.

        Raises:
            InputError: a report cannot be read, or was changed.
        """
        ...

    def answer(self, sections: Path, groups: Iterable[list[int]]) -> Iterator[bytes]:
        r"""Yield lines of `answers.jsonl`, each with its "\n", as they come.

        `groups` are byte offsets of lines of the file `sections`; one worker answers a group.

        Raises:
            InputError: nothing can be answered, or the workers are lost.
        """
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


def make_engine(name: str, recipe: Recipe, workers: int | None = None) -> Engine | None:
    """Return an engine by its name; None for `local`, where this process answers by itself.

    `workers` is how many there are; as many as there are cores where None.

    Raises:
        InputError: there is no such engine, or Ray is not installed.
    """
    if name == "local":
        return None
    if name == "processes":
        from extract.engines.processes import Processes

        return Processes(recipe, workers)
    if name == "ray":
        from extract.engines.ray_data import RayData

        return RayData(recipe, workers)
    raise InputError(f"there is no engine {name!r}: give one of {', '.join(ENGINES)}")
