"""The growing result of one section, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Annotated
from extract.findings import Finding
from schemas.records import Driver, Metric, RejectedRun, TextSpan
from schemas.vocabulary import FindingCode, Reason

__all__ = ["Resolution", "Work"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an answer came to: records in text order, and every figure accounted for."""

    metrics: tuple[Metric, ...] = ()
    drivers: tuple[Driver, ...] = ()
    unclaimed: tuple[TextSpan, ...] = ()
    rejected: tuple[RejectedRun, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Work:
    """The growing result of one section."""

    section: Annotated
    metrics: dict[str, Metric] = field(default_factory=dict)
    drivers: dict[str, Driver] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    claimed: set[tuple[int, int]] = field(default_factory=set)

    def note(self, code: FindingCode, message: str, *spans: tuple[int, int]) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, message, spans))

    def span(self, start: int, end: int) -> TextSpan:
        """Return a run of the section's text."""
        return TextSpan(start=start, end=end, text=self.section.section.body[start:end])

    def rejected(self, span: tuple[int, int], reason: Reason) -> RejectedRun:
        """Return a run of the section's text as one that is no metric."""
        return RejectedRun(
            start=span[0], end=span[1], text=self.section.section.body[slice(*span)], reason=reason
        )
