"""What follows from a run's answers: results and findings, and the files that hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from extract.ask import Usage
from extract.check import check
from extract.document import Annotated
from extract.findings import Finding
from extract.resolve import Resolution, resolve, unanswered
from extract.store.folder import EXTRACTIONS, SECTIONS, RunFolder
from extract.store.lines import StoredAnswer, read_section
from extract.store.manifest import Manifest, now
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
from schemas.errors import ReportError
from schemas.records import SectionResult
from schemas.versions import AnswerSchema, find_schema, lifted, said
from schemas.vocabulary import SectionStatus

__all__ = ["Totals", "derive", "result_of", "under"]


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
                stored = StoredAnswer.without(report, part, stopped)
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
