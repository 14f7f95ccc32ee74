"""Engines: every version is accepted as it goes over the wire, and what they let pass is checked again."""

from __future__ import annotations

import copy
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.model.wire import wire_answer, wire_schema
from extract.versions.commands import schema_group
from extract.versions.engines import verdicts
from extract.versions.llamacpp import llamacpp_problems, llamacpp_unenforced
from extract.versions.strict import strict_problems
from schemas.periods import PERIOD_PATTERN
from schemas.versions import find_schema, listed_schemas

ALL = [schema.id for schema in listed_schemas()]


@pytest.mark.parametrize("name", ALL)
def test_every_version_is_accepted_by_every_engine(name: str) -> None:
    results = {verdict.engine: verdict.result for verdict in verdicts(name)}
    assert results.pop("xgrammar") in ("compiled", "not installed")
    assert results == {
        "openai strict": "accepted",
        "llama.cpp": "accepted",
        "llguidance": "compiled",
        "outlines-core": "compiled",
    }


def test_the_schema_as_pydantic_gives_it_would_not_be() -> None:
    schema = find_schema("assay/1").answer.model_json_schema()
    assert any("is not taken" in problem for problem in strict_problems(schema))
    assert any("in a pattern" in problem for problem in llamacpp_problems(schema))


def broken(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    schema = copy.deepcopy(wire_schema("assay/1"))
    change(schema)
    return schema


def deep(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {
            "type": "object",
            "properties": {"a": schema},
            "required": ["a"],
            "additionalProperties": False,
        }
    return schema


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (broken(lambda s: s["required"].pop()), "is not required"),
        (broken(lambda s: s.pop("additionalProperties")), "additionalProperties is not false"),
        (broken(lambda s: s["properties"]["figures"].update(uniqueItems=True)), "uniqueItems is not taken"),
        (broken(lambda s: s.update(type="array")), "the root is no object"),
        (
            broken(lambda s: s["properties"]["figures"].update({"$ref": "#/$defs/Basis"})),
            "beside other keywords",
        ),
        (broken(lambda s: s["$defs"]["Basis"].update(enum=[f"m{n}" for n in range(1001)])), "more than 1000"),
        (broken(lambda s: s["$defs"]["Basis"].update(enum=["m" * 100] * 251)), "more than 15000 characters"),
        (broken(lambda s: s["$defs"]["Basis"].update(enum=["m" * 130_000])), "more than 120000"),
        (broken(lambda s: s["$defs"]["Basis"].update(format="uri")), "format uri"),
        (broken(lambda s: s["$defs"]["Basis"].update(type="text")), "no type text"),
        (deep(11), "more than 10 levels"),
    ],
)
def test_what_strict_mode_does_not_take_is_named(schema: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in strict_problems(schema)), strict_problems(schema)


def test_ten_levels_are_taken() -> None:
    assert strict_problems(deep(9)) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"type": "string", "pattern": "[0-9]+"}, "without ^ and $"),
        ({"type": "string", "pattern": "^(?:a)$"}, "(? in a pattern"),
        ({"type": "string", "pattern": r"^\d$"}, r"\d in a pattern"),
        ({"type": "array", "prefixItems": []}, "prefixItems"),
        ({"$ref": "https://example.org/s"}, "another document"),
        ({"$ref": "#/$defs/A/properties/b"}, "into the middle"),
        ({"properties": {}, "anyOf": []}, "beside anyOf"),
    ],
)
def test_what_llama_cpp_cannot_convert_is_named(part: dict[str, Any], said: str) -> None:
    (problem, *_) = llamacpp_problems({"type": "object", "properties": {"a": part}})
    assert said in problem
    assert problem.startswith("root.a: ")


def test_what_its_grammar_would_let_pass_is_told() -> None:
    schema = {"type": "object", "properties": {
        "a": {"type": "number", "minimum": 0}, "b": {"type": "integer", "minimum": 0},
        "c": {"type": "array", "items": {}, "uniqueItems": True}, "d": {"type": "string", "format": "uri"},
    }}  # fmt: skip
    assert llamacpp_unenforced(schema) == ["root.a: minimum", "root.c: uniqueItems", "root.d: format uri"]


