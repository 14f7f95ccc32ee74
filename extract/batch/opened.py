"""A run folder that is open for batches: its job, and its conversations as far as the outcomes go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from extract.ask import Usage
from extract.asking import reply_to
from extract.batch.job import FOLDER, Job, load_job, save_job
from extract.batch.lines import MOST_BYTES, MOST_REQUESTS, RequestFiles, Written
from extract.batch.outcomes import Outcomes, Recorded
from extract.derive import under
from extract.model.answerer import ModelAnswerer
from extract.model.client import Client, Refused
from extract.model.providers import Endpoint, endpoint
from extract.model.transport import Deferred
from extract.overlay.force import overlaid
from extract.replay import overlay_of
from extract.run import conclude, pending
from extract.store.folder import SECTIONS, RunFolder
from extract.store.lines import StoredAnswer
from extract.store.manifest import Inputs, Manifest, inputs_of
from schemas.errors import RunFolderError
from schemas.versions import find_schema

__all__ = ["BatchRun", "State", "opened", "where"]

_OUTCOMES = "outcomes.sqlite"


@dataclass(frozen=True, slots=True)
class State:
    """How a job stands: its files, sections in all, those left and those that failed, and what was odd.

    `estimate` is what the first round may take.
    """

    job: Job
    sections: int
    left: int
    failed: int = 0
    notes: tuple[str, ...] = ()
    estimate: Usage | None = None


class BatchRun:
    """An open run folder with its job, and the answerer that is fed from the outcomes."""

    def __init__(self, folder: RunFolder, job: Job, limits: tuple[int, int]) -> None:
        """Open the outcomes; `limits` are the requests and bytes that a file may have."""
        self.folder, self.path, self.job, self._limits = folder, folder.path, job, limits
        (self.path / FOLDER).mkdir(exist_ok=True)
        self.outcomes = Outcomes(self.path / FOLDER / _OUTCOMES, job.model)
        endpoint = where(job, keyless=True)
        client = Client(endpoint, 1, job.asking().timeout)
        self.answerer = ModelAnswerer(endpoint, job.asking(), sender=Recorded(client, self.outcomes))

    def save(self, job: Job) -> None:
        """Take the job as it is now, and write it."""
        self.job = job
        save_job(self.path, job)

    def standing(self) -> State:
        """Return how the job stands, without taking it further."""
        index = self.folder.answer_index()
        sections = sum(1 for _ in self.folder.lines(SECTIONS))
        lacking = sections - index.answered
        return State(self.job, sections, 0 if self.job.done else lacking, lacking if self.job.done else 0)

    def advance(self, manifest: Manifest, *, tables: bool) -> State:
        """Hold every conversation as far as the outcomes go, and write what is to be asked next.

        Sections that came to an answer get it at once; those that failed stay open until nothing is left
        to ask, so that they stand in the output once. The tables are written then, or where `tables` says so.
        """
        folder = self.job.model_copy(update={"round": self.job.round + 1}).folder(self.path)
        folder.mkdir(exist_ok=True)
        files = RequestFiles(folder, *self._limits)
        left, failed = self._converse(files)
        written = files.close()
        _clear(folder, written)
        if left:
            job = self.job.next_round(written)
        else:
            job = self.job.model_copy(update={"files": (), "done": True})
            with self.folder.appending() as log:
                for stored in failed:
                    log.append(stored)
        if tables or job.done:
            waiting = None if job.done else f"waits for round {job.round} of its batches"
            conclude(self.folder, manifest, waiting, second_opinion=job.done)
        self.save(job)
        state = self.standing()
        return state if job.done else replace(state, failed=len(failed))

    def _converse(self, files: RequestFiles) -> tuple[int, list[StoredAnswer]]:
        """Return how many sections wait for replies, and those that failed."""
        left, failed = 0, list[StoredAnswer]()
        written = set[str]()
        version = find_schema(self.job.asking().schema)
        with self.folder.appending() as log:
            for report, section in pending(self.folder, self.folder.answer_index()):
                try:
                    stored = reply_to(self.answerer, report, section)
                except Deferred as later:
                    left += 1
                    for custom_id, body in later.requests:
                        if custom_id not in written:  # the same text in two reports is asked once
                            written.add(custom_id)
                            self.outcomes.asked(custom_id)
                            files.add(custom_id, body)
                    continue
                except Refused as refusal:  # online it would stop the run: others may have been answered here
                    reason = " ".join(str(refusal).split())
                    stored = StoredAnswer.without(report, section.section, reason, tries=1)
                stored = under(version, stored)
                if stored.answer is None:
                    failed.append(stored)
                else:
                    log.append(stored)
        return left, failed


def _clear(folder: Path, written: tuple[Written, ...]) -> None:
    """Remove the request files of an earlier start, which had more to ask, and a folder without any."""
    names = {each.name for each in written}
    for path in folder.glob("requests-*.jsonl"):
        if path.name not in names:
            path.unlink()
    if not names:
        folder.rmdir()


@contextmanager
def opened(path: Path) -> Iterator[tuple[BatchRun, Manifest]]:
    """Open a prepared run, with its overlay in force; give it with the manifest of a run that goes on.

    Raises:
        RunFolderError: it was not prepared, or by a version of Assay that asks otherwise.
    """
    folder = RunFolder(path)
    recorded = folder.read_manifest()
    job = load_job(path)
    try:
        inputs = Inputs.from_json(recorded)
    except (KeyError, TypeError, ValueError) as error:
        raise RunFolderError(f"{path}: its run.json is of another version of Assay ({error})") from error
    with overlaid(overlay_of(path)), folder.opened(inputs):
        run = BatchRun(folder, job, (MOST_REQUESTS, MOST_BYTES))
        try:
            version = find_schema(inputs.schema)
            now = inputs_of(inputs.reports, inputs.sections, run.answerer, inputs.parameters, version)
            if now.signature != inputs.signature:
                raise RunFolderError(
                    f"{path}: was prepared by a version of Assay that asks otherwise (prompt, schema or "
                    "annotator); collect with that version, or prepare anew"
                )
            yield run, Manifest(inputs, "running", str(recorded.get("started")))
        finally:
            run.answerer.close()


def where(job: Job, *, keyless: bool = False) -> Endpoint:
    """Return the endpoint of a job, at batch prices; with `keyless` a key may be missing."""
    return replace(endpoint(job.model, job.asking().base_url, keyless=keyless), batch=True)
