"""Data files of the package: one that is broken is named, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.datafiles import load_mapping, load_weights
from schemas.errors import DataFileError

LOADERS = [load_mapping, load_weights]


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(("content", "reason"), [("{", "cannot be read"), ("[1]", "must hold a mapping")])
def test_a_file_that_is_broken_is_named(
    tmp_path: Path, load: Callable[[Path], dict[str, Any]], content: str, reason: str
) -> None:
    file = tmp_path / "data"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=reason) as raised:
        load(file)
    assert str(file) in str(raised.value)


@pytest.mark.parametrize("load", LOADERS)
def test_a_file_that_is_missing_is_named(tmp_path: Path, load: Callable[[Path], dict[str, Any]]) -> None:
    with pytest.raises(DataFileError, match="missing"):
        load(tmp_path / "missing")


@pytest.mark.parametrize("load", LOADERS)
def test_a_mapping_is_returned(tmp_path: Path, load: Callable[[Path], dict[str, Any]]) -> None:
    file = tmp_path / "data"
    file.write_text('{"on": 1}', encoding="utf-8")
    assert load(file) == {"on": 1}
