"""A path to a report: the one function that this package is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.document import Report, Section
from extract.reading.boilerplate import load_boilerplate
from extract.reading.commodities import load_commodities
from extract.reading.files import looks_like_html, read_text, shown
from extract.reading.goldset import read_gold
from extract.reading.headings import Found, Outline, outline
from extract.reading.html import Page, read_page
from extract.reading.month import reference_month, validate_month
from schemas.errors import MonthError, ReportError

__all__ = ["read_report", "slug_of"]

_HYPHENS = re.compile(r"-{2,}")


def read_report(path: Path | str, month: str | None = None) -> Report:
    """Return the report that a text file, a saved page or a gold folder holds.

    `month` ("2025-01") wins over what the report says. All section offsets are code points into
    `Report.text`: the file's text as read, or for a page the text that it shows, or for a gold
    folder the text that its sections make.

    Raises:
        InputError: `month` is not of the form YYYY-MM.
        ReportError: the file cannot be read as text, or no section is found in it.
        MonthError: the reference month is neither given nor found.
        DataFileError: a gold folder does not hold what it must.
    """
    if month is not None:
        validate_month(month)
    place = Path(path)
    if place.is_dir():
        return read_gold(path, month)
    text = read_text(path)
    titles: tuple[str, ...] = ()
    if looks_like_html(place, text):
        page = read_page(text)
        text, found = _of_page(page)
        titles = page.titles
    else:
        found = _outline(text)
    if not found.sections:
        raise ReportError(
            f"{shown(path)}: no commodity section found; a section is a commodity's name on a line "
            "of its own with its text under it"
        )
    titles += found.titles
    bodies = ("\n".join(section.lines) for section in found.sections)
    month = month or reference_month(titles, bodies)
    if month is None:
        raise MonthError(f"{shown(path)}: names no month; pass --month YYYY-MM")
    sections = tuple(_sections(found.sections))
    stem = slug_of(place.stem) or "report"
    return Report(stem, month, titles[0] if titles else "", text, sections)


def slug_of(heading: str) -> str:
    """Return a text in lower case with single hyphens for what is no letter or digit."""
    return _HYPHENS.sub("-", "".join(c if c.isalnum() else "-" for c in heading.lower())).strip("-")


def _outline(text: str) -> Outline:
    return outline(text, load_commodities(), load_boilerplate())


def _of_page(page: Page) -> tuple[str, Outline]:
    """Return the article of a page, or the whole page where the article lacks a section of it."""
    article, whole = _outline(page.article), _outline(page.whole)
    lost = Counter(section.heading for section in whole.sections if section.lines)
    lost -= Counter(section.heading for section in article.sections if section.lines)
    return (page.whole, whole) if lost else (page.article, article)


def _sections(found: Iterable[Found]) -> Iterator[Section]:
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for number, section in enumerate(found, start=1):
        base = slug = slug_of(section.heading) or "section"
        count = counts.get(base, 1)
        while slug in taken:
            count += 1
            slug = f"{base}-{count}"
        counts[base] = count
        taken.add(slug)
        known = section.commodity
        yield Section(
            number=number,
            slug=slug,
            heading=section.heading,
            start=section.start,
            end=section.end,
            body="\n".join(section.lines),
            commodity=known.slug if known else None,
            group=known.group if known else None,
        )
