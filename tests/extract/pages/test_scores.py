from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.api import results
from extract.pages import load_run
from extract.pages.commands import view_command
from extract.pages.model import build_page
from pages import Verdict
from schemas.records import records_digest

Score = Callable[..., Path]
PART = {
    "metrics": {"strict": {"f1": 0.5, "interval": [0.25, 0.75]}, "full": {"f1": None}},
    "drivers": {"category": {"f1": 1.0, "interval": None}},
}


@pytest.fixture
def score(calm: Path, tmp_path: Path) -> Score:
    """Return a function that gives a copy of the calm run a scores.json: the first metric is wrong."""

    def scored(**changes: Any) -> Path:
        run = shutil.copytree(calm, tmp_path / "run", dirs_exist_ok=True)
        first = next(iter(results(run)))
        metric = first.metrics[0].model_dump(mode="json")
        for name in ("evidence", "figure"):
            metric[name] = [metric[name]["start"], metric[name]["end"]]
        error = {
            "section": "copper", "side": "metric", "kind": "basis", "severity": "major",
            "gold": {**metric, "id": "m1", "basis": "yoy"}, "predicted": metric,
        }  # fmt: skip
        missing = {**error, "kind": "missing", "severity": "severe", "predicted": None}
        scores = {
            "signature": "gold:<tin>|scorer:1",
            "records_sha256": records_digest(results(run)),
            "errors": [error, missing],
            # The gold set calls the section otherwise than the run does.
            "per_section": {"copper": {"lines": [[first.report, first.section]]}, "gone": {"lines": []}},
            "splits": {"dev": PART, "test": PART},
            **PART,
            **changes,
        }
        (run / "scores.json").write_text(json.dumps(scores))
        return run

    return scored


def test_a_scored_run_shows_verdicts_where_it_was_scored_and_nowhere_else(score: Score) -> None:
    page = build_page(load_run(score()))
    first, *others = page.sections
    assert first.judgement is not None
    assert page.verdicts() == {Verdict.WRONG: 1, Verdict.MISSING: 1, Verdict.RIGHT: 2}
    assert all(section.judgement is None for section in others)
    wrong, missing = page.mistakes()
    assert (wrong.kinds, missing.kinds) == (("basis",), ("missing",))
    assert wrong.ours is not None
    assert "YoY" in str(wrong.gold)
    assert missing.ours is None


def test_the_page_shows_both_readings_the_table_and_the_signature(
    score: Score, page_of: Callable[[Path], str]
) -> None:
    html = page_of(score())
    assert "Against the gold set" in html
    assert "gold:&lt;tin&gt;|scorer:1" in html
    assert "0.500 (0.250–0.750)" in html
    assert "wrong in basis; the gold set has: production, YoY" in html
    assert "(✓ right by the gold set)" in html
    assert html.index("Severe mistakes") < html.index("Major mistakes")


def test_a_run_without_scores_says_nothing_of_gold(calm: Path, page_of: Callable[[Path], str]) -> None:
    assert load_run(calm).scores is None
    assert "Against the gold set" not in page_of(calm)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"records_sha256": "0"}, "of another state"),
        ({"errors": [{"section": "copper"}]}, "cannot be read"),
        ({"per_section": []}, "cannot be read"),
        ({"splits": {}}, "cannot be read"),
    ],
)
def test_scores_that_do_not_fit_the_run_are_not_shown_and_the_page_says_why(
    score: Score, page_of: Callable[[Path], str], changes: dict[str, Any], says: str
) -> None:
    run = score(**changes)
    scores = load_run(run).scores
    assert scores is not None
    assert says in str(scores.trouble)
    assert scores.judgements == {}
    html = page_of(run)
    assert "✗ Not shown:" in html
    assert "(✓ right by the gold set)" not in html


def test_scores_that_are_no_json_do_not_keep_the_page_from_being_written(
    score: Score, page_of: Callable[[Path], str]
) -> None:
    run = score()
    (run / "scores.json").write_text("{")
    assert "✗ Not shown:" in page_of(run)


def test_the_command_says_why_it_shows_no_verdicts(score: Score) -> None:
    done = CliRunner().invoke(view_command, [str(score(records_sha256="0"))])
    assert done.exit_code == 0
    assert "of another state of this run; score it again; the page shows no verdicts" in done.stderr
    assert CliRunner().invoke(view_command, [str(score())]).stderr == ""


def test_hostile_readings_and_signatures_are_shown_and_never_taken(
    score: Score, page_of: Callable[[Path], str]
) -> None:
    bad = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)> \u202eevil'
    run = score(signature=bad)
    loaded = json.loads((run / "scores.json").read_text())
    for error in loaded["errors"]:
        error["gold"]["segment"] = bad
        error["kind"] = bad
    (run / "scores.json").write_text(json.dumps(loaded))
    html = page_of(run)
    assert "<img" not in html
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert html.count("&lt;script&gt;alert(1)") > 3
