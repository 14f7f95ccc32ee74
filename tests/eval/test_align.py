"""Alignment: by keys, never by value; known optima; no dependence on order."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from eval.align import align_drivers, align_metrics, assign, containment, jaccard
from eval.records import DriverRecord, MetricRecord
from schemas.vocabulary import Basis, Category, Direction, Indicator, Status

Maker = Callable[..., Any]


def test_the_assignment_is_the_known_optimum_of_a_textbook_example(metric: Maker) -> None:
    # The cleaning jobs of Alice, Bob and Carol in Wikipedia's "Hungarian algorithm": 15 in all, where
    # taking the cheapest job first costs more.
    costs = {"a": (8, 4, 7), "b": (5, 2, 3), "c": (9, 4, 8)}
    rows, columns = [metric(id=name) for name in costs], [metric(id=str(job)) for job in range(3)]
    pairs = assign(rows, columns, lambda row, column: 10 - costs[row.id][int(column.id)])
    assert {rows[i].id: int(columns[j].id) for i, j in pairs} == {"a": 0, "b": 2, "c": 1}


def test_a_pair_is_made_on_the_key_whatever_the_value(metric: Maker) -> None:
    assert len(align_metrics([metric()], [metric(value=Decimal(-999), unit="percentage_point")])) == 1


def test_exchanged_values_do_not_exchange_the_pairs(metric: Maker) -> None:
    large, small = (
        metric(segment="large plants"),
        metric(segment="small plants", value=Decimal(9), figure=(30, 32)),
    )
    taken = [
        metric(segment="large plants", value=Decimal(9), figure=(30, 32)),
        metric(segment="small plants", value=Decimal(5)),
    ]
    for gold, predicted in align_metrics([large, small], taken):
        assert gold.segment == predicted.segment


def test_equal_keys_are_told_apart_by_the_place_of_the_figure(metric: Maker) -> None:
    gold = [metric(id="near"), metric(id="far", figure=(30, 34), evidence=(0, 60))]
    predicted = [metric(id="x", figure=(30, 34)), metric(id="y", figure=(11, 12))]
    assert {(a.id, b.id) for a, b in align_metrics(gold, predicted)} == {("near", "y"), ("far", "x")}


def test_one_wrong_key_on_the_same_figure_is_a_pair_and_two_are_none(metric: Maker) -> None:
    assert align_metrics([metric()], [metric(basis=Basis.YOY)])
    assert align_metrics([metric()], [metric(period="2025-02", status=Status.FORECAST)])
    assert not align_metrics([metric()], [metric(basis=Basis.YOY, indicator=Indicator.CAPACITY)])


def test_a_wrong_key_on_another_figure_is_no_pair(metric: Maker) -> None:
    assert not align_metrics([metric()], [metric(basis=Basis.YOY, figure=(40, 44), evidence=(30, 50))])


def test_one_time_written_in_two_ways_is_one_key(metric: Maker) -> None:
    assert metric(period="2025").key == metric(period="2025-01/2025-12").key


def test_a_driver_needs_the_effect_and_a_shared_place(driver: Maker) -> None:
    gold = driver(evidence=(10, 30))
    assert align_drivers([gold], [driver(evidence=(0, 90))])
    assert not align_drivers([gold], [driver(evidence=(31, 90))])
    assert not align_drivers([gold], [driver(evidence=(25, 90))])
    assert not align_drivers([gold], [driver(effect=Indicator.PRICE)])


def test_drivers_of_one_sentence_are_told_apart_by_category_then_direction(driver: Maker) -> None:
    gold = [
        driver(id="demand"),
        driver(id="energy", category=Category.ENERGY),
        driver(id="energy up", category=Category.ENERGY, direction=Direction.UP),
    ]
    predicted = [
        driver(id="1", category=Category.ENERGY, direction=Direction.UP),
        driver(id="2", category=Category.ENERGY),
        driver(id="3", category=Category.WEATHER),
    ]
    assert {(a.id, b.id) for a, b in align_drivers(gold, predicted)} == {
        ("demand", "3"), ("energy", "2"), ("energy up", "1"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_depends_on_the_order(metric: Maker, driver: Maker, seed: int) -> None:
    shuffled = random.Random(seed)
    metrics: list[MetricRecord] = [
        metric(
            id=f"{n}",
            value=Decimal(n),
            segment=shuffled.choice([None, "a", "b"]),
            basis=shuffled.choice([*Basis]),
        )
        for n in range(14)
    ]
    drivers: list[DriverRecord] = [
        driver(id=f"{n}", category=shuffled.choice([*Category][:3]), evidence=(n, n + 9)) for n in range(14)
    ]

    def pairs(order: Callable[[Any], Any]) -> tuple[set[Any], set[Any]]:
        sides = order(metrics[:9]), order(metrics[5:]), order(drivers[:9]), order(drivers[5:])
        return (
            {(a.id, b.id) for a, b in align_metrics(*sides[:2])},
            {(a.id, b.id) for a, b in align_drivers(*sides[2:])},
        )

    assert pairs(lambda side: side) == pairs(lambda side: shuffled.sample(side, len(side)))


def test_overlaps_are_parts_of_the_whole_and_of_the_shorter() -> None:
    assert jaccard((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert containment((0, 10), (2, 4)) == 1
    assert jaccard((0, 5), (5, 9)) == containment((0, 5), (5, 9)) == 0
    assert jaccard(None, (0, 1)) == 0
