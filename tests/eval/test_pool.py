"""Several months and several runs as one score."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from eval.commands import score_command
from eval.gold.sets import load_sets
from eval.runs import load_run
from eval.scores_json import score_run
from schemas.errors import DataFileError, InputError

Lines = list[dict[str, Any]]
Months = tuple[Path, dict[str, Lines]]


@pytest.fixture
def months(
    tmp_path: Path, gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines]
) -> Callable[..., Months]:
    """Return a maker of a folder with gold sets of several months, and the lines of a perfect run of each.

    The texts differ by month, the sections' names do not.
    """

    def make(*names: str, n: int = 6) -> Months:
        folder, lines = tmp_path / "sets", {}
        made = gold_folder(n)
        for name in names:
            place = folder / name
            shutil.copytree(made, place)
            listed = yaml.safe_load((place / "set.yaml").read_text())
            listed |= {"report": f"report-{name}", "month": name}
            (place / "set.yaml").write_text(yaml.safe_dump(listed))
            for text in place.glob("sections/*/restated.txt"):
                text.write_text(text.read_text().rstrip("\n") + f"\nTold in {name}.\n")
            told = perfect_run(place)
            lines[name] = [line | {"report": f"report-{name}", "month": name} for line in told]
        return folder, lines

    return make


def test_a_folder_of_sets_is_scored_as_one_with_sections_named_by_set(
    months: Callable[..., Months], write_run: Callable[..., Path]
) -> None:
    folder, lines = months("2024-01", "2024-02")
    lines["2024-02"][0]["metrics"][0]["value"] = 7
    scores = score_run(load_sets([folder]), load_run(write_run([*lines["2024-01"], *lines["2024-02"]])))
    assert (scores["sections"], scores["gold_sets"]) == (12, ["2024-01", "2024-02"])
    assert scores["metrics"]["strict"]["tp"] == 71
    assert [e["section"] for e in scores["errors"]] == ["2024-02/metal-0"]
    assert scores["per_section"]["2024-02/metal-0"]["report"] == "report-2024-02"
    assert "gold:2024-01+2024-02@" in scores["signature"]


def test_one_run_of_two_months_and_a_run_of_each_are_one_score(
    months: Callable[..., Months], write_run: Callable[..., Path]
) -> None:
    folder, lines = months("2024-01", "2024-02")
    sets = load_sets([folder])
    both = score_run(sets, load_run(write_run([*lines["2024-02"], *lines["2024-01"]])))
    parts = [load_run(write_run(lines[name], name)) for name in ("2024-02", "2024-01")]
    assert score_run(sets, parts) == both


def test_months_of_one_commodity_are_one_cluster(
    months: Callable[..., Months], write_run: Callable[..., Path]
) -> None:
    folder, lines = months("2024-01", "2024-02", n=12)
    for name in lines:
        for number in (1, 4, 6):
            lines[name][number]["metrics"][0]["value"] = 7
    once = score_run(load_sets([folder / "2024-01"]), load_run(write_run(lines["2024-01"])))
    twice = score_run(load_sets([folder]), load_run(write_run([*lines["2024-01"], *lines["2024-02"]])))
    # Documents told twice tell nothing new: the interval is that of the clusters, and no narrower.
    assert twice["metrics"]["strict"]["interval"] == pytest.approx(once["metrics"]["strict"]["interval"])
    assert twice["macro"]["metrics.strict"]["interval"] == pytest.approx(
        once["macro"]["metrics.strict"]["interval"]
    )


def test_a_set_that_no_run_read_is_named_and_not_scored(
    months: Callable[..., Months], write_run: Callable[..., Path]
) -> None:
    folder, lines = months("2024-01", "2024-02")
    scores = score_run(load_sets([folder]), load_run(write_run(lines["2024-01"][:5])))
    assert (scores["idle"], scores["sections"]) == (["2024-02"], 6)
    assert scores["statuses"] == {"ok": 5, "missing": 1}
    assert "2024-02" not in scores["signature"]  # compared with a run of both months, it is refused


def test_a_text_of_no_set_is_refused_for_the_set_of_its_month(
    months: Callable[..., Months], write_run: Callable[..., Path]
) -> None:
    folder, lines = months("2024-01", "2024-02")
    lines["2024-02"][3]["text_sha256"] = "0" * 64
    run = load_run(write_run([*lines["2024-01"], *lines["2024-02"]]))
    with pytest.raises(InputError, match="metal-3 is of no edition"):
        score_run(load_sets([folder]), run)


def test_what_is_in_no_set_is_named(months: Callable[..., Months], write_run: Callable[..., Path]) -> None:
    folder, lines = months("2024-01", "2024-02")
    stray = lines["2024-01"][0] | {"section": "tungsten", "month": "2020-01", "text_sha256": "0" * 64}
    run = load_run(write_run([*lines["2024-01"], *lines["2024-02"], stray]))
    assert score_run(load_sets([folder]), run)["outside"] == ["tungsten"]


def test_a_folder_without_a_set_and_two_sets_of_one_name_are_refused(
    months: Callable[..., Months], tmp_path: Path
) -> None:
    folder, _ = months("2024-01")
    with pytest.raises(InputError, match=r"holds no set\.yaml"):
        load_sets([tmp_path / "runs"])
    with pytest.raises(DataFileError, match="two gold sets are named 2024-01"):
        load_sets([folder, folder / "2024-01"])


def test_repeats_are_averaged_by_section(
    gold_folder: Callable[..., Path],
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
) -> None:
    sets = load_sets([gold_folder(6)])
    first, second = perfect_run(sets[0].folder), perfect_run(sets[0].folder)
    first[0]["metrics"][0]["value"] = 7
    second[0]["metrics"][0]["value"] = 8
    second[1]["metrics"][1]["value"] = 9
    del second[5]
    runs = [load_run(write_run(lines, f"run-{n}")) for n, lines in enumerate((first, second))]
    alone = [score_run(sets, run) for run in runs]
    both = score_run(sets, runs)
    assert both["repeats"] == 2
    strict = [one["metrics"]["strict"]["tp"] for one in (*alone, both)]
    assert strict == [35, 28, 31.5]
    assert both["per_section"]["metal-1"]["tallies"]["metrics.strict"] == [5.5, 0.5, 0.5]
    assert both["per_section"]["metal-0"]["right"]["m1"] == "wrong"
    assert both["per_section"]["metal-5"]["status"] == "missing"
    assert {e["repeat"] for e in both["errors"] if e["section"] == "metal-0"} == {1, 2}
    assert {e["repeat"] for e in both["errors"] if e["section"] == "metal-5"} == {2}
    json.dumps(both, allow_nan=False)


def test_a_run_told_twice_as_repeats_scores_as_once(
    gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    sets = load_sets([gold_folder(6)])
    lines = perfect_run(sets[0].folder)
    lines[0]["metrics"][0]["value"] = 7
    run = load_run(write_run(lines))
    once, twice = score_run(sets, run), score_run(sets, [run, run])
    for part in ("metrics", "drivers", "macro", "splits", "kinds", "severity", "slices"):
        assert twice[part] == once[part]


def test_repeats_over_other_sections_are_refused(
    gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    sets = load_sets([gold_folder(6)])
    lines = perfect_run(sets[0].folder)
    runs = [write_run(lines, "whole"), write_run(lines[:1], "part", {"only_sections": ["metal-0"]})]
    with pytest.raises(InputError, match="whole repeats"):
        score_run(sets, [load_run(run) for run in runs])


def test_several_runs_are_kept_where_told(
    months: Callable[..., Months], write_run: Callable[..., Path], tmp_path: Path
) -> None:
    folder, lines = months("2024-01")
    tries = [str(write_run(copy.deepcopy(lines["2024-01"]), name)) for name in ("one", "two")]
    told = [*tries, "--gold", str(folder / "2024-01")]
    done = CliRunner().invoke(score_command, told, catch_exceptions=False)
    assert "--out" in done.output
    out = tmp_path / "runs" / "tries"
    CliRunner().invoke(score_command, [*told, "--out", str(out)], catch_exceptions=False)
    assert json.loads((out / "scores.json").read_text())["repeats"] == 2
