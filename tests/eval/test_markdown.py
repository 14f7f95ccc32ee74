"""Markdown for a pull request: whole tables, and text of a report that stays text."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.commands import compare_command, score_command
from eval.compare import compare
from eval.goldset import load_gold
from eval.markdown import comparison_markdown, escape
from eval.runs import load_run
from eval.scores_json import score_run

Lines = list[dict[str, Any]]


def _tables(text: str) -> list[list[str]]:
    """Return the rows of each table; a row must have as many cells as its head."""
    tables: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            tables[-1].append(line)
        elif tables[-1]:
            tables.append([])
    for table in tables:
        assert len({line.replace("\\|", "").count("|") for line in table}) <= 1
    return [table for table in tables if table]


def test_a_score_in_markdown_has_its_table_its_mistakes_and_its_signature(
    gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    folder = gold_folder(4)
    lines = perfect_run(folder)
    lines[1]["metrics"][1].update(value=-4.2, segment="<b>@all</b> | [x](y) `c`\n# H")
    run = write_run(lines, manifest={"model": "PROVIDER/some_model", "cost": 0.25})
    done = CliRunner().invoke(
        score_command, [str(run), "--gold", str(folder), "--markdown"], catch_exceptions=False
    )
    (table,) = _tables(done.output)
    assert [row.split("|")[1].strip() for row in table[2:]] == [
        "metrics strict", "metrics full", "metrics keys", "drivers span", "drivers category",
        "drivers direction",
    ]  # fmt: skip
    assert "| 0.958 |" in table[2]
    assert "PROVIDER/some\\_model" in done.output
    assert "sign: gold production mom approximately 4.2 percent" in done.output
    assert "\\<b\\>\\@all\\</b\\> \\| \\[x\\](y) \\`c\\` \\# H" in done.output
    assert "scorer:" in done.output


def test_a_comparison_in_markdown_has_verdict_gates_and_lists(
    gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    folder = gold_folder(6)
    gold, lines = load_gold(folder), perfect_run(folder)
    worse = copy.deepcopy(lines)
    worse[0]["metrics"][1]["value"] = -4.2
    worse[1]["metrics"].append(worse[1]["metrics"][0] | {"id": "m-x", "period": "2019", "basis": "wow"})
    base, run = (score_run(gold, load_run(write_run(told))) for told in (lines, worse))
    told = comparison_markdown(compare(base, run))
    assert "**regressed**" in told.splitlines()[0]
    assert "metal-0: new sign error on m2" in told
    assert "right to wrong: 1" in told
    assert "new spurious: 1" in told
    assert len(_tables(told)[0]) == 2 + 3 * 3
    back = comparison_markdown(compare(run, base))
    assert "**regressed**" not in back
    assert "wrong to right: 1" in back


def test_the_command_prints_markdown_and_exits_as_ever(
    gold_folder: Callable[..., Path], perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    folder = gold_folder(4)
    run = str(write_run(perfect_run(folder)))
    CliRunner().invoke(score_command, [run, "--gold", str(folder)], catch_exceptions=False)
    done = CliRunner().invoke(compare_command, [run, run, "--markdown"], catch_exceptions=False)
    assert done.exit_code == 0
    assert done.output.startswith("### Assay: ")


@pytest.mark.parametrize("text", ["a|b", "<img src=x>", "@team", "`run`", "[a](b)", "*x*", "1\n2"])
def test_text_stays_text(text: str) -> None:
    shown = escape(text)
    assert "\n" not in shown
    assert shown.replace("\\", "").split() == text.split()
    assert len(shown) > len(" ".join(text.split())) or not set("|<>@`[]*") & set(text)


@pytest.mark.parametrize("form", [[], ["--markdown"]])
def test_a_run_of_one_split_alone_is_printed_and_the_other_is_undefined(
    gold_folder: Callable[..., Path],
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
    form: list[str],
) -> None:
    folder = gold_folder(4)
    dev = [s.slug for s in load_gold(folder).sections if s.split == "dev"]
    lines = [line for line in perfect_run(folder) if line["section"] in dev]
    run = write_run(lines, manifest={"only_sections": dev})
    done = CliRunner().invoke(score_command, [str(run), "--gold", str(folder), *form], catch_exceptions=False)
    assert done.exit_code == 0
    assert "–" in done.output
