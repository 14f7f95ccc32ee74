"""Every driver and every movement of the rules can say why it was read so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extract import extract
from extract.api import results
from extract.rules.commands import explain_command
from schemas.errors import InputError

TEXT = (
    "Refined Zinc\nRefined zinc output fell 3% MoM in June because of maintenance at two smelters. "
    "Output of alloyed zinc declined in June.\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    report = tmp_path / "zinc-2025-06.txt"
    report.write_text(TEXT, encoding="utf-8")
    return extract(report, out=tmp_path / "run", month="2025-06")[0]


def test_a_driver_is_explained_by_its_link_category_effect_and_direction(run: Path) -> None:
    result = next(iter(results(run)))
    told = CliRunner().invoke(explain_command, [str(run), result.section, "--driver", result.drivers[0].id])
    assert told.exit_code == 0
    assert "link: 'because of'" in told.output
    assert "category: maintenance" in told.output
    assert "direction: down, as the effect moved" in told.output


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["1", "--driver", "d-x"],
        ["1", "--movement", "m-x"],
        ["--driver", "d-000000000000"],
        ["--movement", "m-000000000000"],
    ],
)
def test_what_names_nothing_or_two_things_is_bad_input(run: Path, options: list[str]) -> None:
    section = next(iter(results(run))).section
    told = CliRunner().invoke(explain_command, [str(run), section, *options])
    assert isinstance(told.exception, InputError)


def test_a_movement_is_explained_by_its_id(run: Path) -> None:
    result = next(iter(results(run)))
    identity = next(metric.id for metric in result.metrics if metric.figure is None)
    told = CliRunner().invoke(explain_command, [str(run), result.section, "--movement", identity])
    assert told.exit_code == 0
    assert "by the grammar" in told.output
