"""The linter of gold sets finds what is well formed and still wrong, and says how to mend it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from eval.gold.check import check_gold
from eval.goldset import load_gold

NO_HASH = "0" * 64
BODY = "Output fell by 3% MoM. Output fell by 3% again."
METRIC = {
    "indicator": "production", "basis": "mom", "value": "-3", "value_max": "null", "unit": "percent",
    "direction": "down", "qualifier": "exact", "period": '"2025-01"', "status": "actual",
    "segment": "null", "region": "null", "entity": "null",
    "figure": "{restated: [15, 17], publisher: [15, 17]}",
    "evidence": "{restated: [0, 21], publisher: [0, 21]}",
}  # fmt: skip
REPEAT = "  - {reason: repeat, restated: [38, 40], publisher: [38, 40]}"


def gold(folder: Path, *, rejected: str = REPEAT, twice: bool = False, **changes: str) -> Path:
    """Write a gold set of one section with one metric, changed as told."""
    entry = METRIC | changes
    lines = ["metrics:"]
    for _ in range(2 if twice else 1):
        lines += [
            f"  {'-' if i == 0 else ' '} {key}: {value}" for i, (key, value) in enumerate(entry.items())
        ]
    lines += ["drivers: []", "rejected:", rejected] if rejected else ["drivers: []", "rejected: []"]
    section = folder / "sections" / "zinc"
    section.mkdir(parents=True)
    (section / "labels.yaml").write_text("\n".join(lines) + "\n")
    (section / "restated.txt").write_text(BODY + "\n")
    (folder / "set.yaml").write_text(
        'report: made-2025-01\nmonth: "2025-01"\ntitle: Made up\nsections:\n'
        f'  - {{slug: zinc, split: dev, heading: Zinc, publisher_sha256: "{NO_HASH}"}}\n'
    )
    return folder


def faults(folder: Path) -> list[str]:
    return [fault.line() for fault in check_gold(load_gold(folder)) if not fault.warning]


def test_a_sound_set_has_no_fault(tmp_path: Path) -> None:
    assert check_gold(load_gold(gold(tmp_path))) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"direction": "up"}, "value -3 against direction up"),
        ({"direction": "null"}, "a change without a direction"),
        ({"evidence": "{restated: [18, 21], publisher: [0, 21]}"}, "the evidence does not hold the figure"),
        ({"evidence": "{restated: [0, 21]}"}, "no publisher offsets"),
        ({"rejected": ""}, "neither claimed nor rejected"),
        ({"twice": True}, "the same fact as metric 1"),
        ({"value": "-4"}, "called a repeat, but no metric has its value"),
    ],
)
def test_each_fault_is_told_in_one_line(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    found = faults(gold(tmp_path, **changes))  # type: ignore[arg-type]
    assert any(message in line for line in found), found
    assert all("\n" not in line and "sections/zinc/labels.yaml" in line for line in found)


def test_another_reading_of_the_annotator_is_a_warning_and_no_fault(tmp_path: Path) -> None:
    folder = gold(tmp_path, qualifier="approximately")
    assert faults(folder) == []
    assert [fault.warning for fault in check_gold(load_gold(folder))] == [True]


def test_a_drifted_copy_of_the_publishers_text_is_named(tmp_path: Path) -> None:
    source = tmp_path / "copy.txt"
    source.write_text("Overview of Metal Production in January 2025\nZinc\nOutput fell by 3% MoM in all.\n")
    found = check_gold(load_gold(gold(tmp_path / "set")), source)
    assert [fault.file for fault in found if "not the one labelled" in fault.message] == ["zinc"]


def test_a_publishers_sentence_in_the_restated_text_is_a_fault(tmp_path: Path) -> None:
    copied = "Output fell by 3% MoM because all of the plants were shut for the long holiday."
    folder = gold(tmp_path / "set", rejected="")
    (folder / "sections" / "zinc" / "restated.txt").write_text(copied + "\n")
    source = tmp_path / "copy.txt"
    source.write_text(f"Overview of Metal Production in January 2025\nZinc\n{copied}\n")
    path = folder / "set.yaml"
    path.write_text(path.read_text().replace(NO_HASH, sha256(copied.encode()).hexdigest()))
    assert any("words of the publisher" in line for line in
               [fault.line() for fault in check_gold(load_gold(folder), source)])  # fmt: skip
