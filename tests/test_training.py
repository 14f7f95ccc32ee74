"""Training: weights that follow their rows, from dev sections alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold.sets import find_sets
from eval.goldset import load_gold
from extract.datafiles import load_mapping
from schemas.errors import DataFileError
from schemas.vocabulary import Category, Direction, Indicator
from training.causes import CauseRow, cause_rows
from training.crossval import tally
from training.fit import fit, fit_choice, fit_classes
from training.learn import in_force, learn
from training.phrases import PHRASES, phrases_in
from training.sections import labelled

ROOT = Path(__file__).parents[1]
ROWS = [["bias", "with"]] * 30 + [["bias", "without"]] * 30
RIGHT = [True] * 25 + [False] * 5 + [True] * 5 + [False] * 25


def test_a_feature_of_drivers_weighs_for_and_one_of_others_against() -> None:
    weights = fit(ROWS, RIGHT, 1.0)
    assert weights["with"] > 50
    assert weights["without"] < -50


def test_a_feature_weighs_for_the_class_that_it_goes_with() -> None:
    weights = fit_classes(ROWS, ["up" if right else "down" for right in RIGHT], 1.0, [1.0] * len(ROWS))
    assert weights["with"]["up"] > 25 > -25 > weights["with"]["down"]
    assert weights[""] == {"down": 0, "up": 0}


def test_the_option_that_is_taken_gets_the_weight() -> None:
    near, far = (["near", "named"], True), (["far", "named"], False)
    weights = fit_choice([[near, far]] * 20 + [[far, near]] * 20, 1.0)
    assert weights["near"] > 50
    assert weights["far"] < -50
    assert "named" not in weights  # what all options have chooses none of them


def test_options_that_are_right_together_share_the_weight() -> None:
    weights = fit_choice([[(["one"], True), (["other"], True), (["third"], False)]] * 20, 1.0)
    assert weights["one"] == weights["other"] > 0 > weights["third"]


def test_equal_rows_give_equal_weights_and_rare_features_none() -> None:
    rows = [*ROWS, ["bias", "rare"]]
    first = fit(rows, [*RIGHT, True], 1.0)
    assert first == fit(rows, [*RIGHT, True], 1.0)
    assert "rare" not in first


def test_a_row_counts_for_its_share() -> None:
    classes = ["up"] * 20 + ["down"] * 20
    even = fit_classes([["bias"]] * 40, classes, 1.0, [1.0] * 40)
    uneven = fit_classes([["bias"]] * 40, classes, 1.0, [1.0] * 20 + [0.2] * 20)
    assert "bias" not in even
    assert uneven["bias"]["up"] > 25 > -25 > uneven["bias"]["down"]


def test_a_phrase_has_the_features_of_its_words_alone_and_stands_once(tmp_path: Path) -> None:
    (tmp_path / "some.tsv").write_text(
        "demand\tproduction\tdown\tweak orders from galvanisers\n"
        "inventory\tprice\tup\tEmpty warehouses\n"
        "demand\tproduction\tup\tempty warehouses\n",
        encoding="utf-8",
    )
    first, second = phrases_in(tmp_path)
    assert (first.category, first.effect, first.direction) == (
        Category.DEMAND, Indicator.PRODUCTION, Direction.DOWN
    )  # fmt: skip
    assert {"word=galvanisers", "lexicon=demand", "letters=galv"} <= set(first.category_features)
    assert not any(name.startswith(("left=", "before=", "grammar")) for name in first.category_features)
    assert {"listed", "push=down&demand"} <= set(first.way_features)
    assert (second.text, second.category) == ("Empty warehouses", Category.INVENTORY)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("demand\tproduction\tweak orders", "some.tsv:1: 3 columns, not 4"),
        ("hunger\tproduction\tdown\tweak orders", "some.tsv:1: 'hunger' is not a valid Category"),
        ("demand\tproduction\tsideways\tweak orders", "some.tsv:1: 'sideways' is not a valid Direction"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "some.tsv").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=reason):
        list(phrases_in(tmp_path))


def test_every_kind_of_cause_has_phrases_of_both_ways() -> None:
    listed = {(phrase.category, phrase.direction) for phrase in phrases_in(PHRASES)}
    for category in Category:
        assert {(category, Direction.UP), (category, Direction.DOWN)} <= listed


def test_phrases_teach_what_the_sections_never_said(tmp_path: Path) -> None:
    lines = [f"weather\tproduction\tdown\ta typhoon at port {number}" for number in range(20)]
    lines += [f"logistics\tproduction\tup\ta barge at port {number}" for number in range(20)]
    (tmp_path / "some.tsv").write_text("\n".join(lines), encoding="utf-8")
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False)
    told = [row for section in sections for row in cause_rows(section)]
    taught = learn(told, list(phrases_in(tmp_path)))
    assert (
        taught["category"]["word=typhoon"]["weather"]
        > 10
        > taught["category"]["word=typhoon"].get("logistics", 0)
    )
    assert "word=typhoon" not in learn(told)["category"]


def rows(*, fitted: bool) -> dict[str, list[CauseRow]]:
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=fitted)
    return {s.text.section.slug: list(cause_rows(s)) for s in sections}


def test_sections_are_of_dev_alone_and_some_of_their_runs_tell_causes() -> None:
    gold = load_gold(ROOT / "gold" / "2025-01")
    found = rows(fitted=True)
    assert set(found) == {s.slug for s in gold.sections if s.split == "dev"}
    held = [bool(row.drivers) for listed in found.values() for row in listed]
    assert 0.05 < sum(held) / len(held) < 0.6


def test_what_the_grammar_found_is_told_apart_where_it_was_built_on_the_text() -> None:
    for fitted in (True, False):
        names = {name for listed in rows(fitted=fitted).values() for row in listed for name in row.features}
        assert ("grammar" in names, "fitted:grammar" in names) == (not fitted, fitted)


def test_a_driver_is_told_by_one_run_of_words() -> None:
    labels = {s.slug: len(s.labels.drivers) for s in load_gold(ROOT / "gold" / "2025-01").sections}
    for slug, listed in rows(fitted=True).items():
        told = [driver.id for row in listed for driver in row.drivers]
        assert len(told) == len(set(told)) <= labels[slug]


def test_a_model_is_learned_for_each_question_and_the_rules_go_by_it() -> None:
    sections = list(labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False))
    learned = learn([row for s in sections for row in cause_rows(s)])
    assert set(learned) == {"cause", "category", "effect", "way"}
    assert set(learned["way"][""]) <= set(Direction)
    assert all(type(weight) is int for weight in learned["cause"].values())
    with in_force({**learned, "cause": {"bias": -900}}):
        assert tally(sections)["drivers.direction"].precision is None
    with in_force({**learned, "category": {"": {"calendar": 0}}}):
        assert (tally(sections)["drivers.category"].f1 or 0) < 0.2
    with in_force(learned):
        assert (tally(sections)["drivers.direction"].f1 or 0) > 0.5


def test_no_month_apart_is_one_that_the_grammar_was_built_on() -> None:
    apart = find_sets(ROOT / "gold" / "apart")
    built_on = {path.name for path in (*find_sets(ROOT / "gold" / "composed"), ROOT / "gold" / "2025-01")}
    assert len(apart) >= 60
    assert not built_on & {path.name for path in apart}
    for path in apart:
        assert {section["split"] for section in load_mapping(path / "set.yaml")["sections"]} == {"dev"}
