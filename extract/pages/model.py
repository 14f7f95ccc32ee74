"""The view of a run: pure data, from which the template writes the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.pages.load import FoundLine, Run, SectionText
from extract.pages.marks import Line, mark_text
from extract.pages.overview import Headline, headline
from extract.pages.words import amount, driver_summary, label, metric_summary, scope
from schemas.records import SectionResult
from schemas.vocabulary import Basis, Category, Direction, FindingCode, Indicator, Qualifier, Reason, Status

__all__ = ["FindingView", "Page", "SectionView", "build_page"]

DATA_FORM = "assay-page/1"
_GROUPS = ("base", "precious", "minor", "battery", "rare-earth", "ferrous", "solar")
_OTHER = "other"
_KINDS = {"section_failed": "failed", "unclaimed": "unclaimed"}
_VOCABULARIES = (Indicator, Basis, Direction, Qualifier, Status, Category, FindingCode, Reason)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: its text with marks, and what the overview says of it."""

    anchor: str
    text: SectionText
    result: SectionResult
    group: str
    lines: tuple[Line, ...]
    headline: Headline
    findings: int


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

    def data(self) -> dict[str, Any]:
        """Return what the page's script works on: the run's results as they stand, and their wording."""
        named = ("signature", "model", "model_version", "schema", "program", "finished")
        return {
            "form": DATA_FORM,
            "run": {name: self.manifest.get(name) for name in named},
            "words": {
                vocabulary.__name__: {str(term): [label(term), term.meaning] for term in vocabulary}
                for vocabulary in _VOCABULARIES
            },
            "sections": [_section_data(section) for section in self.sections],
        }


def _section_data(section: SectionView) -> dict[str, Any]:
    result = section.result
    lines = {f"m{n}": [metric_summary(m), amount(m), scope(m)] for n, m in enumerate(result.metrics)}
    lines |= {f"d{n}": [driver_summary(d), "", scope(d)] for n, d in enumerate(result.drivers)}
    return {
        "anchor": section.anchor,
        "group": section.group,
        "shown": lines,
        "result": result.model_dump(mode="json", by_alias=True),
    }


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
        anchor = f"s-{result.report}-{result.section}" if many else f"s-{result.section}"
        starts = {start for finding in found for start, _ in finding.spans}
        section = SectionView(
            anchor="".join(c if c.isalnum() or c in "-_." else "_" for c in anchor),
            text=text,
            result=result,
            group=text.group or _OTHER,
            lines=mark_text(result, text.body, starts),
            headline=headline(result),
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
