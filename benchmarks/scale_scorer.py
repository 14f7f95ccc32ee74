"""The scorer by number of records: `python -m benchmarks.scale_scorer [most]`.

Frames of the embedded extractor over recombined reports, once, twice … up to `most` times under new names
of reports, against the same frames with each seventh value, each eleventh region and each thirteenth row
changed or left out. Printed are seconds of CPU, microseconds a record beside those of the smallest size
(1.00 where the cost is linear), and the most memory that scoring allocates.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.recombined import write_reports
from eval.score import score_frames
from extract import Frames, extract, frames

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["main"]

REPORTS = 4


def _copies(frame: DataFrame, times: int) -> DataFrame:
    import pandas as pd

    parts = [frame.assign(report=frame["report"] + f"-{n}") for n in range(times)]
    return pd.concat(parts, ignore_index=True)


def _gold(metrics: DataFrame) -> DataFrame:
    changed = metrics.copy()
    changed.loc[changed.index % 7 == 0, "value"] += 1
    changed.loc[changed.index % 11 == 0, "region"] = "elsewhere"
    return changed[changed.index % 13 != 0]


def _scored(ours: Frames, gold: DataFrame) -> float:
    f1 = score_frames(ours.metrics, ours.drivers, (gold, ours.drivers)).f1("metrics.strict")
    assert f1 is not None
    return f1


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 32
    base = Path(tempfile.mkdtemp())
    sections = write_reports(REPORTS, base / "reports")
    once = frames(extract(base / "reports", out=base / "run")[0])
    _scored(once, _gold(once.metrics))  # loads what it needs
    names = ("sections", "records", "CPU, s", "us a record", "to smallest", "peak MB", "F1, strict")
    print("".join(f"{name:>13}" for name in names))
    smallest, times = 0.0, 1
    while times <= most:
        ours = Frames(_copies(once.metrics, times), _copies(once.drivers, times))
        gold = _gold(ours.metrics)
        records = len(ours.metrics) + len(gold) + 2 * len(ours.drivers)
        began = time.process_time()
        f1 = _scored(ours, gold)
        seconds = time.process_time() - began
        tracemalloc.start()  # it makes everything slower: a scoring of its own
        _scored(ours, gold)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        each = 1e6 * seconds / records
        smallest = smallest or each
        print(
            f"{sections * times:>13}{records:>13}{seconds:>13.2f}{each:>13.0f}{each / smallest:>13.2f}"
            f"{peak / 1e6:>13.0f}{f1:>13.3f}",
            flush=True,
        )
        times *= 2


if __name__ == "__main__":
    main()
