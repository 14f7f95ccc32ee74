"""The Answer's JSON Schema as it goes over the wire: what strict structured outputs and grammars take.

Dropped are titles and lengths of strings, and a `$ref` beside other keywords is written out: OpenAI's
strict mode refuses both. What is dropped here, pydantic still checks.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from schemas.answer import Answer

__all__ = ["WireAnswer", "wire_schema"]

_DROPPED = frozenset({"title", "minLength", "maxLength", "default"})


class WireAnswer(Answer):
    """Everything that one section says: each figure is in `figures`, `rejected` or `misread`."""

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the schema for the wire, whatever is asked for."""
        return wire_schema()


WireAnswer.__name__ = "Answer"  # the name that instructor gives to the tool and to the schema


@cache
def wire_schema() -> dict[str, Any]:
    """Return the schema; treat it as read only."""
    full = Answer.model_json_schema()
    definitions = full.pop("$defs")
    schema: dict[str, Any] = _plain(full, definitions)
    used = {name: _plain(definition, definitions) for name, definition in definitions.items()}
    return {"title": "Answer", **schema, "$defs": used}


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and len(node) > 1:
        target = definitions[node["$ref"].rpartition("/")[2]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    kept = {key: value for key, value in node.items() if key not in _DROPPED}
    if "properties" in kept:
        # Names of fields are no keywords: a field may be called "title".
        fields = node["properties"]
        kept["properties"] = {name: _plain(field, definitions) for name, field in fields.items()}
    return {key: value if key == "properties" else _plain(value, definitions) for key, value in kept.items()}
