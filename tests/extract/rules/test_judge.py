"""The judge of causes: what no connective ties to output is a driver where the weights say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.annotate import annotate
from extract.reading import read_report
from extract.resolve import resolve
from extract.rules import Rules, cases, explain_driver
from extract.rules.drivers.judge import THRESHOLD, Judged, best_of, score, weights_of
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


def test_the_same_words_are_no_driver_where_nothing_is_told_of_output(tmp_path: Path) -> None:
    assert drivers_of(tmp_path, "Zinc prices were quoted daily. Ore prices eased.") == []


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
    told = explain_driver(section, next(d.id for d in found if d.category is Category.DEMAND))
    judged = next(line for line in told if line.startswith("judged: "))
    assert re.search(r"most by (\S+ [+-]\d\.\d\d, )+", judged)


def test_a_word_is_a_cause_of_one_category_and_of_one_kind_of_output(tmp_path: Path) -> None:
    _, possible = cases(section_of(tmp_path, BESIDE))
    same = [c for c in possible if c.spot is possible[0].spot]
    low, high = Judged(same[0], 10), Judged(same[0], 30)
    assert best_of([low, high]) == [high]


def test_weights_are_whole_hundredths_so_that_no_sum_depends_on_its_order() -> None:
    for name in ("cause", "way"):
        weights = list(weights_of(name).items())
        assert len(weights) > 100
        assert score(name, [f for f, _ in weights]) == score(name, [f for f, _ in reversed(weights)])
        assert all(type(weight) is int for _, weight in weights)
    assert -100 < THRESHOLD <= 0
