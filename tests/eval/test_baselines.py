"""Baselines: small, without text, and compared as the scores that they come from."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from eval.baselines import bless, read_scores
from eval.commands import bless_command, compare_command, score_command
from eval.compare import compare
from eval.goldset import load_gold
from eval.runs import load_run
from eval.scores_json import score_run, write_scores
from schemas.errors import InputError

Lines = list[dict[str, Any]]
Score = Callable[[Lines], dict[str, Any]]


@pytest.fixture
def folder(gold_folder: Callable[..., Path]) -> Path:
    return gold_folder(20)


@pytest.fixture
def lines(folder: Path, perfect_run: Callable[..., Lines]) -> Lines:
    made = perfect_run(folder)
    drawn = random.Random(5)
    for line in made:
        for metric in line["metrics"]:
            if drawn.random() < 1 / 5:
                metric.update(
                    drawn.choice(
                        [{"value": 77}, {"unit": "mt/day"}, {"indicator": "sales", "period": "2020"}]
                    )
                )
    return made


@pytest.fixture
def score(folder: Path, write_run: Callable[..., Path]) -> Score:
    return lambda lines: score_run(load_gold(folder), load_run(write_run(lines)))


@pytest.fixture
def blessed(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    def made(scores: dict[str, Any]) -> Path:
        run = tmp_path / "blessed"
        write_scores(scores, run / "scores.json")
        return bless(run, "kept", tmp_path / "baselines")

    return made


def test_a_comparison_with_a_baseline_says_what_one_with_its_scores_says(
    lines: Lines, score: Score, blessed: Callable[..., Path]
) -> None:
    changed = copy.deepcopy(lines)
    changed[0]["metrics"][0]["value"] = 1
    changed[1]["metrics"][1]["value"] = -4.2
    changed[2]["metrics"].append(changed[2]["metrics"][0] | {"id": "m-x", "period": "2019", "basis": "wow"})
    changed[3]["drivers"].clear()
    base, run = score(lines), score(changed)
    whole, small = (compare(b, run).to_json() for b in (base, read_scores(blessed(base))))
    for name in ("gone_spurious", "wrong_to_right"):  # a baseline has no reading of what was wrong in it
        kept = [[(r["section"], r.get("id")) for r in one.pop(name)] for one in (whole, small)]
        assert [section for section, _ in kept[0]] == [section for section, _ in kept[1]]
    assert small == whole
    assert len(whole["right_to_wrong"]) >= 3
    assert len(whole["new_spurious"]) == 1
    assert any("sign" in gate for gate in whole["gates"])


def test_a_baseline_holds_counts_and_no_text(
    lines: Lines, score: Score, blessed: Callable[..., Path]
) -> None:
    lines[0]["drivers"][0]["direction"] = "up"
    lines[0]["metrics"][0]["segment"] = "a mill by the river"
    scores = score(lines)
    file = blessed(scores)
    kept = file.read_text()
    assert "weak orders" not in kept
    assert "mill" not in kept
    assert len(kept) < len(json.dumps(scores)) / 4
    assert sum('"metal-' in line for line in kept.splitlines()) == 20  # a section a line, for its history


def test_what_is_no_whole_baseline_of_this_version_is_refused(
    lines: Lines, score: Score, blessed: Callable[..., Path]
) -> None:
    file = blessed(score(lines))
    kept = json.loads(file.read_text())
    file.write_text(json.dumps(kept | {"baseline": "assay-baseline/0"}))
    with pytest.raises(InputError, match="another version: bless it again"):
        read_scores(file)
    del kept["per_section"]["metal-3"]["right"]
    file.write_text(json.dumps(kept))
    with pytest.raises(InputError, match="no whole baseline"):
        read_scores(file)


def test_sections_whose_gold_has_changed_are_left_out_and_named_where_told(
    lines: Lines, score: Score, folder: Path, blessed: Callable[..., Path]
) -> None:
    baseline = read_scores(blessed(score(lines)))
    labels = folder / "sections/metal-3/labels.yaml"
    labels.write_text(labels.read_text().replace("2025-02", "2025-03"))
    listed = yaml.safe_load((folder / "set.yaml").read_text())
    del listed["sections"][7]
    (folder / "set.yaml").write_text(yaml.safe_dump(listed))
    worse = copy.deepcopy(lines)
    for metric in worse[3]["metrics"]:
        metric["value"] = 1
    run = score([line for line in worse if line["section"] != "metal-7"])
    with pytest.raises(InputError, match=r"--rescore.*--shared"):
        compare(baseline, run)
    found = compare(baseline, run, shared=True)
    assert found.left_out == ("metal-3", "metal-7")
    assert (found.sections, found.verdict) == (18, "no worse")
    assert "metal-3" not in json.dumps(found.to_json()["right_to_wrong"])


def test_another_scorer_is_refused_also_where_sections_are_shared(lines: Lines, score: Score) -> None:
    base = score(lines)
    other = base | {"signature": base["signature"].replace("scorer:", "scorer:0")}
    with pytest.raises(InputError, match="bless it again"):
        compare(other, base, shared=True)
    changed = copy.deepcopy(base)
    for section in changed["per_section"].values():
        section["gold"] = "0"
    with pytest.raises(InputError, match="no section's text and labels are the same"):
        compare(changed, base, shared=True)
    changed = copy.deepcopy(base)
    changed["per_section"]["metal-0"]["cluster"] = "other"
    with pytest.raises(InputError, match="another list of commodities"):
        compare(changed, base)


def test_the_ratchet_holds_for_what_is_better_and_not_for_what_is_lower(
    folder: Path, perfect_run: Callable[..., Lines], score: Score
) -> None:
    lower, higher = perfect_run(folder), perfect_run(folder)
    for number in range(0, 12, 2):
        lower[number]["metrics"][0]["value"] += 31
        higher[number + 1]["metrics"][0]["value"] += 31
    lower[12]["metrics"][0]["value"] += 31
    up, down = (compare(score(a), score(b), margin=0.005) for a, b in ((lower, higher), (higher, lower)))
    assert up.verdict == down.verdict == "inconclusive"
    assert up.holds
    assert not down.holds
    assert compare(score(lower), score(lower)).holds


def test_the_command_scores_both_runs_again_when_asked(
    lines: Lines, folder: Path, write_run: Callable[..., Path], tmp_path: Path
) -> None:
    invoke = CliRunner().invoke
    runs = [str(write_run(lines, name)) for name in ("base", "run")]
    gold = ["--gold", str(folder)]
    for run in runs:
        invoke(score_command, [run, *gold], catch_exceptions=False)
    bless_to = ["--name", "kept", "--into", str(tmp_path / "kept")]
    assert invoke(bless_command, [runs[0], *bless_to], catch_exceptions=False).exit_code == 0
    labels = folder / "sections/metal-3/labels.yaml"
    labels.write_text(labels.read_text().replace("2025-02", "2025-03"))
    invoke(score_command, [runs[1], *gold], catch_exceptions=False)
    with pytest.raises(InputError, match="different gold"):
        invoke(compare_command, runs, catch_exceptions=False)
    assert invoke(compare_command, [*runs, "--rescore", *gold], catch_exceptions=False).exit_code == 0
    assert invoke(compare_command, runs, catch_exceptions=False).exit_code == 0
    kept = str(tmp_path / "kept/kept.json")
    assert invoke(compare_command, [kept, runs[1], "--shared"], catch_exceptions=False).exit_code == 0
    refused = invoke(compare_command, [kept, runs[1], "--rescore", *gold])
    assert refused.exit_code == 2
    assert "bless" in refused.output
