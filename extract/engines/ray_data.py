"""Ray Data: the workers are actors of a Ray cluster, on this machine or on many.

Where `RAY_ADDRESS` names a cluster, that one is used, else one is started on this machine. What actors are
given are paths and byte offsets, so that all nodes must see the reports and the run folder under the same
paths. A worker that is killed is started anew, and its group answered again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from extract.engines.worker import Recipe, Task, Worker
from schemas.errors import InputError

__all__ = ["RayData"]

_ERROR = b"!"  # no line of JSON begins so
_WAVE = 256  # groups of one execution: the owner's memory grows within it, and each starts its actors anew
_STORE = 256 * 1024**2  # bytes of the object store of a cluster on this machine; groups and lines are small


class RayData:
    """Actors of a Ray cluster."""

    partitioned = True

    def __init__(self, recipe: Recipe, workers: int | None = None) -> None:
        """Take what actors answer with, and how many there are (one for each CPU of the cluster).

        Raises:
            InputError: Ray is not installed.
        """
        # Before Ray is loaded: it would report home, and warn of its own making on stderr.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        try:
            import ray.data
        except ImportError as error:
            raise InputError("--engine ray needs Ray: pip install 'assay-metals[ray]'") from error
        self.recipe, self._workers = recipe, workers
        self._ray = ray
        self._started = False

    def annotate(self, tasks: Sequence[Task]) -> Iterator[str]:
        """See `extract.engines.Engine`."""
        recipe = self.recipe

        class Annotating:
            def __init__(self) -> None:
                self._worker = Worker(recipe)

            def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
                return _told(line for task in batch["item"] for line in self._worker.annotate(task))

        for line in self._mapped(Annotating, iter(tasks), ordered=True):
            yield line.decode("utf-8", "surrogatepass")

    def answer(self, sections: Path, groups: Iterable[list[int]]) -> Iterator[bytes]:
        """See `extract.engines.Engine`."""
        recipe, path = self.recipe, bytes(sections.resolve())

        class Answering:
            def __init__(self) -> None:
                self._worker, self._path = Worker(recipe), Path(os.fsdecode(path))

            def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
                return _told(line for g in batch["item"] for line in self._worker.answer(self._path, g))

        # In any order: a line that waits for another would be lost at a kill.
        yield from self._mapped(Answering, iter(groups), ordered=False)

    def close(self) -> None:
        """End the cluster that was started here; leave one that was joined."""
        if self._started:
            self._ray.shutdown()
            self._started = False

    def _mapped(self, actor: type, items: Iterator[Any], *, ordered: bool) -> Iterator[bytes]:
        """Yield the lines that the actors make of the items; an item is a block of its own."""
        ray = self._ray
        try:
            self._join()
            ray.data.DataContext.get_current().execution_options.preserve_order = ordered
            workers = self._workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
            while wave := [{"item": item} for item in islice(items, _WAVE)]:
                dataset = ray.data.from_items(wave, override_num_blocks=len(wave)).map_batches(
                    actor,
                    batch_size=None,
                    compute=ray.data.ActorPoolStrategy(size=min(workers, len(wave))),
                )
                for batch in dataset.iter_batches(batch_size=None, prefetch_batches=0):
                    for line in batch["line"]:
                        if line.startswith(_ERROR):
                            raise InputError(line.removeprefix(_ERROR).decode())
                        yield line
        except (ray.exceptions.RayError, ConnectionError) as error:
            said = " ".join(str(error).split())[-200:]
            raise InputError(f"the Ray cluster failed ({said}); the same command goes on") from error

    def _join(self) -> None:
        """Join the cluster of `RAY_ADDRESS`, or start one here."""
        ray = self._ray
        if ray.is_initialized():
            return
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.ERROR)
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        if not os.environ.get("RAY_ADDRESS"):
            cores = len(os.sched_getaffinity(0))
            quiet |= {"address": "local", "num_cpus": self._workers or cores, "include_dashboard": False}
            quiet |= {"object_store_memory": _STORE, "_node_ip_address": "127.0.0.1"}
        ray.init(**quiet)
        ray.data.DataContext.get_current().enable_progress_bars = False
        self._started = True


def _told(lines: Iterable[bytes]) -> dict[str, list[bytes]]:
    """Return an actor's lines, or what stopped it as one line: Ray would try again what cannot succeed."""
    try:
        return {"line": list(lines)}
    except InputError as error:
        return {"line": [_ERROR + str(error).encode("utf-8", "replace")]}
