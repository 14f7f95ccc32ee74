"""The embedded extractor by size of corpus: `python -m benchmarks.scale_rules [largest] [folder]`.

Recombined reports, each size twice the one before, through one process and through two workers. Printed are
seconds, milliseconds of CPU a section beside those of the smallest size (1.00 where the cost is linear; the
start of the program is in them), how many times faster two workers are, and the most memory that the process
which owns the run had of its own (`Held.own`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.recombined import write_reports
from benchmarks.running import extracting, finish, start

__all__ = ["main"]

STEPS = 5


def main() -> None:
    """Print the table."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 64
    base = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    sizes = [largest >> step for step in reversed(range(STEPS)) if largest >> step]
    names = (
        "sections",
        "1 core, s",
        "CPU ms each",
        "to smallest",
        "own MB",
        "2 workers, s",
        "CPU ms each",
        "faster",
        "own MB",
    )
    print("".join(f"{name:>13}" for name in names))
    smallest = 0.0
    for size in sizes:
        sections = write_reports(size, base / f"reports-{size}")
        one = finish(start(extracting(base / f"reports-{size}", base / f"one-{size}", "local")))
        two = finish(start(extracting(base / f"reports-{size}", base / f"two-{size}", "processes", 2)))
        each = 1000 * one.cpu / sections
        smallest = smallest or each
        print(
            f"{sections:>13}{one.seconds:>13.1f}{each:>13.2f}{each / smallest:>13.2f}{one.memory.own:>13.0f}"
            f"{two.seconds:>13.1f}{1000 * two.cpu / sections:>13.2f}{one.seconds / two.seconds:>13.2f}"
            f"{two.memory.own:>13.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
