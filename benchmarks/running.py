"""Commands of Assay as processes of their own: how long they take, and how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

__all__ = ["MARK", "Held", "Took", "extracting", "finish", "held", "marked", "start"]

MARK = "ASSAY_BENCHMARK"
_KINDS = ("RssAnon", "RssFile", "RssShmem")


@dataclass(frozen=True)
class Held:
    """The memory of one process in megabytes, by kind, as the system counts what is resident.

    `own` is private: what the program allocated. `mapped` are pages of files, nearly all of them code of
    libraries, which the system shares between processes and can drop. `shared` is memory that several
    processes see, as the object store of Ray is; the store has a size of its own, whatever the corpus.
    """

    own: float = 0.0
    mapped: float = 0.0
    shared: float = 0.0

    def __or__(self, other: Held) -> Held:
        """Return the most of each kind."""
        return Held(max(self.own, other.own), max(self.mapped, other.mapped), max(self.shared, other.shared))


@dataclass(frozen=True)
class Took:
    """What a command took: seconds, seconds of CPU, and the memory of the process itself at its highest.

    The CPU is that of its own processes, too, and says what work there was also where others work beside it.
    """

    seconds: float
    cpu: float
    memory: Held


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


def held(pid: int) -> Held:
    """Return what a process holds now; nothing where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return Held()
    told = {
        name: int(rest.split()[0]) / 1024 for name, rest in (x.split(":", 1) for x in lines) if name in _KINDS
    }
    return Held(*(told.get(kind, 0.0) for kind in _KINDS))


def marked(mark: str) -> dict[int, bytes]:
    """Return the processes that carry a mark, with their command lines."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0"):
                found[int(path.name)] = (path / "cmdline").read_bytes()
        except OSError:
            continue
    return found


def finish(process: subprocess.Popen[bytes]) -> Took:
    """Wait for a command and return what it took."""
    began, most = time.monotonic(), Held()
    while True:
        most |= held(process.pid)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {process.returncode}")
    return Took(time.monotonic() - began, used.ru_utime + used.ru_stime, most)
