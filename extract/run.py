"""The main job: read sections are asked, and everything else in the run folder follows from the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.annotate import annotate
from extract.ask import Answerer, Usage
from extract.check import check
from extract.document import Annotated, Report
from extract.findings import Finding
from extract.resolve import Resolution, resolve, unanswered
from extract.store.folder import EXTRACTIONS, SECTIONS, RunFolder
from extract.store.lines import StoredAnswer, read_section, section_line
from extract.store.manifest import Inputs, Manifest, inputs_of, now
from extract.store.tables import (
    DRIVER_COLUMNS,
    FINDING_COLUMNS,
    METRIC_COLUMNS,
    TableWriter,
    columns,
    driver_rows,
    finding_rows,
    metric_rows,
)
from schemas.errors import AnswerError, InputError, ReportError
from schemas.records import SectionResult
from schemas.versions import DEFAULT, AnswerSchema, find_schema, lifted, said
from schemas.vocabulary import SectionStatus

__all__ = ["Progress", "Totals", "derive", "extract_reports", "result_of", "run_name", "under"]

# Beyond these a calendar cannot count the years before and after that the checks ask about.
_EARLIEST, _LATEST = "1900-01", "2199-12"

Progress = Callable[[int, int, float], None]
"""Called with sections done, sections in all, and the cost so far in US dollars."""


def run_name(inputs: Inputs) -> str:
    """Return the default name of a run folder: report, model and the start of the signature."""
    reports = inputs.reports[0]["id"] if len(inputs.reports) == 1 else f"{len(inputs.reports)}-reports"
    model = "".join(c if c.isalnum() or c in ".-" else "-" for c in inputs.model)
    return f"{reports}-{model}-{inputs.signature[:8]}"


def extract_reports(
    reports: Sequence[Report],
    answerer: Answerer,
    out: Path | None = None,
    *,
    sections: Sequence[str] = (),
    parameters: dict[str, Any] | None = None,
    schema: str = DEFAULT,
    progress: Progress | None = None,
) -> tuple[Path, Manifest]:
    """Run the main job and return the run folder and its manifest.

    The folder is `out`, else `runs/<report>-<model>-<signature>`. A run with the same inputs that is
    already there is resumed: answered sections are not asked again, failed ones are.

    Raises:
        InputError: a slug that no report has, two reports of one id, or a folder that cannot be used.
    """
    chosen = list(_chosen(reports, sections))
    version = find_schema(schema)
    inputs = inputs_of(reports, sections, answerer, parameters or {}, version)
    folder = RunFolder(out if out is not None else Path("runs") / run_name(inputs))
    folder.open(inputs)
    manifest = Manifest(inputs=inputs, state="running", started=now())
    folder.write_manifest(manifest)
    folder.write_lines(SECTIONS, (section_line(report.id, annotate(s, report.month)) for report, s in chosen))
    _ask(folder, answerer, version, len(chosen), progress)
    totals = derive(folder, version)
    manifest = replace(
        manifest,
        state="complete",
        finished=now(),
        counts=dict(totals.counts),
        findings=dict(sorted(totals.findings.items())),
        tokens=dict(totals.tokens),
        cost=totals.cost,
    )
    folder.write_manifest(manifest)
    return folder.path, manifest


def _chosen(reports: Sequence[Report], slugs: Sequence[str]) -> Iterator[tuple[Report, Any]]:
    doubled = [name for name, n in Counter(report.id for report in reports).items() if n > 1]
    if doubled:
        raise InputError(f"two reports are named {doubled[0]}: rename one of the files")
    far = [report.month for report in reports if not _EARLIEST <= report.month <= _LATEST]
    if far:
        raise InputError(f"the month {far[0]} is no month of a report; pass --month YYYY-MM")
    known = {section.slug for report in reports for section in report.sections}
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        raise InputError(f"no section is named {unknown[0]} (see `assay sections`)")
    for report in reports:
        for section in report.sections:
            if not slugs or section.slug in slugs:
                yield report, section


def _ask(
    folder: RunFolder, answerer: Answerer, schema: AnswerSchema, total: int, progress: Progress | None
) -> None:
    """Ask every section that has no answer yet, and append each reply as it comes."""
    index = folder.answer_index()
    done, cost = 0, 0.0
    pending = []
    for line in folder.lines(SECTIONS):
        report, section = read_section(line)
        _, answered = index.get((report, section.section.slug), (0, False))
        if answered:
            done += 1
        else:
            pending.append((report, section))
    with folder.appending() as log:
        for stored in _replies(answerer, pending):
            log.append(under(schema, stored))
            done += 1
            cost += stored.usage.cost or 0.0
            if progress is not None:
                progress(done, total, cost)


def _replies(answerer: Answerer, pending: Iterable[tuple[str, Annotated]]) -> Iterator[StoredAnswer]:
    if answerer.concurrency <= 1:
        for report, section in pending:
            yield _reply(answerer, report, section)
        return
    with ThreadPoolExecutor(answerer.concurrency) as pool:
        waiting = iter(pending)
        running: set[Future[StoredAnswer]] = set()
        try:
            while True:
                for report, section in waiting:
                    running.add(pool.submit(_reply, answerer, report, section))
                    if len(running) >= answerer.concurrency:
                        break
                if not running:
                    return
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                # An error ends the run, but no reply that came with it is lost.
                for future in sorted(finished, key=lambda f: f.exception() is not None):
                    yield future.result()
        except BaseException:
            # What waits between two tries need not be waited for: the run has ended.
            getattr(answerer, "stop", lambda: None)()
            raise
        finally:
            for future in running:
                future.cancel()


def _reply(answerer: Answerer, report: str, section: Annotated) -> StoredAnswer:
    part = section.section
    try:
        reply = answerer.answer(section)
    except AnswerError as error:
        message = " ".join(str(error).split())
        tries, usage = getattr(error, "tries", 1), getattr(error, "usage", Usage())
        return StoredAnswer(report, part.slug, part.sha256, None, message, tries, usage)
    return StoredAnswer(report, part.slug, part.sha256, reply.answer, None, reply.tries, reply.usage)


@dataclass(slots=True)
class Totals:
    """What a run came to, summed over its sections."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    cost: float | None = 0.0

    def add(self, result: SectionResult, findings: Sequence[Finding], usage: Usage) -> None:
        """Add one section."""
        self.counts.update(
            {
                "sections": 1,
                str(result.status): 1,
                "metrics": len(result.metrics),
                "drivers": len(result.drivers),
                "unclaimed": len(result.unclaimed),
                "rejected": len(result.rejected),
            }
        )
        self.findings.update(str(finding.code) for finding in findings)
        self.tokens.update(
            {
                "input": usage.input_tokens,
                "cached": usage.cached_tokens,
                "output": usage.output_tokens,
            }
        )
        known = self.cost is not None and usage.cost is not None
        self.cost = (self.cost or 0.0) + (usage.cost or 0.0) if known else None


