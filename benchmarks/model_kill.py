"""Runs that are killed: `python -m benchmarks.model_kill [rounds] [sections] [latency]`.

Each round starts `assay extract`, kills it with SIGKILL at a random moment, and gives the same command
again. Printed are the rounds whose output is that of an undisturbed run, and the most requests that came
twice, beside the concurrency. The server gives 5% malformed replies, each drawn by the request itself, so
that a second asking meets the same.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chat_server import serving, stats
from benchmarks.sections import report_of

__all__ = ["main"]

FLYING = 8
DERIVED = ("extractions.jsonl", "metrics.csv", "drivers.csv", "findings.csv", "sections.jsonl")


def _command(report: Path, out: Path, url: str) -> list[str]:
    program = "from assay import main; main()"
    given = ["extract", str(report), "--out", str(out), "--model", "local/fake", "--base-url", url]
    return [sys.executable, "-c", program, *given, "--concurrency", str(FLYING)]


def _run(command: list[str], cache: Path, kill_after: float | None = None) -> float:
    """Run a command to its good end, or kill it; return the seconds that it took."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        said, _ = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    else:
        if process.returncode:
            raise SystemExit(f"exit code {process.returncode}: {said.decode(errors='replace')}")
    return time.monotonic() - began


def _derived(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in DERIVED}


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    sections = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    latency = float(sys.argv[3]) if len(sys.argv) > 3 else 0.1
    drawn = random.Random(7)
    same = most = killed = 0
    print(f"{sections} sections, {latency * 1000:.0f} ms, {FLYING} in flight")
    print(f"{'round':<8}{'killed after, s':>16}{'requests':>10}{'repeated':>10}  output")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = report_of(sections, folder / "metals-2025-01.txt")
        with serving(latency=latency, malformed=0.05, by_body=1) as url:
            whole = _run(_command(report, folder / "whole", url), folder / "cache")
        wanted = _derived(folder / "whole")
        for number in range(1, rounds + 1):
            out, cache = folder / f"run{number}", folder / f"cache{number}"
            moment = drawn.uniform(0.3, whole)
            with serving(latency=latency, malformed=0.05, by_body=1) as url:
                command = _command(report, out, url)
                _run(command, cache, moment)
                begun = stats(url)["counts"].get("requests", 0)
                _run(command, cache)
                told = stats(url)
            repeated = sum(times - 1 for times in told["bodies"].values())
            alike = _derived(out) == wanted
            same, most, killed = same + alike, max(most, repeated), killed + (0 < begun < sections)
            print(
                f"{number:<8}{moment:>16.2f}{told['counts']['requests']:>10}{repeated:>10}"
                f"  {'the same' if alike else 'ANOTHER'}",
                flush=True,
            )
    print(f"same output in {same} of {rounds} rounds, {killed} of them killed while asking; at most {most} "
          f"requests repeated, {FLYING} in flight")  # fmt: skip


if __name__ == "__main__":
    main()
