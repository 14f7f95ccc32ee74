"""docs/models.md and the README tell what there is: options, providers, and the line of the log."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from extract.commands import extract_command
from extract.model.providers import PROVIDERS, endpoint
from extract.model.telemetry import logging_requests

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("text", [PAGE, README[README.index("## Models") :].split("\n## ")[0]])
def test_every_option_that_is_told_is_one_of_extract(text: str) -> None:
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert len(told) > 5
    assert told <= options(extract_command)


def test_every_model_that_is_named_is_one_that_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_API_KEY", "k")
    told = re.findall(r"--model (\S+)(?: --base-url (\S+))?", PAGE + README)
    assert len(told) >= 6
    for model, address in told:
        if not model.startswith("PROVIDER"):
            endpoint(model, address or None)
    for provider in PROVIDERS:
        assert provider in PAGE or provider == "local"
    for variable in ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "VLLM_API_KEY", "ASSAY_API_KEY"):
        assert variable in PAGE


def test_the_line_of_the_log_has_the_fields_that_are_told(
    server: Any, model: Any, section: Any, tmp_path: Path
) -> None:
    (told,) = (json.loads(line) for line in PAGE.splitlines() if line.strip().startswith('{"time"'))
    with logging_requests(tmp_path / "log"):
        model().answer(section)
    (line,) = map(json.loads, (tmp_path / "log").read_text().splitlines())
    assert list(line) == list(told)
