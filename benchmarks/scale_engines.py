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
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from benchmarks.recombined import write_reports

__all__ = ["main"]

DERIVED = (
    "sections.jsonl", "extractions.jsonl", "metrics.csv", "drivers.csv", "findings.csv", "metrics.parquet",
    "drivers.parquet",
)  # fmt: skip
_MARK = "ASSAY_BENCHMARK"


@dataclass(frozen=True)
class Took:
    """What a command took: seconds, and megabytes of the process itself at its highest."""

    seconds: float
    megabytes: float


def _command(reports: Path, out: Path, engine: str) -> list[str]:
    program = "from assay import main; main()"
    return [sys.executable, "-c", program, "extract", str(reports), "--out", str(out), "--engine", engine]


def _start(command: list[str], mark: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, _MARK: mark}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024


def _finish(process: subprocess.Popen[bytes]) -> Took:
    began, peak = time.monotonic(), 0.0
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.2)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {process.returncode}")
    return Took(time.monotonic() - began, peak)


def _answers(out: Path) -> int:
    path = out / "answers.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _until(process: subprocess.Popen[bytes], out: Path, answers: int) -> None:
    while _answers(out) < answers and process.poll() is None:
        time.sleep(0.2)
    if process.poll() is not None:
        raise SystemExit("the run ended before it could be killed: give more reports")


def _workers(mark: str) -> list[int]:
    """Return the processes of a run that answer: Ray's actors, or spawned workers."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"{_MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0")
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
            mine = f"{_MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if mine:
            os.kill(int(path.name), signal.SIGKILL)


def _disturbed(reports: Path, out: Path, engine: str, total: int) -> tuple[Took, Took, int]:
    """Run, kill a worker, kill the run, and go on; return what both parts took, and the answers between."""
    mark = uuid4().hex
    began = time.monotonic()
    process = _start(_command(reports, out, engine), mark)
    _until(process, out, total // 4)
    if engine == "ray":
        os.kill(_workers(mark)[0], signal.SIGKILL)
    _until(process, out, total // 2)
    peak = _peak(process.pid)
    process.kill()
    process.wait()
    first = Took(time.monotonic() - began, peak)
    _end_all(mark)
    kept = _answers(out)
    return first, _finish(_start(_command(reports, out, engine), uuid4().hex)), kept


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
    local = _finish(_start(_command(base / "reports", base / "local", "local"), uuid4().hex))
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
            Took(first.seconds + second.seconds, max(first.megabytes, second.megabytes)),
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