def result_of(report: str, section: Annotated, stored: StoredAnswer) -> tuple[SectionResult, Resolution]:
    """Return a section's output and its findings from a stored answer. Pure."""
    part = section.section
    if stored.answer is None:
        resolution = unanswered(section, stored.error or "no answer")
        status = SectionStatus.FAILED
    else:
        resolution = check(section, resolve(section, stored.answer))
        held = resolution.metrics or resolution.drivers or resolution.unclaimed
        status = SectionStatus.OK if held else SectionStatus.EMPTY
    result = SectionResult(
        schema=find_schema(stored.schema).line,
        report=report,
        month=section.month,
        section=part.slug,
        commodity=part.commodity,
        heading=part.heading,
        status=status,
        error=stored.error,
        text_sha256=part.sha256,
        metrics=resolution.metrics,
        drivers=resolution.drivers,
        unclaimed=resolution.unclaimed,
        rejected=resolution.rejected,
    )
    return result, resolution


def under(schema: AnswerSchema, stored: StoredAnswer) -> StoredAnswer:
    """Return a stored answer as a version of the schema can say it."""
    answer = stored.answer
    if answer is not None:
        answer = lifted(schema, said(schema, answer))
    return replace(stored, answer=answer, schema=schema.id)


def derive(folder: RunFolder, schema: AnswerSchema) -> Totals:
    """Write every other file from the sections and the answers, in section order."""
    totals = Totals()
    index = folder.answer_index()
    with ExitStack() as stack:
        answer_at = stack.enter_context(folder.reading_answers())
        lines = stack.enter_context(folder.replacing(EXTRACTIONS))
        metrics, drivers, findings = (
            stack.enter_context(TableWriter(folder, name, kinds, parquet=parquet))
            for name, kinds, parquet in (
                ("metrics", columns(METRIC_COLUMNS, schema.metric_extras), True),
                ("drivers", columns(DRIVER_COLUMNS, schema.driver_extras), True),
                ("findings", FINDING_COLUMNS, False),
            )
        )
        for line in folder.lines(SECTIONS):
            report, section = read_section(line)
            stored = answer_at(index[report, section.section.slug][0])
            stored = under(schema, stored)
            if stored.text_sha256 != section.section.sha256:
                raise ReportError(f"{section.section.slug}: its answer is of another text")
            result, resolution = result_of(report, section, stored)
            lines.write(result.to_json_line() + "\n")
            for row in metric_rows(result):
                metrics.add(row)
            for row in driver_rows(result):
                drivers.add(row)
            for row in finding_rows(result, section.section.body, resolution.findings):
                findings.add(row)
            totals.add(result, resolution.findings, stored.usage)
    return totals
