"""What OpenAI's strict structured outputs take, as rules.

Source: platform.openai.com/docs/guides/structured-outputs, "Supported schemas".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["strict_problems"]

_LEVELS, _PROPERTIES, _MEMBERS, _CHARACTERS = 10, 5000, 1000, 120_000
_LONG_ENUM, _LONG_ENUM_CHARACTERS = 250, 15_000
_KEYWORDS = frozenset(
    "type properties required additionalProperties items enum const anyOf $ref $defs definitions title "
    "description pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems "
    "maxItems".split()
)
_FORMATS = frozenset("date-time time date duration email hostname ipv4 ipv6 uuid".split())
_TYPES = frozenset("string number boolean integer object array null".split())


def strict_problems(schema: dict[str, Any]) -> list[str]:
    """Return why strict mode would refuse a JSON Schema; an empty list where it would not."""
    found = [] if schema.get("type") == "object" and "anyOf" not in schema else ["the root is no object"]
    nodes = list(_nodes(schema, "root", 1))
    for where, node, level in nodes:
        found += [f"{where}: {problem}" for problem in _node(node)]
        if level > _LEVELS:
            found.append(f"{where}: is nested more than {_LEVELS} levels deep")
    names = [name for _, node, _ in nodes for name in node.get("properties", ())]
    enums = [node["enum"] for _, node, _ in nodes if isinstance(node.get("enum"), list)]
    constants = [node["const"] for _, node, _ in nodes if "const" in node]
    members = [member for enum in enums for member in enum]
    if len(names) > _PROPERTIES:
        found.append(f"{len(names)} properties, more than {_PROPERTIES}")
    if len(members) > _MEMBERS:
        found.append(f"{len(members)} members of enums, more than {_MEMBERS}")
    for enum in enums:
        if len(enum) > _LONG_ENUM and sum(len(str(member)) for member in enum) > _LONG_ENUM_CHARACTERS:
            found.append(f"an enum of more than {_LONG_ENUM_CHARACTERS} characters")
    counted = sum(len(str(text)) for text in (*names, *members, *constants, *schema.get("$defs", ())))
    if counted > _CHARACTERS:
        found.append(f"{counted} characters in names and members, more than {_CHARACTERS}")
    return found


def _node(node: dict[str, Any]) -> Iterator[str]:
    unknown = sorted(set(node) - _KEYWORDS)
    if unknown:
        yield f"{unknown[0]} is not taken"
    if "$ref" in node and len(node) > 1:
        yield "$ref stands beside other keywords"
    kinds = node.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind not in _TYPES:
            yield f"there is no type {kind}"
    if node.get("format", "date") not in _FORMATS:
        yield f"format {node['format']} is not taken"
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            yield "additionalProperties is not false"
        optional = sorted(set(node.get("properties", ())) - set(node.get("required", ())))
        if optional:
            yield f"{optional[0]} is not required"


def _nodes(node: Any, where: str, level: int) -> Iterator[tuple[str, dict[str, Any], int]]:
    """Yield every schema in a schema, with its place and the objects and arrays above it."""
    if not isinstance(node, dict):
        return
    yield where, node, level
    deeper = level + (node.get("type") in ("object", "array"))
    for name, part in node.get("properties", {}).items():
        yield from _nodes(part, f"{where}.{name}", deeper)
    for name, part in node.get("$defs", {}).items():
        yield from _nodes(part, name, level)
    yield from _nodes(node.get("items"), f"{where}[]", deeper)
    for number, part in enumerate(node.get("anyOf", ())):
        yield from _nodes(part, f"{where}|{number}", level)
