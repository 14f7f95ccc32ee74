"""Prepare, submit, collect: what a run folder goes through, each step one that can be told again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from extract.annotate import annotate
from extract.ask import Usage
from extract.batch.job import FOLDER, Job, RequestFile, load_job, save_job
from extract.batch.lines import MOST_BYTES, MOST_REQUESTS, read_outcomes, requested
from extract.batch.opened import BatchRun, State, opened, where
from extract.batch.service import ENDED, Service
from extract.corpus import chosen_sections, survey
from extract.document import Report
from extract.model.answerer import ModelAnswerer
from extract.model.settings import Settings
from extract.run import begin, pending
from extract.store.folder import SECTIONS, RunFolder
from extract.store.lines import section_line
from extract.store.manifest import inputs_of
from schemas.errors import InputError, RunFolderError
from schemas.versions import find_schema

__all__ = ["collect", "prepare", "submit"]


def prepare(
    reports: Iterable[Report],
    model: str,
    settings: Settings,
    out: Path,
    *,
    sections: Sequence[str] = (),
    most_requests: int = MOST_REQUESTS,
    most_bytes: int = MOST_BYTES,
) -> State:
    """Make a run folder with the request files of its first round; no key is needed and nothing sent.

    The same command again does no harm. A file holds at most `most_requests` requests and `most_bytes`
    bytes.

    Raises:
        InputError: as for `extract.run.extract_reports`, or the job is under way already.
    """
    contents = survey(reports, sections)
    version = find_schema(settings.schema)
    job = Job.of(model, settings, int(time.time()))
    # What a run is made from is the same online and through batches: either may go on with the other's.
    probe = ModelAnswerer(where(job, keyless=True), settings)
    inputs = inputs_of(contents.reports, sections, probe, dict(settings.parameters), version)
    folder = RunFolder(out)
    with ExitStack() as stack:
        stack.callback(probe.close)
        stack.enter_context(folder.opened(inputs))
        if (out / FOLDER).exists():
            job = load_job(out)
            if job.out or job.round > 1 or any(file.sending for file in job.files) or job.done:
                raise RunFolderError(
                    f"{out}: its batches are under way; go on with `assay batch collect {out}`"
                )
            job = job.model_copy(update={"round": 0, "files": ()})
        manifest = begin(folder, inputs)
        chosen = chosen_sections(reports, contents, sections)
        folder.write_lines(SECTIONS, (section_line(r.id, annotate(part, r.month)) for r, part in chosen))
        save_job(out, job)
        run = BatchRun(folder, job, (most_requests, most_bytes))
        stack.callback(run.answerer.close)
        state = run.advance(manifest, tables=False)
        index = folder.answer_index()
        asked = (run.answerer.estimate(section) for _, section in pending(folder, index))
        return replace(state, estimate=sum(asked, Usage()))


def submit(path: Path) -> State:
    """Upload the round's files and make their batches; those that have one stay as they are.

    Raises:
        InputError: there is nothing to submit, a key is missing, or the server refuses.
    """
    with opened(path) as (run, _):
        if not run.job.unsent:
            raise InputError(f"{path}: nothing is to be submitted; see `assay batch collect {path}`")
        service = Service(where(run.job), run.job.asking().timeout)
        try:
            for file in run.job.unsent:
                batch = _submitted(service, run, file)
                run.save(run.job.with_file(file.name, batch=batch))
        finally:
            service.close()
        return run.standing()


def _submitted(service: Service, run: BatchRun, file: RequestFile) -> str:
    label = f"{run.job.id}/{run.job.round}/{file.name}"
    if file.sending and (found := service.find(label, run.job.prepared)):
        return found
    uploaded = service.upload(run.job.folder(run.path) / file.name)
    run.save(run.job.with_file(file.name, sending=True))
    return service.create(uploaded, label)


def collect(path: Path, answers: Sequence[Path] = ()) -> State:
    """Take what came back, and write the tables, and the next round's requests where some are left.

    `answers` are output or error files, of the Batch API or of any program that answers request files;
    without them the round's batches are asked for.

    Raises:
        InputError: nothing was submitted, a key is missing, the server refuses, or a batch failed whole.
    """
    with opened(path) as (run, manifest):
        if run.job.done and not answers:
            return run.standing()
        notes = tuple(_taken(run, answers) if answers else _fetched(run))
        if run.job.out:  # what is under way is not asked for twice
            return replace(run.standing(), notes=notes)
        return replace(run.advance(manifest, tables=True), notes=notes)


def _taken(run: BatchRun, answers: Sequence[Path]) -> Iterator[str]:
    known = strays = 0
    for path in answers:
        for custom_id, outcome in read_outcomes(path):
            if run.outcomes.note(custom_id, run.job.round, outcome):
                known += 1
            else:
                strays += 1
    if not known:
        raise InputError(f"{', '.join(map(str, answers))}: holds no answer to a request of {run.path}")
    if strays:
        yield f"{strays} answers are to no request of this run"
    if run.job.out:
        yield "batches are under way: their answers are waited for, too"


def _fetched(run: BatchRun) -> Iterator[str]:
    job = run.job
    if job.unsent:
        raise InputError(
            f"{run.path}: round {job.round} is not submitted; use `assay batch submit {run.path}`, "
            "or give the answers with --from"
        )
    service = Service(where(job), job.asking().timeout)
    try:
        for file in job.out:
            yield from _fetched_file(service, run, file)
    finally:
        service.close()


def _fetched_file(service: Service, run: BatchRun, file: RequestFile) -> Iterator[str]:
    batch, round_ = service.status(file.batch or ""), run.job.round
    if batch.status not in ENDED:
        counts = batch.request_counts
        yield f"{file.name}: {batch.status}" + (
            f", {counts.completed} of {counts.total} done" if counts else ""
        )
        return
    if batch.status == "failed":
        # Nothing was asked: the file, the model or the account is at fault, and the user must know.
        told = (batch.errors.data or [])[:3] if batch.errors else []
        faults = "; ".join(str(each.message) for each in told) or "no reason given"
        run.save(run.job.with_file(file.name, batch=None, sending=False))
        raise InputError(
            f"{file.name}: the batch was refused whole ({faults}); nothing was asked. Put it right, then "
            "submit again"
        )
    folder = run.job.folder(run.path)
    for kind, came in (("output", batch.output_file_id), ("errors", batch.error_file_id)):
        if came:
            path = folder / f"{kind}-{file.name.removeprefix('requests-')}"
            service.fetch(came, path)
            for custom_id, outcome in read_outcomes(path):
                run.outcomes.note(custom_id, round_, outcome)
    for custom_id in requested(folder / file.name):
        run.outcomes.lost(custom_id, round_)
    run.save(run.job.with_file(file.name, status=batch.status))
    if batch.status != "completed":
        yield f"{file.name}: the batch ended as {batch.status}; what has no answer is asked again"
