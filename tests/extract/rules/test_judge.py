"""The judge of causes: which runs of words tell causes, of what kind and of what, by learned weights."""

from __future__ import annotations

import re
from math import isqrt
from pathlib import Path
from struct import Struct

import pytest

from extract.annotate import annotate
from extract.reading import read_report
from extract.resolve import resolve
from extract.rules import Rules, explain_driver, linked, models, told
from extract.rules.drivers.cases import cases_of
from extract.rules.drivers.features import case_features, sentence_features
from extract.rules.drivers.judge import AGREED, THRESHOLD, opinions
from extract.rules.drivers.reach import effect_features, told_as
from extract.rules.models import (
    PER_POINT,
    ROOM,
    SHIFT,
    STEPS,
    WHOLE,
    ZERO,
    Model,
    by_class,
    chance,
    choice,
    model_of,
    points,
    shares,
    tally,
    weights_of,
)
from schemas.vocabulary import Category, Direction, Indicator


def drivers_of(tmp_path: Path, text: str, heading: str = "Refined Zinc") -> list[tuple[str, str, str]]:
    section = section_of(tmp_path, text, heading)
    return [(d.category, d.effect, d.direction) for d in Rules().answer(section).answer.drivers]


def section_of(tmp_path: Path, text: str, heading: str = "Refined Zinc"):  # type: ignore[no-untyped-def]
    report = tmp_path / "report.txt"
    report.write_text(f"{heading}\n{text}\n", encoding="utf-8")
    return annotate(read_report(report, "2025-06").sections[0], "2025-06")


BESIDE = "In July output is expected to rise. Demand will improve and new capacity will ramp up in Guangxi."


def test_a_cause_told_beside_a_rise_of_output_is_a_driver(tmp_path: Path) -> None:
    found = drivers_of(tmp_path, BESIDE)
    assert (Category.CAPACITY_ADDITION, Indicator.PRODUCTION, Direction.UP) in found


def test_a_cause_that_the_grammar_does_not_read_is_a_driver_by_its_words(tmp_path: Path) -> None:
    text = (
        "Output is expected to fall by 5% MoM in July. Orders from galvanisers will weaken in the off-season."
    )
    assert linked(section_of(tmp_path, text)) == []
    found = drivers_of(tmp_path, text)
    assert (Category.DEMAND, Indicator.PRODUCTION, Direction.DOWN) in found


def test_a_stated_cause_is_a_driver_with_the_label_of_the_grammar(tmp_path: Path) -> None:
    text = "Refined zinc output fell by 4% MoM in June, mainly due to maintenance at two smelters in Hunan."
    section = section_of(tmp_path, text)
    told = [label.model_dump(exclude={"confidence"}) for label in Rules().answer(section).answer.drivers]
    assert told == [found.label.model_dump(exclude={"confidence"}) for found in linked(section)]


def test_the_same_words_are_no_driver_where_nothing_is_told_of_output(tmp_path: Path) -> None:
    assert drivers_of(tmp_path, "Zinc prices were quoted daily. Ore prices eased.") == []


def test_output_is_moved_only_where_the_section_tells_of_it(tmp_path: Path) -> None:
    beside = "Prices rose. Ore prices eased because stocks at the ports were high."
    untold, spoken = (
        list(cases_of(told(section_of(tmp_path, text)))) for text in (beside, f"Output was stable. {beside}")
    )
    assert not any(case.is_told(Indicator.PRODUCTION) for case in untold)
    assert all(case.is_told(Indicator.PRODUCTION) for case in spoken)
    assert all(case.is_told(Indicator.PRICE) for case in untold)


@pytest.mark.parametrize(
    "text",
    [
        "Refined zinc output was 540,000 mt in June, down 4% MoM.",
        "The survey covers 45 smelters, which hold 90% of capacity.",
        "",
    ],
)
def test_figures_alone_make_no_driver(tmp_path: Path, text: str) -> None:
    assert drivers_of(tmp_path, text) == []


def test_a_spotted_driver_tells_the_features_that_weighed_most(tmp_path: Path) -> None:
    section = section_of(tmp_path, BESIDE)
    found = resolve(section, Rules().answer(section).answer).drivers
    lines = explain_driver(section, next(d.id for d in found if d.category is Category.CAPACITY_ADDITION))
    judged = next(line for line in lines if line.startswith("judged: "))
    assert re.search(r"most by (.+ [+-]\d+\.\d\d, )+", judged)


def test_a_run_of_words_tells_one_category_for_an_effect(tmp_path: Path) -> None:
    found = resolve(*(answered := section_of(tmp_path, BESIDE), Rules().answer(answered).answer)).drivers
    told_of = [(d.cause, d.effect) for d in found]
    assert len(told_of) == len(set(told_of))


