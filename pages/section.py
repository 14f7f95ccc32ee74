"""A section as a page shows it: its marked text, and what the page's script needs to describe its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pages.judgement import Judged, Judgement
from pages.marks import Line, mark_text
from pages.refs import records_of
from pages.words import amount, label, scope, summary
from schemas.records import Driver, Metric, SectionResult
from schemas.vocabulary import Basis, Category, Direction, FindingCode, Indicator, Qualifier, Reason, Status

__all__ = ["SectionView", "anchor_of", "page_data", "view_section"]

_VOCABULARIES = (Indicator, Basis, Direction, Qualifier, Status, Category, FindingCode, Reason)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: its result, the lines of its text with marks, and its verdicts where it was scored.

    `anchor` is the id of its article, `findings` how many findings it has.
    """

    anchor: str
    group: str
    result: SectionResult
    lines: tuple[Line, ...]
    findings: int = 0
    judgement: Judgement | None = None

    def data(self) -> dict[str, Any]:
        """Return what the page's script works on: the result as it stands, its wording, its verdicts."""
        found: dict[str, Any] = {
            "anchor": self.anchor,
            "group": self.group,
            "shown": {ref: _wording(record) for ref, record in records_of(self.result)},
            "result": self.result.model_dump(mode="json", by_alias=True),
        }
        if self.judgement is not None:
            found["judged"] = {ref: _judged(judged) for ref, judged in self.judgement.by_ref.items()}
            found["missing"] = [_judged(judged) for judged in self.judgement.missing]
        return found


def _wording(record: Metric | Driver) -> list[str]:
    return [summary(record), amount(record) if isinstance(record, Metric) else "", scope(record)]


def _judged(judged: Judged) -> dict[str, Any]:
    said: dict[str, Any] = {"verdict": judged.verdict, "kinds": judged.kinds, "severity": judged.severity}
    if judged.gold is not None:
        kind = "metrics" if isinstance(judged.gold, Metric) else "drivers"
        gold = judged.gold.model_dump(mode="json")
        said |= {"kind": kind, "gold": gold, "shown": _wording(judged.gold)}
    return said


def anchor_of(*names: str) -> str:
    """Return the id of a section's article from its names (a slug, or a report and a slug)."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in "-".join(("s", *names)))


def view_section(
    result: SectionResult,
    body: str,
    *,
    anchor: str,
    group: str = "other",
    starts: Iterable[int] = (),
    findings: int = 0,
    judgement: Judgement | None = None,
) -> SectionView:
    """Return the view of a section; `starts` are offsets that links on the page point to."""
    lines = mark_text(result, body, starts, judgement)
    return SectionView(anchor, group, result, lines, findings, judgement)


def page_data(form: str, sections: Iterable[SectionView], **more: Any) -> dict[str, Any]:
    """Return a page's data: its form ("assay-page/1"), the vocabularies' words, its sections, and more."""
    words = {
        vocabulary.__name__: {str(term): [label(term), term.meaning] for term in vocabulary}
        for vocabulary in _VOCABULARIES
    }
    return {"form": form, **more, "words": words, "sections": [section.data() for section in sections]}
