"""Experiments over the command line: cells, leaderboard, resuming, cost cap, failures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from experiment.commands import experiment_command

Plan = Callable[..., Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(experiment_command, [str(a) for a in arguments], catch_exceptions=True)


def results(folder: Path) -> dict[str, dict[str, Any]]:
    loaded = json.loads((folder / "results.json").read_text())
    return {row["name"]: row for row in loaded["cells"]}


def model(server: Any, **more: Any) -> dict[str, Any]:
    return {"model": "local/fake", "base_url": server.url, **more}


def test_two_schemas_stand_side_by_side(planned: Plan) -> None:
    folder = planned()
    done = run(folder)
    assert done.exit_code == 0, done.output
    found = results(folder)
    assert found["rules-assay-1"]["baseline"]
    assert found["rules-assay-2"]["difference"]["verdict"] == "no worse"
    assert found["rules-assay-2"]["difference"]["judged"]["metrics.strict"]["difference"] == 0
    assert found["rules-assay-2"]["added_fields"].keys() == {
        "metrics.fields.magnitude",
        "drivers.fields.magnitude",
    }
    assert all(row["frontier"] and row["cost"] == 0 for row in found.values())
    assert (folder / ".gitignore").read_text() == "runs/\n"


def test_the_leaderboard_is_told_in_markdown_and_as_a_page(planned: Plan) -> None:
    folder = planned()
    run(folder)
    markdown = (folder / "leaderboard.md").read_text()
    assert "| cell | metrics strict |" in markdown
    assert "baseline rules-assay-1" in markdown
    assert ": no worse |" in markdown
    page = (folder / "leaderboard.html").read_text()
    assert '<svg viewBox="0 0 720 380"' in page
    assert 'class="frontier"' not in page  # one point of cost, so no line
    assert "rules-assay-2" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_what_is_done_is_not_asked_again(planned: Plan, server: Any) -> None:
    folder = planned(models=["rules", model(server)], schemas=["assay/1"])
    assert run(folder).exit_code == 0
    before, asked = (folder / "results.json").read_text(), len(server.asked)
    assert asked > 0
    again = run(folder)
    assert again.exit_code == 0, again.output
    assert len(server.asked) == asked
    assert (folder / "results.json").read_text() == before


def test_cells_share_what_was_paid_for(planned: Plan, server: Any) -> None:
    one, two = model(server, name="one"), model(server, name="two")
    folder = planned(models=[one, two], schemas=["assay/1"])
    assert run(folder).exit_code == 0
    assert len(server.asked) == 6


def test_a_stopped_experiment_goes_on(planned: Plan, server: Any, chat: Any) -> None:
    folder = planned(models=[model(server, concurrency=1)], schemas=["assay/1"])
    server.then(chat.claim_all, chat.claim_all, chat.error(401))
    first = run(folder)
    assert first.exit_code == 1
    row = results(folder)["local-fake-assay-1"]
    assert row["state"] == "failed"
    assert "refuses the key" in row["error"]
    second = run(folder)
    assert second.exit_code == 0, second.output
    assert results(folder)["local-fake-assay-1"]["state"] == "complete"
    assert len(server.asked) == 3 + 4


def test_a_cell_that_cannot_run_is_a_row_and_ends_nothing(planned: Plan) -> None:
    folder = planned(
        models=[{"model": "nobody/nothing"}, "rules"], schemas=["assay/1"], baseline="rules-assay-1"
    )
    done = run(folder)
    assert done.exit_code == 1
    found = results(folder)
    assert found["nobody-nothing-assay-1"]["state"] == "failed"
    assert found["nobody-nothing-assay-1"]["scores"] is None
    assert found["rules-assay-1"]["state"] == "complete"
    assert "nobody-nothing-assay-1: failed:" in (folder / "leaderboard.md").read_text()


def test_only_the_split_that_is_asked_for_is_run(planned: Plan) -> None:
    folder = planned(split="dev", schemas=["assay/1"])
    assert run(folder).exit_code == 0
    row = results(folder)["rules-assay-1"]
    assert set(row["splits"]) == {"dev"}
    assert row["sections"] == 5


def test_shots_and_samples_are_cells_and_no_cell_is_scored_on_an_example(planned: Plan, server: Any) -> None:
    folder = planned(models=[model(server)], schemas=["assay/2"], shots=[0, 1], samples=[1, 2])
    done = run(folder)
    assert done.exit_code == 0, done.output
    found = results(folder)
    assert sorted(found) == [
        "local-fake-assay-2",
        "local-fake-assay-2-1-shots",
        "local-fake-assay-2-1-shots-2-samples",
        "local-fake-assay-2-2-samples",
    ]
    scored = json.loads((folder / "runs" / "local-fake-assay-2" / "scores.json").read_text())["per_section"]
    assert not {"refined-zinc", "primary-lead"} & set(scored)
    assert {"copper-cathode", "mn3o4"} <= set(scored)
    assert {row["sections"] for row in found.values()} == {len(scored)}


def test_options_make_a_plan_that_goes_on_from_its_folder(tmp_path: Path, few: Path) -> None:
    out = tmp_path / "made"
    first = run("--gold", few, "--schema", "1", "--schema", "2", "--out", out)
    assert first.exit_code == 0, first.output
    plan = (out / "experiment.yaml").read_text()
    assert "schemas:" in plan
    assert run(out).exit_code == 0
    other = run("--gold", few, "--schema", "1", "--out", out)
    assert other.exit_code != 0
    assert "is another experiment" in str(other.exception)
    assert (out / "experiment.yaml").read_text() == plan


def test_a_plan_and_options_together_are_refused(planned: Plan) -> None:
    done = run(planned(), "--schema", "2")
    assert done.exit_code == 2
    assert "a plan says all" in done.output


def test_json_is_the_content_of_results(planned: Plan) -> None:
    folder = planned(schemas=["assay/1"])
    done = run(folder, "--json")
    assert json.loads(done.stdout) == json.loads((folder / "results.json").read_text())


def test_an_overlay_holds_for_all_cells(planned: Plan) -> None:
    folder = planned(schemas=["assay/1"], overlay="house.yaml")
    (folder / "house.yaml").write_text("segments: [floating-roof route]\n")
    assert run(folder).exit_code == 0
    manifest = json.loads((folder / "runs" / "rules-assay-1" / "run.json").read_text())
    assert manifest["overlay"]


def test_the_cost_cap_stops_all_cells_and_a_higher_one_goes_on(
    planned: Plan, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    priced = {"model": "openai/gpt-5-mini", "base_url": server.url, "concurrency": 1}
    folder = planned(models=[priced, "rules"], schemas=["assay/1"], max_cost=0)
    first = run(folder)
    assert first.exit_code == 1
    assert server.asked == []
    assert results(folder)["openai-gpt-5-mini-assay-1"]["state"] == "stopped"
    assert "stopped: the cost cap is reached" in (folder / "leaderboard.md").read_text()
    second = run(folder, "--max-cost", "1")
    assert second.exit_code == 0, second.output
    found = results(folder)
    assert 0 < found["openai-gpt-5-mini-assay-1"]["cost"] < 1
    # The rules are better and cheaper than a model that rejects every figure.
    assert not found["openai-gpt-5-mini-assay-1"]["frontier"]
    assert found["rules-assay-1"]["frontier"]
