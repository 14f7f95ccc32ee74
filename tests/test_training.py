"""Training: weights that follow their rows, from dev sections alone."""

from __future__ import annotations

from pathlib import Path

from eval.goldset import load_gold
from schemas.vocabulary import Direction
from training.crossval import f1
from training.fit import fit, fit_classes
from training.learn import learn
from training.rows import rows_of

ROOT = Path(__file__).parents[1]
ROWS = [["bias", "with"]] * 30 + [["bias", "without"]] * 30
RIGHT = [True] * 25 + [False] * 5 + [True] * 5 + [False] * 25


def test_a_feature_of_drivers_weighs_for_and_one_of_others_against() -> None:
    weights = fit(ROWS, RIGHT, 1.0)
    assert weights["with"] > 50
    assert weights["without"] < -50


def test_a_feature_weighs_for_the_class_that_it_goes_with() -> None:
    weights = fit_classes(ROWS, ["up" if right else "down" for right in RIGHT], 1.0)
    assert weights["with"]["up"] > 25 > -25 > weights["with"]["down"]
    assert weights[""] == {"down": 0, "up": 0}


def test_equal_rows_give_equal_weights_and_rare_features_none() -> None:
    rows = [*ROWS, ["bias", "rare"]]
    first = fit(rows, [*RIGHT, True], 1.0)
    assert first == fit(rows, [*RIGHT, True], 1.0)
    assert "rare" not in first


def test_rows_are_of_dev_sections_alone_and_some_are_drivers() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    rows = list(rows_of(gold, fitted=True))
    assert {r.slug for r in rows} == {s.slug for s in gold.sections if s.split == "dev"}
    held = [bool(row.drivers) for section in rows for row in section.rows]
    assert 0.05 < sum(held) / len(held) < 0.6


def test_what_the_grammar_found_is_told_apart_where_it_was_built_on_the_text() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    for fitted in (True, False):
        rows = [row for section in rows_of(gold, fitted=fitted) for row in section.rows]
        names = {name for row in rows for name in row.features}
        assert ("grammar" in names, "fitted:grammar" in names) == (not fitted, fitted)


def test_a_driver_is_told_by_one_case_within_its_evidence() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    labelled = {s.slug: len(s.labels.drivers) for s in gold.sections}
    for section in rows_of(gold, fitted=True):
        told = [driver.id for row in section.rows for driver in row.drivers]
        assert len(told) == len(set(told)) <= labelled[section.slug]


def test_a_model_is_learned_for_each_question_and_says_what_it_is_asked() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    learned = learn(list(rows_of(gold, fitted=False)))
    assert set(learned) == {"cause", "category", "effect", "way"}
    assert set(learned["way"][""]) <= set(Direction)
    assert all(type(weight) is int for weight in learned["cause"].values())


def test_f1_of_nothing_is_nothing() -> None:
    assert f1((0, 0, 0)) == 0.0
    assert f1((3, 4, 6)) == 0.6
