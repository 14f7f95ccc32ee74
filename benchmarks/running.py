"""Commands of Assay as processes of their own: how long they take, and how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

__all__ = ["MARK", "Took", "extracting", "finish", "held", "start"]

MARK = "ASSAY_BENCHMARK"


@dataclass(frozen=True)
class Took:
    """What a command took: seconds, seconds of CPU, and megabytes of the process itself at its highest.

    The CPU is that of its own processes, too, and says what work there was also where others work beside it.
    """

    seconds: float
    cpu: float
    megabytes: float


def extracting(reports: Path, out: Path, engine: str, workers: int | None = None) -> list[str]:
    """Return the command that extracts a folder of reports."""
    program = "from assay import main; main()"
    command = [sys.executable, "-c", program, "extract", str(reports), "--out", str(out), "--engine", engine]
    return command if workers is None else [*command, "--workers", str(workers)]


def start(command: list[str], mark: str | None = None) -> subprocess.Popen[bytes]:
    """Start a command; what it starts in turn carries the mark in its environment."""
    environment = {**os.environ, MARK: mark or uuid4().hex}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def held(pid: int) -> float:
    """Return the megabytes that a process holds by itself now; 0 where it has ended.

    What it shares with others, as the object store of Ray, is not in it.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    kept = dict(line.split(":", 1) for line in lines if line.startswith(("RssAnon", "RssFile")))
    return sum(int(value.split()[0]) for value in kept.values()) / 1024


def finish(process: subprocess.Popen[bytes]) -> Took:
    """Wait for a command and return what it took."""
    began, most = time.monotonic(), 0.0
    while True:
        most = max(most, held(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {process.returncode}")
    return Took(time.monotonic() - began, used.ru_utime + used.ru_stime, most)
