"""The versions of the answer schema: finding one by its name, and the way of an answer in and out of it.

Every version has the fields of `NEEDED`: without them nothing can be resolved. What else version 1 has may be
left out, and is null then; what it has not is carried along (`more`) into records, tables and scores.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import import_module
from typing import Any

from pydantic import BaseModel, ValidationError

from schemas import answers
from schemas.answer import Answer
from schemas.answers import v1
from schemas.errors import InputError
from schemas.offers import Members, vocabularies
from schemas.vocabulary import Reason

__all__ = ["DEFAULT", "NEEDED", "AnswerSchema", "find_schema", "lifted", "listed_schemas", "said"]

DEFAULT = "assay/1"
_FREE = ("segment", "region", "entity", "confidence", "direction", "negative")
_ABSENT: Mapping[str, Any] = {**dict.fromkeys(_FREE), "negative": False}
_OWN = "assay"
_METRICS = ("figures", "movements", "missed")
_LABELLED = (*_METRICS, "drivers")

NEEDED: Mapping[str, tuple[str, ...]] = {
    "figures": ("figure", "indicator", "basis", "period", "status", "sentences"),
    "movements": ("indicator", "basis", "direction", "period", "status", "sentences"),
    "missed": ("quote", "sentence", "indicator", "basis", "period", "status"),
    "drivers": ("category", "cause", "effect", "direction", "period", "status", "sentences"),
}
"""The fields that a version cannot leave out, by the list of the answer that they stand in."""


@dataclass(frozen=True)
class AnswerSchema:
    """One version: its model, the paragraph that it adds to a prompt, and how labels come to it."""

    name: str
    version: str
    follows: str | None
    answer: type[BaseModel]
    told: str = ""
    carry: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None

    @property
    def id(self) -> str:
        """Return "NAME/VERSION"."""
        return f"{self.name}/{self.version}"

    @property
    def line(self) -> str:
        """Return what a line of `extractions.jsonl` calls it: our own by their version alone."""
        return self.version if self.name == _OWN else self.id

    @cached_property
    def vocabularies(self) -> dict[str, Members]:
        """Return its vocabularies: members and meanings by name."""
        return vocabularies(self.answer)

    @cached_property
    def sha256(self) -> str:
        """Return a hash over all that a model is told by it: JSON Schema, meanings and paragraph."""
        told = [self.answer.model_json_schema(), self.vocabularies, self.told]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @cached_property
    def metric_extras(self) -> tuple[str, ...]:
        """Return the fields of a metric that version 1 has not."""
        return tuple(dict.fromkeys(name for part in _METRICS for name in self._added(part)))

    @cached_property
    def driver_extras(self) -> tuple[str, ...]:
        """Return the fields of a driver that version 1 has not."""
        return tuple(self._added("drivers"))

    def label(self, part: str) -> type[BaseModel] | None:
        """Return the model of the entries of one list of the answer; None where it has no such list."""
        return _entry(self.answer, part)

    def _added(self, part: str) -> list[str]:
        ours = self.label(part)
        base = _entry(v1.Answer, part)
        return [name for name in ours.model_fields if name not in base.model_fields] if ours and base else []


def find_schema(name: str) -> AnswerSchema:
    """Return a version by "NAME/VERSION"; of our own, the version alone will do.

    Raises:
        InputError: there is none of that name, or its file does not hold what it must.
    """
    wanted = name if "/" in name else f"{_OWN}/{name}"
    known = {schema.id: schema for schema in listed_schemas()}
    if wanted not in known:
        raise InputError(f"there is no schema {name}; there are: {', '.join(known)}")
    return known[wanted]


@cache
def listed_schemas() -> tuple[AnswerSchema, ...]:
    """Return all versions, in the order of their names.

    Raises:
        InputError: a file does not hold what it must, or two have one name.
    """
    found: dict[str, AnswerSchema] = {}
    for module in pkgutil.iter_modules(answers.__path__):
        schema = _schema(f"{answers.__name__}.{module.name}")
        if found.setdefault(schema.id, schema) is not schema:
            raise InputError(f"schemas/answers/{module.name}.py: another file is {schema.id}, too")
    return tuple(found[name] for name in sorted(found, key=_order))


def _order(name: str) -> tuple[str, int, str]:
    family, _, version = name.partition("/")
    return family, int(version) if version.isdecimal() else 0, version


def _schema(module: str) -> AnswerSchema:
    file = f"{module.replace('.', '/')}.py"
    try:
        held = import_module(module)
        schema = AnswerSchema(
            held.NAME, held.VERSION, held.FOLLOWS, held.Answer, held.TOLD, getattr(held, "carry", None)
        )
    except (AttributeError, SyntaxError, NameError, TypeError) as error:
        raise InputError(f"{file}: is no answer schema ({error}); see schemas/answers/README.md") from error
    for part, fields in NEEDED.items():
        label = schema.label(part)
        lacking = [name for name in fields if label is not None and name not in label.model_fields]
        if lacking:
            raise InputError(f"{file}: {part} lack the field {lacking[0]!r}, which every version needs")
    _check_new(file, schema)
    return schema


def _check_new(file: str, schema: AnswerSchema) -> None:
    """A new field holds a member, text, or yes or no, since no model types a number; and it may be null."""
    for part in _LABELLED:
        label, base = schema.label(part), _entry(v1.Answer, part)
        if label is None or base is None:
            continue
        new = {name for name in label.model_fields if name not in base.model_fields}
        told = label.model_json_schema()["properties"]
        for name in sorted(new):
            types = _types(told[name])
            if types & {"integer", "number", "array", "object"}:
                raise InputError(f"{file}: {part} {name!r}: a new field is no number, list or object")
            if "null" not in types:
                raise InputError(f"{file}: {part} {name!r}: a new field may be null, for answers without it")


def _types(node: Any) -> set[str]:
    """Return the JSON types that a field takes, as far as it states them itself."""
    found = {node["type"]} if isinstance(node.get("type"), str) else set()
    for other in node.get("anyOf", ()):
        found |= _types(other)
    return found


def _entry(answer: type[BaseModel], part: str) -> type[BaseModel] | None:
    info = answer.model_fields.get(part)
    kinds = getattr(info.annotation, "__args__", ()) if info is not None else ()
    return kinds[0] if kinds else None


def lifted(schema: AnswerSchema, given: BaseModel) -> Answer:
    """Return an answer of a version in the form that the program works on."""
    parts: dict[str, tuple[Any, ...]] = {}
    for part in Answer.model_fields:
        entries = getattr(given, part, ())
        working = _entry(Answer, part)
        if part in _LABELLED and working is not None:
            extras = schema.driver_extras if part == "drivers" else schema.metric_extras
            entries = tuple(_lifted(working, entry, extras) for entry in entries)
        parts[part] = entries
    return Answer(**parts)


def _lifted(working: type[BaseModel], entry: BaseModel, extras: tuple[str, ...]) -> BaseModel:
    # Read by the version's own model already: nothing is left to check.
    given = dict(entry)
    held = {name: given.get(name, _ABSENT.get(name)) for name in working.model_fields if name != "more"}
    return working.model_construct(**held, more={name: given.get(name) for name in extras})


def said(schema: AnswerSchema, answer: Answer) -> BaseModel:
    """Return the answer as a version can say it: labels that it has no words for are left out.

    Of the fields that versions add, a value that this one does not know is null. A figure whose every label
    is left out so is rejected as no metric, where the version can say that.
    """
    parts: dict[str, Any] = {}
    for part in schema.answer.model_fields:
        entries = getattr(answer, part)
        kind = schema.label(part)
        if kind is not None and part in _LABELLED:
            entries = tuple(found for entry in entries if (found := _said(kind, entry)) is not None)
        parts[part] = entries
    kept = {entry.figure for entry in parts.get("figures", ())}
    told = kept | {entry.figure for part in ("rejected", "misread") for entry in getattr(answer, part)}
    lost = sorted({entry.figure for entry in answer.figures} - told)
    if lost and "rejected" in parts:
        spoken = (v1.Rejection(figure=number, reason=Reason.NOT_A_METRIC) for number in lost)
        parts["rejected"] = (*parts["rejected"], *spoken)
    return schema.answer.model_construct(**parts)


def _said(kind: type[BaseModel], entry: Any) -> BaseModel | None:
    own = type(entry).model_fields
    held = {name: getattr(entry, name) if name in own else entry.more.get(name) for name in kind.model_fields}
    try:
        return kind.model_validate(held, strict=False)
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors(include_url=False)}
    if wrong & own.keys():
        return None
    return kind.model_validate({**held, **dict.fromkeys(str(name) for name in wrong)}, strict=False)
