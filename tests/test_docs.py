"""What docs/ tells is run: every command, as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


def blocks(language: str, name: str = "ci.md") -> list[str]:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ci")
    shutil.copytree(ROOT / "gold" / "2025-01", folder / "gold" / "2025-01")
    return folder


def run(script: str, place: Path) -> subprocess.CompletedProcess[str]:
    binaries = Path(sys.executable).parent
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=place,
        env=os.environ
        | {"PATH": f"{binaries}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(place / "step.md")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_shell_recipe_passes_for_the_embedded_extractor(place: Path) -> None:
    recipe, keep = blocks("sh")
    done = run(recipe, place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "### Assay score: rules" in (place / "summary.md").read_text()
    kept = run(keep, place)
    assert kept.returncode == 0, kept.stderr
    assert (place / "baselines" / "ours.json").exists()


def test_the_commands_about_scoring_pass(place: Path) -> None:
    (commands,) = blocks("sh", "scoring.md")
    done = run(commands, place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "runs" / "before" / "scores.html").exists()
    assert (place / "compared.html").exists()


def test_the_steps_of_the_workflow_pass_and_write_the_summary(place: Path) -> None:
    workflow, model = (yaml.safe_load(block) for block in blocks("yaml"))
    assert workflow[True] == ["pull_request"]  # YAML takes the key "on" for true
    steps: list[dict[str, Any]] = workflow["jobs"]["rules"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step and step.get("name") != "Install"]
    assert len(scripts) == 2
    for script in scripts:
        done = run(script, place)
        assert done.returncode == 0, done.stdout + done.stderr
    summary = (place / "step.md").read_text()
    assert "### Assay score" in summary
    assert "metrics.strict" in summary
    assert "secrets" not in str(workflow)
    assert "head.repo.full_name == github.repository" in model["model"]["if"]


def test_the_recipe_fails_where_the_run_is_worse(place: Path) -> None:
    recipe = blocks("sh")[0]
    spoilt = recipe.replace("assay score", f"{sys.executable} spoil.py; assay score", 1)
    (place / "spoil.py").write_text(
        "import json\n"
        "lines = [json.loads(line) for line in open('runs/ci/extractions.jsonl')]\n"
        "for line in lines:\n"
        "    for metric in line['metrics']:\n"
        "        if metric['value'] is not None:\n"
        "            metric['value'] += 1\n"
        "open('runs/ci/extractions.jsonl', 'w').writelines(json.dumps(line) + '\\n' for line in lines)\n"
    )
    done = run(spoilt, place)
    assert done.returncode == 1, done.stderr
    assert "regressed" in done.stdout


def test_the_pytest_recipe_passes(place: Path) -> None:
    shutil.rmtree(place / "runs", ignore_errors=True)
    (place / "test_accuracy.py").write_text(blocks("python")[0])
    made = run("assay extract gold/2025-01 --out runs/ci", place)
    assert made.returncode == 0, made.stderr
    done = run(f"{sys.executable} -m pytest -q -p no:cacheprovider --rootdir . test_accuracy.py", place)
    assert done.returncode == 0, done.stdout
    assert "assay scores" in done.stdout
