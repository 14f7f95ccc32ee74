"""A model under other versions of the answer schema: what it is told, and how its reply is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extract.model.prompt import load_prompt
from extract.model.wire import wire_schema

PARTS = ("figures", "movements", "missed", "drivers")


def with_magnitude(answer: dict[str, Any], magnitude: str | None) -> dict[str, Any]:
    changed = {part: [{**label, "magnitude": magnitude} for label in answer[part]] for part in PARTS}
    return {**answer, **changed}


def test_a_prompt_is_made_for_its_schema() -> None:
    first, second = load_prompt(None, "assay/1"), load_prompt(None, "assay/2")
    assert second.text.startswith(first.text)
    assert "magnitude: how large the text itself calls the move" in second.text
    assert "- slight: slightly, marginally" in second.text
    assert "magnitude" not in first.text
    assert first.version != second.version


def test_the_schema_on_the_wire_is_that_of_the_version() -> None:
    told = [json.dumps(wire_schema(version)) for version in ("assay/1", "assay/2")]
    assert '"magnitude"' not in told[0]
    assert '"magnitude"' in told[1]


def test_an_answer_of_version_2_is_read_with_its_magnitudes(
    chat: Any, server: Any, model: Any, section: Any, good: dict[str, Any]
) -> None:
    server.then(chat.completion(json.dumps(with_magnitude(good, "marked"))))
    reply = model(schema="assay/2").answer(section)
    assert reply.tries == 1
    assert [label.more["magnitude"] for label in reply.answer.figures] == ["marked"] * 3
    assert reply.answer.drivers[0].more == {"magnitude": "marked"}
    assert "magnitude" in json.dumps(server.asked[0])


def test_a_reply_without_what_the_version_wants_is_asked_for_again(
    chat: Any, server: Any, model: Any, section: Any, good: dict[str, Any]
) -> None:
    whole = json.dumps(with_magnitude(good, None))
    server.then(chat.completion(json.dumps(good)), chat.completion(whole))
    reply = model(schema="assay/2").answer(section)
    assert reply.tries == 2
    assert "magnitude: Field required" in json.dumps(server.asked[1]["messages"])


def test_a_correction_keeps_the_magnitudes_of_what_was_right(
    chat: Any, server: Any, model: Any, section: Any, good: dict[str, Any]
) -> None:
    first = with_magnitude(good, "slight")
    last = first["figures"][-1]
    missing = {**first, "figures": first["figures"][:-1]}
    nothing: dict[str, list[Any]] = {name: [] for name in first}
    server.then(
        chat.completion(json.dumps(missing)),
        chat.completion(json.dumps({**nothing, "figures": [{**last, "magnitude": None}]})),
    )
    reply = model(schema="assay/2").answer(section)
    assert [label.more["magnitude"] for label in reply.answer.figures] == ["slight", "slight", None]


def test_schemas_share_no_reply_in_the_cache(
    chat: Any, server: Any, model: Any, section: Any, good: dict[str, Any], tmp_path: Path
) -> None:
    server.then(
        chat.completion(json.dumps(good)), chat.completion(json.dumps(with_magnitude(good, "slight")))
    )
    model(schema="assay/1", cache=tmp_path / "kept").answer(section)
    model(schema="assay/2", cache=tmp_path / "kept").answer(section)
    assert len(server.asked) == 2
    model(schema="assay/2", cache=tmp_path / "kept").answer(section)
    assert len(server.asked) == 2
