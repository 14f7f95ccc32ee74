"""Scoring from Python: frames in, frames out, and the same figures as on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from eval.score import Score, compare, score, score_frames
from extract import frames
from schemas.errors import InputError

Lines = list[dict[str, Any]]
FROM_RECORDS = (
    "metrics",
    "drivers",
    "macro",
    "splits",
    "slices",
    "kinds",
    "errors",
    "grounding",
    "per_section",
)


@pytest.fixture
def folder(gold_folder: Callable[..., Path]) -> Path:
    return gold_folder(8)


@pytest.fixture
def run(folder: Path, perfect_run: Callable[..., Lines], write_run: Callable[..., Path]) -> Path:
    lines = perfect_run(folder)
    lines[0]["metrics"][1].update(value=-4.2, qualifier="exact")
    lines[1]["drivers"][0]["direction"] = "up"
    lines[2]["metrics"].pop()
    lines[3]["metrics"].append(lines[3]["metrics"][0] | {"id": "m-x", "period": "2019", "basis": "wow"})
    lines[4].update(metrics=[], drivers=[], status="empty")
    for metric in lines[5]["metrics"][:3]:
        metric.update(value=None, unit=None, qualifier=None, figure=None, confidence=0.5)
    return write_run(lines)


@pytest.fixture
def scored(run: Path, folder: Path) -> Score:
    return score(run, folder)


def test_a_run_scores_as_on_the_command_line(scored: Score, run: Path) -> None:
    file = scored.save(run)
    assert file == run / "scores.json"
    assert compare(run, scored).judged[0].interval == (0, 0)
    assert scored.f1("metrics.strict") == scored.data["metrics"]["strict"]["f1"]
    assert (
        scored.f1("metrics.fields.unit", "test")
        == scored.data["splits"]["test"]["metrics"]["fields"]["unit"]["f1"]
    )
    assert scored.interval("drivers.full") == tuple(scored.data["drivers"]["full"]["interval"])


def test_frames_score_as_the_run_that_they_are_of(scored: Score, run: Path, folder: Path) -> None:
    tables = frames(run)
    found = score_frames(tables.metrics, tables.drivers, folder)
    for part in FROM_RECORDS:
        assert found.data[part] == scored.data[part], part
    assert found.data["coverage"]["accounted"] is None


def test_frames_read_back_from_csv_score_the_same(
    scored: Score, run: Path, folder: Path, tmp_path: Path
) -> None:
    tables = frames(run)
    guarded = tables.metrics.assign(
        figure=["'" + f if isinstance(f, str) else f for f in tables.metrics["figure"]]
    )
    read = []
    for name, frame in (("metrics", guarded), ("drivers", tables.drivers)):
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
        read.append(pd.read_csv(tmp_path / f"{name}.csv"))
    found = score_frames(read[0], read[1], folder)
    for part in FROM_RECORDS:
        assert found.data[part] == scored.data[part], part


def test_frames_are_gold_too(
    scored: Score, run: Path, folder: Path, perfect_run: Any, write_run: Any
) -> None:
    labels = frames(write_run(perfect_run(folder), "labels"))
    tables = frames(run)
    by_labels = score_frames(tables.metrics, tables.drivers, (labels.metrics, labels.drivers))
    for name in (
        "metrics.strict",
        "metrics.full",
        "metrics.figures",
        "drivers.direction",
        "metrics.fields.value",
    ):
        assert by_labels.f1(name) == scored.f1(name), name
    assert "gold:made-up@" in by_labels.signature
    half = labels.metrics.assign(split="test")
    assert (
        score_frames(tables.metrics, tables.drivers, (half, labels.drivers)).data["splits"]["test"][
            "sections"
        ]
        == 8
    )
    itself = score_frames(labels.metrics, labels.drivers, (labels.metrics, labels.drivers))
    assert itself.f1("metrics.full") == itself.f1("drivers.full") == 1


def test_the_frames_that_come_out_hold_what_scores_json_holds(scored: Score) -> None:
    table = scored.table.set_index("name")
    assert table.loc["metrics.strict", "tp"] == scored.data["metrics"]["strict"]["tp"]
    assert table.loc["metrics.strict", "dev"] == scored.f1("metrics.strict", "dev")
    assert table.loc["metrics.strict", ["low", "high"]].tolist() == list(
        scored.interval("metrics.strict") or ()
    )
    assert table["people"].isna().all()
    assert table.loc["drivers.fields.entity", "f1"] != table.loc["drivers.fields.entity", "f1"]  # undefined
    assert len(scored.errors) == len(scored.data["errors"])
    wrong = scored.errors.set_index("kind").loc["sign"]
    assert (wrong["gold_id"], wrong["severity"]) == ("m2", "severe")
    assert "-4.2 percent" in wrong["predicted"]
    assert scored.sections.query("name == 'metrics.strict'")[["tp", "fp", "fn"]].sum().tolist() == [
        scored.data["metrics"]["strict"][name] for name in ("tp", "fp", "fn")
    ]
    groups = scored.slices.query("dimension == 'indicator'")
    assert set(groups["value"]) == {"production", "operating_rate"}


def test_a_perfect_score_has_an_empty_frame_of_errors_with_its_columns(
    folder: Path, perfect_run: Any, write_run: Any
) -> None:
    errors = score(write_run(perfect_run(folder)), folder).errors
    assert len(errors) == 0
    assert "severity" in errors.columns


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda f: f.drop(columns=["period"]), "metrics has no column period"),
        (lambda f: f.assign(section="nowhere"), "section 'nowhere': is in no gold set"),
        (lambda f: f.assign(basis="monthly"), r"metrics, row 0 \(made-up, metal-0\): basis"),
        (lambda f: f.assign(figure_end=f["figure_end"] + 1), r"row 0 .*as long as its text"),
    ],
)
def test_a_frame_that_is_not_of_the_form_is_refused_with_its_row(
    run: Path, folder: Path, spoil: Callable[[Any], Any], message: str
) -> None:
    tables = frames(run)
    with pytest.raises(InputError, match=message):
        score_frames(spoil(tables.metrics), tables.drivers, folder)


def test_what_is_asked_for_by_a_wrong_name_is_refused(scored: Score) -> None:
    with pytest.raises(InputError, match="no split 'train'"):
        scored.f1("metrics.strict", "train")
    with pytest.raises(InputError, match="no score 'f1'"):
        scored.interval("f1")
