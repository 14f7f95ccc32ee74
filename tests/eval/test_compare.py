"""The gate: what it catches, what it lets pass, what it refuses."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest
from click.testing import CliRunner

from eval.baselines import bless, read_scores
from eval.commands import compare_command, score_command
from eval.compare import _POWER, Difference, compare
from eval.goldset import load_gold
from eval.runs import load_run
from eval.scores_json import score_run
from schemas.errors import InputError

Lines = list[dict[str, Any]]


@pytest.fixture
def folder(gold_folder: Callable[..., Path]) -> Path:
    return gold_folder(54)


@pytest.fixture
def lines(folder: Path, perfect_run: Callable[..., Lines]) -> Lines:
    """Return a run of middling quality: one record in eight is wrong."""
    made = perfect_run(folder)
    drawn = random.Random(11)
    for line in made:
        for metric in line["metrics"]:
            if drawn.random() < 1 / 8:
                metric["value"] += 7
    return made


@pytest.fixture
def score(folder: Path, write_run: Callable[..., Path]) -> Callable[[Lines], dict[str, Any]]:
    return lambda lines: score_run(load_gold(folder), load_run(write_run(lines)))


def test_three_broken_sections_of_54_are_caught_with_verdict_and_list(
    lines: Lines, score: Callable[[Lines], dict[str, Any]]
) -> None:
    broken = copy.deepcopy(lines)
    for line in (broken[5], broken[20], broken[41]):
        for metric in line["metrics"]:
            metric["value"] += 31
    found = compare(score(lines), score(broken))
    assert found.verdict == "regressed"
    assert found.gates == ()
    low, high = found.judged[0].interval or (0, 0)
    assert low < -0.02
    assert high < 0
    was_right = {
        s: [*score(lines)["per_section"][s]["right"].values()].count("right") - 2
        for s in ("metal-5", "metal-20", "metal-41")
    }
    listed = [record["section"] for record in found.broken]
    assert {s: listed.count(s) for s in set(listed)} == was_right
    assert all(record["errors"][0]["kind"] in ("value", "neighbour") for record in found.broken)
    assert found.mended == ()


def test_reordering_and_renaming_of_equivalent_texts_is_no_change(
    lines: Lines, score: Callable[[Lines], dict[str, Any]]
) -> None:
    renamed = copy.deepcopy(lines)
    mixed = random.Random(3)
    for line in renamed:
        for metric in line["metrics"]:
            if metric["segment"]:
                metric["segment"] = {
                    "large smelters": "Large-scale smelter",
                    "small smelters": "Small Smelter",
                }[metric["segment"]]
        mixed.shuffle(line["metrics"])
        mixed.shuffle(line["drivers"])
    mixed.shuffle(renamed)
    found = compare(score(lines), score(renamed))
    assert found.verdict == "no worse"
    assert found.judged[0].interval == (0, 0)
    assert found.broken == found.mended == found.new_spurious == ()


def test_a_change_that_this_set_cannot_tell_is_inconclusive(
    perfect_run: Callable[..., Lines], folder: Path, score: Callable[[Lines], dict[str, Any]]
) -> None:
    before, after = perfect_run(folder), perfect_run(folder)
    for number in range(0, 12, 2):
        before[number]["metrics"][0]["value"] += 31
        after[number + 1]["metrics"][0]["value"] += 31
    found = compare(score(before), score(after), margin=0.005)
    assert found.verdict == "inconclusive"
    assert found.judged[0].difference == 0
    assert (found.judged[0].detectable or 0) > 0.005
    assert len(found.broken) == len(found.mended) == 6
    assert compare(score(before), score(after), margin=0.05).verdict == "no worse"


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        ((-0.019, 0.01), "no worse"),
        ((-0.01, -0.005), "no worse"),
        ((0.01, 0.02), "no worse"),
        ((-0.02, 0.01), "inconclusive"),
        ((-0.05, 0.0), "inconclusive"),
        ((-0.05, -0.001), "regressed"),
        (None, "inconclusive"),
    ],
)
def test_the_verdict_is_the_place_of_the_interval(interval: tuple[float, float] | None, verdict: str) -> None:
    assert Difference("metrics.strict", 0.9, 0.9, interval, None).verdict(0.02) == verdict


@pytest.mark.parametrize("gate", ["failed", "missing", "ungrounded", "sign", "unit"])
def test_a_hard_gate_fails_at_once(lines: Lines, score: Callable[[Lines], dict[str, Any]], gate: str) -> None:
    changed = copy.deepcopy(lines)
    right = next(m for m in changed[0]["metrics"] if m["value"] == 4.2)
    if gate == "failed":
        changed[0].update(status="failed", error="no answer", metrics=[], drivers=[])
    elif gate == "missing":
        del changed[0]
    elif gate == "ungrounded":
        right["figure"]["text"] = "9.9%"
    elif gate == "sign":
        right["value"] = -4.2
    else:
        right["unit"] = "percentage_point"
    found = compare(score(lines), score(changed))
    assert found.verdict == "regressed"
    assert len(found.gates) == 1
    assert "metal-0" in found.gates[0]
    if gate in ("sign", "unit"):
        assert compare(score(changed), score(changed)).gates == ()  # it is not new


def test_a_run_of_the_easy_sections_is_not_compared_with_one_of_all(
    lines: Lines, folder: Path, write_run: Callable[..., Path], score: Callable[[Lines], dict[str, Any]]
) -> None:
    easy = write_run(lines[:5], "easy", {"only_sections": [line["section"] for line in lines[:5]]})
    part = score_run(load_gold(folder), load_run(easy))
    with pytest.raises(InputError, match="different"):
        compare(score(lines), part)
    assert compare(score(lines), part, shared=True).sections == 5


def test_the_detectable_difference_is_for_two_sided_5_percent_and_a_power_of_80() -> None:
    # J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988): z(0.975) + z(0.80).
    assert pytest.approx(NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.80), abs=5e-3) == _POWER


def test_runs_scored_against_different_gold_are_refused(
    lines: Lines, score: Callable[[Lines], dict[str, Any]], folder: Path
) -> None:
    before = score(lines)
    file = folder / "sections/metal-3/labels.yaml"
    file.write_text(file.read_text().replace("2025-02", "2025-03"))
    with pytest.raises(InputError, match="score both again"):
        compare(before, score(lines))


def test_the_commands_score_compare_and_exit_as_the_contract_says(
    lines: Lines, folder: Path, write_run: Callable[..., Path]
) -> None:
    base = write_run(lines, "base", {"model": "rules", "cost": 0.5, "tokens": {"input": 3}})
    worse = copy.deepcopy(lines)
    for line in worse:
        for metric in line["metrics"]:
            metric["value"] += 31
    run = write_run(worse, "worse")
    invoke = CliRunner().invoke
    with pytest.raises(InputError, match="is not scored"):
        invoke(compare_command, [str(base), str(run)], catch_exceptions=False)
    for scored in (base, run):
        done = invoke(score_command, [str(scored), "--gold", str(folder)], catch_exceptions=False)
        assert done.exit_code == 0
        assert "metrics strict" in done.output
        assert (scored / "scores.json").exists()
    assert json.loads((base / "scores.json").read_text())["cost"]["cost"] == 0.5
    assert invoke(compare_command, [str(base), str(base)]).exit_code == 0
    done = invoke(compare_command, [str(base), str(run)])
    assert done.exit_code == 1
    assert "right to wrong" in done.output
    done = invoke(compare_command, [str(base), str(run), "--json"])
    assert json.loads(done.output)["verdict"] == "regressed"


def test_a_blessed_run_is_a_baseline_by_name_without_the_words_of_causes(
    lines: Lines, folder: Path, write_run: Callable[..., Path], tmp_path: Path
) -> None:
    lines[0]["drivers"][0]["direction"] = "up"
    run = write_run(lines, "base", {"model": "PROVIDER/Some Name"})
    CliRunner().invoke(score_command, [str(run), "--gold", str(folder)], catch_exceptions=False)
    file = bless(run, folder=tmp_path / "baselines")
    assert file.name == "provider-some-name.json"
    assert "weak orders" not in file.read_text()
    assert compare(read_scores(file), read_scores(run)).verdict == "no worse"
    with pytest.raises(InputError, match="--name"):
        bless(run, "../out", tmp_path)


def test_a_broken_run_is_refused_by_its_line(
    write_run: Callable[..., Path], lines: Lines, folder: Path
) -> None:
    run = write_run([lines[0], {"schema": "1"}])
    with pytest.raises(InputError, match="line 2"):
        load_run(run)
    with pytest.raises(InputError, match="cannot be read"):
        load_run(run / "nowhere")


def test_a_value_that_turns_wrong_is_listed_although_the_scope_was_wrong_before(
    lines: Lines, score: Callable[[Lines], dict[str, Any]]
) -> None:
    lines[0]["metrics"][5].update(region="Hunan", value=-900)
    changed = copy.deepcopy(lines)
    changed[0]["metrics"][5]["value"] = -950
    found = compare(score(lines), score(changed))
    assert [(r["section"], r["id"], r["base"], r["run"]) for r in found.broken] == [
        ("metal-0", "m6", "strict", "wrong")
    ]


def test_a_spurious_record_told_in_other_words_is_not_a_new_one(
    lines: Lines, score: Callable[[Lines], dict[str, Any]]
) -> None:
    extra = {"id": "m-x", "indicator": "inventory", "period": "2024-05", "segment": "large smelters"}
    lines[0]["metrics"].append(lines[0]["metrics"][0] | extra)
    renamed = copy.deepcopy(lines)
    renamed[0]["metrics"][-1].update(id="m-y", segment="Large-Scale Smelters")
    found = compare(score(lines), score(renamed))
    assert found.new_spurious == found.gone_spurious == ()
