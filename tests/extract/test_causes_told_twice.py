"""Drivers: a kind of cause told twice in a sentence, denied causes, unreal conditions, and their months."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def drivers(text: str, heading: str = "Refined Zinc (China)") -> list[str]:
    """Return the drivers with their category, way and time, in text order."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return [
        f"{d.category} {d.direction} {d.period} {d.status}"
        for d in resolve(section, Rules().answer(section).answer).drivers
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A gas shortage hampered zinc output in June; the return of gas supply will help it in July.",
            ["energy down 2025-06 actual", "energy up 2025-07 forecast"],
        ),
        (
            "Pollution alerts cut zinc output in June; with the alerts lifted, it should recover in July.",
            ["environment down 2025-06 actual", "environment up 2025-07 forecast"],
        ),
    ],
)
def test_a_sentence_may_tell_a_kind_of_cause_twice(text: str, told: list[str]) -> None:
    assert sorted(drivers(text)) == sorted(told)


def test_the_same_push_counts_once_in_a_sentence() -> None:
    text = (
        "Zinc output fell in June because of weak orders from galvanizers and slack demand for die-casting."
    )
    assert drivers(text) == ["demand down 2025-06 actual"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Output will increase in July, not through any new capacity but because the month is longer.",
            ["calendar up 2025-07 forecast"],
        ),
        (
            "Output fell not only because of maintenance but also because of weak demand.",
            ["maintenance down 2025-06 actual", "demand down 2025-06 actual"],
        ),
        ("Output fell, not least because of maintenance.", ["maintenance down 2025-06 actual"]),
    ],
)
def test_a_denied_cause_is_none(text: str, told: list[str]) -> None:
    assert drivers(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Output would have been even lower had two idled plants not restarted.",
            "resumption up 2025-06 actual",
        ),
        (
            "Had it not been for the new furnace, output would have fallen.",
            "capacity_addition up 2025-06 actual",
        ),
        (
            "Output was above that of June 2024, because that month had held the whole of the holiday.",
            "holiday up 2025-06 actual",
        ),
    ],
)
def test_what_an_unreal_condition_or_a_base_says_settles_the_way(text: str, told: str) -> None:
    assert drivers(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A busy maintenance season meant that zinc output contracted in June; production is forecast to "
            "rebound in July, when most of the halted roasters are fired up again.",
            ["maintenance down 2025-06 actual", "resumption up 2025-07 forecast"],
        ),
        (
            "From 48,000 mt in June output is expected to grow by 5% MoM in July on orders for the season.",
            ["demand up 2025-07 forecast"],
        ),
    ],
)
def test_a_cause_is_of_the_month_that_its_effect_is_told_with(text: str, told: list[str]) -> None:
    assert drivers(text) == told
