"""The files of a run folder: whole files appear at once, answers are appended as they come."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extract.ask import Usage
from extract.store.lines import StoredAnswer, answer_line, read_answer
from extract.store.manifest import Inputs, Manifest
from schemas.errors import RunFolderError

__all__ = ["AnswerIndex", "RunFolder"]

MANIFEST = "run.json"
SECTIONS = "sections.jsonl"
ANSWERS = "answers.jsonl"
EXTRACTIONS = "extractions.jsonl"
OVERLAY = "overlay.yaml"
_LOCK = ".lock"
# What a kill may leave behind: a file that was being written, with the suffix that mkstemp gives.
_TEMPORARY = re.compile(r"\.[a-z]+\.(?:json|jsonl|csv|parquet|html|yaml)\.[a-z0-9_]{8}")


class RunFolder:
    """A run folder on disk, opened for one run.

    Raises (all methods):
        RunFolderError: the folder cannot be read or written, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is touched before `opened`."""
        self.path = path

    @contextmanager
    def opened(self, inputs: Inputs) -> Iterator[None]:
        """Create the folder, or make sure that the run in it has the same inputs; clear what a kill left.

        Within the `with` block no other process opens the same folder.
        """
        self._refuse_others(inputs)
        with self.reported():
            self.path.mkdir(parents=True, exist_ok=True)
        with self._locked():
            self._refuse_others(inputs)
            with self.reported():
                for path in filter(_is_stale, list(self.path.iterdir())):
                    path.unlink()
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock: the system's own, which ends with the process that holds it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / _LOCK, blocking=False)
        with self.reported():
            try:
                lock.acquire()
            except Timeout:
                raise RunFolderError(
                    f"{self.path}: another process is writing this run; wait for it, or give another --out"
                ) from None
            except NotImplementedError as error:
                raise RunFolderError(f"{self.path}: its file system knows no locks") from error
        try:
            yield
        finally:
            lock.release()

    def _refuse_others(self, inputs: Inputs) -> None:
        with self.reported():
            if self.path.exists() and not self.path.is_dir():
                raise RunFolderError(f"{self.path}: is a file, not a run folder")
            manifest = self.path / MANIFEST
            if manifest.exists():
                self._refuse_another(manifest, inputs)
            elif self.path.exists() and any(
                not _is_stale(p) and p.name != _LOCK for p in self.path.iterdir()
            ):
                raise RunFolderError(f"{self.path}: is not empty and holds no run; give another --out")

    def _refuse_another(self, manifest: Path, inputs: Inputs) -> None:
        try:
            signature = json.loads(manifest.read_bytes())["signature"]
        except (ValueError, KeyError, TypeError) as error:
            raise RunFolderError(f"{manifest}: is no manifest of a run") from error
        if signature != inputs.signature:
            raise RunFolderError(
                f"{self.path}: holds another run (its report, model, schema, prompt or parameters "
                "differ); give another --out"
            )

    @contextmanager
    def replacing_path(self, name: str) -> Iterator[Path]:
        """Give a path to write to; what is there takes the place of `name` only when all went well."""
        with self.reported():
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=self.path)
            os.close(handle)
            try:
                yield Path(temporary)
                with Path(temporary).open("rb+") as written:
                    os.fsync(written.fileno())
                Path(temporary).chmod(0o644)
                Path(temporary).replace(self.path / name)
            except BaseException:
                with suppress(OSError):
                    Path(temporary).unlink()
                raise

    @contextmanager
    def replacing(self, name: str) -> Iterator[IO[str]]:
        """Open a text file for writing that takes the place of `name` only when it is complete."""
        with (
            self.replacing_path(name) as path,
            path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as out,
        ):
            yield out

    def write_manifest(self, manifest: Manifest) -> None:
        """Write `run.json`."""
        with self.replacing(MANIFEST) as out:
            json.dump(manifest.to_json(), out, ensure_ascii=False, indent=2)
            out.write("\n")

    def read_manifest(self) -> dict[str, Any]:
        """Return the content of `run.json`."""
        try:
            loaded = json.loads((self.path / MANIFEST).read_bytes())
        except (OSError, ValueError) as error:
            raise RunFolderError(f"{self.path}: holds no run ({MANIFEST} is missing or broken)") from error
        if not isinstance(loaded, dict):
            raise RunFolderError(f"{self.path}: {MANIFEST} is no manifest of a run")
        return loaded

    def write_lines(self, name: str, lines: Iterable[str]) -> None:
        """Write a whole file of lines."""
        with self.replacing(name) as out:
            for line in lines:
                out.write(line + "\n")

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of a file without their newlines; nothing where there is no file."""
        with self.reported():
            try:
                source = (self.path / name).open(encoding="utf-8", errors="surrogatepass", newline="\n")
            except FileNotFoundError:
                return
            with source:
                for line in source:
                    yield line.removesuffix("\n")

    def answer_index(self) -> AnswerIndex:
        """Return where each section's last answer stands, and what all of them together took.

        A last line that a kill cut short is cut off, so that the next one starts afresh.
        """
        path = self.path / ANSWERS
        places: dict[tuple[str, str], tuple[int, bool]] = {}
        usage = Usage()
        with self.reported():
            if not path.exists():
                return AnswerIndex(places, usage)
            whole = 0
            with path.open("rb") as source:
                for line in source:
                    if not line.endswith(b"\n"):
                        break
                    stored = self._stored(line)
                    places[stored.key] = (whole, stored.answer is not None)
                    usage += stored.usage
                    whole += len(line)
            if whole < path.stat().st_size:
                os.truncate(path, whole)
        return AnswerIndex(places, usage)

    @contextmanager
    def reading_answers(self) -> Iterator[Callable[[int], StoredAnswer]]:
        """Open `answers.jsonl`; give a function from a byte offset to the answer there."""
        with self.reported(), (self.path / ANSWERS).open("rb") as source:

            def at(offset: int) -> StoredAnswer:
                source.seek(offset)
                return self._stored(source.readline())

            yield at

    def _stored(self, line: bytes) -> StoredAnswer:
        try:
            return read_answer(line.decode("utf-8", "surrogatepass"))
        except ValueError as error:
            reason = " ".join(str(error).split())[:120]
            raise RunFolderError(f"{self.path / ANSWERS}: has a broken line ({reason})") from error

    @contextmanager
    def appending(self) -> Iterator[AnswerLog]:
        """Open `answers.jsonl` for appending."""
        with self.reported(), (self.path / ANSWERS).open("ab") as out:
            yield AnswerLog(out)

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Turn what the system says of a file into a RunFolderError."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise RunFolderError(f"{self.path}: cannot be read or written ({reason})") from error


def _is_stale(path: Path) -> bool:
    """Tell whether a file is what a killed run left half written."""
    return _TEMPORARY.fullmatch(path.name) is not None


@dataclass(frozen=True, slots=True)
class AnswerIndex:
    """What `answers.jsonl` holds.

    `places` gives, by report and section, the byte offset of the last line and whether it is an answer;
    `usage` is the sum over all lines, those of failed tries of an earlier start included.
    """

    places: dict[tuple[str, str], tuple[int, bool]]
    usage: Usage

    @property
    def answered(self) -> int:
        """Return how many sections have an answer."""
        return sum(answered for _, answered in self.places.values())


class AnswerLog:
    """An open `answers.jsonl`: a line is with the system, and safe from a kill, when `append` returns."""

    def __init__(self, out: IO[bytes]) -> None:
        """Take the open file."""
        self._out = out

    def append(self, stored: StoredAnswer) -> None:
        """Add one answer."""
        self.append_line((answer_line(stored) + "\n").encode("utf-8", "surrogatepass"))

    def append_line(self, line: bytes) -> None:
        r"""Add one answer as its line, which ends in "\n"."""
        self._out.write(line)
        self._out.flush()
