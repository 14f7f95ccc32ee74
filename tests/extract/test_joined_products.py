"""Products of which one move is told together."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules
from extract.rules.review import movements


@pytest.fixture(autouse=True)
def every_move_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no movement of the grammar be refused by the weights, which are tested elsewhere."""
    monkeypatch.setattr(movements, "REFUSED", 0)


def told(text: str) -> list[str]:
    """Return each movement of a segment as "segment direction"."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    found = Rules().answer(section).answer.movements
    return sorted(f"{label.segment} {label.direction}" for label in found if label.segment)


HEADLINE = "Zinc output was 42,000 mt in June, down 3% MoM. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output of die-cast alloy and hot-dip alloy rose.", ["die-cast alloy up", "hot-dip alloy up"]),
        ("Both die-cast alloy and hot-dip alloy fell.", ["die-cast alloy down", "hot-dip alloy down"]),
        ("Output of alloy and some smelters fell.", ["alloy down"]),
        ("Output of zinc dust and coal costs fell.", ["zinc dust down"]),
        ("Output of hot-dip alloy and roofing tiles rose.", ["hot-dip alloy up", "roofing tiles up"]),
        ("Output of jumbo blocks and castables rose.", ["castables up", "jumbo blocks up"]),
        ("Both the ammonium and the sodium process recorded growth.", ["ammonium up", "sodium process up"]),
        ("Output of the 5-series and of the 8-series was higher.", ["5-series up", "8-series up"]),
        ("HJT and xBC output held steady.", ["HJT flat", "xBC flat"]),
        ("Output of 4N dust and of 5N dust both fell.", ["4N dust down", "5N dust down"]),
        ("Output of the dust route and that of the slab route fell.", ["dust route down", "slab route down"]),
        ("Output of zinc dust and output of zinc oxide both fell.", ["zinc dust down", "zinc oxide down"]),
        ("Output of refined dust and of alloy slab both fell.", ["alloy slab down", "refined dust down"]),
        ("By feed, production derived from calcine and from recycling rose.", ["calcine up", "recycling up"]),
        ("Both 2.0 mm and 3.2 mm sheet output fell.", ["2.0 mm down", "3.2 mm sheet down"]),
        ("Some lines went back to alloy, and output of hot-dip alloy rose.", ["hot-dip alloy up"]),
        ("With repairs late and over, 5-series and 8-series output rose.", ["5-series up", "8-series up"]),
    ],
)  # fmt: skip
def test_a_move_is_told_of_each_product_joined_by_and(text: str, expected: list[str]) -> None:
    assert told(HEADLINE + text) == expected


def test_codes_are_told_apart() -> None:
    assert told(HEADLINE + "By grade, output of #441 and #553 fell.") == ["#441 down", "#553 down"]
    assert told(HEADLINE + "Output of 5-series and 6-series rose.") == ["5-series up", "6-series up"]


def test_what_is_used_is_not_made() -> None:
    assert told(HEADLINE + "Output of 421 fell because its use declined.") == ["421 down"]


@pytest.mark.parametrize(
    "text",
    [
        "The lack of scrap will slow the recovery of alloy output.",
        "Zinc output is expected to rise in July, with orders for alloy still growing.",
        "Restarts were the main source of the growth in output.",
        "Some smelters' month was shorter, leading to a noticeable production decline.",
    ],
)
def test_what_is_held_back_or_of_orders_is_no_move_of_a_product(text: str) -> None:
    assert told(HEADLINE + text) == []


def test_codes_behind_of_are_each_told() -> None:
    assert told(HEADLINE + "Output of 553 and 441 rose.") == ["441 up", "553 up"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADC12 output shrank; AlSi9Cu3 output fell at a slower pace.", ["ADC12 down", "AlSi9Cu3 down"]),
        (
            "Mills in Sichuan restarted, leading EAF output to soar; blast furnace output rose.",
            ["EAF up", "blast furnace up"],
        ),
    ],
)
def test_two_moves_of_one_sentence_are_told_of_two_products(text: str, expected: list[str]) -> None:
    assert told(HEADLINE + text) == expected


def test_a_product_may_be_named_as_a_class_of_producers_is() -> None:
    assert told(HEADLINE + "Output of medium plate decreased.") == ["medium plate down"]
    assert told(HEADLINE + "Output of medium smelters decreased.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zinc dust output rose and zinc oxide output fell; both were lower than a year earlier.",
        "Zinc dust output rose in June and zinc oxide output fell. Both still fell short of June 2024.",
        "Zinc dust output rose and zinc oxide output was stable; in YoY terms both were lower.",
    ],
)
def test_both_alone_takes_up_the_two_that_were_told_last(text: str) -> None:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, HEADLINE + text), "2025-06")
    found = Rules().answer(section).answer.movements
    told = (f"{each.segment} {each.direction}".lower() for each in found if each.basis == "yoy")
    assert sorted(told) == [
        "zinc dust down",
        "zinc oxide down",
    ]
