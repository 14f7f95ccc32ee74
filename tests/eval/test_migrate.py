"""Gold sets under later versions of the answer schema: migrated, completed by a person, and scored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.baselines import bless, read_scores
from eval.compare import compare
from eval.gold.check import check_gold
from eval.gold.commands import gold_group
from eval.gold.extras import with_extras
from eval.gold.migrate import plan, write
from eval.goldset import load_gold
from eval.runs import load_run
from eval.scores_json import score_run
from schemas.errors import DataFileError

Folder = Callable[..., Path]


def sidecar(folder: Path) -> Path:
    return folder / "sections" / "metal-0" / "labels.v2.yaml"


def decide(folder: Path, value: str = "null") -> None:
    for file in folder.glob("sections/*/labels.v2.yaml"):
        file.write_text(file.read_text().replace('magnitude: "?"', f"magnitude: {value}"))


def migrate(folder: Path) -> None:
    write(plan(load_gold(folder), "2").files)


def test_what_moves_needs_a_person_and_the_rest_is_carried(gold_folder: Folder) -> None:
    found = plan(load_gold(gold_folder(2)), "assay/2")
    # Of six metrics, three are changes; both drivers push.
    assert [need.record for need in found.needs[:5]] == [
        *("metric 2", "metric 3", "metric 6", "driver 1", "driver 2"),
    ]
    assert found.decided == 2 * 3
    assert len(found.needs) == 2 * 5
    assert "needs relabel: metal-0: metric 2 (production mom 4.2 percent 2025-01): magnitude" in {
        need.line() for need in found.needs
    }


def test_migrating_writes_a_file_beside_the_labels_and_leaves_them_alone(gold_folder: Folder) -> None:
    folder = gold_folder(1)
    labels = (folder / "sections" / "metal-0" / "labels.yaml").read_bytes()
    migrate(folder)
    assert (folder / "sections" / "metal-0" / "labels.yaml").read_bytes() == labels
    assert sidecar(folder).read_text().count('magnitude: "?"') == 5


def test_what_a_person_wrote_is_kept_when_migrated_again(gold_folder: Folder) -> None:
    folder = gold_folder(1)
    migrate(folder)
    decide(folder, "slight")
    before = sidecar(folder).read_text()
    found = plan(load_gold(folder), "2")
    assert found.needs == ()
    write(found.files)
    assert sidecar(folder).read_text() == before


def test_an_entry_whose_record_has_changed_is_to_be_decided_again(gold_folder: Folder) -> None:
    folder = gold_folder(1)
    migrate(folder)
    decide(folder, "slight")
    labels = folder / "sections" / "metal-0" / "labels.yaml"
    labels.write_text(labels.read_text().replace("value: 4.2", "value: 4.3"))
    assert [need.record for need in plan(load_gold(folder), "2").needs] == ["metric 2"]
    assert not any(section.extras for section in with_extras(load_gold(folder), "2").sections)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("magnitude: slight", "magnitude: enormous", "magnitude 'enormous'"),
        ("magnitude: slight", "size: slight", "must hold magnitude"),
        ("schema: assay/2", "schema: assay/1", "'schema' must be assay/2"),
        ("record: 2", "record: two", "needs 'record'"),
        ("metrics:", "metriks:", "'metrics' must be a list"),
    ],
)
def test_a_file_that_is_not_of_its_form_is_told(
    gold_folder: Folder, old: str, new: str, message: str
) -> None:
    folder = gold_folder(1)
    migrate(folder)
    decide(folder, "slight")
    sidecar(folder).write_text(sidecar(folder).read_text().replace(old, new, 1))
    with pytest.raises(DataFileError, match=message):
        with_extras(load_gold(folder), "2")


@pytest.fixture
def scored(gold_folder: Folder, perfect_run: Any, write_run: Any) -> Callable[..., dict[str, Any]]:
    """Return a scorer of a perfect run of version 2 whose every move is `said`, where gold says slight."""

    def score(said: str | None, version: str = "2") -> dict[str, Any]:
        folder = gold_folder(4)
        migrate(folder)
        decide(folder, "slight")
        lines = perfect_run(folder)
        for line in lines:
            line["schema"] = version
            for record in (*line["metrics"], *line["drivers"]):
                if version == "2":
                    record["magnitude"] = said if record["direction"] else None
        return score_run(load_gold(folder), load_run(write_run(lines)))

    return score


@pytest.mark.parametrize(("said", "f1", "fn"), [("slight", 1.0, 0), ("marked", 0.0, 12), (None, 0.0, 12)])
def test_a_new_field_is_scored_like_any_other(
    scored: Callable[..., dict[str, Any]], said: str | None, f1: float, fn: int
) -> None:
    scores = scored(said)
    assert scores["metrics"]["fields"]["magnitude"]["f1"] == f1
    assert scores["metrics"]["fields"]["magnitude"]["fn"] == fn
    assert scores["drivers"]["fields"]["magnitude"]["f1"] == f1
    assert scores["metrics"]["strict"]["f1"] == 1
    assert "+labels@" in scores["signature"]
    assert scores["unlabelled_fields"] == []


def test_a_run_of_version_1_is_not_scored_on_it(scored: Callable[..., dict[str, Any]]) -> None:
    scores = scored(None, "1")
    assert "magnitude" not in scores["metrics"]["fields"]
    assert "+labels@" not in scores["signature"]


def test_a_set_that_is_not_migrated_scores_all_but_the_new_field(
    gold_folder: Folder, perfect_run: Any, write_run: Any
) -> None:
    folder = gold_folder(2)
    lines = perfect_run(folder)
    for line in lines:
        line["schema"] = "2"
        for record in (*line["metrics"], *line["drivers"]):
            record["magnitude"] = None
    scores = score_run(load_gold(folder), load_run(write_run(lines)))
    assert scores["metrics"]["strict"]["f1"] == 1
    assert "magnitude" not in scores["metrics"]["fields"]
    assert scores["unlabelled_fields"] == ["magnitude"]


def test_the_command_lists_what_needs_a_person_and_gates_on_it(gold_folder: Folder) -> None:
    folder = gold_folder(1)
    run = CliRunner()
    dry = run.invoke(gold_group, ["migrate", str(folder), "--to", "2", "--dry-run"])
    assert (dry.exit_code, sidecar(folder).exists()) == (1, False)
    first = run.invoke(gold_group, ["migrate", str(folder), "--to", "2"])
    assert first.exit_code == 1
    assert first.output.splitlines()[-1] == "1 files, 3 records decided, 5 needs of a person"
    decide(folder)
    second = run.invoke(gold_group, ["migrate", str(folder), "--to", "2", "--json"])
    assert second.exit_code == 0
    assert json.loads(second.output)["needs"] == []


def test_the_gold_set_of_january_2025_is_complete_under_version_2() -> None:
    gold = load_gold(Path(__file__).parents[2] / "gold" / "2025-01")
    assert plan(gold, "assay/2").needs == ()
    values = [v["magnitude"] for s in with_extras(gold, "assay/2").sections for v in s.extras.values()]
    assert values.count("slight") > 50
    assert values.count("marked") > 20


def test_an_undecided_label_is_a_fault_of_the_set(gold_folder: Folder) -> None:
    folder = gold_folder(1)
    before = check_gold(load_gold(folder))
    migrate(folder)
    found = [fault for fault in check_gold(load_gold(folder)) if fault not in before]
    assert len(found) == 5
    assert found[0].file == "sections/metal-0/labels.v2.yaml"
    assert found[0].message == "magnitude is not decided"
    decide(folder)
    assert check_gold(load_gold(folder)) == before


def test_a_schema_that_gives_a_field_up_is_refused_and_the_field_is_named(
    scored: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    base = scored("slight")
    shutil.rmtree(tmp_path / "gold")
    given_up = scored(None, "1")
    shutil.rmtree(tmp_path / "gold")
    worse = scored("marked")
    result = compare(base, given_up)
    assert result.verdict == "regressed"
    assert (
        "metrics have no magnitude, or the gold set has no labels of it under the run's schema"
        in result.gates
    )
    assert [d.name for d in result.worse_fields] == ["metrics.fields.magnitude", "drivers.fields.magnitude"]
    judged = {d.name: d.difference for d in compare(base, worse).judged}
    assert judged["metrics.fields.magnitude"] == -1
    assert judged["metrics.strict"] == 0
    assert compare(given_up, base).verdict == "no worse"


def test_a_baseline_keeps_what_is_needed_to_name_fields(
    scored: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    base = json.loads(json.dumps(scored("slight")))
    (tmp_path / "run").mkdir(exist_ok=True)
    (tmp_path / "run" / "scores.json").write_text(json.dumps(base))
    kept = read_scores(bless(tmp_path / "run", "mine", tmp_path / "baselines"))
    shutil.rmtree(tmp_path / "gold")
    result = compare(kept, scored(None, "1"))
    assert result.verdict == "regressed"
    assert "drivers.fields.magnitude" in {d.name for d in result.worse_fields}
