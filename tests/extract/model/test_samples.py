"""Samples and shots over HTTP: several answers a section, and examples that never show it itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.model.modes import Mode
from extract.model.shots import chosen, load_examples
from extract.model.validate import problems
from extract.reading import read_report
from extract.run import extract_reports
from schemas.answer import Answer
from schemas.errors import AnswerError, DataFileError, InputError


def give_it(chat: Any, answer: Any) -> Any:
    return lambda body: chat.completion(json.dumps(answer), body)


def turned(answer: dict[str, Any], number: int, **changes: Any) -> dict[str, Any]:
    figures = [{**f, **changes} if f["figure"] == number else f for f in answer["figures"]]
    return {**answer, "figures": figures}


def test_several_answers_are_asked_for_and_voted_over(
    chat: Any, server: Any, model: Any, section: Any, good: Any, tmp_path: Path
) -> None:
    other = turned(good, 3, indicator="share")
    server.then(give_it(chat, good), give_it(chat, other), give_it(chat, good))
    asked = model(samples=3, cache=tmp_path / "cache.sqlite", parameters={"seed": 5})
    reply = asked.answer(section)
    assert [f.confidence for f in reply.answer.figures] == [1.0, 1.0, 0.667]
    assert reply.answer.figures[2].indicator == "operating_rate"
    assert (reply.tries, reply.usage.input_tokens) == (3, 300)
    assert [body["seed"] for body in server.asked] == [5, 6, 7]
    assert all("temperature" not in body for body in server.asked), "the answers must be free to differ"
    again = asked.answer(section)
    assert again.answer == reply.answer
    assert len(server.asked) == 3


def test_a_sample_that_does_not_come_has_no_vote_and_most_must_come(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    server.then(chat.completion("oops"), give_it(chat, good), give_it(chat, good))
    reply = model(samples=3, tries=1).answer(section)
    assert {f.confidence for f in reply.answer.figures} == {1.0}
    server.then(chat.completion("oops"), give_it(chat, good), chat.completion("oops"))
    with pytest.raises(AnswerError, match="no answer") as failed:
        model(samples=3, tries=1).answer(section)
    assert failed.value.usage.input_tokens == 300  # type: ignore[attr-defined]


def test_confidence_reaches_the_records(
    chat: Any, server: Any, model: Any, give: Any, good: Any, tmp_path: Path
) -> None:
    server.default = give_it(chat, good)
    body = give.section(
        "Output fell by 81,700 mt MoM in January, a decline of 7.46%, due to weak orders. "
        "The operating rate was 80.22%."
    ).section.body
    extract_reports([give.report(body)], model(samples=2), tmp_path / "run")
    (line,) = map(json.loads, (tmp_path / "run" / "extractions.jsonl").read_text().splitlines())
    assert {record["confidence"] for record in (*line["metrics"], *line["drivers"])} == {1.0}


GOLD = Path(__file__).parents[3] / "gold" / "2025-01"


def test_every_example_is_a_right_answer_with_nothing_left() -> None:
    examples = load_examples("assay/1")
    assert len(examples) >= 5
    for example in examples:
        answer = Answer.model_validate_json(example.answer)
        assert problems(example.section, answer) == [], example.id


@pytest.mark.parametrize("mode", list(Mode))
def test_a_section_is_shown_neither_itself_nor_its_commodity(server: Any, model: Any, mode: Mode) -> None:
    report = read_report(GOLD)
    zinc = next(s for s in report.sections if s.slug == "refined-zinc")
    tin = next(s for s in report.sections if s.slug == "refined-tin")
    renamed = replace(zinc, slug="other", body="Output rose by 5%.")
    asked = model(mode, shots=2)
    for section in (zinc, tin, renamed):
        asked.answer(annotate(section, "2025-01"))
    of_zinc, of_tin, of_renamed = (body["messages"] for body in server.asked)
    told = [json.dumps(messages[:-1]) for messages in (of_zinc, of_tin, of_renamed)]
    assert ["Refined Zinc" in text for text in told] == [False, True, False]
    assert of_zinc[0] == of_tin[0]
    roles = ["system", "user", "assistant", *(["tool"] if mode is Mode.TOOLS else [])]
    assert [m["role"] for m in of_tin] == [*roles, *roles[1:], "user"]
    assert of_tin[:-1] != of_zinc[:-1]


def test_sections_that_exclude_no_example_share_all_but_the_last_message(server: Any, model: Any) -> None:
    report = read_report(GOLD)
    asked = model(shots=3)
    for slug in ("refined-tin", "silver"):
        asked.answer(annotate(next(s for s in report.sections if s.slug == slug), "2025-01"))
    one, two = (body["messages"] for body in server.asked)
    assert json.dumps(one[:-1]) == json.dumps(two[:-1])


def test_a_text_that_is_an_examples_own_is_not_shown_it_under_another_name() -> None:
    examples = load_examples("assay/1")
    section = examples[0].section
    hidden = replace(section, section=replace(section.section, slug="x", commodity=None))
    assert examples[0] not in chosen(examples, 9, hidden)


def test_the_manifest_names_the_examples_and_they_make_another_run(
    server: Any, model: Any, give: Any, tmp_path: Path
) -> None:
    report = give.report("Output was 5 mt.")
    extract_reports([report], model(shots=1), tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / "run.json").read_text())
    assert manifest["shots"] == [example.id for example in load_examples("assay/1")]
    with pytest.raises(InputError, match="another run"):
        extract_reports([report], model(shots=2), tmp_path / "run")


def test_the_examples_are_told_in_the_words_of_the_schema() -> None:
    first, second = (json.loads(load_examples(version)[0].answer) for version in ("assay/1", "assay/2"))
    assert all("magnitude" not in label and "more" not in label for label in first["figures"])
    assert all("magnitude" in label for label in (*second["figures"], *second["drivers"]))


def test_examples_that_do_not_tell_what_a_schema_asks_for_are_refused(tmp_path: Path) -> None:
    from extract.model import shots

    loaded = json.loads(shots._FILE.read_text())
    for label in loaded["examples"][0]["answer"]["drivers"]:
        del label["more"]
    path = tmp_path / "e.json"
    path.write_text(json.dumps(loaded))
    with pytest.raises(InputError, match="do not tell the magnitude of schema assay/2"):
        load_examples("assay/2", path)
    assert load_examples("assay/1", path)


def test_more_examples_than_there_are_are_told(model: Any) -> None:
    with pytest.raises(InputError, match="--shots 99: there are"):
        model(shots=99)


@pytest.mark.parametrize("content", ["{}", "no JSON", '{"examples": [{"id": "a"}]}'])
def test_a_file_that_holds_no_examples_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "e.json"
    path.write_text(content)
    with pytest.raises(DataFileError, match="assay gold examples"):
        load_examples("assay/1", path)


def test_examples_whose_figures_are_read_otherwise_are_refused(tmp_path: Path) -> None:
    from extract.model import shots

    loaded = json.loads(shots._FILE.read_text())
    loaded["examples"][0]["figures"].pop()
    path = tmp_path / "e.json"
    path.write_text(json.dumps(loaded))
    with pytest.raises(DataFileError, match="are read otherwise now"):
        load_examples("assay/1", path)
