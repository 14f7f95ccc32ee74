"""Gold sections to learn from: annotated text, its labels, and whether the grammar was built on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.goldset import GoldSet
from eval.records import Records, gold_records
from extract.annotate import annotate
from extract.document import Annotated
from extract.reading import read_report

__all__ = ["PUBLISHED", "Labelled", "labelled"]

PUBLISHED = "2025-01"
"""The month of the article whose publisher's edition may be learned from as well."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A section of the split `dev` of a month; `fitted` says that the grammar was built on it."""

    month: str
    text: Annotated
    records: Records
    fitted: bool


def labelled(gold: GoldSet, source: Path | None = None, *, fitted: bool) -> Iterator[Labelled]:
    """Yield the sections of a set; with `source`, those of the publisher's edition."""
    publisher = {part.slug: part for part in read_report(source, gold.month).sections} if source else {}
    for section in gold.sections:
        if section.split == "dev":
            text = annotate(publisher[section.slug] if source else section.text, gold.month)
            records = gold_records(section.labels, "publisher" if source else section.base)
            yield Labelled(gold.name, text, records, fitted)
