"""The log: a line a request, with what it took, and neither keys nor texts unless these are asked for."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.commands import extract_command
from extract.model.telemetry import logging_requests
from schemas.errors import InputError

KEY = "sk-test-0123456789abcdef"
SECRET = "Output fell by"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_each_request_is_a_line_with_what_it_took(
    chat: Any, server: Any, model: Any, section: Any, good: Any, tmp_path: Path
) -> None:
    server.then(
        chat.error(429, f"slow down {KEY}, you said {SECRET}", headers={"retry-after": "3"}),
        chat.reset(),
        chat.completion("oops"),
        lambda body: chat.completion(json.dumps(good), body),
    )
    log = tmp_path / "log.jsonl"
    asked = model(cache=tmp_path / "cache.sqlite")
    with logging_requests(log):
        asked.answer(section)
        asked.answer(section)
        asked.answer(section)
    requests = [line for line in lines(log) if line["event"] == "request"]
    assert [(line["status"], line["try"], line["sent"]) for line in requests] == [
        ("ok", 1, 3), ("ok", 2, 1),  # the first was no answer, and is not kept
        ("ok", 1, 1), ("cached", 1, 0),
    ]  # fmt: skip
    first = requests[0]
    assert first["failures"] == ["429", "connection"]
    assert first["waited"] >= 3
    assert (first["section"], first["mode"]) == ("tin", "json_schema")
    assert (first["input_tokens"], first["cached_tokens"], first["output_tokens"]) == (100, 40, 20)
    assert first["cost"] is None
    assert KEY not in log.read_text()
    assert SECRET not in log.read_text()


def test_texts_are_in_it_where_they_are_asked_for_and_keys_never(
    chat: Any, server: Any, model: Any, section: Any, tmp_path: Path
) -> None:
    server.then(chat.error(413, f"too long {KEY}"))
    log = tmp_path / "log.jsonl"
    with logging_requests(log, texts=True):
        with pytest.raises(Exception, match="does not take"):
            model().answer(section)
        model().answer(section)
    failed, done = (line for line in lines(log) if line["event"] == "request")
    assert (failed["status"], failed["failures"]) == ("answererror", [])
    assert "too long ***" in failed["error"]
    assert SECRET in json.dumps(done["messages"], ensure_ascii=False)
    assert done["reply"]["choices"]
    assert KEY not in log.read_text()


def test_without_a_log_nothing_is_written_and_loggers_are_left_as_they_were(
    model: Any, section: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model().answer(section)
    before = logging.getLogger("assay.requests").handlers[:]
    with logging_requests(tmp_path / "log"):
        pass
    assert logging.getLogger("assay.requests").handlers == before
    assert capsys.readouterr().err == ""
    with pytest.raises(InputError, match="cannot be written"), logging_requests(tmp_path / "no" / "log"):
        pass


def test_the_command_logs_to_stderr_and_its_output_stays_clean(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("smm-2025-01.txt").write_text(
        f"January 2025\n\nCopper Cathode\n\n{SECRET} 81,700 mt in January 2025.\n"
    )
    given = ["smm-2025-01.txt", "--model", "local/m", "--base-url", server.url, "--log", "json", "--json"]
    done = CliRunner().invoke(extract_command, given)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["state"] == "complete"
    assert [json.loads(line)["status"] for line in done.stderr.splitlines()] == ["ok"]
