"""A section is asked for over real HTTP until its answer is right, or the budget is spent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.model.modes import Mode
from schemas.errors import AnswerError


def give_it(chat: Any, answer: Any, **more: Any) -> Any:
    return lambda body: chat.completion(json.dumps(answer), body, **more)


def only(answer: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {**{key: [] for key in answer}, **parts}


def last_told(body: dict[str, Any]) -> str:
    return str(body["messages"][-1]["content"])


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_asks_and_reads(
    chat: Any, server: Any, model: Any, section: Any, good: Any, mode: Mode
) -> None:
    server.then(give_it(chat, good))
    reply = model(mode).answer(section)
    assert json.loads(reply.answer.model_dump_json()) == good
    assert (reply.tries, reply.usage.input_tokens, reply.usage.cached_tokens) == (1, 100, 40)
    assert reply.usage.cost is None
    assert server.headers[0]["authorization"] == "Bearer sk-test-0123456789abcdef"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_request_is_what_instructor_itself_would_send(
    chat: Any, server: Any, model: Any, section: Any, good: Any, mode: Mode
) -> None:
    import instructor
    import openai

    from extract.model.prompt import load_prompt
    from extract.model.request import section_message
    from extract.model.wire import wire_answer

    server.then(give_it(chat, good), give_it(chat, good))
    model(mode).answer(section)
    direct = openai.DefaultHttpx2Client(trust_env=False)
    with openai.OpenAI(base_url=server.url, api_key="k", max_retries=0, http_client=direct) as client:
        theirs = instructor.from_openai(client, mode=instructor.Mode[mode.name])
        theirs.chat.completions.create(
            model="fake",
            temperature=0,
            response_model=wire_answer(),
            max_retries=0,
            messages=[
                {"role": "system", "content": load_prompt().text},
                {"role": "user", "content": section_message(section)},
            ],
        )
    ours, wanted = server.asked
    if mode is Mode.JSON_SCHEMA:
        wanted["response_format"]["json_schema"]["strict"] = True  # instructor does not ask for it
    if mode is Mode.TOOLS:
        wanted["tools"][0]["function"]["strict"] = True
    assert ours == wanted


@pytest.mark.parametrize("mode", list(Mode))
def test_what_is_unclaimed_is_asked_for_by_itself_and_merged(
    chat: Any, server: Any, model: Any, section: Any, good: Any, mode: Mode
) -> None:
    first = {**good, "figures": good["figures"][:1]}
    second = only(good, figures=good["figures"][1:])
    server.then(give_it(chat, first), give_it(chat, second))
    reply = model(mode).answer(section)
    assert json.loads(reply.answer.model_dump_json()) == good
    assert (reply.tries, reply.usage.input_tokens) == (2, 200)
    told = last_told(server.asked[1])
    assert "F2 is in none of figures, rejected and misread" in told
    assert "all entries for F2, F3" in told
    assert "F1 is" not in told
    assert server.asked[1]["messages"][:2] == server.asked[0]["messages"][:2]


def test_a_later_reply_cannot_change_what_was_right(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    first = {**good, "figures": good["figures"][:2]}
    other = json.loads(json.dumps(good).replace('"down"', '"up"'))
    server.then(give_it(chat, first), give_it(chat, other))
    reply = model().answer(section)
    assert [f.direction for f in reply.answer.figures] == ["down", "down", None]
    assert [d.direction for d in reply.answer.drivers] == ["down"]


def test_after_the_last_try_what_is_unclaimed_stays_so(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    server.default = give_it(chat, only(good))
    reply = model(tries=2).answer(section)
    assert reply.answer.figures == ()
    assert (reply.tries, len(server.asked)) == (2, 2)


def test_a_doubt_is_asked_about_once(chat: Any, server: Any, model: Any, section: Any, good: Any) -> None:
    doubtful = json.loads(json.dumps(good))
    doubtful["figures"][0]["direction"] = "up"
    server.default = give_it(chat, doubtful)
    reply = model(tries=5).answer(section)
    assert len(server.asked) == 2
    assert "F1: the text says down" in last_told(server.asked[1])
    assert reply.answer.figures[-1].direction == "up" or reply.answer.figures[0].direction == "up"


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (lambda chat, good: chat.completion(json.dumps(good)[:80], finish="length"), "cut off"),
        (lambda chat, good: chat.completion(None, refusal="I'd rather not"), "refuses: I'd rather not"),
        (lambda chat, good: chat.completion(None, finish="content_filter"), "content filter"),
        (lambda chat, good: chat.completion("no JSON here"), "no valid answer"),
        (lambda chat, good: chat.completion(json.dumps({"figures": 3})), "no valid answer"),
        (lambda chat, good: chat.completion(json.dumps({**good, "number": 5})), "number: Extra inputs"),
        (lambda chat, good: chat.completion("[" * 100_000), "no valid answer|nested"),
        (
            lambda chat, good: chat.completion(json.dumps({**good, "figures": good["figures"] * 400})),
            "1200 entries",
        ),
        (lambda chat, good: chat.said({"choices": []}), "no choice"),
        (lambda chat, good: chat.said({"choices": None}), "no choice"),
        (lambda chat, good: chat.said({"choices": ["x"]}), "no choice"),
        (lambda chat, good: chat.said({"choices": [{"message": "x"}]}), "no call|no valid|no choice"),
        (lambda chat, good: chat.said({}), "no choice"),
    ],
)
@pytest.mark.parametrize("mode", [Mode.JSON_SCHEMA, Mode.TOOLS])
def test_a_reply_without_an_answer_costs_a_try(
    chat: Any, server: Any, model: Any, section: Any, good: Any, step: Any, reason: str, mode: Mode
) -> None:
    server.then(step(chat, good), give_it(chat, good))
    reply = model(mode).answer(section)
    assert (json.loads(reply.answer.model_dump_json()), reply.tries) == (good, 2)
    server.default = step(chat, good)
    if mode is Mode.JSON_SCHEMA:
        with pytest.raises(AnswerError, match=reason) as failed:
            model(tries=2).answer(section)
        assert failed.value.tries == 2  # type: ignore[attr-defined]


def test_a_reply_that_is_far_too_long_is_not_sent_back(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    server.then(give_it(chat, {**good, "drivers": good["drivers"] * 900}), give_it(chat, good))
    model().answer(section)
    assert len(json.dumps(server.asked[1]["messages"])) < len(json.dumps(server.asked[0]["messages"])) + 300
    assert "more than the section can hold" in last_told(server.asked[1])


def test_a_figure_that_there_is_not_is_told_and_goes(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    invented = json.loads(json.dumps(good))
    invented["figures"].append({**good["figures"][0], "figure": 99})
    server.then(give_it(chat, invented), give_it(chat, only(good)))
    reply = model().answer(section)
    assert "there is no F99; they are F1 to F3" in last_told(server.asked[1])
    assert json.loads(reply.answer.model_dump_json()) == good
    assert reply.tries == 2


def test_an_unreadable_second_reply_loses_nothing(
    chat: Any, server: Any, model: Any, section: Any, good: Any
) -> None:
    first = {**good, "figures": good["figures"][:2]}
    server.then(give_it(chat, first), chat.completion("oops"), chat.completion("oops"))
    reply = model().answer(section)
    assert [f.figure for f in reply.answer.figures] == [1, 2]
    assert (reply.tries, reply.usage.output_tokens) == (3, 60)
