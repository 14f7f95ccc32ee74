"""The run folder's files: whole or not there, and safe to open in other programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from extract.run import extract_reports
from extract.store.folder import RunFolder
from extract.store.lines import read_answer, read_section
from extract.store.tables import TableWriter
from schemas.errors import RunFolderError


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    """Return an empty run folder."""
    return RunFolder(tmp_path)


def test_a_file_takes_its_name_only_when_it_is_whole(folder: RunFolder) -> None:
    folder.write_lines("extractions.jsonl", ["old"])
    with pytest.raises(ZeroDivisionError), folder.replacing("extractions.jsonl") as out:
        out.write(f"half a {1 / 0}")
    assert list(folder.lines("extractions.jsonl")) == ["old"]
    assert [path.name for path in folder.path.iterdir()] == ["extractions.jsonl"]


def test_a_table_that_fails_halfway_leaves_nothing_behind(folder: RunFolder) -> None:
    with pytest.raises(ZeroDivisionError), TableWriter(folder, "metrics", {"a": str}, parquet=True) as writer:
        writer.add({"a": 1 / 0})
    assert list(folder.path.iterdir()) == []


def test_a_table_that_cannot_be_finished_leaves_nothing_behind(folder: RunFolder) -> None:
    writer = TableWriter(folder, "metrics", {"a": int}, parquet=True)
    with pytest.raises((TypeError, ValueError)), writer:
        writer.add({"a": "no number"})
    assert list(folder.path.iterdir()) == []


def test_lines_of_a_missing_file_are_none(folder: RunFolder) -> None:
    assert list(folder.lines("sections.jsonl")) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("http://x")'])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(folder: RunFolder, text: str) -> None:
    with TableWriter(folder, "metrics", {"a": str}, parquet=True) as writer:
        writer.add({"a": text})
    assert table(folder.path, "metrics.csv") == [{"a": f"'{text}"}]
    assert pq.read_table(folder.path / "metrics.parquet").to_pylist() == [{"a": text}]


@pytest.mark.parametrize("text", ["x=1", "a, b", 'say "no"', "two\nlines", "ünïcode", ""])
def test_other_cells_are_as_they_stand(folder: RunFolder, text: str) -> None:
    with TableWriter(folder, "metrics", {"a": str}, parquet=False) as writer:
        writer.add({"a": text})
    assert table(folder.path, "metrics.csv") == [{"a": text}]
    assert not (folder.path / "metrics.parquet").exists()


def test_a_negative_number_is_a_number_in_both_tables(folder: RunFolder) -> None:
    with TableWriter(folder, "metrics", {"v": float}, parquet=True) as writer:
        writer.add({"v": -5})
        writer.add({"v": None})
    assert table(folder.path, "metrics.csv") == [{"v": "-5"}, {"v": ""}]
    assert pq.read_table(folder.path / "metrics.parquet").to_pylist() == [{"v": -5.0}, {"v": None}]


def test_a_number_larger_than_a_double_counts_is_written_to_both_tables(
    tmp_path: Path, give: Any, fake: Any
) -> None:
    out, _ = extract_reports([give.report("Sales of VND 99,000 trillion.")], fake(), tmp_path / "run")
    assert table(out, "metrics.csv")[0]["value"] == "99000000000000000"
    assert pq.read_table(out / "metrics.parquet").to_pylist()[0]["value"] == 99e15
    assert json.loads((out / "extractions.jsonl").read_text())["metrics"][0]["value"] == 99 * 10**15


def test_text_of_the_report_is_guarded_in_the_real_tables(tmp_path: Path, give: Any, fake: Any) -> None:
    out, _ = extract_reports([give.report("=5 mt of it\nA loss of\n-$9.14/mt")], fake(), tmp_path / "run")
    rows = table(out, "metrics.csv")
    assert [row["evidence"] for row in rows] == ["'=5 mt of it", "'-$9.14/mt"]
    assert [row["figure"] for row in rows] == ["5 mt", "'-$9.14/mt"]
    assert [row["value"] for row in rows] == ["5", "-9.14"]


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"annotator": "1"}', '{"annotator": "0"}'])
def test_a_broken_section_line_is_told(line: str) -> None:
    with pytest.raises(RunFolderError, match=r"sections\.jsonl"):
        read_section(line)


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"report": "r", "answer": {}}'])
def test_a_broken_answer_line_is_told(line: str) -> None:
    with pytest.raises(ValueError, match=r"[Aa]nswer|Expecting"):
        read_answer(line)


def test_an_answer_of_another_schema_is_not_read(tmp_path: Path, give: Any, fake: Any) -> None:
    out, _ = extract_reports([give.report("They made 5 mt.")], fake(), tmp_path / "run")
    line = (out / "answers.jsonl").read_text()
    with pytest.raises(ValueError, match="drivers"):
        read_answer(line.replace('"drivers":[]', '"draivers":[]'))


def test_the_csv_is_plain_utf8_with_one_line_a_record(tmp_path: Path, give: Any, fake: Any) -> None:
    out, _ = extract_reports([give.report("Höhe: 5 mt\nof it, 7 mt")], fake(), tmp_path / "run")
    data = (out / "metrics.csv").read_bytes()
    assert b"\r" not in data
    assert len(list(csv.reader(io.StringIO(data.decode())))) == 3
