"""What the embedded extractor reads in a report, without a run folder: guesses for whoever labels it."""

from __future__ import annotations

from collections.abc import Iterator

from extract.annotate import annotate
from extract.asking import reply_to
from extract.derive import result_of
from extract.document import Report
from extract.rules import Rules
from schemas.records import SectionResult

__all__ = ["guesses"]


def guesses(report: Report) -> Iterator[SectionResult]:
    """Yield the result of each section, as `assay extract` would store it."""
    answerer = Rules()
    for section in report.sections:
        annotated = annotate(section, report.month)
        stored = reply_to(answerer, report.id, annotated)
        yield result_of(report.id, annotated, stored)[0]
