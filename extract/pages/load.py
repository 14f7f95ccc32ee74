"""A run folder as the page needs it: manifest, texts, results and findings, checked against each other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from extract.api import results
from extract.pages.scores import Scores, read_scores
from extract.store.folder import EXTRACTIONS, SECTIONS, RunFolder
from schemas.errors import RunFolderError
from schemas.records import SectionResult, TextSpan

__all__ = ["FINDINGS", "FoundLine", "Run", "SectionText", "load_run"]

FINDINGS = "findings.csv"
_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SectionText:
    """What `sections.jsonl` has and a result lacks: number, commodity group and body text."""

    number: int
    group: str | None
    body: str


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding as `findings.csv` tells it: several lines of one finding are joined in `spans`."""

    report: str
    section: str
    code: str
    message: str
    records: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """All that a page is made of."""

    manifest: dict[str, Any]
    sections: tuple[tuple[SectionText, SectionResult], ...]
    findings: tuple[FoundLine, ...]
    scores: Scores | None = None


def load_run(path: Path) -> Run:
    """Read a finished run.

    Raises:
        RunFolderError: there is no run, it is not finished, or its files do not fit each other.
    """
    folder = RunFolder(path)
    manifest = folder.read_manifest()
    if not (path / EXTRACTIONS).exists():
        raise RunFolderError(f"{path}: the run is not finished; run the same `assay extract` again")
    texts = dict(_texts(folder))
    sections = []
    for result in results(path):
        text = texts.get((result.report, result.section))
        if text is None or not _fits(result, text.body):
            raise RunFolderError(
                f"{path}: {EXTRACTIONS} and {SECTIONS} do not fit at section {result.section}; "
                "run the same `assay extract` again"
            )
        sections.append((text, result))
    known = {(result.report, result.section): (result, text.body) for text, result in sections}
    return Run(manifest, tuple(sections), tuple(_findings(path)), read_scores(path, known))


def _texts(folder: RunFolder) -> Iterator[tuple[tuple[str, str], SectionText]]:
    # Read by hand: a page may show what an older annotator cut, where a replay has to refuse it.
    for line in folder.lines(SECTIONS):
        try:
            entry = json.loads(line)
            text = SectionText(int(entry["number"]), entry["group"], str(entry["text"]))
            yield (entry["report"], entry["section"]), text
        except (ValueError, KeyError, TypeError) as error:
            raise RunFolderError(f"{folder.path}/{SECTIONS}: has a broken line ({error})") from error


def _fits(result: SectionResult, body: str) -> bool:
    """Tell whether a result was made from this text, and every span of it holds what it says."""
    if sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != result.text_sha256:
        return False
    spans: list[TextSpan] = [*result.unclaimed, *result.rejected]
    spans += [metric.evidence for metric in result.metrics]
    spans += [driver.evidence for driver in result.drivers]
    spans += [metric.figure for metric in result.metrics if metric.figure]
    return all(body[span.start : span.end] == span.text for span in spans)


def _findings(path: Path) -> Iterator[FoundLine]:
    csv.field_size_limit(_LONGEST_CELL)
    joined: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    try:
        with (path / FINDINGS).open(encoding="utf-8", newline="") as source:
            for row in csv.DictReader(source):
                key = tuple(_unguarded(row[name]) for name in ("report", "section", "code", "message"))
                spans = joined.setdefault((*key, row["records"], row["start"]), [])
                for first, last in (("start", "end"), ("other_start", "other_end")):
                    if row[first] and (span := (int(row[first]), int(row[last]))) not in spans:
                        spans.append(span)
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        reason = " ".join(str(error).split())
        raise RunFolderError(f"{path}: {FINDINGS} is missing or broken ({reason})") from error
    for (report, section, code, message, records, _), found in joined.items():
        yield FoundLine(report, section, code, message, tuple(records.split()), tuple(found))


def _unguarded(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell
