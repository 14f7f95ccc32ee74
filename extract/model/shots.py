"""Examples for prompts: hand-picked gold sections of the dev split, with their right answers.

The file `examples/*.json` is written by `assay gold examples`, in the order in which the sections were
picked. A section is never shown itself, nor one of its own commodity; the next in the list takes that
place, so that all requests share the same beginning as far as that rule allows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.model.modes import Shape
from extract.model.request import section_message
from schemas.answer import Answer
from schemas.errors import DataFileError, InputError
from schemas.versions import AnswerSchema, find_schema, said

__all__ = ["Example", "chosen", "load_examples", "opening"]

_FILE = Path(__file__).parent / "examples" / "2025-01.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A section with its answer as text; `id` is the report's id and the slug."""

    id: str
    section: Annotated
    answer: str


@cache
def load_examples(schema: str, path: Path = _FILE) -> tuple[Example, ...]:
    """Return the examples, their answers in a version of the schema.

    Raises:
        DataFileError: the file is not of its form, or this annotator numbers figures otherwise.
        InputError: the schema asks for what the examples do not tell.
    """
    version = find_schema(schema)
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))["examples"]
        return tuple(_example(entry, version) for entry in loaded)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(
            f"{path}: is no file of examples ({error}); write it with `assay gold examples`"
        ) from error


def _example(entry: dict[str, Any], version: AnswerSchema) -> Example:
    text = entry["text"]
    section = Section(
        0, entry["id"].rpartition("/")[2], entry["heading"], 0, len(text), text, entry["commodity"]
    )
    annotated = annotate(section, entry["month"])
    figures = [annotated.text(figure.start, figure.end) for figure in annotated.figures]
    if figures != entry["figures"]:
        raise ValueError(f"the figures of {entry['id']} are read otherwise now")
    answer = Answer.model_validate_json(json.dumps(entry["answer"]))
    parts: tuple[tuple[tuple[Any, ...], tuple[str, ...]], ...] = (
        ((*answer.figures, *answer.movements, *answer.missed), version.metric_extras),
        (answer.drivers, version.driver_extras),
    )
    for labels, extras in parts:
        lacking = [name for label in labels for name in extras if name not in label.more]
        if lacking:
            raise InputError(f"--shots: the examples do not tell the {lacking[0]} of schema {version.id}")
    return Example(entry["id"], annotated, said(version, answer).model_dump_json())


def opening(
    shape: Shape, section: Annotated, examples: Sequence[Example] = (), number: int = 0
) -> list[dict[str, Any]]:
    """Return the messages of a section's first request, with so many examples before it."""
    shown = chosen(examples, number, section)
    before = [(section_message(example.section), example.answer) for example in shown]
    return shape.messages(section_message(section), before)


def chosen(examples: Sequence[Example], number: int, section: Annotated) -> list[Example]:
    """Return the first examples that are neither the section nor of its commodity."""
    part = section.section
    apart = [
        example
        for example in examples
        if example.section.section.sha256 != part.sha256
        and example.section.section.slug != part.slug
        and (part.commodity is None or example.section.section.commodity != part.commodity)
    ]
    return apart[:number]
