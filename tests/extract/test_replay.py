"""Replay: recorded answers resolved anew, without asking anybody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract import derive as job
from extract.replay import replay
from extract.run import extract_reports
from schemas.errors import InputError, RunFolderError

TEXT = "They made 5 mt, 7 mt and 9 mt. Held back by weak orders, mills stopped."


@pytest.fixture
def recorded(tmp_path: Path, give: Any, fake: Any) -> Path:
    """Return a finished run of two sections."""
    out, _ = extract_reports([give.report(TEXT, "They made 3 mt.")], fake(), tmp_path / "recorded")
    return out


def read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def test_a_replay_comes_to_the_same_and_asks_nobody(recorded: Path, tmp_path: Path) -> None:
    out, manifest = replay(recorded, tmp_path / "again")
    for name in ("sections.jsonl", "answers.jsonl", "extractions.jsonl", "metrics.csv", "drivers.csv"):
        assert read(out, name) == read(recorded, name), name
    told = json.loads(read(out, "run.json"))
    assert told["replay_of"] == told["signature"] == json.loads(read(recorded, "run.json"))["signature"]
    assert (told["state"], told["model"], told["tokens"]) == ("complete", "fake/claims-all", manifest.tokens)


def test_a_replay_uses_the_resolver_as_it_is_now(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = job.resolve

    def without_nines(section: Any, answer: Any) -> Any:
        kept = tuple(label for label in answer.figures if label.figure != 3)
        return resolve(section, answer.model_copy(update={"figures": kept}))

    monkeypatch.setattr(job, "resolve", without_nines)
    out, _ = replay(recorded, tmp_path / "again")
    first = json.loads(read(out, "extractions.jsonl").splitlines()[0])
    assert [run["text"] for run in first["unclaimed"]] == ["9 mt"]
    assert len(first["metrics"]) == 2


def test_a_recorded_run_is_replayed_under_a_later_schema(recorded: Path, tmp_path: Path) -> None:
    out, manifest = replay(recorded, tmp_path / "two", "2")
    assert manifest.inputs.schema == "assay/2"
    line = json.loads(read(out, "extractions.jsonl").splitlines()[0])
    assert line["schema"] == "2"
    assert {metric["magnitude"] for metric in line["metrics"]} == {None}
    back, _ = replay(out, tmp_path / "one", "1")
    assert read(back, "extractions.jsonl") == read(recorded, "extractions.jsonl")


def test_a_stored_run_is_read_under_a_later_schema(recorded: Path) -> None:
    from extract import frames

    assert "magnitude" not in frames(recorded).metrics
    read_again = frames(recorded, "assay/2")
    assert read_again.metrics["magnitude"].isna().all()
    assert len(read_again.metrics) == len(frames(recorded).metrics) == 4


def test_a_run_numbered_by_another_annotator_is_refused_and_nothing_is_written(
    recorded: Path, tmp_path: Path
) -> None:
    file = recorded / "sections.jsonl"
    file.write_text(file.read_text().replace('"annotator":"', '"annotator":"0'))
    with pytest.raises(RunFolderError, match="its answers cannot be replayed"):
        replay(recorded, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_an_unfinished_run_is_refused(recorded: Path, tmp_path: Path) -> None:
    file = recorded / "answers.jsonl"
    file.write_text(file.read_text().splitlines(keepends=True)[0])
    with pytest.raises(RunFolderError, match="metal-2 has no answer"):
        replay(recorded, tmp_path / "again")


def test_what_is_no_run_and_what_is_no_schema_is_told(recorded: Path, tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="holds no run"):
        replay(tmp_path / "nothing", tmp_path / "again")
    with pytest.raises(InputError, match="no schema 9"):
        replay(recorded, tmp_path / "again", "9")
    with pytest.raises(RunFolderError, match="the recorded run itself"):
        replay(recorded, recorded)
