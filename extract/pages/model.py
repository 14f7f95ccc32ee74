"""The view of a run: pure data, from which the template writes the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.pages.load import FoundLine, Run
from extract.pages.scores import Scores
from pages import Judged, Judgement, SectionView, Verdict, anchor_of, page_data, view_section
from pages.refs import records_of
from pages.words import summary
from schemas.records import Metric
from schemas.vocabulary import FindingCode

__all__ = ["FindingView", "MistakeView", "Page", "build_page"]

DATA_FORM = "assay-page/1"
_GROUPS = ("base", "precious", "minor", "battery", "rare-earth", "ferrous", "solar")
_OTHER = "other"
_SEVERITIES = ("severe", "major", "minor")
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
class MistakeView:
    """A mistake by the gold set, with the run's reading and gold's as lines (None where it has none)."""

    verdict: Verdict
    kinds: tuple[str, ...]
    severity: str
    section: SectionView
    anchor: str
    ours: str | None
    gold: str | None

    @property
    def rank(self) -> int:
        """Return 0 for the gravest."""
        return _SEVERITIES.index(self.severity)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows; `scores` is None where the run has not been scored."""

    manifest: dict[str, Any]
    sections: tuple[SectionView, ...]
    findings: tuple[FindingView, ...]
    scores: Scores | None = None

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

    def verdicts(self) -> Counter[Verdict]:
        """Count the verdicts of the gold set."""
        judged = (section.judgement.counts() for section in self.sections if section.judgement)
        return sum(judged, Counter())

    def mistakes(self) -> list[MistakeView]:
        """Return what the gold set says otherwise, in the order of the text."""
        return [mistake for section in self.sections for mistake in _mistakes(section)]

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
        key = (result.report, result.section)
        judgement = run.scores.judgements.get(key) if run.scores else None
        section = view_section(
            result,
            text.body,
            anchor=anchor_of(result.report, result.section) if many else anchor_of(result.section),
            group=text.group or _OTHER,
            starts={start for finding in found for start, _ in finding.spans} | _missing(judgement),
            findings=len(found),
            judgement=judgement,
        )
        sections.append(section)
        findings += [_finding(finding, section, text.body) for finding in found]
    return Page(run.manifest, tuple(sections), _ordered(findings), run.scores)


def _place(judged: Judged) -> int | None:
    """Return where what is missing stands: its figure, else its evidence."""
    if judged.gold is None:
        return None
    figure = judged.gold.figure if isinstance(judged.gold, Metric) else None
    return (figure or judged.gold.evidence).start


def _missing(judgement: Judgement | None) -> set[int]:
    places = {_place(judged) for judged in judgement.missing} if judgement else set()
    return {start for start in places if start is not None}


def _mistakes(section: SectionView) -> Iterator[MistakeView]:
    judgement = section.judgement or Judgement()
    for ref, record in records_of(section.result):
        judged = judgement.by_ref.get(ref)
        if judged is not None and judged.verdict is not Verdict.RIGHT:
            yield _mistake(judged, section, record.id, summary(record))
    ids = {piece.start for line in section.lines for part in line for piece in part.pieces}
    for judged in judgement.missing:
        start = _place(judged)
        yield _mistake(judged, section, f"{section.anchor}.{start}" if start in ids else section.anchor, None)


def _mistake(judged: Judged, section: SectionView, anchor: str, ours: str | None) -> MistakeView:
    gold = None if judged.gold is None else summary(judged.gold)
    return MistakeView(judged.verdict, judged.kinds, judged.severity or "major", section, anchor, ours, gold)


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
