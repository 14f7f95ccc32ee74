"""Engines side by side: `python -m benchmarks.scale_engines [reports] [folder]`.

Recombined reports go through the local engine, undisturbed, and through Ray, of which a worker is killed at
about a quarter and the whole run at about the half, both by SIGKILL; then the same command is given again.
Printed are seconds, the ratio to the local engine, the peak memory of the process that owns the run, the
answers that were there at the kill and those of them that were asked again, and whether the tables are the
same byte for byte. `processes` in place of Ray where Ray is not installed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from benchmarks.recombined import write_reports
from benchmarks.running import MARK, Took, extracting, finish, held, start

__all__ = ["main"]

DERIVED = (
    "sections.jsonl", "extractions.jsonl", "metrics.csv", "drivers.csv", "findings.csv", "metrics.parquet",
    "drivers.parquet",
)  # fmt: skip


def _answers(out: Path) -> int:
    path = out / "answers.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _until(process: subprocess.Popen[bytes], out: Path, answers: int) -> float:
    """Wait for so many answers, and return the most megabytes that were held meanwhile."""
    most = 0.0
    while _answers(out) < answers and process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.1)
    if process.poll() is not None:
        raise SystemExit("the run ended before it could be killed: give more reports")
    return most


def _workers(mark: str) -> list[int]:
    """Return the processes of a run that answer: Ray's actors, or spawned workers."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"{MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0")
            command = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if mine and ((command.startswith(b"ray::") and b"MapWorker" in command) or b"spawn_main" in command):
            found.append(int(path.name))
    return found


def _end_all(mark: str) -> None:
    """End what a killed driver left behind: processes that carry this run's mark."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"{MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if mine:
            os.kill(int(path.name), signal.SIGKILL)


def _disturbed(reports: Path, out: Path, engine: str, total: int) -> tuple[Took, Took, int]:
    """Run, kill a worker, kill the run, and go on; return what both parts took, and the answers between."""
    mark = uuid4().hex
    began = time.monotonic()
    process = start(extracting(reports, out, engine), mark)
    most = _until(process, out, total // 4)
    if engine == "ray":
        os.kill(_workers(mark)[0], signal.SIGKILL)
    most = max(most, _until(process, out, total // 2))
    process.kill()
    process.wait()
    first = Took(time.monotonic() - began, 0.0, most)
    _end_all(mark)
    kept = _answers(out)
    return first, finish(start(extracting(reports, out, engine))), kept


def _asked_again(out: Path, kept: int) -> int:
    """Return how many of the first `kept` answers stand in the file again."""
    with (out / "answers.jsonl").open() as lines:
        keys = [(told["report"], told["section"]) for told in map(json.loads, lines)]
    first, times = set(keys[:kept]), Counter(keys)
    return sum(times[key] > 1 for key in first)


def main() -> None:
    """Print the table."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 371
    base = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    total = write_reports(reports, base / "reports")
    engine = "ray" if find_spec("ray") else "processes"
    local = finish(start(extracting(base / "reports", base / "local", "local")))
    first, second, kept = _disturbed(base / "reports", base / engine, engine, total)
    same = all((base / "local" / n).read_bytes() == (base / engine / n).read_bytes() for n in DERIVED)
    print(f"{total} recombined sections of {reports} reports, {len(os.sched_getaffinity(0))} cores")
    print(f"{'engine':<28}{'seconds':>9}{'ratio':>7}{'sections/s':>12}{'peak MB':>9}")
    for name, took, part in (
        ("local, one core", local, total),
        (f"{engine}, until the kill", first, kept),
        (f"{engine}, from there on", second, total - kept),
        (
            f"{engine}, both",
            Took(first.seconds + second.seconds, 0.0, max(first.megabytes, second.megabytes)),
            total,
        ),
    ):
        ratio = took.seconds / local.seconds
        print(
            f"{name:<28}{took.seconds:>9.1f}{ratio:>7.2f}{part / took.seconds:>12.1f}{took.megabytes:>9.0f}"
        )
    print(f"answers at the kill: {kept}; of them asked again: {_asked_again(base / engine, kept)}")
    print(f"tables and records the same byte for byte: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
