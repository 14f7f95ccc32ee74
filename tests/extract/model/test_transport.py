"""Transport: what may pass is tried again, what may not stops the run, and no wait is real."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from extract.model.limiter import Limiter
from extract.model.providers import PROVIDERS, Endpoint, endpoint
from extract.model.transport import Exhausted, Policy
from extract.model.waits import asked_wait
from schemas.errors import AnswerError, InputError

KEY = "sk-test-0123456789abcdef"


@pytest.mark.parametrize(
    "fail",
    [
        lambda chat: chat.error(429, "slow down", headers={"retry-after": "7"}),
        lambda chat: chat.error(408),
        lambda chat: chat.error(409),
        lambda chat: chat.error(500),
        lambda chat: chat.error(503, headers={"retry-after": "7"}),
        lambda chat: chat.Step(502, b"<html>bad gateway</html>"),
        lambda chat: chat.reset(),
        lambda chat: chat.Step(200, b'{"choices": [' + b" " * 500, cut=40),
        lambda chat: chat.Step(200, b'{"choices": ['),
        lambda chat: chat.Step(200, b"[]"),
        lambda chat: chat.Step(200, b"[" * 100_000),
        lambda chat: chat.Step(200, b""),
        lambda chat: chat.Step(200, b'{"error": {"message": "overloaded", "code": 502}}'),
    ],
)
def test_what_may_pass_is_sent_again_and_costs_no_try(
    chat: Any, server: Any, model: Any, section: Any, waits: list[float], fail: Callable[[Any], Any]
) -> None:
    server.then(fail(chat), fail(chat))
    reply = model().answer(section)
    assert (reply.tries, len(server.asked), len(waits)) == (1, 3, 2)
    assert server.asked[0] == server.asked[2]


def test_a_wait_is_never_shorter_than_asked(
    chat: Any, server: Any, model: Any, section: Any, waits: list[float]
) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    spent = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m3s"}
    server.then(
        chat.error(429, headers={"retry-after": "600"}),
        chat.error(429, headers={"retry-after": later}),
        chat.error(429, headers={"retry-after-ms": "2500"}),
        chat.error(429, headers=spent),
        chat.error(429),
    )
    model().answer(section)
    assert 600 <= waits[0] <= 602
    assert 60 <= waits[1] <= 92
    assert 2.5 <= waits[2] <= 3
    assert 63 <= waits[3] <= 65
    assert 0 < waits[4] <= 60


def test_a_wait_beyond_the_deadline_is_not_begun(
    chat: Any, server: Any, model: Any, section: Any, waits: list[float]
) -> None:
    server.then(chat.error(429, headers={"retry-after": "7200"}))
    with pytest.raises(AnswerError, match="it asks to wait 7200 s"):
        model().answer(section)
    assert waits == []


def test_tries_come_to_an_end(chat: Any, server: Any, model: Any, section: Any, policy: Policy) -> None:
    server.default = chat.error(500, "broken")
    with pytest.raises(AnswerError, match="500: broken"):
        model(policy=Policy(attempts=4, sleep=policy.sleep)).answer(section)
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("status", "parts", "said"),
    [
        (401, {"message": f"Incorrect API key provided: {KEY}."}, "refuses the key of ASSAY_API_KEY"),
        (403, {}, "refuses the key"),
        (404, {"code": "model_not_found"}, "knows no model 'fake'"),
        (429, {"code": "insufficient_quota"}, "no money or quota"),
        (402, {}, "no money or quota"),
        (422, {"message": "nonsense"}, "nonsense"),
    ],
)
def test_what_cannot_pass_stops_the_run_with_one_line_and_no_key(
    chat: Any, server: Any, model: Any, section: Any, status: int, parts: Any, said: str
) -> None:
    server.default = chat.error(status, **parts)
    with pytest.raises(InputError, match=said) as stopped:
        model().answer(section)
    assert len(server.asked) == 1
    assert "\n" not in str(stopped.value)
    assert KEY not in repr(stopped.value)
    assert KEY not in repr(stopped.getrepr(style="long"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "code"), [(400, "context_length_exceeded"), (400, "content_filter"), (413, None)]
)
def test_a_section_that_the_server_does_not_take_fails_alone(
    chat: Any, server: Any, model: Any, section: Any, status: int, code: str | None
) -> None:
    server.then(chat.error(status, code=code))
    asked = model()
    with pytest.raises(AnswerError, match="does not take this section"):
        asked.answer(section)
    assert asked.answer(section).tries == 1


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 4096 tokens",
        "the request exceeds the available context size, try increasing it",
        "prompt is too long: 9000 tokens",
    ],
)
def test_a_section_that_is_too_long_fails_alone_however_the_server_words_it(
    chat: Any, server: Any, model: Any, section: Any, said: str
) -> None:
    server.then(chat.error(400, said, code=400))
    with pytest.raises(AnswerError, match="does not take this section"):
        model().answer(section)


def test_a_slow_reply_is_waited_for_and_a_hanging_one_is_sent_again(
    chat: Any, server: Any, model: Any, section: Any
) -> None:
    slow = chat.Step(body=chat.completion("oops").body, delay=0.2)
    server.then(slow, chat.Step(delay=5))
    reply = model(timeout=1).answer(section)
    assert (reply.tries, len(server.asked)) == (2, 3)
    assert 1 <= reply.usage.seconds < 5


def test_a_reply_that_trickles_without_end_is_cut_off(
    chat: Any, server: Any, model: Any, section: Any
) -> None:
    server.then(chat.Step(body=b" " * 60, pace=0.1))
    assert model(timeout=0.5).answer(section).tries == 1
    assert len(server.asked) == 2


def test_a_reply_of_no_sensible_size_is_not_read_to_its_end(
    chat: Any, server: Any, model: Any, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.model.client._LARGEST", 1024 * 1024)
    server.then(chat.Step(body=b'{"choices": "' + b"x" * 3_000_000 + b'"}'))
    with pytest.raises(AnswerError, match="more than 1 MB"):
        model().answer(section)
    assert len(server.asked) == 1


def test_azure_is_given_its_key_in_the_header_that_it_wants(
    server: Any, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.model.answerer import ModelAnswerer
    from extract.model.settings import Settings

    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    asked = ModelAnswerer(endpoint("azure/deployed", server.url), Settings())
    asked.answer(section)
    asked.close()
    assert server.headers[0]["api-key"] == KEY


def lacking(chat: Any, *modes: str) -> Callable[[dict[str, Any]], Any]:
    """Return a server's behaviour that refuses the given modes, each in the words of some server."""

    def answer(body: dict[str, Any]) -> Any:
        wanted = body.get("response_format", {})
        kind = "tools" if "tools" in body else wanted.get("type", "md_json")
        if kind == "json_schema" and wanted["json_schema"].get("strict"):
            kind = "strict"
        if kind in modes:
            return chat.error(400, f"response_format of type {kind} is not supported")
        return chat.claim_all(body)

    return answer


