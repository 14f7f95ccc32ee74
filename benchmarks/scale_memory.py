"""Memory by engine and size of corpus: `python -m benchmarks.scale_memory [reports]...`.

Recombined reports of each size go through each engine, with two workers. Printed is the most memory of the
process that owns the run: its own, mapped files, and shared (see `running.Held`); and its own beside that at
the smallest size, 1.00 where it does not grow. Without Ray installed, its rows are left out.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.recombined import write_reports
from benchmarks.running import extracting, finish, start

__all__ = ["main"]

SIZES = (40, 160)


def main() -> None:
    """Print the table."""
    sizes = [int(given) for given in sys.argv[1:]] or SIZES
    engines = ("local", "processes", "ray") if find_spec("ray") else ("local", "processes")
    base = Path(tempfile.mkdtemp())
    names = ("sections", "own MB", "to smallest", "mapped MB", "shared MB")
    print(f"{'engine':<12}" + "".join(f"{name:>13}" for name in names))
    smallest: dict[str, float] = {}
    for size in sizes:
        reports = base / f"reports-{size}"
        sections = write_reports(size, reports)
        for engine in engines:
            workers = None if engine == "local" else 2
            memory = finish(start(extracting(reports, base / f"{engine}-{size}", engine, workers))).memory
            ratio = memory.own / smallest.setdefault(engine, memory.own)
            print(
                f"{engine:<12}{sections:>13}{memory.own:>13.0f}{ratio:>13.2f}{memory.mapped:>13.0f}"
                f"{memory.shared:>13.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
