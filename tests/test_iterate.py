"""The way from an idea to a blessed change, as `docs/iterate.md` tells it, in a copy of the project.

Every command of the guide is run, without a key: the embedded extractor answers, and a server on loopback.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "iterate.md").read_text(encoding="utf-8")
CODE = ("schemas", "extract", "eval", "pages", "experiment", "assay.py")
# Sections enough to tell better from worse, few enough to be quick.
SECTIONS = 16

WORSE = '''
"""A version that gives up: no YoY figure can be said, and no magnitude."""

from typing import Annotated
from pydantic import Field
from schemas.answers import v1
from schemas.offers import Offered
from schemas.vocabulary import Basis

NAME, VERSION, FOLLOWS, TOLD = "worse", "1", "assay/1", ""

class FigureLabel(v1.FigureLabel):
    basis: Annotated[Basis, Offered(without=("yoy",))]

class Answer(v1.Answer):
    figures: Annotated[tuple[FigureLabel, ...], Field(description="figures")]
'''


class Copy:
    """A copy of the project, and its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in CODE:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, folder / name)
        shutil.copytree(ROOT / "gold" / "2025-01", folder / "gold" / "2025-01")
        listed = folder / "gold" / "2025-01" / "set.yaml"
        content = yaml.safe_load(listed.read_text())
        content["sections"] = content["sections"][:SECTIONS]
        listed.write_text(yaml.safe_dump(content))

    def run(self, command: str) -> tuple[int, str]:
        """Run a command of the guide, and return its exit code and what it printed."""
        words = command.split()
        assert words[0] == "assay"
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        env = {**kept, "ASSAY_API_KEY": "sk-test-0123456789", "XDG_CACHE_HOME": str(self.folder / "cache")}
        done = subprocess.run(
            [sys.executable, "-m", "assay", *words[1:]],
            cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def write_schema(self, name: str, text: str) -> None:
        """Write an answer schema into the copy."""
        (self.folder / "schemas" / "answers" / f"{name}.py").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return the copy that the tests of this module share, in their order."""
    return Copy(tmp_path_factory.mktemp("project"))


def commands() -> Iterator[str]:
    """Yield the guide's commands in their order."""
    for line in GUIDE.splitlines():
        if line.startswith("    assay "):
            yield line.strip()


@pytest.fixture(scope="module")
def followed(copy: Copy, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Follow the guide to its end, and return what each command printed; each must exit with 0."""
    written = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert written is not None
    copy.write_schema("v3", written[1])
    printed: dict[str, str] = {}
    with _server() as url:
        for command in commands():
            code, out = copy.run(command.replace("URL", url))
            assert code == 0, f"{command}: {code}\n{out}"
            printed[command] = out
    return printed


def _server() -> Any:
    import importlib.util

    path = ROOT / "tests" / "servers" / "chat.py"
    spec = importlib.util.spec_from_file_location("chat_server_of_the_guide", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)

    class Running:
        def __enter__(self) -> str:
            self.server = module.ChatServer().__enter__()
            return str(self.server.url)

        def __exit__(self, *ended: object) -> None:
            self.server.__exit__(*ended)

    return Running()


def only(printed: dict[str, str], start: str) -> str:
    """Return what the one command printed that starts so."""
    (found,) = [out for command, out in printed.items() if command.startswith(start)]
    return found


def test_the_guide_can_be_followed_to_its_end(followed: dict[str, str], copy: Copy) -> None:
    assert len(followed) >= 13
    assert "assay/3" in only(followed, "assay schema list")
    diff = only(followed, "assay schema diff")
    assert "added    figures.preliminary: boolean or null" in diff
    assert "meaning  Category.demand" in diff
    assert "not breaking" in diff
    assert "0 needs of a person" in only(followed, "assay gold migrate")
    assert "0 faults" in only(followed, "assay gold check")
    assert "verdict: no worse" in only(followed, "assay compare")
    baseline = json.loads((copy.folder / "eval" / "baselines" / "before.json").read_text())
    assert "schema:assay/3" in baseline["signature"]


def test_the_experiment_is_kept_beside_its_plan(followed: dict[str, str], copy: Copy) -> None:
    folder = copy.folder / "experiments" / "preliminary"
    kept = {path.name for path in folder.iterdir()}
    assert kept == {
        *("experiment.yaml", "results.json", "leaderboard.md", "leaderboard.html", ".gitignore", "runs"),
    }
    assert "no worse" in (folder / "leaderboard.md").read_text()
    model = json.loads((copy.folder / "experiments" / "model" / "results.json").read_text())
    assert {cell["state"] for cell in model["cells"]} == {"complete"}


def test_a_worse_schema_is_refused_by_the_gate_and_the_fields_are_named(
    followed: dict[str, str], copy: Copy
) -> None:
    copy.write_schema("worse", WORSE)
    code, diff = copy.run("assay schema diff assay/2 worse/1 --gate")
    assert code == 1
    assert "removed  figures.basis.yoy: a member of this field  (breaking; labels need another look)" in diff
    assert "removed  drivers.magnitude: one of slight, marked or null  (breaking)" in diff
    code, told = copy.run("assay gold migrate gold/2025-01 --to worse/1 --dry-run")
    assert code == 1
    assert "basis: worse/1 has no such member" in told
    assert copy.run("assay extract gold/2025-01 --schema worse/1 --out runs/worse")[0] == 0
    assert copy.run("assay score runs/worse")[0] == 0
    code, told = copy.run("assay compare before runs/worse")
    assert code == 1, told
    assert "verdict: regressed" in told
    assert "gate: metrics have no magnitude" in told
    assert "field got worse: metrics basis" in told
    assert "field got worse: drivers magnitude" in told


def test_a_worse_schema_is_seen_as_worse_in_an_experiment(followed: dict[str, str], copy: Copy) -> None:
    code, out = copy.run("assay experiment --schema assay/1 --schema worse/1 --out experiments/worse --json")
    assert code == 0, out
    row = next(cell for cell in json.loads(out)["cells"] if cell["name"] == "rules-worse-1")
    assert row["difference"]["verdict"] == "regressed"
    assert "metrics.fields.basis" in row["difference"]["worse_fields"]
    assert not row["frontier"]


def test_a_run_does_not_go_on_under_an_edited_schema(followed: dict[str, str], copy: Copy) -> None:
    text = (copy.folder / "schemas" / "answers" / "v3.py").read_text()
    copy.write_schema("v3", text.replace("not the producers' own", "never the producers' own"))
    code, told = copy.run("assay extract gold/2025-01 --schema assay/3 --out runs/after")
    copy.write_schema("v3", text)
    assert code == 2
    assert "holds another run" in told