@pytest.mark.parametrize(
    ("lacks", "last"),
    [
        ((), "strict"),
        (("strict",), "json_schema"),
        (("strict", "json_schema"), "json_object"),
        (("strict", "json_schema", "json_object"), None),
    ],
)
def test_a_mode_that_a_server_lacks_gives_way_to_a_plainer_one_with_a_message(
    chat: Any, server: Any, model: Any, section: Any, caplog: pytest.LogCaptureFixture, lacks: Any, last: Any
) -> None:
    server.default = lacking(chat, *lacks)
    asked = model()
    asked.answer(section)
    asked.answer(section)
    assert len(server.asked) == 2 + len(lacks)
    wanted = server.asked[-1].get("response_format", {})
    strict = wanted.get("json_schema", {}).get("strict")
    assert ("strict" if strict else wanted.get("type")) == last
    assert len([r for r in caplog.records if "the server refuses mode" in r.getMessage()]) == len(lacks)


def test_many_threads_that_meet_a_lacking_mode_and_parameter_at_once_all_end_well(
    chat: Any, server: Any, model: Any, give: Any, tmp_path: Any
) -> None:
    from extract.run import extract_reports

    plain = lacking(chat, "strict", "json_schema")

    def picky(body: dict[str, Any]) -> Any:
        if "temperature" in body:
            return chat.error(400, "temperature is not supported", param="temperature")
        return plain(body)

    server.default = picky
    report = give.report(*["Output was 5 mt."] * 40)
    _, manifest = extract_reports([report], model(concurrency=8), tmp_path / "run")
    assert manifest.counts.get("failed", 0) == 0
    assert len(server.asked) <= 40 + 3 * 12
    assert server.asked[-1]["response_format"] == {"type": "json_object"}


def test_a_mode_that_was_asked_for_does_not_give_way(
    chat: Any, server: Any, model: Any, section: Any
) -> None:
    from extract.model.modes import Mode

    server.default = lacking(chat, "strict")
    with pytest.raises(InputError, match="another --mode may do"):
        model(Mode.JSON_SCHEMA).answer(section)
    assert len(server.asked) == 1


def test_where_no_mode_is_taken_the_run_stops(chat: Any, server: Any, model: Any, section: Any) -> None:
    server.default = chat.error(400, "Invalid schema for response_format")
    with pytest.raises(InputError, match="another --mode may do"):
        model().answer(section)
    assert len(server.asked) == 4


def test_the_limit_falls_with_refusals_and_the_run_ends_well_all_the_same(
    chat: Any, server: Any, model: Any, give: Any, tmp_path: Any
) -> None:
    from extract.run import extract_reports

    server.then(*[chat.error(429)] * 3)
    server.default = lambda body: chat.Step(body=chat.claim_all(body).body, delay=0.01)
    asked = model(concurrency=8)
    _, manifest = extract_reports([give.report(*["Output was 5 mt."] * 60)], asked, tmp_path / "run")
    assert manifest.counts["sections"] == 60
    assert manifest.counts.get("failed", 0) == 0
    assert len(server.asked) == 63
    assert asked._transport._limiter.limit == 8


