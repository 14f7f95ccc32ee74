"""The Answer's JSON Schema as it goes over the wire: what strict structured outputs and grammars take.

Dropped are titles and lengths of strings, and a `$ref` beside other keywords is written out: OpenAI's
strict mode refuses both. Patterns are written in what every grammar reads: no `(?:…)`, no `\\d`. What is
dropped here, pydantic still checks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel

from schemas.versions import DEFAULT, find_schema

__all__ = ["wire_answer", "wire_schema"]

_DROPPED = frozenset({"title", "minLength", "maxLength", "default"})


@cache
def wire_answer(schema: str = DEFAULT) -> type[BaseModel]:
    """Return the model of an answer, as instructor is given it: it tells the schema for the wire."""
    answer = find_schema(schema).answer

    def told(cls: type[BaseModel], *args: Any, **kwargs: Any) -> dict[str, Any]:
        return wire_schema(schema)

    # "Answer" is the name that instructor gives to the tool and to the schema.
    content = {"__doc__": answer.__doc__, "__module__": __name__, "model_json_schema": classmethod(told)}
    return type("Answer", (answer,), content)


@cache
def wire_schema(schema: str = DEFAULT) -> dict[str, Any]:
    """Return the JSON Schema; treat it as read only."""
    full = find_schema(schema).answer.model_json_schema()
    definitions = full.pop("$defs")
    plain: dict[str, Any] = _plain(full, definitions)
    used = {name: _plain(definition, definitions) for name, definition in definitions.items()}
    return {"title": "Answer", **plain, "$defs": used}


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and len(node) > 1:
        target = definitions[node["$ref"].rpartition("/")[2]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    kept = {key: value for key, value in node.items() if key not in _DROPPED}
    if isinstance(kept.get("pattern"), str):
        kept["pattern"] = _portable(kept["pattern"])
    if "properties" in kept:
        # Names of fields are no keywords: a field may be called "title".
        fields = node["properties"]
        kept["properties"] = {name: _plain(field, definitions) for name, field in fields.items()}
    return {key: value if key == "properties" else _plain(value, definitions) for key, value in kept.items()}


def _portable(pattern: str) -> str:
    """Return a pattern in the words of every grammar: plain groups, and digits as a range."""
    parts = re.split(r"(\[(?:\\.|[^\]])*\])", pattern)
    outside = [part.replace("(?:", "(").replace(r"\d", "[0-9]") for part in parts[::2]]
    within = [part.replace(r"\d", "0-9") for part in parts[1::2]]
    return "".join(part for pair in zip(outside, [*within, ""], strict=True) for part in pair)
