"""What the models are told of a run: what stands beside it, what it may move, and what was told before."""

from __future__ import annotations

from pathlib import Path
from struct import Struct

import pytest

from extract.annotate import annotate
from extract.document import Annotated
from extract.reading import read_report
from extract.rules import Rules, models, told
from extract.rules.drivers import judge
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.features import case_features
from extract.rules.drivers.reach import effect_features
from extract.rules.drivers.ways import way_features
from extract.rules.models import Model, weights_of
from schemas.vocabulary import Category, Direction, Indicator

OTHERS = (
    "cause", "category", "effect", "figure", "status", "period", "segment", "region", "entity", "move",
    "segment of effect", "region of effect", "entity of effect", "time of effect",
)  # fmt: skip
TEXT = (
    "Refined zinc output was 540,000 mt in June, down 4% MoM. Mills bought little. "
    "Prices slid by 3% MoM, because orders from galvanisers were weak."
)


def section_of(tmp_path: Path, text: str) -> Annotated:
    report = tmp_path / "report.txt"
    report.write_text(f"Refined Zinc\n{text}\n", encoding="utf-8")
    return annotate(read_report(report, "2025-06").sections[0], "2025-06")


def case_of(tmp_path: Path, word: str, text: str = TEXT) -> Case:
    cases = cases_of(told(section_of(tmp_path, text)))
    return next(case for case in cases if word in case.reading.lows(*case.run))


def test_what_moves_and_is_measured_on_each_side_of_a_run_is_told(tmp_path: Path) -> None:
    features = case_features(case_of(tmp_path, "galvanisers"))
    assert {"left:way=down", "left:figure=price", "left:names=price", "right:empty"} <= set(features)
    assert {"near-left=mom", "run:figures=0"} <= set(features)
    assert not any(feature.startswith("near-right=") for feature in features)


def test_an_effect_is_told_by_its_figures_its_place_and_how_far_back_it_was(tmp_path: Path) -> None:
    case = case_of(tmp_path, "galvanisers")
    price = set(effect_features(case, Category.DEMAND, Indicator.PRICE))
    output = set(effect_features(case, Category.DEMAND, Indicator.PRODUCTION))
    assert {"part:figure=1&any=1", "next=10", "back=0"} <= price
    assert {"part:figure=0&any=1", "next=00", "back=2", "back=2&since=0"} <= output


def test_sentences_far_back_are_not_told(tmp_path: Path) -> None:
    case = case_of(
        tmp_path,
        "galvanisers",
        "Output fell. " + "Mills bought little. " * 9 + "Orders from galvanisers fell.",
    )
    assert "back=0" in effect_features(case, Category.DEMAND, Indicator.PRODUCTION)


def test_how_thick_causes_and_figures_lie_in_a_section_is_told(tmp_path: Path) -> None:
    thin, thick = (
        case_of(tmp_path, "galvanisers", text).told.texture for text in (TEXT + " Mills waited." * 30, TEXT)
    )
    told_of = [dict(name.split("=") for name in texture) for texture in (thin, thick)]
    assert [int(each["found-section"]) for each in told_of] == sorted(
        int(each["found-section"]) for each in told_of
    )
    assert int(told_of[0]["figures"]) < int(told_of[1]["figures"])
    assert told_of[0]["sentences"] == "12"


def test_a_way_is_told_by_the_figures_of_its_effect_and_by_what_links_it(tmp_path: Path) -> None:
    case = case_of(tmp_path, "galvanisers")
    price = set(way_features(case, Category.DEMAND, Indicator.PRICE))
    output = set(way_features(case, Category.DEMAND, Indicator.PRODUCTION))
    assert {"here:figure=down", "here:figure=down&price", "near=down&before", "left-way=down"} <= price
    assert not any(feature.startswith(("here:figure", "near=")) for feature in output)
    assert any(feature.startswith("before=") and feature != "before=None" for feature in price)


@pytest.mark.usefixtures("weights_alone")
@pytest.mark.parametrize(("points", "expected"), [(900, Direction.UP), (10, Direction.DOWN)])
def test_a_way_of_the_grammar_gives_way_where_the_models_are_surer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, points: int, expected: Direction
) -> None:
    section = section_of(
        tmp_path, "Refined zinc output fell by 4% MoM in June, mainly due to maintenance at two smelters."
    )
    up = Model(("down", "up"), 0, (), (0, points), ((), ()), {}, Struct("<3I"))
    named = {name: weights_of(name) for name in OTHERS}
    monkeypatch.setattr(models, "weights_of", {**named, "way": up}.__getitem__)
    (driver,) = Rules().answer(section).answer.drivers
    assert (driver.category, driver.direction) == (Category.MAINTENANCE, expected)


def test_a_way_of_the_grammar_stays_where_the_words_are_denied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = section_of(
        tmp_path, "Refined zinc output fell by 4% MoM in June, as none of the idled smelters was restarted."
    )
    up = Model(("down", "up"), 0, (), (0, 900), ((), ()), {}, Struct("<3I"))
    named = {name: weights_of(name) for name in OTHERS}
    monkeypatch.setattr(models, "weights_of", {**named, "way": up}.__getitem__)
    monkeypatch.setattr(judge, "AGREED", 0)
    found = {d.category: d.direction for d in Rules().answer(section).answer.drivers}
    assert found[Category.RESUMPTION] is Direction.DOWN


@pytest.mark.usefixtures("weights_alone")
def test_a_driver_whose_way_is_too_doubtful_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = section_of(
        tmp_path, "Output is expected to rise in July on stronger demand in the peak season."
    )
    assert Rules().answer(section).answer.drivers
    doubtful = Model(("down", "flat", "up"), 0, (), (0, 0, 0), ((), (), ()), {}, Struct("<4I"))
    named = {name: weights_of(name) for name in OTHERS}
    monkeypatch.setattr(models, "weights_of", {**named, "way": doubtful}.__getitem__)
    monkeypatch.setattr(judge, "AGREED", 400)
    assert not Rules().answer(section).answer.drivers


def test_each_feature_of_an_effect_is_told_once(tmp_path: Path) -> None:
    text = "Demand for orders and orders was weak. Orders and demand for orders fell, as demand was weak."
    for case in cases_of(told(section_of(tmp_path, text))):
        for effect in case.effects:
            for category in Category:
                features = effect_features(case, category, effect)
                assert len(set(features)) == len(features)
