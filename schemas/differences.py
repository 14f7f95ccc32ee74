"""What lies between two versions of the answer schema, one entry a difference, breaking or not.

Breaking is what makes records of the first version unfit for a reader of the second, or loses what they
say: a list, field or member that is gone, a field that takes less. New fields, new members and other
meanings break nothing, but labels and baselines made under the first may no longer be right: `relabel`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemas.answer import Answer
from schemas.versions import AnswerSchema

__all__ = ["Difference", "differences"]

_FORM = ("description", "title")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `kind` is added, removed, changed, meaning or told; `where` names list and field.

    `relabel` tells that labels made under the first version need another look.
    """

    kind: str
    where: str
    what: str
    breaking: bool = False
    relabel: bool = False


def differences(first: AnswerSchema, second: AnswerSchema) -> list[Difference]:
    """Return the differences: lists and fields, then vocabularies, then what the prompt is told."""
    members = list(_vocabularies(first, second))
    # A member that comes or goes everywhere is told once; one that does so in some fields, by field.
    everywhere = {each.where.partition(".")[2] for each in members if each.kind in ("added", "removed")}
    found = [*_parts(first, second, everywhere), *members]
    if first.told != second.told:
        found.append(Difference("told", "prompt", "the paragraph that the schema adds to a prompt"))
    return found


def _parts(first: AnswerSchema, second: AnswerSchema, everywhere: set[str]) -> Iterator[Difference]:
    for part in Answer.model_fields:
        old, new = first.label(part), second.label(part)
        if old is None and new is None:
            continue
        if old is None or new is None:
            kind = "added" if old is None else "removed"
            yield Difference(kind, part, "the whole list", breaking=new is None, relabel=old is None)
            continue
        yield from _fields(part, _told(old), _told(new), everywhere)


def _fields(
    part: str, old: dict[str, Any], new: dict[str, Any], everywhere: set[str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        where = f"{part}.{name}"
        if name not in new:
            yield Difference("removed", where, _form(old[name]), breaking=True)
        elif name not in old:
            yield Difference("added", where, _form(new[name]), relabel=True)
        else:
            yield from _members(where, _codes(old[name]), _codes(new[name]), everywhere)
            before, after = old[name].get("description"), new[name].get("description")
            if _form(old[name]) != _form(new[name]) and not _members_only(old[name], new[name]):
                what = f"{_form(old[name])} -> {_form(new[name])}"
                yield Difference("changed", where, what, breaking=True, relabel=True)
            if before != after:
                yield Difference("meaning", where, f"{before!r} -> {after!r}", relabel=True)


def _members(where: str, old: list[str], new: list[str], everywhere: set[str]) -> Iterator[Difference]:
    """Yield the members that one field alone gains or loses."""
    if old and new:
        for code in (*old, *new):
            if (code in old) != (code in new) and code not in everywhere:
                gone = code in old
                kind = "removed" if gone else "added"
                yield Difference(
                    kind, f"{where}.{code}", "a member of this field", breaking=gone, relabel=True
                )


def _codes(field: dict[str, Any]) -> list[str]:
    """Return the members that a field takes, null aside."""
    return [code for option in (field, *field.get("anyOf", ())) for code in option.get("enum", ())]


def _vocabularies(first: AnswerSchema, second: AnswerSchema) -> Iterator[Difference]:
    for name in dict.fromkeys([*first.vocabularies, *second.vocabularies]):
        old, new = first.vocabularies.get(name, {}), second.vocabularies.get(name, {})
        for code in dict.fromkeys([*old, *new]):
            where = f"{name}.{code}"
            if code not in new:
                yield Difference("removed", where, old[code], breaking=True, relabel=True)
            elif code not in old:
                yield Difference("added", where, new[code], relabel=bool(old))
            elif old[code] != new[code]:
                yield Difference("meaning", where, f"{old[code]!r} -> {new[code]!r}", relabel=True)


def _told(label: Any) -> dict[str, Any]:
    """Return the fields of a label as its JSON Schema tells them, with what they refer to written out."""
    schema = label.model_json_schema()
    definitions = schema.get("$defs", {})
    return {name: _plain(field, definitions) for name, field in schema["properties"].items()}


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = definitions[node["$ref"].rpartition("/")[2]]
        inner = {key: value for key, value in target.items() if key not in _FORM}
        return {**_plain(inner, definitions), **{k: v for k, v in node.items() if k != "$ref"}}
    return {key: _plain(value, definitions) for key, value in node.items() if key != "title"}


def _form(field: dict[str, Any]) -> str:
    """Return what a field takes, in a few words: "one of mom, yoy or null", "string of 1 to 120"."""
    if "anyOf" in field:
        return " or ".join(_form(option) for option in field["anyOf"])
    if "enum" in field:
        return f"one of {', '.join(field['enum'])}"
    rest = {k: v for k, v in field.items() if k not in (*_FORM, "type", "pattern")}
    limits = f" {json.dumps(rest, sort_keys=True)}" if rest else ""
    return f"{field.get('type', 'anything')}{limits}"


def _members_only(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell whether two fields differ in the members of a vocabulary alone, which is told once, below."""

    def shape(field: dict[str, Any]) -> Any:
        if "anyOf" in field:
            return [shape(option) for option in field["anyOf"]]
        return "enum" if "enum" in field else _form(field)

    return bool(shape(old) == shape(new))
