"""Training: weights that follow their rows, from dev sections alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from eval.gold.sets import find_sets
from eval.goldset import load_gold
from eval.records import Records
from extract.annotate import annotate
from extract.datafiles import load_mapping
from extract.document import Section
from extract.rules.calibration import KINDS, Scale, scale_of
from extract.rules.encoder import Encoded
from extract.rules.encoder.weights import WEIGHTS
from extract.rules.models import TAKEN, WHOLE, by_class, points, tally
from extract.rules.review.weighing import QUESTIONS
from schemas.errors import DataFileError
from schemas.vocabulary import Category, Direction, Indicator
from training import linear, network
from training.__main__ import main as command
from training.causes import CauseRow, cause_rows
from training.choices import ChoiceRow, choice_rows
from training.crossval import tally as tallied
from training.drivers import DriverRow, driver_rows
from training.figures import FigureRow, figure_rows
from training.kept import kept_out
from training.learn import in_force, learn, learn_drivers
from training.mixed import mean
from training.moves import MoveRow, move_rows
from training.network import Schedule
from training.phrases import PHRASES, phrases_in
from training.review import learn_review
from training.scaling import answers_of, fit_scale, written
from training.sections import Labelled, labelled

ROOT = Path(__file__).parents[1]
ROWS = [["bias", "with"]] * 30 + [["bias", "without"]] * 30
Fit = Callable[..., dict[str, Any]]
SCHEDULE = Schedule(32, 30)
OF_CLASSES = [partial(linear.fit_classes, ridge=1.0), partial(network.fit_classes, schedule=SCHEDULE)]
OF_CHOICE = [partial(linear.fit_choice, ridge=1.0), partial(network.fit_choice, schedule=SCHEDULE)]
RIGHT = [True] * 25 + [False] * 5 + [True] * 5 + [False] * 25


def asked(told: Mapping[str, Any], *features: str) -> dict[str, float]:
    """What a model says of some features: points by class."""
    with in_force({"asked": told}):
        return dict(zip(told["classes"], points("asked", tally("asked", features)), strict=True))


def test_a_feature_of_drivers_speaks_for_and_one_of_others_against() -> None:
    told = network.fit(ROWS, RIGHT, SCHEDULE)
    assert asked(told, "bias", "with")["yes"] > 50
    assert asked(told, "bias", "without")["yes"] < -50


@pytest.mark.parametrize("fit", OF_CLASSES)
def test_a_feature_speaks_for_the_class_that_it_goes_with(fit: Fit) -> None:
    told = fit(ROWS, ["up" if right else "down" for right in RIGHT], shares=[1.0] * len(ROWS))
    assert told["classes"] == ["down", "up"]
    for feature, member, other in (("with", "up", "down"), ("without", "down", "up")):
        of_class = asked(told, "bias", feature)
        assert of_class[member] > of_class[other] + 50


@pytest.mark.parametrize("fit", OF_CHOICE)
def test_the_option_that_is_taken_has_more_points(fit: Fit) -> None:
    near, far = (["near", "named"], True), (["far", "named"], False)
    told = fit([[near, far]] * 20 + [[far, near]] * 20)
    assert asked(told, "near", "named")["taken"] > asked(told, "far", "named")["taken"] + 100


def test_what_all_options_have_gets_no_weight() -> None:
    near, far = (["near", "named"], True), (["far", "named"], False)
    told = linear.fit_choice([[near, far]] * 20 + [[far, near]] * 20, 1.0)
    assert set(told["direct"]) == {"near", "far"}


@pytest.mark.parametrize("fit", OF_CHOICE)
def test_options_that_are_right_together_share_the_points(fit: Fit) -> None:
    told = fit([[(["one"], True), (["other"], True), (["third"], False)]] * 60)
    one, other, third = (asked(told, feature)["taken"] for feature in ("one", "other", "third"))
    assert abs(one - other) < 50
    assert min(one, other) > third + 100


def test_options_of_groups_of_several_sizes_are_weighed_within_their_group() -> None:
    pair = [(["left"], True), (["right"], False)]
    three = [(["left"], False), (["right"], True), (["both"], False)]
    told = network.fit_choice([pair] * 30 + [three] * 90, SCHEDULE)
    assert asked(told, "right")["taken"] > asked(told, "left")["taken"] > asked(told, "both")["taken"]


def test_equal_rows_give_equal_weights_and_rare_features_none() -> None:
    rows = [*ROWS, ["bias", "rare"]]
    first = network.fit(rows, [*RIGHT, True], SCHEDULE)
    assert first == network.fit(rows, [*RIGHT, True], SCHEDULE)
    assert "rare" not in first["rows"]


@pytest.mark.parametrize("fit", OF_CLASSES)
def test_a_row_counts_for_its_share(fit: Fit) -> None:
    classes = ["up"] * 20 + ["down"] * 20
    even = asked(fit([["bias"]] * 40, classes, shares=[1.0] * 40), "bias")
    uneven = asked(fit([["bias"]] * 40, classes, shares=[1.0] * 20 + [0.2] * 20), "bias")
    assert abs(even["up"] - even["down"]) < 30
    assert uneven["up"] > uneven["down"] + 50


def test_the_mean_of_two_models_has_the_mean_of_their_points() -> None:
    classes = ["up" if right else "down" for right in RIGHT]
    direct = linear.fit_classes(ROWS, classes, 1.0, [1.0] * len(ROWS))
    hidden = network.fit_classes(ROWS, classes, [1.0] * len(ROWS), SCHEDULE)
    both = mean(direct, hidden)
    for feature in ("with", "without"):
        one, other, mean_of = (asked(told, "bias", feature) for told in (direct, hidden, both))
        for member in both["classes"]:
            assert mean_of[member] == pytest.approx((one[member] + other[member]) / 2, abs=3)


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
    phrases = list(phrases_in(tmp_path))
    taught = learn(told, phrases)
    with in_force(taught):
        typhoon, barge = (by_class("category", phrases[at].category_features) for at in (0, -1))
    assert max(typhoon, key=typhoon.__getitem__) == "weather"
    assert max(barge, key=barge.__getitem__) == "logistics"
    assert "word=typhoon" in taught["category"]["rows"]
    assert "word=typhoon" not in learn(told)["category"]["rows"]


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


def test_no_feature_of_a_case_has_the_name_of_one_of_an_effect() -> None:
    told = [row for listed in rows(fitted=True).values() for row in listed if row.drivers]
    for row in told:
        driver = row.drivers[0]
        own = {name for features, _ in row.effect_features(driver) for name in features}
        assert own
        assert own.isdisjoint(row.shared_features(driver))


def test_a_driver_is_told_by_one_run_of_words() -> None:
    labels = {s.slug: len(s.labels.drivers) for s in load_gold(ROOT / "gold" / "2025-01").sections}
    for slug, listed in rows(fitted=True).items():
        told = [driver.id for row in listed for driver in row.drivers]
        assert len(told) == len(set(told)) <= labels[slug]


def test_a_model_is_learned_for_each_question_and_the_rules_go_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Encoded, "of_case", lambda *_: None)  # the weights are heard alone
    sections = list(labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False))
    learned = learn([row for s in sections for row in cause_rows(s)])
    assert set(learned) == {"cause", "category", "effect", "way"}
    assert set(learned["way"]["classes"]) <= set(Direction)
    with in_force({**learned, "cause": constant("yes", -900)}):
        assert tallied(sections)["drivers.direction"].precision is None
    with in_force({**learned, "category": constant("calendar", 0)}):
        assert (tallied(sections)["drivers.category"].f1 or 0) < 0.2
    with in_force(learned):
        assert (tallied(sections)["drivers.direction"].f1 or 0) > 0.5


def constant(member: str, base: int) -> dict[str, Any]:
    """A model of one class that says the same of everything."""
    return {
        "classes": [member], "direct": {}, "step": 0, "biases": [], "bases": [base], "outs": [[]], "rows": {}
    }  # fmt: skip


def test_no_month_apart_is_one_that_the_grammar_was_built_on() -> None:
    apart = find_sets(ROOT / "gold" / "apart")
    built_on = {path.name for path in (*find_sets(ROOT / "gold" / "composed"), ROOT / "gold" / "2025-01")}
    assert len(apart) >= 60
    assert not built_on & {path.name for path in apart}
    for path in apart:
        assert {section["split"] for section in load_mapping(path / "set.yaml")["sections"]} == {"dev"}


def test_what_options_share_counts_together_with_what_each_has_of_its_own() -> None:
    now, following = ["named now"], ["named next"]
    past = [(now, True), (following, False)]
    ahead = [(now, False), (following, True)]
    taught = network.fit_choice([past, ahead] * 60, SCHEDULE, shared=[["was"], ["will"]] * 60)
    for word, taken, left in (("was", now, following), ("will", following, now)):
        assert asked(taught, word, *taken)[TAKEN] > asked(taught, word, *left)[TAKEN] + 50


def test_questions_share_a_model_and_one_that_is_not_asked_teaches_nothing() -> None:
    answers = {
        "way": ["up" if right else None for right in RIGHT],
        "kind": ["one" if right else "other" for right in RIGHT],
    }
    taught = network.fit_questions(ROWS, answers, Schedule(8, 10))
    assert taught["classes"] == ["way:up", "kind:one", "kind:other"]
    assert asked(taught, "bias", "with")["kind:one"] > asked(taught, "bias", "with")["kind:other"] + 50
    unasked = network.fit_questions(ROWS, {"way": [None] * 59 + ["up"]}, Schedule(8, 10))
    assert abs(asked(unasked, "bias", "with")["way:up"]) < 30


def test_words_are_heard_more_where_claims_are_left_out() -> None:
    rows = [["claim:up", "rose"]] * 60 + [["claim:down", "fell"]] * 60
    answers = {"way": ["up"] * 60 + ["down"] * 60}

    def against(claims_out: float) -> float:
        schedule = Schedule(8, 30, features_out=0.0, units_out=0.0, claims_out=claims_out)
        told = asked(network.fit_questions(rows, answers, schedule), "claim:down", "rose")
        return told["way:up"] - told["way:down"]

    assert against(0.8) > against(0.0) + 20


@pytest.fixture(scope="module")
def figures() -> list[FigureRow]:
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=True)
    return [row for section in sections for row in figure_rows(section)]


@pytest.fixture(scope="module")
def choices() -> list[ChoiceRow]:
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=True)
    return [row for section in sections for row in choice_rows(section)]


@pytest.fixture(scope="module")
def drivers() -> list[DriverRow]:
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=True)
    return [row for section in sections for row in driver_rows(section)]


@pytest.fixture(scope="module")
def moves() -> list[MoveRow]:
    sections = labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=True)
    return [row for section in sections for row in move_rows(section)]


def test_the_row_of_a_move_has_its_answer_and_where_it_tells_one_the_choices_of_its_segment(
    moves: list[MoveRow],
) -> None:
    told = [row for row in moves if row.answer != "none"]
    assert 20 < len(told) < len(moves) / 2
    assert {row.answer for row in told} == {"production", "operating_rate"}
    assert all(row.choices for row in told)
    assert not any(row.choices for row in moves if row.answer == "none")
    assert sum(any(right for _, right in row.choices) for row in told) > 0.9 * len(told)
    taken = sum("claim:took:True" in row.features for row in told)
    assert taken > 0.6 * len(told)


@pytest.mark.parametrize(("field", "least"), [("segment", 20), ("region", 5), ("entity", 2)])
def test_the_row_of_a_choice_has_a_right_one_and_tells_what_the_grammar_took(
    choices: list[ChoiceRow], drivers: list[DriverRow], field: str, least: int
) -> None:
    for rows_of in (choices, [scope for row in drivers for scope in row.scopes]):
        listed = [row for row in rows_of if row.field == field]
        assert len(listed) > 50
        for row in listed:
            assert any(right for _, right in row.choices)
            assert len(row.choices) > 1
        assert sum("claim:taken" in told for row in listed for told, _ in row.choices) > least


def test_what_drivers_are_told_of_and_when_is_learned_and_the_rules_go_by_it(
    drivers: list[DriverRow],
) -> None:
    learned = learn_drivers(drivers)
    scopes, time = {"segment of effect", "region of effect", "entity of effect"}, "time of effect"
    assert set(learned) == {*scopes, time}
    sections = list(labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False))

    def reached(**others: Any) -> float:
        with in_force({**learned, **others}):
            return tallied(sections)["drivers.full"].f1 or 0

    def turned(name: str, feature: str) -> Mapping[str, Any]:
        return {**learned[name], "direct": {feature: {TAKEN: 3000}}}

    whole = reached()
    assert reached(**{name: constant(TAKEN, 0) for name in learned}) < whole
    assert reached(**{name: turned(name, "span") for name in scopes}) < whole - 0.2
    assert reached(**{time: turned(time, "is month before")}) < whole - 0.2


def test_the_row_of_a_driver_has_one_right_time_at_the_most_and_tells_the_grammars(
    drivers: list[DriverRow],
) -> None:
    assert len(drivers) > 100
    right = [[fits for _, fits in row.times] for row in drivers]
    taken = [["claim:is taken," in names for names, _ in row.times] for row in drivers]
    assert {sum(each) for each in taken} == {1}
    assert {sum(each) for each in right} <= {0, 1}
    assert sum(map(any, right)) > 0.95 * len(drivers)
    assert 0.8 * len(drivers) < sum(map(list.__eq__, right, taken)) < len(drivers)


def test_the_row_of_a_figure_has_one_right_period_at_the_most_and_its_answers(
    figures: list[FigureRow],
) -> None:
    labelled_ones = [row for row in figures if row.dated is not None]
    assert len(labelled_ones) > 100
    found = [sum(right for _, right in row.options) for row in labelled_ones]
    assert set(found) <= {0, 1}
    assert sum(found) > 0.95 * len(found)
    assert {row.answers["indicator"] for row in labelled_ones} <= set(Indicator)
    for row in labelled_ones:
        assert sum("claim:is taken" in names for names, _ in row.options) == 1


def test_a_figure_without_a_label_measures_nothing_unless_it_says_again_what_is_told() -> None:
    text = "Zinc output was 52,000 mt in June. Zinc output was 52,000 mt in June. Jiangsu 76%."
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    first, unnamed = figure_rows(Labelled("2025-06", section, Records((), ()), fitted=False))
    assert first.answers == unnamed.answers == {"reading": None, "indicator": "none", "status": None}
    assert not first.options
    assert ["claim:unnamed:True" in row.features for row in (first, unnamed)] == [False, True]


def test_the_second_reading_is_learned_for_each_question_and_the_rules_go_by_it(
    figures: list[FigureRow], choices: list[ChoiceRow], moves: list[MoveRow]
) -> None:
    learned = learn_review(figures, choices, moves)
    assert set(learned) == {"figure", "status", "period", "segment", "region", "entity", "move"}
    questions = {name.partition(":")[0] for name in learned["figure"]["classes"]}
    assert questions == set(QUESTIONS)
    sections = list(labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False))
    with in_force(learned):
        counts = tallied(sections)
    right, whole = counts["metrics.strict"].f1 or 0, counts["metrics.full"].f1 or 0
    bases = [9000 * (name == "indicator:quota") for name in learned["figure"]["classes"]]
    model = {**learned["figure"], "bases": bases}
    with in_force({**learned, "figure": model}):
        wrong = tallied(sections)["metrics.strict"].f1 or 0
    of_segment = learned["segment"]
    direct = {feature: {TAKEN: -row[TAKEN]} for feature, row in of_segment["direct"].items()}
    turned = {**of_segment, "direct": direct, "outs": [[-out for out in of_segment["outs"][0]]]}
    with in_force({**learned, "segment": turned}):
        misled = tallied(sections)["metrics.full"].f1 or 0
    told = counts["metrics.movements"].f1 or 0
    talking = [9000 * (name == "production") for name in learned["move"]["classes"]]
    with in_force({**learned, "move": {**learned["move"], "bases": talking}}):
        assert (tallied(sections)["metrics.movements"].f1 or 0) < told - 0.05
    assert right > 0.9
    assert wrong < 0.5
    assert whole > 0.8
    assert misled < whole - 0.15  # what the grammar holds against them stays: counts keep their conditions


def test_what_is_left_out_is_learned_without_and_added() -> None:
    groups = [
        [(["seen", "claim:taken"], True), (["other"], False)],
        [(["seen"], True), (["other", "claim:taken"], False)],
        [(["other", "claim:taken"], True), (["seen"], False)],
    ] * 5
    once = linear.fit_choice(groups, 1.0)["direct"]
    without = [
        [([name for name in told if name != "claim:taken"], right) for told, right in group]
        for group in groups
    ]
    alone = linear.fit_choice(without, 1.0)["direct"]
    both = linear.fit_choice(groups, 1.0, ["claim:"])["direct"]
    assert both["claim:taken"][TAKEN] == once["claim:taken"][TAKEN]
    for name in ("seen", "other"):
        assert abs(both[name][TAKEN] - once[name][TAKEN] - alone[name][TAKEN]) <= 2  # hundredths, rounded


KEPT_OUT = ROOT / "gold" / "apart" / "kept-out.txt"


def test_each_month_that_is_kept_out_is_one_apart_and_the_weights_say_they_know_none_of_them() -> None:
    groups = kept_out(KEPT_OUT)
    months = {path.name for path in find_sets(ROOT / "gold" / "apart")}
    assert len(groups) > 50
    assert set(groups) <= months
    sets = [*find_sets(ROOT / "gold" / "composed"), *find_sets(ROOT / "gold" / "2025-01")]
    built_on = {path.name for path in sets if "split: dev" in (path / "set.yaml").read_text("utf-8")}
    learned_from = len(built_on | months - set(groups))
    with np.load(WEIGHTS) as file:
        told = {"encoder": str(file["source"])}
    lexicon = ROOT / "extract" / "rules" / "lexicon"
    for file in ("figures", "causes"):
        told[file] = load_mapping(lexicon / f"weights-of-{file}.json")["source"]
    known = {name: int(about.partition(" months")[0].rpartition(" ")[2]) for name, about in told.items()}
    assert all(0 < months <= learned_from for months in known.values())


@pytest.mark.parametrize("line", ["1980-1 some", "1980-01", "1980-01 some\n1980-01 other"])
def test_a_file_of_months_kept_out_that_says_something_else_is_one_clear_line(
    tmp_path: Path, line: str
) -> None:
    path = tmp_path / "kept.txt"
    path.write_text(f"# months\n\n{line}\n")
    with pytest.raises(DataFileError, match=r"kept\.txt:\d: "):
        kept_out(path)
    told = CliRunner().invoke(command, [str(ROOT / "gold" / "2025-01"), "--except", str(path), "--score"])
    assert told.exit_code == 2
    assert "kept.txt:" in told.output


def test_a_file_of_months_kept_out_is_text_and_there_is_something_to_score(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_bytes(b"\xff\xfe1980-01 some")
    gold = str(ROOT / "gold" / "2025-01")
    told = CliRunner().invoke(command, [gold, "--except", str(path), "--score"])
    assert (told.exit_code, "kept.txt: not UTF-8 text" in told.output) == (2, True)
    path.write_text("1980-01 some\n")
    for words in ([], ["--except", str(path)]):
        told = CliRunner().invoke(command, [gold, *words, "--apart", gold, "--score"])
        assert (told.exit_code, "among the sets of --apart" in told.output) == (2, True)


def test_what_is_reached_on_months_kept_out_is_told_by_group_and_of_all(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("1980-01 some\n1980-02 others\n")
    apart = [
        word for month in ("1980-01", "1980-02") for word in ("--apart", str(ROOT / "gold" / "apart" / month))
    ]
    told = CliRunner().invoke(
        command, [str(ROOT / "gold" / "2025-01"), *apart, "--except", str(path), "--score"]
    )
    assert told.exit_code == 0, told.output
    lines = [line.split(":  ") for line in told.output.splitlines()]
    assert [name for name, _ in lines] == ["some", "others", "all"]
    first, second, both = (float(figures.split()[1]) for _, figures in lines)
    assert min(first, second) <= both <= max(first, second)
    assert both > 0.8


def test_a_scale_is_fitted_to_how_often_answers_are_right() -> None:
    often = {600: 45, 900: 75, 990: 95}  # of a hundred: less than their chances say
    answers = [(chance, turn < right) for chance, right in often.items() for turn in range(100)]
    scale = fit_scale(answers)
    for chance, right in often.items():
        assert scale.of(chance) == pytest.approx(right / 100, abs=0.03)


def test_the_scales_in_force_are_those_that_the_command_writes(tmp_path: Path) -> None:
    path = tmp_path / "calibration.yaml"
    scales = {kind: scale_of(kind) for kind in KINDS}
    path.write_text("\n".join(written(scales, "About.")), encoding="utf-8")
    assert {kind: Scale(**of) for kind, of in load_mapping(path).items()} == scales


def test_answers_have_the_chances_of_their_kinds_and_some_are_wrong() -> None:
    gold = next(each for each in map(load_gold, find_sets(ROOT / "gold" / "apart")) if each.name == "1963-01")
    found = answers_of(list(labelled(gold, fitted=False))[:3])
    assert {*found} <= {*KINDS}
    assert len(found["figure"]) > len(found["movement"]) > 0
    assert all(0 <= chance <= WHOLE for told in found.values() for chance, _ in told)
    assert {right for told in found.values() for _, right in told} == {True, False}


@pytest.mark.parametrize("group", ["of no months", ""])
def test_a_group_without_months_is_bad_input(group: str) -> None:
    kept = ["--apart", "gold/apart", "--except", "gold/apart/kept-out.txt"]
    done = CliRunner().invoke(command, ["gold/2025-01", *kept, "--scale", group])
    assert done.exit_code == 2
    assert "no months of --except are of" in done.output
