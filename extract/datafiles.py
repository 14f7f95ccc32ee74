"""Data files of the package: YAML and JSON, read once, safely, with a clear error where one is broken."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import DataFileError

__all__ = ["load_mapping"]

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """The safe loader, with plain words kept as text: "no" and "on" are words, a date is a string.

    A key that stands twice is an error: the second would put the first out of force unseen.
    """

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if isinstance(key.value, str):
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise yaml.YAMLError(f"the key {key.value!r} stands twice, again in line {line}")
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_TEXT = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
_BOOLEAN = re.compile(r"(?:true|false)")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _TEXT]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEAN, ["t", "f"])


def load_mapping(path: Path) -> dict[str, Any]:
    """Return the mapping that a file holds: YAML, or JSON by its suffix, which is read faster.

    Raises:
        DataFileError: the file is missing, is not of its form, or holds no mapping.
    """
    is_json = path.suffix == ".json"
    try:
        content = path.read_bytes()
        loaded = json.loads(content) if is_json else yaml.load(content, Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise DataFileError(
            f"{path}: cannot be read as {'JSON' if is_json else 'YAML'} ({reason})"
        ) from error
    if not isinstance(loaded, dict):
        raise DataFileError(f"{path}: must hold a mapping")
    return loaded
