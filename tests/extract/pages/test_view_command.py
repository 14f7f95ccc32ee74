from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.pages.commands import view_command, write_page
from schemas.errors import InputError


def test_view_writes_the_page_into_the_run_and_prints_where(calm: Path) -> None:
    done = CliRunner().invoke(view_command, [str(calm)])
    assert done.exit_code == 0
    assert done.output.strip() == str(calm / "report.html")
    assert (calm / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_run_gives_the_same_page(calm: Path) -> None:
    assert write_page(calm).read_bytes() == write_page(calm).read_bytes()


def test_help_has_an_example() -> None:
    assert "Example:" in CliRunner().invoke(view_command, ["--help"]).output


def test_a_folder_without_a_run_is_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputError, match=r"run\.json"):
            write_page(path)


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("extractions.jsonl", None, "not finished"),
        ("extractions.jsonl", "{", "line 1 is broken"),
        ("sections.jsonl", "{}\n", "broken line"),
        ("sections.jsonl", "", "do not fit"),
        ("findings.csv", None, "findings.csv"),
        ("findings.csv", "code,message\na,b\n", "findings.csv"),
    ],
)
def test_a_run_that_is_not_whole_is_refused_in_one_line(
    calm: Path, tmp_path: Path, name: str, broken: str | None, says: str
) -> None:
    run = shutil.copytree(calm, tmp_path / "run")
    if broken is None:
        (run / name).unlink()
    else:
        (run / name).write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        write_page(run)
    assert "\n" not in str(caught.value)


def test_a_text_that_is_not_the_one_that_was_read_is_refused(calm: Path, tmp_path: Path) -> None:
    run = shutil.copytree(calm, tmp_path / "run")
    lines = [json.loads(line) for line in (run / "sections.jsonl").read_text().splitlines()]
    lines[0]["text"] = lines[0]["text"].replace("7.46", "7.64")
    (run / "sections.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(InputError, match="do not fit at section metal-1"):
        write_page(run)
