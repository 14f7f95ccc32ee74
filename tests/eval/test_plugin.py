"""The pytest plugin, as a data team's own tests use it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lines = list[dict[str, Any]]
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run_test(
    pytester: pytest.Pytester,
    gold_folder: Callable[..., Path],
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
) -> Run:
    """Return a runner of one test body beside runs named `good` and `bad` (three of 12 sections broken)."""
    folder = gold_folder(12)
    lines = perfect_run(folder)
    lines[4]["metrics"][0]["value"] = 7
    bad = copy.deepcopy(lines)
    for line in bad[:3]:
        for metric in line["metrics"]:
            metric["value"] += 31
    pytester.makeini(f"[pytest]\nassay_gold = {folder}\n")
    for name, told in (("good", lines), ("bad", bad)):
        write_run(told, name).rename(pytester.path / name)

    def run(body: str, *args: str) -> pytest.RunResult:
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        pytester.makepyfile(f"def test_it(assay_score, assay_compare):\n{lines}")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *args)

    return run


def test_a_score_is_asserted_on_with_its_interval_and_told_at_the_end(run_test: Run) -> None:
    done = run_test(
        "score = assay_score('good')\n"
        "assert 0.9 < score.f1('metrics.strict') < 1\n"
        "low, high = score.interval('metrics.strict')\n"
        "assert low < score.f1('metrics.strict') < high\n"
        "score.assert_at_least('metrics.strict', 0.95)\n"
        "score.assert_at_least('drivers.direction', 1.0)\n"
        "assert assay_score('good') is score\n"
    )
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["*assay scores*", "*good: metrics.strict 0.986 (0.*-1.000)*", "*scorer:*"])


def test_a_score_that_is_too_low_fails_with_its_interval(run_test: Run) -> None:
    done = run_test("assay_score('bad').assert_at_least('metrics.strict', 0.9)")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*metrics.strict F1 0.736 (95% interval 0.*it must be at least 0.9*"])


def test_sure_asks_for_the_low_end_of_the_interval(run_test: Run) -> None:
    body = "assay_score('good').assert_at_least('metrics.strict', 0.98{})"
    run_test(body.format("")).assert_outcomes(passed=1)
    done = run_test(body.format(", sure=True"))
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*the low end of its interval must be at least 0.98*"])


def test_what_has_no_interval_is_not_sure(run_test: Run) -> None:
    done = run_test("assay_score('good').assert_at_least('drivers.direction', 0.5, sure=True)")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*interval undefined*"])


def test_a_comparison_is_asserted_on(run_test: Run) -> None:
    done = run_test(
        "assert assay_compare('good', 'bad').verdict == 'regressed'\n"
        "assert assay_compare('bad', 'good').verdict == 'no worse'\n"
        "assay_score('good').assert_no_worse(assay_score('bad'))\n"
    )
    done.assert_outcomes(passed=1)
    done = run_test("assay_score('bad').assert_no_worse(assay_score('good'))")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*regressed*", "*right to wrong: 18*"])


def test_a_name_that_is_no_score_is_refused_with_the_names(run_test: Run) -> None:
    done = run_test("assay_score('good').f1('metrics.exact')")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*InputError: no score 'metrics.exact': one of metrics.aligned,*"])


def test_it_can_be_switched_off(run_test: Run) -> None:
    run_test("pass", "-p", "no:assay").assert_outcomes(errors=1)
