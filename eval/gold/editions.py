"""Editions: the texts that one set of labels serves, as annotated sections."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.goldset import GoldSet
from eval.labels import Edition
from extract.annotate import annotate
from extract.document import Annotated
from extract.reading import read_report
from schemas.errors import InputError

__all__ = ["EditionText", "edition_text"]


@dataclass(frozen=True, slots=True)
class EditionText:
    """The sections of one edition by slug, and the slugs whose text is not the one labelled."""

    edition: Edition
    sections: dict[str, Annotated]
    drifted: tuple[str, ...]


def edition_text(gold: GoldSet, edition: Edition, source: Path | None = None) -> EditionText:
    """Return an edition's text: that of the set's own from the set, the publisher's from a copy of it.

    Raises:
        InputError: the set has no such edition, or the publisher's is asked for without a source, or the
            source cannot be read.
    """
    if edition not in gold.editions:
        raise InputError(f"{gold.folder}: has no {edition} edition")
    if edition == gold.base and source is None:
        texts = {part.slug: part.text for part in gold.sections}
    elif source is None:
        raise InputError("the publisher's text is not in the set: give a copy of it with --source FILE")
    else:
        texts = {section.slug: section for section in read_report(source, gold.month).sections}
    drifted = tuple(
        part.slug
        for part in gold.sections
        if part.slug not in texts or part.sha256(edition) not in (None, texts[part.slug].sha256)
    )
    sections = {
        part.slug: annotate(texts[part.slug], gold.month)
        for part in gold.sections
        if part.slug in texts and part.slug not in drifted
    }
    return EditionText(edition, sections, drifted)
