"""Migration: what a label or record of one version comes to under a later one.

Each version says with `carry` what follows for its new fields from what was known before; all else is
for a person to say, and stands as `UNDECIDED` until then. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.errors import InputError
from schemas.records import SectionResult
from schemas.versions import AnswerSchema, find_schema, listed_schemas

__all__ = ["UNDECIDED", "carried", "steps_between", "unsayable", "upgraded"]

UNDECIDED = "?"


def steps_between(first: str, last: str) -> tuple[AnswerSchema, ...]:
    """Return the versions after `first` up to `last`, in the order in which they follow each other.

    Raises:
        InputError: `last` does not follow `first`, by any number of steps.
    """
    steps: list[AnswerSchema] = []
    schema = find_schema(last)
    while schema.id != find_schema(first).id:
        steps.insert(0, schema)
        if schema.follows is None or len(steps) > len(listed_schemas()):
            raise InputError(f"{last} does not follow {first}: nothing can be carried from one to the other")
        schema = find_schema(schema.follows)
    return tuple(steps)


def carried(steps: Sequence[AnswerSchema], label: Mapping[str, Any], *, driver: bool) -> dict[str, Any]:
    """Return the new fields of a label by name; UNDECIDED is what no step decides.

    `label` holds the fields of version 1 as JSON, and those of later versions that are known already.
    """
    known: dict[str, Any] = {}
    for schema in steps:
        wanted = schema.driver_extras if driver else schema.metric_extras
        follows = schema.carry({**label, **known}) if schema.carry is not None else {}
        known = {
            name: known.get(name, label[name] if name in label else follows.get(name, UNDECIDED))
            for name in wanted
        }
    return known


def unsayable(schema: AnswerSchema, label: Mapping[str, Any], *, driver: bool) -> list[str]:
    """Return the fields of a label whose member a version does not offer: no run of it can say them."""
    part = "drivers" if driver else "figures" if label.get("figure") is not None else "movements"
    kind = schema.label(part)
    if kind is None:
        return [part]
    told = kind.model_json_schema()
    wrong = []
    for name, field in told["properties"].items():
        members = _members(field, told.get("$defs", {}))
        if members and name in label and label[name] is not None and label[name] not in members:
            wrong.append(name)
    return wrong


def _members(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[str]:
    options = [field, *field.get("anyOf", ())]
    resolved = [definitions[o["$ref"].rpartition("/")[2]] if "$ref" in o else o for o in options]
    return [code for option in resolved for code in option.get("enum", ())]


def upgraded(result: SectionResult, schema: str) -> SectionResult:
    """Return a line of a run as a later version reads it; what no step decides is null.

    Raises:
        InputError: the version does not follow the one that the line was written under.
    """
    old = find_schema(result.schema_)
    target = find_schema(schema)
    steps = steps_between(old.id, target.id)
    if not steps:
        return result

    def more(record: Any, *, driver: bool) -> Any:
        label = record.model_dump(mode="json")
        found = carried(steps, label, driver=driver)
        base = {name: value for name, value in dict(record).items() if name not in record.extras}
        values = {name: None if value == UNDECIDED else value for name, value in found.items()}
        return type(record)(**base, **values)

    held = {name: value for name, value in dict(result).items() if name != "schema_"}
    held["metrics"] = tuple(more(metric, driver=False) for metric in result.metrics)
    held["drivers"] = tuple(more(driver, driver=True) for driver in result.drivers)
    return SectionResult(schema=target.line, **held)
