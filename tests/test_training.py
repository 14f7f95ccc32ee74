"""Training: weights that follow their rows, from dev sections alone."""

from __future__ import annotations

from pathlib import Path

from eval.goldset import load_gold
from training.crossval import f1
from training.fit import fit
from training.rows import rows_of

ROOT = Path(__file__).parents[1]
ROWS = [["bias", "with"]] * 30 + [["bias", "without"]] * 30
RIGHT = [True] * 25 + [False] * 5 + [True] * 5 + [False] * 25


def test_a_feature_of_drivers_weighs_for_and_one_of_others_against() -> None:
    weights = fit(ROWS, RIGHT, [1.0] * 60)
    assert weights["with"] > 50
    assert weights["without"] < -50


def test_equal_rows_give_equal_weights_and_rare_features_none() -> None:
    rows = [*ROWS, ["bias", "rare"]]
    first = fit(rows, [*RIGHT, True], [1.0] * 61)
    assert first == fit(rows, [*RIGHT, True], [1.0] * 61)
    assert "rare" not in first


def test_rows_are_of_dev_sections_alone_and_some_are_drivers() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    rows = list(rows_of(gold))
    assert {r.slug for r in rows} == {s.slug for s in gold.sections if s.split == "dev"}
    held = [row.is_driver for section in rows for row in section.rows]
    assert 0.05 < sum(held) / len(held) < 0.6


def test_f1_of_nothing_is_nothing() -> None:
    assert f1((0, 0, 0)) == 0.0
    assert f1((3, 4, 6)) == 0.6