def test_an_address_where_nobody_answers_stops_the_run(section: Any, policy: Policy) -> None:
    from extract.model.answerer import ModelAnswerer
    from extract.model.settings import Settings

    nobody = ModelAnswerer(endpoint("local/x", "http://127.0.0.1:9/v1"), Settings(), policy=policy)
    with pytest.raises(InputError, match="is the server running, and --base-url right"):
        nobody.answer(section)
    nobody.close()


def test_a_parameter_that_the_model_does_not_take_is_left_out_or_renamed_once(
    chat: Any, server: Any, model: Any, section: Any
) -> None:
    def picky(body: dict[str, Any]) -> Any:
        if "temperature" in body:
            return chat.error(400, "Unsupported value: 'temperature' does not support 0", param="temperature")
        if "max_tokens" in body:
            message = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens'."
            return chat.error(400, message, code="unsupported_parameter")
        return chat.claim_all(body)

    server.default = picky
    asked = model(parameters={"max_tokens": 900, "seed": 7})
    asked.answer(section)
    asked.answer(section)
    assert len(server.asked) == 4
    last = server.asked[-1]
    assert (last["max_completion_tokens"], last["seed"]) == (900, 7)
    assert not {"temperature", "max_tokens"} & set(last)


def test_parameters_that_are_not_the_users_are_refused(model: Any) -> None:
    with pytest.raises(InputError, match="--param messages"):
        model(parameters={"messages": []})


def test_a_stopped_run_sends_nothing_more(chat: Any, server: Any, model: Any, section: Any) -> None:
    server.default = chat.error(500)
    asked = model(policy=Policy())  # its waits are real: `stop` has to end them
    asked.stop()
    with pytest.raises(AnswerError, match="the run was stopped"):
        asked.answer(section)
    assert server.asked == []
    assert issubclass(Exhausted, AnswerError)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 01 Jan 2025 00:01:00 GMT"}, 60.0),
        ({"retry-after": "Wed, 01 Jan 2020 00:01:00 GMT"}, 0.0),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"}, 360.0),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "250ms"}, 0.25),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1h0m2.5s"}, 3602.5),
        ({"x-ratelimit-remaining-tokens": "9", "x-ratelimit-reset-tokens": "6m0s"}, None),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "..s"}, None),
        ({}, None),
    ],
)
def test_headers_that_ask_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(headers, datetime(2025, 1, 1, tzinfo=UTC)) == seconds


def test_the_limit_falls_once_for_requests_that_were_out_together_and_grows_back() -> None:
    limiter = Limiter(8)
    with limiter.slot() as first, limiter.slot() as second:
        limiter.refused(first)
        limiter.refused(second)
    assert limiter.limit == 6
    with limiter.slot() as third:
        limiter.refused(third)
    assert limiter.limit == 4
    for _ in range(20):
        limiter.answered()
    assert limiter.limit == 8


def test_the_limit_never_comes_to_nothing() -> None:
    limiter = Limiter(1)
    for _ in range(3):
        with limiter.slot() as generation:
            limiter.refused(generation)
    assert limiter.limit == 1


def test_names_keys_and_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai")
    assert endpoint("openai/gpt-x").key == "sk-of-openai"
    assert endpoint("openrouter/meta/llama", "http://127.0.0.1:1/v1").model == "meta/llama"
    assert endpoint("vllm/Qwen/Qwen3-8B").key is None
    assert endpoint("local/x", "http://127.0.0.1:1/v1/").key is None, (
        "another provider's key goes nowhere else"
    )
    monkeypatch.setenv("ASSAY_API_KEY", "sk-of-assay")
    assert endpoint("openai/gpt-x").key == "sk-of-assay"
    assert "sk-of-assay" not in repr(endpoint("openai/gpt-x"))


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("gpt-x", None, "PROVIDER/NAME"),
        ("/x", None, "PROVIDER/NAME"),
        ("openai/gpt-x", None, "set OPENAI_API_KEY or ASSAY_API_KEY"),
        ("my-box/x", None, "pass --base-url"),
        ("my-box/x", "https://example.org/v1", "set MY_BOX_API_KEY"),
        ("local/x", "localhost:8000", "must be an address"),
        ("local/x", "http://u:secret@127.0.0.1/v1", "no user, password"),
    ],
)
def test_what_names_no_model_is_told(name: str, url: str | None, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        endpoint(name, url)
    assert "secret" not in str(refused.value)


def test_every_provider_has_a_variable_for_its_key() -> None:
    assert all(provider.variable.endswith("_API_KEY") for provider in PROVIDERS.values())
    assert isinstance(endpoint("ollama/llama3"), Endpoint)
    assert json.dumps(sorted(PROVIDERS))
