"""Data files of the package: one that is broken is named, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.datafiles import load_mapping
from schemas.errors import DataFileError

SUFFIXES = [".yaml", ".json"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("content", "reason"), [("{", "cannot be read"), ("[1]", "must hold a mapping")])
def test_a_file_that_is_broken_is_named(tmp_path: Path, suffix: str, content: str, reason: str) -> None:
    file = tmp_path / f"data{suffix}"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=reason) as raised:
        load_mapping(file)
    assert str(file) in str(raised.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_missing_is_named(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(DataFileError, match="missing"):
        load_mapping(tmp_path / f"missing{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_mapping_is_returned(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"data{suffix}"
    file.write_text('{"on": 1}', encoding="utf-8")
    assert load_mapping(file) == {"on": 1}


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("one: [a]\ntwo:\n  one: [b]\none: [c]\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="'one' stands twice, again in line 4"):
        load_mapping(file)
