"""What a score prints as examples: the gravest first, and nothing of the half that is only scored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.commands import score_command
from eval.examples import examples_of

Lines = list[dict[str, Any]]


def _error(section: str, severity: str) -> dict[str, Any]:
    return {"section": section, "severity": severity}


SCORES = {
    "per_section": {"a": {"split": "dev"}, "b": {"split": "test"}},
    "errors": [_error("a", "minor"), _error("b", "severe"), _error("a", "severe"), _error("a", "major")],
}


def test_the_gravest_come_first_and_what_is_more_is_counted() -> None:
    assert examples_of(SCORES, 2, held_out=False) == ([_error("a", "severe"), _error("a", "major")], 1)


def test_the_held_out_half_is_told_only_when_asked() -> None:
    assert examples_of(SCORES, 9, held_out=False)[0] == [
        _error("a", "severe"),
        _error("a", "major"),
        _error("a", "minor"),
    ]
    assert _error("b", "severe") in examples_of(SCORES, 9, held_out=True)[0]


@pytest.mark.parametrize("form", [[], ["--markdown"]])
def test_a_printed_score_names_test_sections_only_with_held_out(
    form: list[str],
    gold_folder: Callable[..., Path],
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
) -> None:
    folder = gold_folder(4)
    lines = perfect_run(folder)
    for line in lines:
        line["metrics"][1].update(value=-4.2)
    run = write_run(lines)
    arguments = [str(run), "--gold", str(folder), *form]
    plain = CliRunner().invoke(score_command, arguments, catch_exceptions=False).output.replace("\\", "")
    told = CliRunner().invoke(score_command, [*arguments, "--held-out"], catch_exceptions=False)
    assert "metal-1" in plain
    assert "metal-0" not in plain
    assert "metal-0" in told.output.replace("\\", "")