FIGURE = {
    "figure": 1, "indicator": "production", "basis": "level", "direction": None, "negative": False,
    "period": "2025-01", "status": "actual", "segment": None, "region": None, "entity": None,
    "sentences": [1], "confidence": None,
}  # fmt: skip


def answer(**changes: Any) -> str:
    empty: dict[str, Any] = {key: [] for key in ("movements", "rejected", "misread", "missed", "drivers")}
    return json.dumps({**empty, "figures": [{**FIGURE, **changes}]})


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 1.5}, {"confidence": -0.1}, {"figure": 0}, {"figure": -1}, {"sentences": [0]},
        {"sentences": []}, {"period": "2025-13"}, {"period": "Jan 2025"}, {"period": "2025-01 "},
        {"segment": ""}, {"segment": "x" * 121}, {"figure": 1.5}, {"figure": "1"}, {"negative": "no"},
        {"basis": "qoq"}, {"value": 5},
    ],
)  # fmt: skip
def test_what_no_grammar_may_hold_is_checked_again(changes: dict[str, Any]) -> None:
    wire_answer("assay/1").model_validate_json(answer())
    with pytest.raises(ValueError, match="validation error"):
        wire_answer("assay/1").model_validate_json(answer(**changes))


def test_every_constraint_that_a_grammar_lets_pass_is_one_of_validation() -> None:
    places = llamacpp_unenforced(wire_schema("assay/1"))
    assert {place.rpartition(".")[2] for place in places} == {
        "confidence|0: minimum",
        "confidence|0: maximum",
    }


def test_a_pattern_on_the_wire_matches_what_ours_does() -> None:
    (pattern,) = set(re.findall(r'"pattern": "([^"]+)"', json.dumps(wire_schema("assay/1"))))
    texts = [
        "2025",
        "2025-01",
        "2025-01-31",
        "2025-01/2025-03",
        "2025-1",
        "20250",
        "2025-13",
        "2025/",
        "x2025",
    ]
    told = [bool(re.search(pattern, text)) for text in texts]
    assert told == [bool(re.search(PERIOD_PATTERN, text)) for text in texts]
    assert told == [True] * 4 + [False] * 5


def test_an_engine_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llguidance", None)
    found = {verdict.engine: verdict for verdict in verdicts("assay/1")}
    assert found["llguidance"].result == "not installed"
    assert found["outlines-core"].result == "compiled"


@pytest.mark.parametrize("name", ALL)
def test_an_answer_can_be_given_under_a_real_grammar_byte_by_byte(name: str) -> None:
    from outlines_core import Index, Vocabulary
    from outlines_core.json_schema import build_regex_from_schema

    from extract.annotate import annotate
    from extract.reading import read_report
    from extract.rules import Rules
    from schemas.versions import said

    tokens = Vocabulary(256, {bytes([byte]): [byte] for byte in range(256)})
    index = Index(build_regex_from_schema(json.dumps(wire_schema(name))), tokens)
    report = read_report(Path(__file__).parents[3] / "gold" / "2025-01", None)
    for section in report.sections[:12]:
        given = Rules().answer(annotate(section, report.month)).answer
        text = said(find_schema(name), given).model_dump_json()
        state = index.get_initial_state()
        for at, byte in enumerate(text.encode()):
            state = index.get_next_state(state, byte)
            assert state is not None, text[: at + 1]
        assert index.is_final_state(state)


def test_the_command_prints_a_row_for_each_and_exits_1_where_one_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = CliRunner().invoke(schema_group, ["check", "assay/1"])
    assert done.exit_code == 0
    assert done.output.count("compiled") >= 2
    monkeypatch.setattr("extract.versions.engines.wire_schema", lambda name: {"type": "array"})
    done = CliRunner().invoke(schema_group, ["check", "assay/1", "--json"])
    assert done.exit_code == 1
    assert {verdict["result"] for verdict in json.loads(done.output)} >= {"refused"}
