"""A gold set as loaded, and the loaders of its folder and of a label pass.

    gold/2025-01/set.yaml                       report, month, title, the sections and their split
    gold/2025-01/sections/<slug>/labels.yaml    metrics, drivers, rejected; offsets of both editions
    gold/2025-01/passes/<a|b>/<slug>.yaml       the same form, offsets of the publisher's edition only

`editions` in set.yaml names the editions that a set has; the first is that of its text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.labels import TEXT_FILES, Edition, EditionSpans, Labels
from extract.datafiles import load_mapping
from extract.document import Section
from extract.reading import read_report
from schemas.errors import DataFileError

__all__ = ["GoldSection", "GoldSet", "load_gold", "load_pass"]

_Model = TypeVar("_Model", bound=BaseModel)


class _Listed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str = Field(min_length=1)
    split: Literal["dev", "test"]
    heading: str = Field(min_length=1)
    style: str | None = None
    restated_sha256: str | None = None
    publisher_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class GoldSection:
    """One section of a gold set: its text (of the `base` edition), the hashes of both texts, its labels.

    `extras` holds what a later version of the answer schema adds to the labels, by record ("m1", "d1").
    """

    text: Section
    split: Literal["dev", "test"]
    publisher_sha256: str | None
    labels: Labels
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    base: Edition = "restated"

    @property
    def slug(self) -> str:
        """Return the slug."""
        return self.text.slug

    @property
    def fingerprint(self) -> str:
        """Return the hash of the section as gold: its texts, its split and every label."""
        content: list[Any] = [self.slug, self.split, self.text.sha256, self.publisher_sha256]
        # What is not given does not count: a field that a later version adds changes no hash.
        content.append(self.labels.model_dump(mode="json", exclude_none=True))
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def sha256(self, edition: Edition) -> str | None:
        """Return the hash of the body in an edition, or None where it is not known."""
        if edition == self.base == "restated":
            return self.text.sha256
        return self.publisher_sha256 if edition == "publisher" else None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set as loaded; sections are in the report's order, `editions[0]` is that of their texts."""

    folder: Path
    report: str
    month: str
    title: str
    sections: tuple[GoldSection, ...]
    editions: tuple[Edition, ...] = ("restated", "publisher")

    @property
    def base(self) -> Edition:
        """Return the edition of the texts in the set."""
        return self.editions[0]

    @property
    def unreviewed(self) -> int:
        """Return how many entries nobody has reviewed; 0 for a set to score against."""
        return sum(section.labels.unreviewed for section in self.sections)

    @property
    def name(self) -> str:
        """Return the folder's name, by which sections of several sets are told apart."""
        return self.folder.resolve().name

    @property
    def sha256(self) -> str:
        """Return the hash over every section's texts, labels, split and slug: what a signature names."""
        content = [self.month, *(section.fingerprint for section in self.sections)]
        return sha256(json.dumps(content).encode()).hexdigest()


def load_gold(folder: Path) -> GoldSet:
    """Return the gold set of a folder.

    A listed section without `labels.yaml` is refused, unless set.yaml says `partial: true`.

    Raises:
        ReportError: the folder holds no set.yaml, or a text in it cannot be read.
        DataFileError: a file is not of its form; the message names the file and the record.
    """
    report = read_report(folder)
    path = folder / "set.yaml"
    loaded = load_mapping(path)
    texts = {section.slug: section for section in report.sections}
    editions = _editions(path, loaded)
    sections = []
    for number, entry in enumerate(loaded["sections"], start=1):
        listed = _checked(_Listed, entry, f"{path}: section {number}")
        file = folder / "sections" / listed.slug / "labels.yaml"
        text = texts.get(listed.slug)
        if loaded.get("partial") is True and (text is None or not file.exists()):
            continue
        if text is None or not file.exists():
            raise DataFileError(f"{file}: no such file; write it, or put 'partial: true' in {path.name}")
        if listed.restated_sha256 not in (None, text.sha256):
            raise DataFileError(f"{path}: section {number}: restated_sha256 is not that of restated.txt")
        labels = _labels(file)
        _within(file, labels, text, editions[0])
        sections.append(GoldSection(text, listed.split, listed.publisher_sha256, labels, base=editions[0]))
    if not sections:
        raise DataFileError(f"{path}: no section has labels; nothing to score against")
    return GoldSet(folder, report.id, report.month, report.title, tuple(sections), editions)


def _editions(path: Path, loaded: Mapping[str, Any]) -> tuple[Edition, ...]:
    """Return the editions that a set has; a composed text has no publisher."""
    named = loaded.get("editions", ["restated"] if loaded.get("composed") is True else list(TEXT_FILES))
    found = tuple(edition for edition in TEXT_FILES if isinstance(named, list) and edition in named)
    if not found or len(found) != len(named):
        raise DataFileError(f"{path}: 'editions' must be a list of {' and '.join(TEXT_FILES)}, not {named!r}")
    return found


def load_pass(folder: Path) -> Mapping[str, Labels]:
    """Return the labels of one pass by slug: every YAML file of the folder.

    Raises:
        DataFileError: the folder holds none, or a file is not of its form.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise DataFileError(f"{folder}: holds no label file (<slug>.yaml)")
    return MappingProxyType({file.stem: _labels(file) for file in files})


def _labels(file: Path) -> Labels:
    loaded = load_mapping(file)
    for kind in ("metrics", "drivers", "rejected", "open"):
        if loaded.get(kind, []) is None:
            loaded[kind] = []  # an empty key in YAML is null
    return _checked(Labels, loaded, str(file))


def _within(file: Path, labels: Labels, text: Section, base: Edition) -> None:
    """Refuse offsets that lie beyond the text of the set."""
    places: list[tuple[str, int, EditionSpans | None]] = []
    for number, metric in enumerate(labels.metrics, start=1):
        places += [("metric", number, metric.evidence), ("metric", number, metric.figure)]
    places += [("driver", number, driver.evidence) for number, driver in enumerate(labels.drivers, start=1)]
    places += [("rejected", number, run) for number, run in enumerate(labels.rejected, start=1)]
    places += [("open", number, place) for number, place in enumerate(labels.open, start=1)]
    for kind, number, place in places:
        span = place.of(base) if place is not None else None
        if span is not None and span[1] > len(text.body):
            raise DataFileError(
                f"{file}: {kind} {number}: {base} {list(span)} lies beyond the text "
                f"({len(text.body)} characters)"
            )


def _checked(model: type[_Model], value: Any, where: str) -> _Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise DataFileError(f"{where}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
