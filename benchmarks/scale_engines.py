"""Engines side by side: `python -m benchmarks.scale_engines [reports] [folder]`.

Recombined reports go through the local engine, undisturbed, and through Ray, of which a worker is killed at
about a quarter and the whole run at about the half, both by SIGKILL; then the same command is given again.
Printed are seconds, the ratio to the local engine, the most memory of the process that owns the run (its own,
mapped files, and shared, see `running.Held`), the answers that were there at the kill and those of them that
were asked again, the processes that outlived the killed run, and whether the tables are the same byte for
byte. `processes` in place of Ray where Ray is not installed.
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
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from benchmarks.recombined import write_reports
from benchmarks.running import Held, Took, extracting, finish, held, marked, start

__all__ = ["main"]

PATIENCE = 90  # seconds that what belongs to a killed run has to end: agents of Ray take a minute
DERIVED = (
    "sections.jsonl", "extractions.jsonl", "metrics.csv", "drivers.csv", "findings.csv", "metrics.parquet",
    "drivers.parquet",
)  # fmt: skip


def _answers(out: Path) -> int:
    path = out / "answers.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _until(process: subprocess.Popen[bytes], out: Path, answers: int) -> Held:
    """Wait for so many answers, and return the most memory that was held meanwhile."""
    most = Held()
    while _answers(out) < answers and process.poll() is None:
        most |= held(process.pid)
        time.sleep(0.1)
    if process.poll() is not None:
        raise SystemExit("the run ended before it could be killed: give more reports")
    return most


def _workers(mark: str) -> list[int]:
    """Return the processes of a run that answer: Ray's actors, or spawned workers."""
    return [
        pid
        for pid, command in marked(mark).items()
        if (command.startswith(b"ray::") and b"MapWorker" in command) or b"spawn_main" in command
    ]


def _outlived(mark: str) -> int:
    """Return how many processes of a killed run are left when they have had time to end, and end those."""
    began = time.monotonic()
    while marked(mark) and time.monotonic() < began + PATIENCE:
        time.sleep(0.2)
    left = marked(mark)
    for pid, command in left.items():
        print(f"outlived the run: {command.replace(bytes(1), b' ').decode(errors='replace')[:100]}")
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


@dataclass(frozen=True)
class _Disturbed:
    """What a run took until it was killed, and from there on."""

    first: Took
    second: Took
    kept: int
    outlived: int

    @property
    def both(self) -> Took:
        one, two = self.first, self.second
        return Took(one.seconds + two.seconds, one.cpu + two.cpu, one.memory | two.memory)


def _disturbed(reports: Path, out: Path, engine: str, total: int) -> _Disturbed:
    """Run, kill a worker, kill the run, and go on."""
    mark = uuid4().hex
    began = time.monotonic()
    process = start(extracting(reports, out, engine), mark)
    most = _until(process, out, total // 4)
    os.kill(_workers(mark)[0], signal.SIGKILL)
    most |= _until(process, out, total // 2)
    process.kill()
    process.wait()
    first = Took(time.monotonic() - began, 0.0, most)
    outlived, kept = _outlived(mark), _answers(out)
    return _Disturbed(first, finish(start(extracting(reports, out, engine))), kept, outlived)


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
    cut = _disturbed(base / "reports", base / engine, engine, total)
    same = all((base / "local" / n).read_bytes() == (base / engine / n).read_bytes() for n in DERIVED)
    print(f"{total} recombined sections of {reports} reports, {len(os.sched_getaffinity(0))} cores")
    names = ("seconds", "ratio", "sections/s", "own MB", "mapped MB", "shared MB")
    print(f"{'engine':<28}" + "".join(f"{name:>11}" for name in names))
    for name, took, part in (
        ("local, one core", local, total),
        (f"{engine}, until the kill", cut.first, cut.kept),
        (f"{engine}, from there on", cut.second, total - cut.kept),
        (f"{engine}, both", cut.both, total),
    ):
        ratio, memory = took.seconds / local.seconds, took.memory
        print(
            f"{name:<28}{took.seconds:>11.1f}{ratio:>11.2f}{part / took.seconds:>11.1f}{memory.own:>11.0f}"
            f"{memory.mapped:>11.0f}{memory.shared:>11.0f}"
        )
    print(f"answers at the kill: {cut.kept}; of them asked again: {_asked_again(base / engine, cut.kept)}")
    print(f"processes that outlived the killed run by {PATIENCE} s: {cut.outlived}")
    print(f"tables and records the same byte for byte: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
