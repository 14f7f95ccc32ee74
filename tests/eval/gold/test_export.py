"""Exported labels have the form of a run's output, and the spans of the edition asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.records import SectionResult

ROOT = Path(__file__).parents[3]
SET = ROOT / "gold" / "2025-01"


def assay(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assay", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_line_is_a_result_with_its_own_text(tmp_path: Path) -> None:
    done = assay("gold", "export", str(SET))
    assert (done.returncode, done.stderr) == (0, "")
    results = [SectionResult.model_validate_json(line) for line in done.stdout.splitlines()]
    assert len(results) == 54
    for result in results:
        slug = result.section
        body = (SET / "sections" / slug / "restated.txt").read_text().removesuffix("\n")
        for metric in result.metrics:
            assert body[metric.evidence.start : metric.evidence.end] == metric.evidence.text


def test_the_publishers_edition_needs_a_copy_of_the_text() -> None:
    done = assay("gold", "export", str(SET), "--edition", "publisher")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--source" in done.stderr


@pytest.mark.parametrize("kind", ["metrics", "drivers"])
def test_the_two_passes_agree_with_themselves(kind: str) -> None:
    first = str(SET / "passes" / "a")
    found = json.loads(assay("gold", "agreement", first, first, "--json").stdout)
    scores = [s["f1"] for s in found[kind].values() if isinstance(s, dict) and "f1" in s]
    assert scores
    assert set(scores) <= {1.0, None}
