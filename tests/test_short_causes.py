"""Short items on causes: the extractor is held to what it makes of them; bad files are told in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.counts import Counts, total
from extract.rules import Rules
from schemas.errors import DataFileError
from training.short_causes import compared, items, main

FOLDER = Path(__file__).parents[1] / "gold" / "short" / "causes"
DRIVER = {
    "words": "weak orders",
    "category": "demand",
    "effect": "production",
    "direction": "down",
    "period": "2025-06",
    "status": "actual",
}
MOVEMENT = {
    "indicator": "production",
    "basis": "mom",
    "direction": "down",
    "period": "2025-06",
    "status": "actual",
}
ITEM: dict[str, Any] = {
    "heading": "Zinc Ingot",
    "month": "2025-06",
    "text": "Zinc ingot output fell in June because of weak orders.",
    "drivers": [DRIVER],
    "movements": [MOVEMENT],
}


def _written(tmp_path: Path, item: Any) -> Path:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(item) + "\n", encoding="utf-8")
    return path


def test_the_extractor_reads_causes_as_well_as_it_did() -> None:
    rules = Rules()
    done = [(item, compared(item, rules)) for path in sorted(FOLDER.glob("*.jsonl")) for item in items(path)]
    for is_kept_out, drivers, movements in ((False, 0.92, 0.945), (True, 0.935, 0.93)):
        told = [outcome for item, outcome in done if item.is_kept_out is is_kept_out]
        assert (total([each.drivers for each in told]).f1 or 0) >= drivers
        assert (total([each.movements for each in told]).f1 or 0) >= movements


def test_what_is_told_as_labelled_is_right(tmp_path: Path) -> None:
    outcome = compared(next(items(_written(tmp_path, ITEM))), Rules())
    assert (outcome.drivers, outcome.timed, outcome.movements) == (Counts(1, 0, 0),) * 3
    assert outcome.mistakes == []


def test_a_cause_of_another_month_is_right_without_its_time(tmp_path: Path) -> None:
    item = ITEM | {"drivers": [DRIVER | {"period": "2025-07"}]}
    outcome = compared(next(items(_written(tmp_path, item))), Rules())
    assert (outcome.drivers, outcome.timed) == (Counts(1, 0, 0), Counts(0, 1, 1))


def test_a_wrong_way_is_a_mistake_on_both_sides(tmp_path: Path) -> None:
    item = ITEM | {"drivers": [DRIVER | {"direction": "up"}], "movements": []}
    outcome = compared(next(items(_written(tmp_path, item))), Rules())
    assert (outcome.drivers, outcome.movements) == (Counts(0, 1, 1), Counts(0, 1, 0))
    assert [each.partition(":")[0] for each in outcome.mistakes] == ["missed", "told", "told"]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (ITEM | {"drivers": [DRIVER | {"words": "strong orders"}]}, "is not once in the text"),
        (ITEM | {"drivers": [DRIVER | {"category": "moon"}]}, "'moon' is no category"),
        (ITEM | {"movements": [MOVEMENT | {"direction": "sideways"}]}, "'sideways' is no direction"),
        ({"heading": "Zinc Ingot"}, "not an item"),
        ([], "not an item"),
    ],
)
def test_a_bad_item_is_told_in_one_line(tmp_path: Path, item: Any, said: str) -> None:
    path = _written(tmp_path, item)
    with pytest.raises(DataFileError, match=said):
        list(items(path))
    shown = CliRunner().invoke(main, [str(tmp_path)])
    assert shown.exit_code == 2
    assert shown.output.startswith("error: one.jsonl:1: ")


def test_the_command_prints_counts_and_mistakes(tmp_path: Path) -> None:
    wrong = ITEM | {"drivers": []}
    (tmp_path / "one.jsonl").write_text(
        "".join(json.dumps(each) + "\n" for each in (ITEM, wrong)), encoding="utf-8"
    )
    shown = CliRunner().invoke(main, [str(tmp_path), "--show"])
    assert shown.exit_code == 0
    assert "told: demand down production 2025-06 actual" in shown.output
    assert "only counted   drivers F1 1.000" in shown.output


def test_a_folder_without_items_is_an_error(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, [str(tmp_path)])
    assert shown.exit_code == 2
    assert "no .jsonl files" in shown.output
