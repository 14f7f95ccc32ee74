"""Label files and set files as YAML that a person can read, review and edit: one entry a record."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from eval.labels import TEXT_FILES, EditionSpans, Labels
from schemas.errors import DataFileError

__all__ = ["labels_text", "set_text", "write_all"]

_WIDTH = 10_000  # a value stays on its line


class _Spans(dict[str, Any]):
    """A mapping that stands on one line."""


class _Quoted(str):
    """A text that is quoted, whatever YAML would make of it bare."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the entries of a list under its key."""
        super().increase_indent(flow, False)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    whole = value == value.to_integral_value()
    text = f"{value:.0f}" if whole else f"{value.normalize():f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'int' if whole else 'float'}", text)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(_Spans, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, flow_style=True))
_Dumper.add_representer(list, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=None))
_Dumper.add_representer(_Quoted, lambda d, v: d.represent_scalar("tag:yaml.org,2002:str", v, style='"'))


def labels_text(labels: Labels, head: str = "") -> str:
    """Return the content of a `labels.yaml`; `head` is its first lines, comments."""
    content: dict[str, Any] = {
        kind: [_entry(label) for label in getattr(labels, kind)]
        for kind in ("metrics", "drivers", "rejected")
    }
    if labels.open:
        content["open"] = [_entry(place) for place in labels.open]
    return head + _dumped(content)


def _entry(label: BaseModel) -> dict[str, Any]:
    fields: dict[str, Any] = {} if getattr(label, "reviewed", True) else {"reviewed": False}
    for name, value in label:
        if name == "reviewed":
            continue
        if isinstance(value, EditionSpans):
            fields[name] = _Spans(_places(value))
        elif name == "period":
            fields[name] = _Quoted(value)
        elif name in TEXT_FILES:
            fields |= {} if value is None else {name: list(value)}
        else:
            fields[name] = value if value is None or isinstance(value, Decimal) else str(value)
    return dict(sorted(fields.items(), key=lambda item: item[0] not in ("reviewed", "reason")))


def _places(spans: EditionSpans) -> dict[str, list[int]]:
    return {name: list(span) for name in TEXT_FILES if (span := spans.of(name)) is not None}


def set_text(head: str, fields: Mapping[str, str | list[str]], sections: list[dict[str, str]]) -> str:
    """Return the content of a `set.yaml`: fields, and a line a section."""
    quoted = {k: _Quoted(v) if k == "month" else v for k, v in fields.items()}
    listed = [_Spans({k: _Quoted(v) if k.endswith("sha256") else v for k, v in s.items()}) for s in sections]
    return head + _dumped({**quoted, "sections": listed})


def _dumped(content: Mapping[str, Any]) -> str:
    text: str = yaml.dump(
        dict(content),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )
    return text


def write_all(files: Mapping[Path, str]) -> None:
    """Write files whole, each replacing what is there only when it is written.

    Raises:
        DataFileError: a file cannot be written.
    """
    for file, text in files.items():
        temporary = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(file)
        except (OSError, UnicodeError) as error:
            raise DataFileError(f"{file}: cannot be written ({error})") from error
        finally:
            temporary.unlink(missing_ok=True)
