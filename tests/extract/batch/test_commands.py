"""`assay batch` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assay import main

TEXT = "Metals in January 2025\n\nTin\nTin output was 5 mt.\n\nLead\nNothing is known of it.\n"


@pytest.fixture
def assay(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs the command line: exit code, stdout, stderr."""

    def run(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["assay", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def server(batches: Any, chat: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a server that takes all figures for no metrics."""
    monkeypatch.setenv("ASSAY_API_KEY", "sk-test-0123456789abcdef")
    with batches.BatchServer(lambda custom_id, body, times: chat.claim_all(body), polls=2) as running:
        yield running


@pytest.fixture
def prepare(tmp_path: Path, server: Any) -> tuple[str, ...]:
    """Return the command that prepares a run of two sections."""
    (tmp_path / "report.txt").write_text(TEXT)
    return (
        "batch", "prepare", str(tmp_path / "report.txt"), "--model", "local/m", "--base-url", server.url,
        "--out", str(tmp_path / "run"), "--no-cache",
    )  # fmt: skip


def test_the_three_steps(assay: Any, prepare: Any, tmp_path: Path) -> None:
    run = tmp_path / "run"
    code, out, _ = assay(*prepare)
    assert code == 0
    assert "2 sections, 2 of them not done" in out
    assert f"next: assay batch submit {run}" in out
    code, out, _ = assay("batch", "submit", run)
    assert code == 0
    assert "batch-1" in out
    code, out, err = assay("batch", "collect", run)
    assert (code, "in_progress, 0 of 2 done" in err) == (3, True)
    code, out, err = assay("batch", "collect", run, "--wait", "--poll", "0")
    assert (code, f"done: {run}" in out) == (0, True)
    assert len((run / "extractions.jsonl").read_text().splitlines()) == 2


def test_wait_submits_by_itself_and_json_tells_all(assay: Any, prepare: Any, tmp_path: Path) -> None:
    told = json.loads(assay(*prepare, "--json")[1])
    assert (told["sections"], told["left"], told["done"], told["cost"]) == (2, 2, False, None)
    assert told["input_tokens"] > 1000
    code, out, _ = assay("batch", "collect", tmp_path / "run", "--wait", "--poll", "0", "--json")
    assert (code, json.loads(out)["done"]) == (0, True)


def test_answers_from_a_file(assay: Any, prepare: Any, chat: Any, batches: Any, tmp_path: Path) -> None:
    from collections import Counter

    told = json.loads(assay(*prepare, "--json")[1])
    lines = Path(told["files"][0]["path"]).read_bytes()
    output, _, _ = batches.answers(lines, lambda i, body, n: chat.claim_all(body), Counter())
    (tmp_path / "answers.jsonl").write_bytes(output)
    code, _, _ = assay("batch", "collect", tmp_path / "run", "--from", tmp_path / "answers.jsonl")
    assert code == 0


def test_a_section_that_fails_for_good_is_a_finding(
    assay: Any, prepare: Any, server: Any, chat: Any, tmp_path: Path
) -> None:
    server.fate = lambda i, body, n: chat.error(400, "filtered", code="content_filter")
    assay(*prepare)
    code, out, _ = assay("batch", "collect", tmp_path / "run", "--wait", "--poll", "0")
    assert (code, "2 failed" in out) == (1, True)
    assert assay("batch", "collect", tmp_path / "run")[0] == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("prepare", "report.txt", "--out", "run"), "must name a model"),
        (("submit", "nowhere"), "holds no run"),
        (("collect", "nowhere", "--from", "x", "--wait"), "not both"),
    ],
)
def test_wrong_use_is_one_line(assay: Any, args: tuple[str, ...], said: str) -> None:
    code, _, err = assay("batch", *args)
    assert (code, err.count("\n")) == (2, 1)
    assert said in err


def test_a_missing_key_is_told_when_it_is_needed(
    assay: Any, prepare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSAY_API_KEY")
    args = (
        "batch",
        "prepare",
        tmp_path / "report.txt",
        "--model",
        "openai/gpt-5-mini",
        "--out",
        tmp_path / "r",
    )
    code, out, _ = assay(*args)
    assert (code, "at batch prices" in out) == (0, True)
    code, _, err = assay("batch", "submit", tmp_path / "r")
    assert (code, "set OPENAI_API_KEY" in err) == (2, True)
