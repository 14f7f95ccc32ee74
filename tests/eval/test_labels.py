"""The loader of gold sets: what it gives, and what it refuses by file and record."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.goldset import load_gold, load_pass
from schemas.errors import DataFileError


def _edit(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    content = yaml.safe_load(file.read_text())
    change(content)
    file.write_text(yaml.safe_dump(content))


def test_a_gold_folder_is_read_with_decimal_values_and_both_editions(
    gold_folder: Callable[..., Path],
) -> None:
    gold = load_gold(gold_folder(2))
    assert [s.slug for s in gold.sections] == ["metal-0", "metal-1"]
    change = gold.sections[0].labels.metrics[1]
    assert change.value == Decimal("4.2")
    assert change.evidence.of("restated") != change.evidence.of("publisher")


def test_the_hash_of_a_gold_set_is_that_of_its_labels(gold_folder: Callable[..., Path]) -> None:
    folder = gold_folder(1)
    before = load_gold(folder).sha256
    assert load_gold(folder).sha256 == before
    _edit(folder / "sections/metal-0/labels.yaml", lambda c: c["drivers"].pop())
    assert load_gold(folder).sha256 != before


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("period", 2025, "must be text"),
        ("period", "2025-13", "a period must be"),
        ("value", True, "not yes or no"),
        ("value", None, "together"),
        ("unit", "MT", "unit"),
        ("indicator", "mood", "indicator"),
        ("segment", "", "segment"),
        ("evidence", {"restated": [5, 5]}, "empty"),
        ("evidence", {"restated": [0, 99999]}, "beyond the text"),
        ("evidence", {}, "at least one edition"),
        ("colour", "red", "colour"),
    ],
)
def test_a_label_not_of_the_form_is_refused_by_file_and_record(
    gold_folder: Callable[..., Path], field: str, value: object, said: str
) -> None:
    folder = gold_folder(1)
    file = folder / "sections/metal-0/labels.yaml"
    _edit(file, lambda c: c["metrics"][1].update({field: value}))
    with pytest.raises(DataFileError) as refused:
        load_gold(folder)
    message = str(refused.value)
    assert str(file) in message
    assert "2" in message
    assert said in message


def test_a_section_without_labels_is_refused_unless_the_set_is_partial(
    gold_folder: Callable[..., Path],
) -> None:
    folder = gold_folder(2)
    (folder / "sections/metal-0/labels.yaml").unlink()
    with pytest.raises(DataFileError, match="no such file"):
        load_gold(folder)
    _edit(folder / "set.yaml", lambda c: c.update(partial=True))
    assert [s.slug for s in load_gold(folder).sections] == ["metal-1"]


def test_a_text_that_was_changed_after_its_hash_was_taken_is_refused(
    gold_folder: Callable[..., Path],
) -> None:
    folder = gold_folder(1)
    _edit(folder / "set.yaml", lambda c: c["sections"][0].update(restated_sha256="0" * 64))
    with pytest.raises(DataFileError, match="restated_sha256"):
        load_gold(folder)


def test_a_pass_is_read_by_slug(gold_folder: Callable[..., Path], tmp_path: Path) -> None:
    file = gold_folder(1) / "sections/metal-0/labels.yaml"
    passed = tmp_path / "a"
    passed.mkdir()
    with pytest.raises(DataFileError, match="holds no label file"):
        load_pass(passed)
    (passed / "metal-0.yaml").write_text(file.read_text())
    assert len(load_pass(passed)["metal-0"].metrics) == 6
