"""Many reports, read one at a time: what a run is over, without all of it in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.document import Report, Section
from extract.reading import read_report
from schemas.errors import InputError, ReportError

__all__ = ["Contents", "Corpus", "chosen_sections", "survey"]

_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_SET = "set.yaml"
# Beyond these a calendar cannot count the years before and after that the checks ask about.
_EARLIEST, _LATEST = "1900-01", "2199-12"


class Corpus:
    """Report files, saved pages and gold folders, each read anew whenever the corpus is gone through.

    A folder that is no gold folder stands for the reports in it, by name: its text files, pages and gold
    folders, not those further down.
    """

    def __init__(self, paths: Iterable[Path | str], month: str | None = None) -> None:
        """Take the paths, and the month that wins over what the reports say.

        Raises:
            ReportError: a folder holds no report.
        """
        self.paths = tuple(path for given in paths for path in _expanded(Path(given)))
        self.month = month

    def __iter__(self) -> Iterator[Report]:
        """Read and yield the reports; raises as `read_report`."""
        for path in self.paths:
            yield read_report(path, self.month)


def _expanded(path: Path) -> Iterator[Path]:
    if not path.is_dir() or (path / _SET).exists():
        yield path
        return
    found = [each for each in sorted(path.iterdir()) if _is_report(each)]
    if not found:
        raise ReportError(f"{path}: a folder without {_SET}, and without a text file or page in it")
    yield from found


def _is_report(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return (path / _SET).exists() if path.is_dir() else path.suffix.lower() in _SUFFIXES


@dataclass(frozen=True, slots=True)
class Contents:
    """What a run is over: id, month, title and hash of each report, and how many sections in all."""

    reports: tuple[dict[str, str], ...]
    sections: int


def survey(reports: Iterable[Report], slugs: Sequence[str] = ()) -> Contents:
    """Go through the reports once and return what a run over them, or over the given slugs, is over.

    Raises:
        InputError: a slug that no report has, two reports of one id, or a month beyond all calendars.
    """
    told: dict[str, dict[str, str]] = {}
    wanted, seen, sections = frozenset(slugs), set[str](), 0
    for report in reports:
        if report.id in told:
            raise InputError(f"two reports are named {report.id}: rename one of the files")
        if not _EARLIEST <= report.month <= _LATEST:
            raise InputError(f"the month {report.month} is no month of a report; pass --month YYYY-MM")
        told[report.id] = {
            "id": report.id, "month": report.month, "title": report.title, "sha256": report.sha256
        }  # fmt: skip
        here = [section.slug for section in report.sections if not wanted or section.slug in wanted]
        sections += len(here)
        seen.update(wanted.intersection(here))
    unknown = [slug for slug in slugs if slug not in seen]
    if unknown:
        raise InputError(f"no section is named {unknown[0]} (see `assay sections`)")
    return Contents(tuple(told.values()), sections)


def chosen_sections(
    reports: Iterable[Report], contents: Contents, slugs: Sequence[str] = ()
) -> Iterator[tuple[Report, Section]]:
    """Yield each section that a run is over, in order.

    Raises:
        ReportError: a report is not what it was when `contents` were told.
    """
    wanted = frozenset(slugs)
    for report, told in zip(reports, contents.reports, strict=True):
        if report.sha256 != told["sha256"]:
            raise ReportError(f"{report.id}: its file was changed meanwhile; start again")
        for section in report.sections:
            if not wanted or section.slug in wanted:
                yield report, section