@pytest.mark.usefixtures("weights_alone")
def test_no_opinion_is_held_below_the_threshold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [[case] for case in cases_of(told(section_of(tmp_path, BESIDE)))]
    held = [opinion for cases in sentences for opinion in opinions(cases)]
    assert held
    assert all(o.chance >= (AGREED if o.agreed else THRESHOLD) for o in held)
    never = Model(("yes",), 0, (), (-900,), (), {}, Struct("<2I"))
    named = {
        **{name: weights_of(name) for name in ("category", "effect", "way", "figure", "period")},
        "cause": never,
    }
    monkeypatch.setattr(models, "weights_of", named.__getitem__)
    assert not [opinion for cases in sentences for opinion in opinions(cases)]


@pytest.mark.usefixtures("weights_alone")
def test_the_effect_of_a_case_hangs_on_its_words_and_its_category_too(tmp_path: Path) -> None:
    section = section_of(tmp_path, BESIDE)
    held = [opinion for case in cases_of(told(section)) for opinion in opinions([case])]
    assert held
    for opinion in held:
        case, category = opinion.case, opinion.category
        shared = [*sentence_features(case.told, *case.around), *case_features(case), told_as(category)]
        own = {effect: effect_features(case, category, effect) for effect in case.effects}
        whole = choice("effect", {effect: [*shared, *named] for effect, named in own.items()})
        assert opinion.of_effect == whole[opinion.effect]
        assert set(shared) & set(weights_of("effect").rows)


def test_no_sum_of_weights_depends_on_its_order_or_is_too_large_for_its_lane() -> None:
    for name in ("cause", "category", "effect", "way"):
        model = weights_of(name)
        assert len(model.rows) > ROOM
        most = list(model.rows)[-ROOM:] if model.biases else [*model.rows, *model.rows]
        assert tally(name, most) == tally(name, reversed(most))
        assert len(points(name, tally(name, most))) == len(model.classes)
        if model.biases:
            with pytest.raises(OverflowError, match=r"more than a unit can add up"):
                points(name, tally(name, [most[0], *most]))


def test_a_lane_of_a_unit_has_room_for_the_heaviest_weights() -> None:
    told = {
        "classes": ["yes"], "direct": {}, "step": 1000 << SHIFT, "biases": [0, 0],
        "bases": [0], "outs": [[10_000, 10_000]], "rows": {"up": chr(ZERO + STEPS) * 2},
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "weights_of", {"told": model_of(told)}.__getitem__)
        of_all = points("told", tally("told", ["up"] * ROOM))
    share = isqrt((1000 << SHIFT) ** 2 // ROOM)
    assert of_all == [2 * (STEPS * ROOM * share >> SHIFT) // 10]


def test_units_pass_on_what_is_above_zero_of_their_share_of_the_sum() -> None:
    told = {
        "classes": ["yes"], "direct": {"direct": {"yes": 7}}, "step": 1000 << SHIFT, "biases": [0, 500],
        "bases": [3], "outs": [[10_000, 20_000]], "rows": {"up": "qo", "down": "lo"},
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "weights_of", {"told": model_of(told)}.__getitem__)
        # Two steps of 1.0 and a bias of 0.5; weights of 1 and 2 in log odds, 100 points each.
        assert points("told", tally("told", ["up"])) == [3 + 200 + 100]
        assert points("told", tally("told", ["down"])) == [3 + 0 + 100]
        assert points("told", tally("told", ["up", "direct", "unknown"])) == [3 + 7 + 200 + 100]
        assert points("told", tally("told", ["up", "down"])) == [3 + 0 + 100]
        assert points("told", tally("told", ["up", "up", "up", "up"])) == [3 + 400 + 100]  # 8 / sqrt(4)


@pytest.mark.parametrize("outs", [[-10_000, 20_000, -30_000], [-7, -7, -7], [0, -1_000_000, 1]])
def test_classes_that_lose_by_a_unit_take_nothing_from_those_beside(outs: list[int]) -> None:
    told = {
        "classes": ["a", "b", "c"], "direct": {"down": {"b": -300, "c": 40}}, "step": 1000 << SHIFT,
        "biases": [0, 200], "bases": [5, -6, 0], "outs": [[out, -out] for out in outs],
        "rows": {"up": "qo", "down": "lp"},
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "weights_of", {"told": model_of(told)}.__getitem__)
        # The first unit passes on two steps of 1.0 or nothing, the other its bias of 0.2, or that and a step.
        up, down = points("told", tally("told", ["up"])), points("told", tally("told", ["down"]))
    assert up == [own + (2000 - 200) * out // PER_POINT for own, out in zip((5, -6, 0), outs, strict=True)]
    assert down == [own + -1200 * out // PER_POINT for own, out in zip((5, -306, 40), outs, strict=True)]


def test_chances_are_per_mille_and_those_of_classes_come_to_the_whole() -> None:
    assert [chance(odds) for odds in (0, 10_000, -1_000_000)] == [WHOLE // 2, WHOLE, 0]
    of_all = shares(by_class("category", ["bias"]))
    assert set(of_all) == set(Category)
    assert abs(sum(of_all.values()) - WHOLE) < len(Category)
