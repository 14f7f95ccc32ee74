"""Migrate a gold set to a later version of the answer schema: carry what can be, list what needs a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold.extras import file_of, load_sidecar, record_hash, settled
from eval.goldset import GoldSet
from eval.labels import DriverLabel, MetricLabel
from schemas.errors import InputError
from schemas.migrate import UNDECIDED, carried, steps_between, unsayable
from schemas.versions import DEFAULT, AnswerSchema, find_schema

__all__ = ["Need", "Plan", "plan", "write"]

_HEAD = '# What {schema} adds to labels.yaml, by record; `of` is its hash. A "?" is not decided yet.\n'


@dataclass(frozen=True, slots=True)
class Need:
    """A record that needs a person: `why` is the field to decide, or the member that cannot be said.

    `is_open` tells that a value is to be written down for it.
    """

    section: str
    record: str
    what: str
    why: str
    is_open: bool

    def line(self) -> str:
        """Return the one line that is printed."""
        return f"needs relabel: {self.section}: {self.record} ({self.what}): {self.why}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to write, by path; how many records the schema or earlier labels decided; the needs."""

    files: Mapping[Path, str]
    decided: int
    needs: tuple[Need, ...]


def plan(gold: GoldSet, to: str) -> Plan:
    """Return what migrating comes to. Reads the labels that are there, writes nothing.

    Raises:
        InputError: `to` is no version that follows the first, or adds nothing to label.
        DataFileError: a file of labels is not of its form.
    """
    schema = find_schema(to)
    steps = steps_between(DEFAULT, schema.id)
    files: dict[Path, str] = {}
    needs: list[Need] = []
    decided = 0
    for section in gold.sections:
        folder = gold.folder / "sections" / section.slug
        known = load_sidecar(file_of(folder, schema), schema)
        previous = find_schema(schema.follows) if schema.follows else None
        before = load_sidecar(file_of(folder, previous), previous) if previous else None
        rows: dict[str, list[str]] = {}
        for kind in ("metrics", "drivers"):
            found = list(settled(section.labels, kind, schema, known, before))
            decided += sum(UNDECIDED not in values.values() for _, _, values in found)
            needs += _needs(section.slug, kind, schema, found)
            rows[kind] = [
                _row(number, label, values) for number, label, values in found if _is_open(steps, kind, label)
            ]
        if schema.metric_extras or schema.driver_extras:
            files[file_of(folder, schema)] = _text(schema, rows)
    return Plan(files, decided, tuple(needs))


def _is_open(steps: tuple[AnswerSchema, ...], kind: str, label: MetricLabel | DriverLabel) -> bool:
    """Tell whether the schema by itself leaves a field of a record to be decided."""
    follows = carried(steps, label.model_dump(mode="json"), driver=kind == "drivers")
    return UNDECIDED in follows.values()


def _needs(
    section: str,
    kind: str,
    schema: AnswerSchema,
    found: Iterable[tuple[int, MetricLabel | DriverLabel, Mapping[str, Any]]],
) -> Iterator[Need]:
    for number, label, values in found:
        record, what = f"{kind[:-1]} {number}", _what(label)
        for name, value in values.items():
            if value == UNDECIDED:
                yield Need(section, record, what, name, is_open=True)
        for name in unsayable(schema, label.model_dump(mode="json"), driver=kind == "drivers"):
            yield Need(section, record, what, f"{name}: {schema.id} has no such member", is_open=False)


def _what(label: MetricLabel | DriverLabel) -> str:
    if isinstance(label, DriverLabel):
        return f"{label.category}: {label.cause}"
    value = "" if label.value is None else f" {label.value.normalize():f} {label.unit}"
    scope = f", {label.segment}" if label.segment else ""
    return f"{label.indicator} {label.basis}{value} {label.period}{scope}"


def _row(number: int, label: MetricLabel | DriverLabel, values: Mapping[str, Any]) -> str:
    told = {"record": number, "of": record_hash(label), **values}
    # JSON is YAML, but reads better without quotes around plain words.
    pairs = ", ".join(f"{name}: {_scalar(value)}" for name, value in told.items())
    return f"  - {{{pairs}}}"


def _scalar(value: Any) -> str:
    plain = (
        isinstance(value, str) and value.replace("_", "").isalpha() and value not in ("true", "false", "null")
    )
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _text(schema: AnswerSchema, rows: Mapping[str, list[str]]) -> str:
    parts = [_HEAD.format(schema=schema.id), f"schema: {schema.id}\n"]
    for kind, lines in rows.items():
        parts.append(f"{kind}:\n" + "".join(f"{line}\n" for line in lines) if lines else f"{kind}: []\n")
    return "".join(parts)


def write(files: Mapping[Path, str]) -> None:
    """Write the files.

    Raises:
        InputError: one cannot be written.
    """
    for file, text in files.items():
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{file}: cannot be written ({error.strerror})") from error
