"""What may import what, what a package offers, and what an import costs."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = ("schemas", "pages", "extract", "eval", "experiment", "tests", "benchmarks")
SLOW = {"openai", "instructor", "pandas", "pyarrow", "trafilatura", "rich", "httpx"}


def modules_loaded_by(*code: str) -> set[str]:
    """Return the modules that a fresh interpreter loads, as `-X importtime` lists them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_the_direction_of_imports_holds() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


def test_nothing_imports_the_package_eval_by_its_bare_name() -> None:
    # That would hide the builtin.
    paths = [path for folder in PYTHON for path in (ROOT / folder).rglob("*.py")]
    bare = [
        f"{path}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import)
        for name in node.names
        if name.name.split(".")[0] == "eval" and name.asname is None
    ]
    assert len(paths) > 50
    assert bare == []


PUBLIC = {
    "schemas": {
        *("Answer", "AnswerError", "AssayError", "Driver", "InputError", "Metric", "SectionResult"),
    },
    "pages": {
        *(
            "Judged",
            "Judgement",
            "Kit",
            "SectionView",
            "Verdict",
            "anchor_of",
            "judge",
            "page_data",
            "render",
        ),
        "view_section",
    },
    "extract": {
        *("Annotated", "Answerer", "Excluded", "Figure", "Frames", "Reply", "Report", "Resolution", "Rules"),
        *(
            "Section",
            "Sentence",
            "Settings",
            "Usage",
            "annotate",
            "check",
            "extract",
            "frames",
            "read_report",
            "resolve",
        ),
    },
}


@pytest.mark.parametrize("package", PUBLIC)
def test_the_public_surface_is_as_told(package: str) -> None:
    module = importlib.import_module(package)
    assert set(module.__all__) == PUBLIC[package]
    assert list(module.__all__) == sorted(module.__all__)


def modules() -> list[str]:
    paths = [
        path
        for folder in ("schemas", "pages", "extract", "experiment")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    dotted = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return [name.removesuffix(".__init__") for name in dotted]


@pytest.mark.parametrize("name", modules())
def test_every_name_that_a_module_offers_is_there_and_described(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    # A package may be no more than its modules; a module says what it offers.
    offered = getattr(module, "__all__", [] if hasattr(module, "__path__") else None)
    assert offered is not None, "no __all__"
    assert [each for each in offered if not hasattr(module, each)] == []


def test_importing_extract_loads_no_client_and_no_tables() -> None:
    loaded = modules_loaded_by("-c", "import extract")
    assert "extract.resolve" in loaded
    assert "extract.rules" not in loaded
    assert loaded & SLOW == set()


def test_help_loads_neither_the_rules_nor_pydantic() -> None:
    loaded = modules_loaded_by("-m", "assay", "--help")
    assert "click" in loaded
    assert loaded & {*SLOW, "pydantic", "yaml", "extract.rules", "extract", "schemas.records"} == set()


def test_listing_sections_as_json_loads_no_tables() -> None:
    loaded = modules_loaded_by("-m", "assay", "sections", "gold/2025-01", "--json")
    assert loaded & SLOW == set()
