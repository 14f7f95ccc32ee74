"""The main job: read sections are asked, and everything else in the run folder follows from the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.annotate import annotate
from extract.ask import Answerer, Usage
from extract.asking import Budget, ask_all
from extract.check import check
from extract.document import Annotated, Report, Section
from extract.findings import Finding
from extract.opinion import write_opinions
from extract.overlay.force import current
from extract.resolve import Resolution, resolve, unanswered
from extract.store.folder import EXTRACTIONS, OVERLAY, SECTIONS, RunFolder
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
    own_columns,
)
from schemas.errors import InputError, ReportError
from schemas.records import SectionResult
from schemas.versions import DEFAULT, AnswerSchema, find_schema, lifted, said
from schemas.vocabulary import SectionStatus

__all__ = [
    "Progress",
    "Totals",
    "chosen_sections",
    "derive",
    "extract_reports",
    "result_of",
    "run_name",
    "under",
]

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
    max_cost: float | None = None,
) -> tuple[Path, Manifest]:
    """Run the main job and return the run folder and its manifest.

    The folder is `out`, else `runs/<report>-<model>-<signature>`. A run with the same inputs that is
    already there is resumed: answered sections are not asked again, failed ones are. `max_cost` is the
    most that the run may cost in US dollars, all its starts together: before a section would go beyond
    it, the run stops, and what was not asked stands as failed until the run goes on.

    Raises:
        InputError: a slug that no report has, two reports of one id, a folder that cannot be used, or a
            most for a model whose price is not known.
    """
    chosen = list(chosen_sections(reports, sections))
    version = find_schema(schema)
    inputs = inputs_of(reports, sections, answerer, parameters or {}, version)
    folder = RunFolder(out if out is not None else Path("runs") / run_name(inputs))
    folder.open(inputs)
    manifest = Manifest(inputs=inputs, state="running", started=now())
    folder.write_manifest(manifest)
    if overlay := current():
        folder.write_lines(OVERLAY, overlay.text.splitlines())
    folder.write_lines(SECTIONS, (section_line(report.id, annotate(s, report.month)) for report, s in chosen))
    stopped = _ask(folder, answerer, version, len(chosen), progress, max_cost)
    totals = derive(folder, version, stopped)
    if getattr(answerer, "second_opinion", False):
        totals.counts["second_opinion"] = write_opinions(folder)
    manifest = totals.concluded(manifest, "stopped" if stopped else "complete")
    folder.write_manifest(manifest)
    return folder.path, manifest


def chosen_sections(reports: Sequence[Report], slugs: Sequence[str]) -> Iterator[tuple[Report, Section]]:
    """Yield each section that a run is over: those with the given slugs, all where none are given.

    Raises:
        InputError: a slug that no report has, two reports of one id, or a month beyond all calendars.
    """
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
    folder: RunFolder,
    answerer: Answerer,
    schema: AnswerSchema,
    total: int,
    progress: Progress | None,
    max_cost: float | None,
) -> str | None:
    """Ask every section that has no answer yet, append each reply as it comes; tell why it ended early."""
    index = folder.answer_index()
    pending = []
    for line in folder.lines(SECTIONS):
        report, section = read_section(line)
        _, answered = index.places.get((report, section.section.slug), (0, False))
        if not answered:
            pending.append((report, section))
    done = total - len(pending)
    budget = Budget(max_cost, index.usage.cost)
    with folder.appending() as log:

        def keep(stored: StoredAnswer) -> None:
            nonlocal done
            log.append(under(schema, stored))
            done += 1
            if progress is not None:
                progress(done, total, budget.spent)

        asked = ask_all(answerer, pending, budget, keep)
    return None if asked == len(pending) else f"not asked: the run may cost ${max_cost:.2f} at most"


@dataclass(slots=True)
class Totals:
    """What a run came to, summed over its sections."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    usage: Usage = field(default_factory=Usage)

    @property
    def tokens(self) -> dict[str, int]:
        """Return the tokens of all replies."""
        usage = self.usage
        return {
            "input": usage.input_tokens,
            "cached": usage.cached_tokens,
            "output": usage.output_tokens,
        }

    def add(self, result: SectionResult, findings: Sequence[Finding]) -> None:
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

    def concluded(self, manifest: Manifest, state: str) -> Manifest:
        """Return the manifest of the run that came to this."""
        return replace(
            manifest,
            state=state,
            finished=now(),
            counts=dict(self.counts),
            findings=dict(sorted(self.findings.items())),
            tokens=self.tokens,
            cost=self.usage.cost,
        )


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


def derive(folder: RunFolder, schema: AnswerSchema, stopped: str | None = None) -> Totals:
    """Write every other file from the sections and the answers, in section order.

    A section without an answer, in a run that was stopped, stands as failed with that reason.
    """
    index = folder.answer_index()
    totals = Totals(usage=index.usage)
    with ExitStack() as stack:
        answer_at = stack.enter_context(folder.reading_answers())
        lines = stack.enter_context(folder.replacing(EXTRACTIONS))
        metrics, drivers, findings = (
            stack.enter_context(TableWriter(folder, name, kinds, parquet=parquet))
            for name, kinds, parquet in (
                ("metrics", columns(METRIC_COLUMNS, schema.metric_extras), True),
                ("drivers", columns(DRIVER_COLUMNS, (*schema.driver_extras, *own_columns())), True),
                ("findings", FINDING_COLUMNS, False),
            )
        )
        for line in folder.lines(SECTIONS):
            report, section = read_section(line)
            part = section.section
            place = index.places.get((report, part.slug))
            if place is None and stopped is not None:
                stored = StoredAnswer(report, part.slug, part.sha256, None, stopped, 0, Usage())
            else:
                stored = answer_at(index.places[report, part.slug][0])
            stored = under(schema, stored)
            if stored.text_sha256 != part.sha256:
                raise ReportError(f"{part.slug}: its answer is of another text")
            result, resolution = result_of(report, section, stored)
            lines.write(result.to_json_line() + "\n")
            for row in metric_rows(result):
                metrics.add(row)
            for row in driver_rows(result):
                drivers.add(row)
            for row in finding_rows(result, part.body, resolution.findings):
                findings.add(row)
            totals.add(result, resolution.findings)
    return totals
