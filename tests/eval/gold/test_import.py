"""Corrections saved on a page become labels; a reviewed label is never overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from eval.gold.check import check_gold
from eval.gold.commands import gold_group
from eval.goldset import GoldSet, load_gold
from extract.guesses import guesses
from extract.reading import read_report
from schemas.corrections import CORRECTIONS_FORM
from schemas.records import Driver, Metric, SectionResult
from schemas.vocabulary import Basis, Reason

TEXT = """Metals in March 2024

Tin
In March output came to 81,700 mt, down 7.46% MoM, due to weak orders.
The survey of March 3 covered 9 units in April 2023.

Zinc
Output was 30 mt in March.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "metals.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def run(report: Path) -> dict[str, SectionResult]:
    """Return what the embedded extractor reads, by section."""
    return {result.section: result for result in guesses(read_report(report))}


@pytest.fixture
def folder(report: Path, tmp_path: Path) -> Path:
    """Return the skeleton of a gold set of the report, with those guesses."""
    words = ["new", str(report), "--out", str(tmp_path / "set"), "--edition", "restated"]
    assert CliRunner().invoke(gold_group, words, obj=guesses).exit_code == 0
    return tmp_path / "set"


def judged(result: SectionResult, record: Metric | Driver, verdict: str, **fields: Any) -> dict[str, Any]:
    """Return a correction as the page saves it: a cause is left out."""
    said = record.model_dump(mode="json", exclude={"id", "confidence", "findings", "cause"})
    for name in ("evidence", "figure"):
        if said.get(name):
            said[name] = [said[name]["start"], said[name]["end"]]
    kind = "metric" if isinstance(record, Metric) else "driver"
    return {**place(result), "kind": kind, "id": record.id, "verdict": verdict, "fields": fields,
            "note": None, "record": said}  # fmt: skip


def place(result: SectionResult) -> dict[str, Any]:
    return {"report": result.report, "section": result.section, "text_sha256": result.text_sha256}


def figure(result: SectionResult, start: int, end: int, verdict: str, **fields: Any) -> dict[str, Any]:
    return {**place(result), "kind": "figure", "id": None, "verdict": verdict, "fields": fields, "note": None,
            "record": {"state": "rejected", "figure": [start, end]}}  # fmt: skip


def all_right(result: SectionResult) -> list[dict[str, Any]]:
    return [
        *(judged(result, record, "right") for record in (*result.metrics, *result.drivers)),
        *(figure(result, each.start, each.end, "right") for each in (*result.unclaimed, *result.rejected)),
    ]


Take = Callable[..., Result]


@pytest.fixture
def take(folder: Path, tmp_path: Path) -> Take:
    """Return a function that imports corrections into the set."""

    def taken(*corrections: dict[str, Any], options: tuple[str, ...] = ()) -> Result:
        run = {"signature": "s", "model": "rules", "model_version": "1", "schema": "assay/1"}
        saved = {"form": CORRECTIONS_FORM, "run": run, "saved": "2024-04-01T09:00:00Z"}
        file = tmp_path / "corrections.json"
        file.write_text(json.dumps({**saved, "corrections": corrections}))
        return CliRunner().invoke(gold_group, ["import", str(file), "--into", str(folder), *options])

    return taken


def metrics(folder: Path, slug: str = "tin") -> list[Any]:
    return list(section(folder, slug).labels.metrics)


def section(folder: Path, slug: str = "tin") -> Any:
    gold: GoldSet = load_gold(folder)
    return next(section for section in gold.sections if section.slug == slug)


