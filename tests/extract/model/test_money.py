"""Money: priced where a price is known, null where not, estimated before, and never beyond the most."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.ask import Usage
from extract.commands import extract_command
from extract.model.prices import cost_of, usage_of
from extract.model.providers import Endpoint, endpoint
from extract.model.settings import Settings
from extract.run import extract_reports
from schemas.errors import InputError

BODIES = [f"Output fell by {n},700 mt MoM in January." for n in range(10, 30)]
PRICED = "openai/gpt-4o"
INPUT, CACHED, OUTPUT = 2.5e-6, 1.25e-6, 10e-6  # US dollars a token, as OpenAI lists gpt-4o


def priced(model: str, url: str = "http://127.0.0.1:9/v1") -> Endpoint:
    return endpoint(model, url)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_API_KEY", "sk-test-0123456789abcdef")


def told(prompt: int, cached: int, output: int, **more: Any) -> dict[str, Any]:
    details = {"prompt_tokens_details": {"cached_tokens": cached}}
    return {"usage": {"prompt_tokens": prompt, "completion_tokens": output, **details}, **more}


def test_cached_tokens_cost_their_own_price() -> None:
    usage = usage_of(told(1000, 400, 200), priced(PRICED))
    assert usage.cost == pytest.approx(600 * INPUT + 400 * CACHED + 200 * OUTPUT)


@pytest.mark.parametrize(
    ("reply", "model"),
    [
        (told(1000, 0, 200), "openai/no-such-model-at-all"),
        (told(1000, 0, 200), "vllm/gpt-4o"),
        (told(1000, 0, 200), "ollama/llama3"),
        (told(0, 0, 0), PRICED),
        ({}, PRICED),
        ({"usage": None}, PRICED),
        ({"usage": {"prompt_tokens": "many"}}, PRICED),
    ],
)
def test_a_price_that_is_not_known_is_null_and_never_0(reply: dict[str, Any], model: str) -> None:
    assert usage_of(reply, priced(model)).cost is None


def test_the_address_tells_the_provider_before_the_name_does() -> None:
    usage = Usage(1000, 0, 200)
    assert cost_of(usage, priced("mine/gpt-4o", "https://api.openai.com/v1")).cost == pytest.approx(0.0045)


def test_an_azure_deployment_is_priced_by_the_model_that_the_reply_names() -> None:
    azure = priced("azure/our-deployment", "https://x.openai.azure.com/openai/v1")
    assert usage_of(told(1000, 0, 200, model="gpt-4o"), azure).cost == pytest.approx(0.0045, rel=0.2)
    assert usage_of(told(1000, 0, 200, model="our-deployment"), azure).cost is None


def test_more_cached_tokens_than_tokens_break_nothing() -> None:
    assert usage_of(told(10, 90, 0), priced(PRICED)).cost == pytest.approx(10 * CACHED)


def test_a_sum_with_an_unknown_cost_is_unknown() -> None:
    assert (Usage(1, 1, 1, 0.5, 1.0) + Usage(2, 2, 2, 0.25, 1.0)) == Usage(3, 3, 3, 0.75, 2.0)
    assert (Usage(cost=0.5) + Usage(cost=None)).cost is None


@pytest.fixture
def asking(server: Any, policy: Any) -> Any:
    """Return a maker of answerers of a model that has a price."""
    from extract.model.answerer import ModelAnswerer

    made: list[ModelAnswerer] = []

    def make(name: str = PRICED, **settings: Any) -> ModelAnswerer:
        chosen = Settings(**{"concurrency": 1, **settings})
        made.append(ModelAnswerer(endpoint(name, server.url), chosen, policy=policy))
        return made[-1]

    yield make
    for answerer in made:
        answerer.close()


def run(give: Any, answerer: Any, out: Path, **options: Any) -> dict[str, Any]:
    _, manifest = extract_reports([give.report(*BODIES)], answerer, out, **options)
    return manifest.to_json()


EACH = 60 * INPUT + 40 * CACHED + 20 * OUTPUT


def test_a_run_costs_what_its_replies_cost_further_tries_included(
    chat: Any, server: Any, asking: Any, give: Any, tmp_path: Path
) -> None:
    server.then(chat.completion("oops"))
    assert run(give, asking(), tmp_path / "run")["cost"] == pytest.approx(21 * EACH)
    server.then(*[chat.completion("oops")] * 3)
    failed = run(give, asking(), tmp_path / "again")
    assert failed["counts"]["failed"] == 1
    resumed = run(give, asking(), tmp_path / "again")
    assert resumed["cost"] == pytest.approx(23 * EACH)
    assert resumed["tokens"]["input"] == 2300


@pytest.mark.parametrize("concurrency", [1, 4])
def test_a_run_stops_before_it_costs_more_and_goes_on_with_a_higher_limit(
    chat: Any, server: Any, asking: Any, give: Any, tmp_path: Path, concurrency: int
) -> None:
    most, each = 0.1, 5000 * INPUT + 250 * OUTPUT
    server.default = lambda body: chat.completion(chat.claims(body), body, tokens=(5000, 0, 250))
    stopped = run(give, asking(concurrency=concurrency), tmp_path / "run", max_cost=most)
    assert stopped["state"] == "stopped"
    assert 0 < stopped["cost"] <= most
    assert 0 < stopped["counts"]["failed"] < 20
    lines = [json.loads(line) for line in (tmp_path / "run" / "extractions.jsonl").read_text().splitlines()]
    assert len(lines) == 20
    assert {line["error"] for line in lines if line["status"] == "failed"} == {
        "not asked: the run may cost $0.10 at most"
    }
    asked = len(server.asked)
    whole = run(give, asking(concurrency=concurrency), tmp_path / "run", max_cost=1)
    assert (whole["state"], whole["counts"].get("failed", 0)) == ("complete", 0)
    assert len(server.asked) == 20 > asked > 0
    assert whole["cost"] == pytest.approx(20 * each)


def test_nothing_is_asked_where_the_first_section_would_cost_more(
    server: Any, asking: Any, give: Any, tmp_path: Path
) -> None:
    assert run(give, asking(), tmp_path / "run", max_cost=0)["state"] == "stopped"
    assert server.asked == []


def test_a_most_without_a_price_is_refused_before_anything_is_sent(
    server: Any, asking: Any, give: Any, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no price is known for vllm/m"):
        run(give, asking("vllm/m"), tmp_path / "run", max_cost=1)
    assert server.asked == []


def test_the_estimate_is_near_what_the_model_is_sent(asking: Any, give: Any) -> None:
    estimate = asking().estimate(give.report(*BODIES) and give.section(BODIES[0]))
    assert 4000 < estimate.input_tokens < 8000
    assert 100 < estimate.output_tokens < 300
    assert estimate.cost == pytest.approx(estimate.input_tokens * INPUT + estimate.output_tokens * OUTPUT)
    assert asking("vllm/m").estimate(give.section(BODIES[0])).cost is None


REPORT = "January 2025\n\nCopper Cathode\n\nOutput fell by 81,700 mt MoM in January 2025.\n"


@pytest.mark.parametrize(
    ("model", "cost"), [(PRICED, "about $0."), ("vllm/m", "unknown"), ("rules", "$0.0000")]
)
def test_a_dry_run_needs_no_key_sends_nothing_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, server: Any, tmp_path: Path, model: str, cost: str
) -> None:
    monkeypatch.delenv("ASSAY_API_KEY")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smm-2025-01.txt").write_text(REPORT)
    given = ["smm-2025-01.txt", "--model", model, "--dry-run"]
    address = ["--base-url", server.url] if model.startswith("vllm") else []
    done = CliRunner().invoke(extract_command, [*given, *address])
    assert done.exit_code == 0, done.output
    assert cost in done.output
    assert server.asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["smm-2025-01.txt"]
    told = json.loads(CliRunner().invoke(extract_command, [*given, *address, "--json"]).output)
    assert (told["sections"], told["to_ask"]) == (1, 0 if model == "rules" else 1)
