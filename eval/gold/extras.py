"""Labels of what later versions of the answer schema add: a file beside `labels.yaml`, by record.

    sections/<slug>/labels.v2.yaml
        schema: assay/2
        metrics:
          - {record: 2, of: 1a2b3c4d, magnitude: slight}
        drivers: []

`record` is the record's place in `labels.yaml`, `of` a hash of what it says there: an entry whose record
has changed since is stale. Listed is only what the schema itself does not decide (`schemas.migrate`);
"?" is what nobody has decided yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from eval.goldset import GoldSet
from eval.labels import DriverLabel, Labels, MetricLabel
from extract.datafiles import load_mapping
from schemas.errors import DataFileError
from schemas.migrate import UNDECIDED, carried, steps_between
from schemas.versions import DEFAULT, AnswerSchema, find_schema

__all__ = [
    "Entry",
    "Sidecar",
    "extras_sha256",
    "file_of",
    "load_sidecar",
    "record_hash",
    "records_of",
    "settled",
    "unlabelled_fields",
    "with_extras",
]

_KINDS = ("metrics", "drivers")


@dataclass(frozen=True, slots=True)
class Entry:
    """The new fields of one record."""

    record: int
    of: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The entries of a file, by kind and by the hash of their record."""

    metrics: Mapping[str, Entry]
    drivers: Mapping[str, Entry]

    def of(self, kind: str) -> Mapping[str, Entry]:
        """Return the entries of "metrics" or "drivers"."""
        return self.metrics if kind == "metrics" else self.drivers


def file_of(section: Path, schema: AnswerSchema) -> Path:
    """Return the file of a version in a section's folder; our own are named by their version alone."""
    name = f"v{schema.version}" if "/" not in schema.line else schema.line.replace("/", "-")
    return section / f"labels.{name}.yaml"


def record_hash(label: MetricLabel | DriverLabel) -> str:
    """Return a short hash of all that a record says."""
    text = json.dumps(label.model_dump(mode="json"), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:8]


def records_of(labels: Labels, kind: str) -> tuple[MetricLabel | DriverLabel, ...]:
    """Return the metrics or the drivers of a section."""
    return labels.metrics if kind == "metrics" else labels.drivers


def load_sidecar(file: Path, schema: AnswerSchema) -> Sidecar | None:
    """Return what a file holds; None where there is none.

    Raises:
        DataFileError: it is not of its form, is of another schema, or holds what the schema does not take.
    """
    if not file.exists():
        return None
    loaded = load_mapping(file)
    if loaded.get("schema") != schema.id:
        raise DataFileError(f"{file}: 'schema' must be {schema.id}")
    return Sidecar(*(dict(_entries(file, schema, kind, loaded.get(kind))) for kind in _KINDS))


def _entries(file: Path, schema: AnswerSchema, kind: str, listed: Any) -> Iterator[tuple[str, Entry]]:
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise DataFileError(f"{file}: {kind!r} must be a list of entries with record, of, and the new fields")
    wanted = schema.driver_extras if kind == "drivers" else schema.metric_extras
    for entry in listed:
        values = {name: value for name, value in entry.items() if name not in ("record", "of")}
        where = f"{file}: {kind} record {entry.get('record')}"
        if not isinstance(entry.get("record"), int) or not isinstance(entry.get("of"), str):
            raise DataFileError(
                f"{where}: needs 'record' (a number) and 'of' (a hash, in quotes if all digits)"
            )
        if values.keys() != set(wanted):
            raise DataFileError(f"{where}: must hold {', '.join(wanted)}")
        _taken(where, schema, kind, values)
        yield entry["of"], Entry(entry["record"], entry["of"], values)


def _taken(where: str, schema: AnswerSchema, kind: str, values: Mapping[str, Any]) -> None:
    """Refuse a value that the schema's own model would refuse."""
    part = "drivers" if kind == "drivers" else "figures"
    label: type[BaseModel] | None = schema.label(part)
    if label is None:
        return
    for name, value in values.items():
        if value == UNDECIDED or name not in label.model_fields:
            continue
        info = label.model_fields[name]
        kind_of: Any = Annotated[(info.annotation, *info.metadata, None)]
        try:
            TypeAdapter(kind_of).validate_json(json.dumps(value), strict=True)
        except ValidationError as error:
            raise DataFileError(f"{where}: {name} {value!r}: {error.errors()[0]['msg']}") from error


def settled(
    labels: Labels, kind: str, schema: AnswerSchema, known: Sidecar | None, before: Sidecar | None = None
) -> Iterator[tuple[int, MetricLabel | DriverLabel, dict[str, Any]]]:
    """Yield of every record its place, itself, and its new fields: written down, carried, or UNDECIDED.

    `known` holds what is written for the version, `before` what is for the one that it follows.
    """
    steps = steps_between(DEFAULT, schema.id)
    for number, label in enumerate(records_of(labels, kind), start=1):
        written = (known.of(kind) if known else {}).get(record_hash(label))
        if written is not None:
            yield number, label, dict(written.values)
            continue
        earlier = (before.of(kind) if before else {}).get(record_hash(label))
        said = {**label.model_dump(mode="json"), **(earlier.values if earlier else {})}
        yield number, label, carried(steps, said, driver=kind == "drivers")


def extras_sha256(sets: Sequence[GoldSet]) -> str:
    """Return "+labels@HASH" over the new fields of sets, for a signature; "" where they have none."""
    held = [[[s.slug, s.extras] for s in gold.sections if s.extras] for gold in sets]
    if not any(held):
        return ""
    return f"+labels@{sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:8]}"


def unlabelled_fields(sets: Sequence[GoldSet], schema: str) -> list[str]:
    """Return the new fields of a version that are not scored, since some set has no whole labels of them."""
    version = find_schema(schema)
    held = (section for gold in sets for section in gold.sections)
    whole = all(part.extras or not (part.labels.metrics or part.labels.drivers) for part in held)
    return [] if whole else list(dict.fromkeys((*version.metric_extras, *version.driver_extras)))


def with_extras(gold: GoldSet, schema: str) -> GoldSet:
    """Return the set with the new fields of a version on every section, where all are decided.

    A set that has none, or not all, stays as it is: its new fields are not scored.

    Raises:
        DataFileError: a file is not of its form.
    """
    version = find_schema(schema)
    if not version.metric_extras and not version.driver_extras:
        return gold
    sections = []
    for section in gold.sections:
        known = load_sidecar(file_of(gold.folder / "sections" / section.slug, version), version)
        if known is None:
            return gold
        found = {
            f"{kind[0]}{number}": values
            for kind in _KINDS
            for number, _, values in settled(section.labels, kind, version, known)
        }
        if any(value == UNDECIDED for values in found.values() for value in values.values()):
            return gold
        sections.append(replace(section, extras=found))
    return replace(gold, sections=tuple(sections))
