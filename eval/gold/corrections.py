"""A file of corrections beside the gold set that it goes into: of which section and edition each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from eval.gold.merge import Outcome, Reading, Told, merge
from eval.gold.skeleton import LABELS_HEAD
from eval.gold.write import labels_text
from eval.goldset import GoldSection, GoldSet, load_gold
from eval.labels import Edition
from eval.runs import load_run
from extract.annotate import annotate
from schemas.corrections import Correction, read_corrections
from schemas.errors import DataFileError, InputError
from schemas.vocabulary import Reason

__all__ = ["import_corrections"]

Span = tuple[int, int]

_EDITIONS: tuple[Edition, ...] = ("restated", "publisher")


def import_corrections(
    file: Path, folder: Path, run: Path | None = None
) -> tuple[list[Outcome], dict[Path, str]]:
    """Return what becomes of each correction, and the label files with them in. Writes nothing.

    Raises:
        InputError: a correction is of a section or a text that the set does not have, makes no label, or
            leaves out a cause that `run` does not tell either.
    """
    gold = load_gold(folder)
    by_section: dict[tuple[str, Edition], list[Correction]] = defaultdict(list)
    for correction in read_corrections(file).corrections:
        section, edition = _home(gold, correction, file)
        by_section[section.slug, edition].append(correction)
    causes, reasons = _from_run(run)
    outcomes: list[Outcome] = []
    files: dict[Path, str] = {}
    changed = {section.slug: section.labels for section in gold.sections}
    for (slug, edition), corrections in by_section.items():
        section = next(section for section in gold.sections if section.slug == slug)
        known, readings = _read(section, gold.month, edition)
        known |= reasons.get(corrections[0].text_sha256, {})
        _once(slug, corrections, file)
        changed[slug], found = merge(slug, changed[slug], corrections, edition, Told(causes, known, readings))
        outcomes += found
        if changed[slug] != section.labels:
            path = folder / "sections" / slug / "labels.yaml"
            head = _head(path)
            if not changed[slug].unreviewed:
                head = head.replace(LABELS_HEAD, "")  # no guess is left to warn of
            files[path] = labels_text(changed[slug], head)
    return outcomes, files


def _home(gold: GoldSet, correction: Correction, file: Path) -> tuple[GoldSection, Edition]:
    """Return the section and the edition that a correction is of, known by the hash of the text."""
    for section in gold.sections:
        for edition in _EDITIONS:
            if section.sha256(edition) == correction.text_sha256:
                return section, edition
    named = any(section.slug == correction.section for section in gold.sections)
    why = "its text is not the one reviewed" if named else "there is no such section"
    raise InputError(f"{file}: section {correction.section}: {why} in {gold.folder}; nothing was taken in")


def _once(slug: str, corrections: Sequence[Correction], file: Path) -> None:
    seen: set[object] = set()
    for correction in corrections:
        key = correction.id or str(correction.record.get("figure"))
        if key in seen:
            raise InputError(f"{file}: section {slug}: {key} is judged twice; keep one")
        seen.add(key)


def _from_run(run: Path | None) -> tuple[dict[str, str], dict[str, dict[Span, Reason]]]:
    """Return a run's causes by the driver's id, and its reasons by text and offsets."""
    results = load_run(run).results if run is not None else ()
    causes = {driver.id: driver.cause for result in results for driver in result.drivers}
    reasons = {
        result.text_sha256: {(each.start, each.end): each.reason for each in result.rejected}
        for result in results
    }
    return causes, reasons


def _read(
    section: GoldSection, month: str, edition: Edition
) -> tuple[dict[Span, Reason], dict[Span, Reading]]:
    """Return the annotator's own reasons and readings, where the edition's text is at hand."""
    if edition != section.base:
        return {}, {}
    text = annotate(section.text, month)
    sentences = {sentence.number: (sentence.start, sentence.end) for sentence in text.sentences}
    readings = {
        (each.start, each.end): Reading(
            each.value, each.value_max, each.unit, each.qualifier, sentences[each.sentence]
        )
        for each in text.figures
        if each.unit is not None
    }
    return {(each.start, each.end): each.reason for each in text.excluded}, readings


def _head(path: Path) -> str:
    """Return the comments that a label file begins with; a comment further down would be lost."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if any(line.lstrip().startswith("#") for line in lines[at:]):
        raise DataFileError(f"{path}: comments between its entries would be lost: move them to its head")
    return "".join(lines[:at])