def test_what_is_right_becomes_a_reviewed_label_and_the_rest_stays_marked(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    before = load_gold(folder).unreviewed
    done = take(judged(tin, tin.metrics[0], "right"))
    assert (done.exit_code, done.output) == (0, "1 confirmed; 1 files written\n")
    assert [label.reviewed for label in metrics(folder)][:2] == [True, False]
    assert load_gold(folder).unreviewed == before - 1
    head = (folder / "sections" / "tin" / "labels.yaml").read_text()
    assert head.startswith("# Guesses, not labels")


def test_an_edited_record_becomes_a_label_with_the_edits(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    fall = next(metric for metric in tin.metrics if metric.basis is Basis.MOM)
    assert take(judged(tin, fall, "wrong", basis="yoy", segment="refined")).exit_code == 0
    (label,) = [m for m in metrics(folder) if m.figure.restated == (fall.figure.start, fall.figure.end)]
    assert (label.basis, label.segment, label.value, label.reviewed) == ("yoy", "refined", fall.value, True)


def test_a_record_that_is_no_fact_is_taken_away_and_its_figure_rejected(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    zinc = run["zinc"]
    (only,) = zinc.metrics
    assert take(judged(zinc, only, "wrong")).exit_code == 0
    labels = section(folder, "zinc").labels
    assert labels.metrics == ()
    (refused,) = labels.rejected
    assert (refused.reason, refused.reviewed) == (Reason.NOT_A_METRIC, True)
    assert refused.restated == (only.figure.start, only.figure.end)
    assert not [fault for fault in check_gold(load_gold(folder)) if "zinc" in fault.file]


def test_a_reason_that_the_reviewer_gives_is_kept(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin, zinc = run["tin"], run["zinc"]
    refused = tin.rejected[0]
    denied = {**judged(zinc, zinc.metrics[0], "wrong"), "reason": "repeat"}
    settled = {**figure(tin, refused.start, refused.end, "right"), "reason": "grade"}
    assert take(denied, settled).exit_code == 0
    assert [r.reason for r in section(folder, "zinc").labels.rejected] == ["repeat"]
    assert [r.reason for r in section(folder).labels.rejected if r.reviewed] == ["grade"]
    other = take({**settled, "reason": "name"})
    assert other.exit_code == 1
    assert "it is rejected as grade" in other.output


def test_a_driver_keeps_the_cause_of_its_guess(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    (driver,) = tin.drivers
    assert take(judged(tin, driver, "wrong", direction="up")).exit_code == 0
    (label,) = section(folder).labels.drivers
    assert (label.direction, label.cause, label.reviewed) == ("up", driver.cause, True)


def test_a_driver_whose_cause_is_nowhere_told_is_refused_and_told_by_the_run(
    take: Take, run: dict[str, SectionResult], folder: Path, tmp_path: Path
) -> None:
    tin = run["tin"]
    path = folder / "sections" / "tin" / "labels.yaml"
    path.write_text("metrics: []\ndrivers: []\nrejected: []\n")
    correction = judged(tin, tin.drivers[0], "right")
    refused = take(correction)
    assert "--run RUN" in str(refused.exception)
    lines = tmp_path / "lines.jsonl"
    lines.write_text(tin.to_json_line() + "\n")
    assert take(correction, options=("--run", str(lines))).exit_code == 0
    assert section(folder).labels.drivers[0].cause == tin.drivers[0].cause


def test_figures_rightly_rejected_are_settled_and_others_are_opened(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    spans = [(each.start, each.end) for each in (*tin.unclaimed, *tin.rejected)]
    assert len(spans) >= 2
    assert take(figure(tin, *spans[0], "right"), figure(tin, *spans[1], "wrong")).exit_code == 0
    labels = section(folder).labels
    assert [run.restated for run in labels.rejected if run.reviewed] == [spans[0]]
    assert spans[1] in [place.restated for place in labels.open]
    assert any("has no label" in fault.message for fault in check_gold(load_gold(folder)))


IS = {"period": "2024-03", "status": "actual"}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"indicator": "production", "basis": "mom", "direction": "down"}, "-7.46"),
        ({"indicator": "share", "basis": "level", "direction": None, "segment": "bars"}, "7.46"),
        ({"indicator": "profit", "basis": "level", "negative": True}, "-7.46"),
    ],
)
def test_a_figure_that_is_a_metric_takes_its_value_from_the_text(
    take: Take, run: dict[str, SectionResult], folder: Path, said: dict[str, Any], value: str
) -> None:
    path = folder / "sections" / "tin" / "labels.yaml"
    path.write_text("metrics: []\ndrivers: []\nrejected: []\n")
    tin = run["tin"]
    place = next(m.figure for m in tin.metrics if m.basis is Basis.MOM)
    assert place is not None
    correction = figure(tin, place.start, place.end, "wrong", **IS, **said)
    assert take(correction).output.startswith("1 added")
    (label,) = metrics(folder)
    assert (label.value, label.unit, label.basis) == (Decimal(value), "percent", said["basis"])
    assert label.figure.restated == (place.start, place.end)
    assert label.evidence.restated[0] == 0
    assert take(correction).output.startswith("1 known")


def test_a_figure_that_the_text_does_not_read_as_one_stays_open(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    date = next(each for each in tin.rejected if each.reason is Reason.DATE)
    said = {"indicator": "production", "basis": "level"}
    done = take(figure(tin, date.start, date.end, "wrong", **IS, **said))
    assert "opened: tin" in done.output
    assert (date.start, date.end) in [place.restated for place in section(folder).labels.open]


@pytest.mark.parametrize(("verdict", "fields"), [("wrong", {}), ("wrong", {"basis": "yoy"})])
def test_a_reviewed_label_is_not_overwritten_but_listed(
    take: Take, run: dict[str, SectionResult], folder: Path, verdict: str, fields: dict[str, str]
) -> None:
    tin = run["tin"]
    fall = next(metric for metric in tin.metrics if metric.basis is Basis.MOM)
    take(judged(tin, fall, "right"))
    before = (folder / "sections" / "tin" / "labels.yaml").read_text()
    done = take(judged(tin, fall, verdict, **fields))
    assert done.exit_code == 1
    assert f"conflict: tin: {fall.id}: the labels have it as it was, reviewed" in done.output
    assert (folder / "sections" / "tin" / "labels.yaml").read_text() == before


def test_another_reading_of_a_labelled_figure_is_a_conflict(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    fall = next(metric for metric in tin.metrics if metric.basis is Basis.MOM)
    take(judged(tin, fall, "wrong", basis="yoy"))
    other = judged(tin, fall, "right")
    done = take(other)
    assert done.exit_code == 1
    assert "reads its figure otherwise" in done.output
    # Another scope is another reading too, where the labels are settled.
    assert take(judged(tin, fall, "wrong", basis="yoy", segment="CR5")).exit_code == 1


def test_one_figure_told_of_several_members_keeps_them_all(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    path = folder / "sections" / "tin" / "labels.yaml"
    loaded = yaml.safe_load(path.read_text())
    loaded["metrics"].append({**loaded["metrics"][0], "segment": "CR5"})
    path.write_text(yaml.safe_dump(loaded))
    member = tin.metrics[0].model_copy(update={"id": "m-cr5", "segment": "CR5"})
    done = take(judged(tin, tin.metrics[0], "right"), judged(tin, member, "right"))
    assert (done.exit_code, done.output) == (0, "2 confirmed; 1 files written\n")
    assert [m.segment for m in metrics(folder) if m.reviewed] == [None, "CR5"]


def test_taking_the_same_file_twice_changes_nothing(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    tin = run["tin"]
    corrections = all_right(tin)
    assert take(*corrections).exit_code == 0
    before = (folder / "sections" / "tin" / "labels.yaml").read_bytes()
    done = take(*corrections)
    assert (done.exit_code, done.output) == (0, f"{len(corrections)} known; 0 files written\n")
    assert (folder / "sections" / "tin" / "labels.yaml").read_bytes() == before


def test_a_whole_review_leaves_a_clean_set(take: Take, run: dict[str, SectionResult], folder: Path) -> None:
    corrections = [correction for result in run.values() for correction in all_right(result)]
    assert take(*corrections).exit_code == 0
    checked = CliRunner().invoke(gold_group, ["check", str(folder)])
    assert checked.exit_code == 0, checked.output
    assert not any("Guesses" in path.read_text() for path in folder.glob("sections/*/labels.yaml"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text_sha256": "0" * 64}, "its text is not the one reviewed"),
        ({"text_sha256": "0" * 64, "section": "gold"}, "there is no such section"),
        ({"record": {}}, "makes no label"),
    ],
)
def test_corrections_that_do_not_fit_are_refused_whole(
    take: Take, run: dict[str, SectionResult], folder: Path, changes: dict[str, Any], says: str
) -> None:
    tin = run["tin"]
    before = (folder / "sections" / "tin" / "labels.yaml").read_text()
    done = take(judged(tin, tin.metrics[0], "right"), {**judged(tin, tin.metrics[1], "right"), **changes})
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)
    assert (folder / "sections" / "tin" / "labels.yaml").read_text() == before


def test_one_record_judged_twice_is_refused(take: Take, run: dict[str, SectionResult]) -> None:
    tin = run["tin"]
    done = take(judged(tin, tin.metrics[0], "right"), judged(tin, tin.metrics[0], "wrong"))
    assert "judged twice" in str(done.exception)


def test_a_dry_run_writes_nothing(take: Take, run: dict[str, SectionResult], folder: Path) -> None:
    tin = run["tin"]
    before = load_gold(folder).unreviewed
    done = take(judged(tin, tin.metrics[0], "right"), options=("--dry-run",))
    assert "1 files to be written" in done.output
    assert load_gold(folder).unreviewed == before


def test_comments_between_entries_are_not_lost(
    take: Take, run: dict[str, SectionResult], folder: Path
) -> None:
    path = folder / "sections" / "tin" / "labels.yaml"
    path.write_text(path.read_text().replace("drivers:\n", "# mind these\ndrivers:\n"))
    tin = run["tin"]
    assert "move them to its head" in str(take(judged(tin, tin.metrics[0], "right")).exception)
