"""The same verbs as on the command line, for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from extract import extract, frames
from extract.answerers import make_answerer
from extract.api import results
from extract.store.tables import DRIVER_COLUMNS, METRIC_COLUMNS
from schemas.errors import InputError, RunFolderError

TEXT = """Metals in January 2025

Tin
In January output came to 81,700 mt, down 7.46% MoM, due to weak orders.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a short report."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_a_report_becomes_two_frames(report: Path, tmp_path: Path) -> None:
    run, manifest = extract(report, out=tmp_path / "run")
    tables = frames(run)
    assert list(tables.metrics.columns) == list(METRIC_COLUMNS)
    assert list(tables.drivers.columns) == list(DRIVER_COLUMNS)
    assert list(tables.metrics["value"]) == [81700, -7.46]
    assert manifest["counts"]["metrics"] == len(tables.metrics) == 2


def test_the_frames_hold_what_the_files_hold(report: Path, tmp_path: Path) -> None:
    run, _ = extract(report, out=tmp_path / "run")
    for name in ("metrics", "drivers"):
        frame = getattr(frames(run), name)
        stored = pd.read_parquet(run / f"{name}.parquet")
        assert list(stored.columns) == list(frame.columns)
        assert stored["id"].tolist() == frame["id"].tolist()
        assert stored["evidence"].tolist() == frame["evidence"].tolist()


def test_a_run_without_records_has_empty_frames(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tin\nNothing is known.\n")
    run, _ = extract(tmp_path / "a.txt", month="2025-01", out=tmp_path / "run")
    assert (len(frames(run).metrics), len(frames(run).drivers)) == (0, 0)
    assert list(frames(run).metrics.columns) == list(METRIC_COLUMNS)


def test_an_answerer_of_ones_own_may_answer(report: Path, tmp_path: Path, fake: Any) -> None:
    answerer = fake()
    _, manifest = extract([report], model=answerer, out=tmp_path / "run")
    assert answerer.asked == ["tin"]
    assert manifest["model"] == "fake/claims-all"


def test_records_are_read_back_in_order(report: Path, tmp_path: Path) -> None:
    run, _ = extract(report, out=tmp_path / "run")
    (section,) = results(run)
    assert (section.section, section.status) == ("tin", "ok")


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="holds no extractions"):
        frames(tmp_path)


def test_a_broken_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "extractions.jsonl").write_text("{}\n")
    with pytest.raises(RunFolderError, match="line 1 is broken"):
        frames(tmp_path)


def test_a_model_that_nobody_knows_is_told() -> None:
    with pytest.raises(InputError, match="crystal-ball"):
        make_answerer("crystal-ball")
