"""A small gold set, a server on loopback, and the command line."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FEW = ("copper-cathode", "alumina", "primary-lead", "refined-zinc", "refined-nickel", "mn3o4")


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gold set of six sections of January 2025, with their labels of version 2."""
    folder = tmp_path_factory.mktemp("gold") / "few"
    folder.mkdir()
    content = yaml.safe_load((ROOT / "gold" / "2025-01" / "set.yaml").read_text())
    content["sections"] = [entry for entry in content["sections"] if entry["slug"] in FEW]
    (folder / "set.yaml").write_text(yaml.safe_dump(content))
    for slug in FEW:
        shutil.copytree(ROOT / "gold" / "2025-01" / "sections" / slug, folder / "sections" / slug)
    return folder


@pytest.fixture(scope="session")
def chat() -> Any:
    """Return the module of the server."""
    path = ROOT / "tests" / "servers" / "chat.py"
    spec = importlib.util.spec_from_file_location("chat_server_of_experiments", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(chat: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Return a running server that answers every section; replies are cached in a place of the test's own."""
    monkeypatch.setenv("ASSAY_API_KEY", "sk-test-0123456789abcdef")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with chat.ChatServer() as running:
        yield running


@pytest.fixture
def planned(tmp_path: Path, few: Path) -> Callable[..., Path]:
    """Return a writer of plans: its folder."""

    def write(**changes: Any) -> Path:
        folder = tmp_path / "experiment"
        folder.mkdir(exist_ok=True)
        content = {"gold": [str(few)], "models": ["rules"], "schemas": ["assay/1", "assay/2"], **changes}
        (folder / "experiment.yaml").write_text(yaml.safe_dump(content))
        return folder

    return write
