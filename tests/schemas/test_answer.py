"""The Answer: strict, frozen, complete, and of one shape for every engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Answer
from schemas.versions import AnswerSchema, listed_schemas

LABEL: dict[str, Any] = {
    "figure": 1,
    "indicator": "production",
    "basis": "level",
    "direction": None,
    "negative": False,
    "period": "2025-01",
    "status": "actual",
    "segment": None,
    "region": None,
    "entity": None,
    "sentences": [1],
    "confidence": None,
}
EMPTY: dict[str, list[Any]] = {
    part: [] for part in ("figures", "movements", "rejected", "misread", "missed", "drivers")
}


def read(**changes: Any) -> Answer:
    return Answer.model_validate_json(json.dumps({**EMPTY, "figures": [{**LABEL, **changes}]}))


def test_an_answer_is_read_and_written_unchanged() -> None:
    assert json.loads(read().model_dump_json()) == {**EMPTY, "figures": [LABEL]}


@pytest.mark.parametrize("name", LABEL)
def test_every_field_is_required(name: str) -> None:
    label = {key: value for key, value in LABEL.items() if key != name}
    with pytest.raises(ValidationError, match=name):
        Answer.model_validate_json(json.dumps({**EMPTY, "figures": [label]}))


@pytest.mark.parametrize("part", EMPTY)
def test_every_part_is_required(part: str) -> None:
    with pytest.raises(ValidationError, match=part):
        Answer.model_validate_json(json.dumps({key: value for key, value in EMPTY.items() if key != part}))


@pytest.mark.parametrize(
    "changes",
    [
        {"figure": 0},
        {"figure": "1"},
        {"figure": 1.5},
        {"indicator": "output"},
        {"basis": "MoM"},
        {"direction": ""},
        {"negative": 0},
        {"period": "January"},
        {"period": "2025-13"},
        {"status": "planned"},
        {"segment": ""},
        {"segment": "x" * 121},
        {"sentences": []},
        {"sentences": [0]},
        {"confidence": 1.1},
        {"value": 81700},
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(**changes)


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read().figures = ()  # type: ignore[misc]


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, model in {"Answer": schema, **schema["$defs"]}.items():
        if model.get("type") == "object":
            yield name, model


@pytest.mark.parametrize("version", listed_schemas(), ids=lambda version: version.id)
def test_no_object_of_a_schema_is_open_or_has_an_optional_field(version: AnswerSchema) -> None:
    for name, model in fields(version.answer.model_json_schema()):
        assert model["additionalProperties"] is False, name
        assert set(model["required"]) == set(model["properties"]), name


@pytest.mark.parametrize("version", listed_schemas(), ids=lambda version: version.id)
def test_no_field_takes_a_number_of_the_report(version: AnswerSchema) -> None:
    """The only numbers are those of figures and sentences, and how sure the answerer is."""
    numeric = {
        field
        for _, model in fields(version.answer.model_json_schema())
        for field, schema in model["properties"].items()
        if any(kind in json.dumps(schema) for kind in ('"number"', '"integer"'))
    }
    assert numeric == {"figure", "sentence", "sentences", "confidence"}
