"""The view of a run: pure data, from which the template writes the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.pages.load import FoundLine, Run
from pages import SectionView, anchor_of, page_data, view_section
from schemas.vocabulary import FindingCode

__all__ = ["FindingView", "Page", "build_page"]

DATA_FORM = "assay-page/1"
_GROUPS = ("base", "precious", "minor", "battery", "rare-earth", "ferrous", "solar")
_OTHER = "other"
_KINDS = {"section_failed": "failed", "unclaimed": "unclaimed"}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with links to its places; `kind` is failed, unclaimed, disagreement or doubt."""

    kind: str
    code: str
    meaning: str
    message: str
    section: SectionView
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows."""

    manifest: dict[str, Any]
    sections: tuple[SectionView, ...]
    findings: tuple[FindingView, ...]

    def groups(self) -> dict[str, list[SectionView]]:
        """Return the sections by commodity group, groups in a fixed order, sections in that of the text."""
        found: dict[str, list[SectionView]] = defaultdict(list)
        for section in self.sections:
            found[section.group].append(section)
        order = [*(g for g in _GROUPS if g in found), *sorted(found.keys() - {*_GROUPS, _OTHER}), _OTHER]
        return {group: found[group] for group in order if group in found}

    def counts(self) -> Counter[str]:
        """Count sections by status, records, and figures by state."""
        counts: Counter[str] = Counter({"sections": len(self.sections), "findings": len(self.findings)})
        for section in self.sections:
            counts[str(section.result.status)] += 1
            for name in ("metrics", "drivers", "unclaimed", "rejected"):
                counts[name] += len(getattr(section.result, name))
        return counts

    @property
    def scored(self) -> bool:
        """Tell whether any section has verdicts of a gold set."""
        return any(section.judgement is not None for section in self.sections)

    def data(self) -> dict[str, Any]:
        """Return what the page's script works on: the run's results as they stand, and their wording."""
        named = ("signature", "model", "model_version", "schema", "program", "finished")
        return page_data(DATA_FORM, self.sections, run={name: self.manifest.get(name) for name in named})


def build_page(run: Run) -> Page:
    """Return the view of a run. Pure."""
    by_section: dict[tuple[str, str], list[FoundLine]] = defaultdict(list)
    for finding in run.findings:
        by_section[finding.report, finding.section].append(finding)
    many = len({result.report for _, result in run.sections}) > 1
    sections: list[SectionView] = []
    findings: list[FindingView] = []
    for text, result in run.sections:
        found = by_section[result.report, result.section]
        section = view_section(
            result,
            text.body,
            anchor=anchor_of(result.report, result.section) if many else anchor_of(result.section),
            group=text.group or _OTHER,
            starts={start for finding in found for start, _ in finding.spans},
            findings=len(found),
        )
        sections.append(section)
        findings += [_finding(finding, section, text.body) for finding in found]
    return Page(run.manifest, tuple(sections), _ordered(findings))


def _finding(finding: FoundLine, section: SectionView, body: str) -> FindingView:
    meanings = {str(code): code.meaning for code in FindingCode}
    agrees = "disagree" not in finding.code and "against" not in finding.code
    kind = _KINDS.get(finding.code, "doubt" if agrees else "disagreement")
    places = tuple((f"{section.anchor}.{start}", body[start:end]) for start, end in finding.spans)
    meaning = meanings.get(finding.code, "")
    return FindingView(kind, finding.code, meaning, finding.message, section, places)


def _ordered(findings: Sequence[FindingView]) -> tuple[FindingView, ...]:
    kinds = ("failed", "unclaimed", "disagreement", "doubt")
    return tuple(sorted(findings, key=lambda finding: kinds.index(finding.kind)))
