"""A gold folder as a report: the text of its own edition, composed from its sections' files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from extract.datafiles import load_mapping
from extract.document import Report, Section
from extract.reading.commodities import load_commodities
from extract.reading.files import read_text, shown
from extract.reading.month import validate_month
from extract.reading.names import without_colon
from schemas.errors import DataFileError, InputError, ReportError

__all__ = ["EDITION_FILES", "read_gold"]

_SET = "set.yaml"
EDITION_FILES: Mapping[Literal["restated", "publisher"], str] = MappingProxyType(
    {"restated": "restated.txt", "publisher": "publisher.txt"}
)
"""The file of a section's text, by edition."""


def read_gold(folder: Path | str, month: str | None = None) -> Report:
    """Return the report that the texts of a gold folder make.

    They are the restated ones, unless set.yaml says that it has the publisher's alone.

    Raises:
        ReportError: the folder holds no set.yaml, or a text in it cannot be read.
        DataFileError: set.yaml does not hold what it must, or a listed section has no text.
    """
    path = Path(folder) / _SET
    if not path.is_file():
        raise ReportError(f"{shown(folder)}: a directory without {_SET}; give a report file")
    loaded = load_mapping(path)
    name, title = (_string(path, loaded, key) for key in ("report", "title"))
    month = month or _month(path, loaded)
    alone = loaded.get("editions") == ["publisher"]
    file_name = EDITION_FILES["publisher" if alone else "restated"]
    text = f"{title}\n"
    sections: list[Section] = []
    catalogue = load_commodities()
    for slug, heading in _listed(path, loaded):
        body = _body(path, slug, file_name, loaded.get("partial") is True)
        if body is None:
            continue
        start = len(text) + 1
        text += f"\n{heading}\n{body}" if body else f"\n{heading}"
        known = catalogue.find(heading)
        sections.append(
            Section(
                number=len(sections) + 1,
                slug=slug,
                heading=heading,
                start=start,
                end=len(text),
                body=body,
                commodity=known.slug if known else None,
                group=known.group if known else None,
            )
        )
    if not sections:
        raise ReportError(f"{shown(folder)}: no section has a {file_name}; nothing to read")
    return Report(name, month, title, text + "\n", tuple(sections))


def _string(path: Path, mapping: dict[str, Any], key: str) -> str:
    value = mapping.get(key)
    if not isinstance(value, str) or not value.strip() or "\n" in value.strip():
        raise DataFileError(f"{path}: {key!r} must be one line of text, not {value!r}")
    return value.strip()


def _month(path: Path, mapping: dict[str, Any]) -> str:
    try:
        return validate_month(_string(path, mapping, "month"))
    except DataFileError:
        raise
    except InputError as error:
        raise DataFileError(f"{path}: {error}") from error


def _listed(path: Path, mapping: dict[str, Any]) -> list[tuple[str, str]]:
    entries = mapping.get("sections")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataFileError(f"{path}: 'sections' must be a list of mappings with slug and heading")
    listed = [
        (_string(path, entry, "slug"), without_colon(_string(path, entry, "heading"))) for entry in entries
    ]
    seen: set[str] = set()
    for slug, _ in listed:
        if slug in seen:
            raise DataFileError(f"{path}: the slug {slug!r} is listed twice")
        # A slug names a folder: nothing that could lead out of the set.
        if not all(c.isalnum() or c == "-" for c in slug):
            raise DataFileError(f"{path}: {slug!r} is no slug; use letters, digits and hyphens")
        seen.add(slug)
    return listed


def _body(path: Path, slug: str, name: str, partial: bool) -> str | None:
    file = path.parent / "sections" / slug / name
    if not file.exists():
        if partial:
            return None
        raise DataFileError(f"{file}: no such file; write it, or put 'partial: true' in {_SET}")
    lines = (line.strip() for line in read_text(file).split("\n"))
    return "\n".join(line for line in lines if line)
