"""What the folder `batch/` of a run holds: how its model is asked, and the request files of the round.

job.json           all of the below; no key is ever in it
outcomes.sqlite    what came back, by the request's id
round-01/ …        the request files of each round, and the output and error files of its batches
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.batch.lines import Written
from extract.model.settings import Settings
from extract.store.folder import RunFolder
from schemas.errors import RunFolderError

__all__ = ["FOLDER", "Job", "RequestFile", "load_job", "save_job"]

FOLDER = "batch"
_JOB = "job.json"


class RequestFile(BaseModel):
    """One request file of the round, and what became of it.

    `sending` is set before its batch is made and stays: where it is set and `batch` is not, a kill or a lost
    connection came between, and the batch may exist. `status` is that of the batch when it was collected.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    requests: int
    sha256: str
    sending: bool = False
    batch: str | None = None
    status: str | None = None


class Job(BaseModel):
    """A run through batches; `round` counts from 1, and `done` tells that nothing is left to ask."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    model: str
    settings: dict[str, Any]
    prepared: int
    round: int = 0
    files: tuple[RequestFile, ...] = ()
    done: bool = False

    @classmethod
    def of(cls, model: str, settings: Settings, prepared: int) -> Job:
        """Return a new job, prepared at that time (Unix seconds)."""
        told = {**asdict(settings), "parameters": dict(settings.parameters)}
        if settings.prompt and settings.prompt.endswith(".txt"):
            told["prompt"] = str(Path(settings.prompt).resolve())  # collected from another folder, perhaps
        return cls(id=uuid4().hex, model=model, settings=told, prepared=prepared)

    def asking(self) -> Settings:
        """Return how the model is asked."""
        return Settings(**self.settings)

    @property
    def out(self) -> tuple[RequestFile, ...]:
        """Return the files of the round whose batches are under way."""
        return tuple(file for file in self.files if file.batch is not None and file.status is None)

    @property
    def unsent(self) -> tuple[RequestFile, ...]:
        """Return the files of the round that have no batch."""
        return tuple(file for file in self.files if file.batch is None and file.status is None)

    def folder(self, run: Path) -> Path:
        """Return the folder of the round."""
        return run / FOLDER / f"round-{self.round:02}"

    def next_round(self, written: tuple[Written, ...]) -> Job:
        """Return the job with the files of another round."""
        files = tuple(RequestFile(name=w.name, requests=w.requests, sha256=w.sha256) for w in written)
        return self.model_copy(update={"round": self.round + 1, "files": files})

    def with_file(self, name: str, **changes: Any) -> Job:
        """Return the job with a file changed."""
        files = (f.model_copy(update=changes) if f.name == name else f for f in self.files)
        return self.model_copy(update={"files": tuple(files)})


def load_job(run: Path) -> Job:
    """Return the job of a run.

    Raises:
        RunFolderError: the run was not prepared for batches, or its job cannot be read.
    """
    path = run / FOLDER / _JOB
    try:
        return Job.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise RunFolderError(f"{run}: holds no batch job; `assay batch prepare` makes one") from None
    except (OSError, ValidationError) as error:
        raise RunFolderError(f"{path}: is no job that this version of Assay can read") from error


def save_job(run: Path, job: Job) -> None:
    """Write the job; it appears at once.

    Raises:
        RunFolderError: it cannot be written.
    """
    (run / FOLDER).mkdir(exist_ok=True)
    with RunFolder(run / FOLDER).replacing(_JOB) as out:
        out.write(job.model_dump_json(indent=2) + "\n")
