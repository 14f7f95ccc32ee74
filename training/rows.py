"""Rows: gold sections as the judge sees them, with what is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.align import EVIDENCE_THRESHOLD, containment
from eval.goldset import GoldSet
from eval.records import DriverRecord, gold_records
from extract.annotate import annotate
from extract.clauses import clause_at
from extract.reading import read_report
from extract.rules import cases
from schemas.vocabulary import Direction

__all__ = ["Row", "SectionRows", "rows_of"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A case: its features, whether it is a driver, and which way that pushes (None: not told)."""

    features: Sequence[str]
    way_features: Sequence[str]
    is_driver: bool
    way: Direction | None


@dataclass(frozen=True, slots=True)
class SectionRows:
    """The rows of a section, and the month that it belongs to."""

    month: str
    slug: str
    rows: tuple[Row, ...]


def rows_of(gold: GoldSet, source: Path | None = None) -> Iterator[SectionRows]:
    """Yield the rows of each section of the split `dev`; with `source`, those of the publisher's edition."""
    publisher = {part.slug: part for part in read_report(source, gold.month).sections} if source else {}
    for section in gold.sections:
        if section.split != "dev":
            continue
        text = annotate(publisher[section.slug] if source else section.text, gold.month)
        drivers = gold_records(section.labels, "publisher" if source else section.base).drivers
        _, possible = cases(text)
        placed = []
        for case in possible:
            reading, spot = case.spot.reading, case.spot
            sentence = (case.statement.sentence.start, case.statement.sentence.end)
            mark = reading.offsets(*spot.place)
            clause = clause_at(text.section.body, sentence, *mark)
            same = [
                d for d in drivers
                if d.category is spot.category and d.effect is case.effect
                and containment(d.evidence, clause) >= EVIDENCE_THRESHOLD
            ]  # fmt: skip
            placed.append((case, mark, same))
        # Where one place of a category lies within the evidence, the others beside it are no causes.
        taken = [d for _, mark, same in placed for d in same if _holds(d, mark)]
        rows = []
        for case, mark, same in placed:
            right = [d for d in same if _holds(d, mark) or d not in taken]
            way = right[0].direction if right else None
            rows.append(Row(case.features(), case.way_features(), bool(right), way))
        yield SectionRows(gold.name, section.slug, tuple(rows))


def _holds(driver: DriverRecord, mark: Span) -> bool:
    return driver.evidence[0] <= mark[0] < driver.evidence[1]
