"""What llama.cpp's converter from JSON Schema to its grammars makes of a schema, as rules.

Source: github.com/ggml-org/llama.cpp, grammars/README.md ("JSON Schemas"), and the behaviour of its
converter: what it cannot convert it refuses or skips in silence. What it skips, validation checks again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["llamacpp_problems", "llamacpp_unenforced"]

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_SKIPPED = (
    "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "patternProperties",
    "uniqueItems", "contains", "minContains", "maxContains", "multipleOf", "minProperties", "maxProperties",
)  # fmt: skip
_FORMATS = frozenset("date time date-time uuid uuid1 uuid2 uuid3 uuid4 uuid5".split())
# Groups with a question mark, classes such as \d, and anchors within.
_PATTERN = re.compile(r"\(\?|\\[dDwWsSbBAZ]|(?<!^)\^(?<!\[\^)|\$(?!$)|[*+?}]\?")


def llamacpp_problems(schema: dict[str, Any]) -> list[str]:
    """Return why the converter would refuse a schema, or make a broken grammar of it."""
    return [f"{where}: {problem}" for where, node in _nodes(schema, "root") for problem in _refused(node)]


def llamacpp_unenforced(schema: dict[str, Any]) -> list[str]:
    """Return the constraints that the grammar would not hold."""
    return [f"{where}: {name}" for where, node in _nodes(schema, "root") for name in _skipped(node)]


def _refused(node: dict[str, Any]) -> Iterator[str]:
    reference = node.get("$ref", "#/")
    if not reference.startswith("#/"):
        yield "a $ref to another document"
    elif reference.count("/") > 2:
        yield "a $ref into the middle of a definition"
    if "prefixItems" in node:
        yield "prefixItems"
    if "properties" in node and ("anyOf" in node or "oneOf" in node):
        yield "properties beside anyOf"
    pattern = node.get("pattern")
    if pattern is not None:
        if not (pattern.startswith("^") and pattern.endswith("$")):
            yield "a pattern without ^ and $"
        found = _PATTERN.search(pattern)
        if found:
            yield f"{found.group()} in a pattern"


def _skipped(node: dict[str, Any]) -> Iterator[str]:
    yield from (name for name in _SKIPPED if name in node)
    if node.get("type") != "integer":
        yield from (name for name in _BOUNDS if name in node)
    if node.get("format") not in {None, *_FORMATS}:
        yield f"format {node['format']}"


def _nodes(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema in a schema, with its place."""
    if not isinstance(node, dict):
        return
    yield where, node
    for name, part in node.get("properties", {}).items():
        yield from _nodes(part, f"{where}.{name}")
    for name, part in node.get("$defs", {}).items():
        yield from _nodes(part, name)
    yield from _nodes(node.get("items"), f"{where}[]")
    for keyword in ("anyOf", "oneOf", "allOf"):
        for number, part in enumerate(node.get(keyword, ())):
            yield from _nodes(part, f"{where}|{number}")
