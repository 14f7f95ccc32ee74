"""Magnitude: the word of size on a move, and only that one."""

from __future__ import annotations

from typing import Any

import pytest

from extract.rules import Rules


def figures(give: Any, text: str) -> list[str | None]:
    answer = Rules("assay/2").answer(give.section(text, slug="tin")).answer
    return [label.more.get("magnitude") for label in answer.figures]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Tin output fell slightly by 2.1% MoM in January.", ["slight"]),
        ("Tin output plunged 12% MoM in January.", ["marked"]),
        ("Tin output edged up 0.4% MoM in January.", ["slight"]),
        ("Tin output saw a sharp MoM decline of 9% in January.", ["marked"]),
        ("Tin output fell 2.1% MoM in January.", [None]),
        ("Tin output fell sharply by 9% MoM and 3% YoY in January.", ["marked", None]),
        ("Tin output fell 4% MoM but rose marginally by 0.2% YoY in January.", [None, "slight"]),
        ("Tin output at small smelters fell 3% MoM in January.", [None]),
    ],
)
def test_a_figure_has_the_size_in_its_own_words(give: Any, text: str, sizes: list[str | None]) -> None:
    assert figures(give, text) == sizes


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Tin production declined slightly MoM in January.", "slight"),
        ("Tin production declined MoM in January.", None),
        ("With fewer days, tin production is expected to decline significantly MoM in February.", "marked"),
    ],
)
def test_a_movement_has_the_size_of_its_own_move(give: Any, text: str, size: str | None) -> None:
    movements = Rules("assay/2").answer(give.section(text, slug="tin")).answer.movements
    assert [label.more.get("magnitude") for label in movements] == [size]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Tin production fell sharply in January due to maintenance.", "marked"),
        ("Tin production fell in January due to maintenance.", None),
        ("Tin production fell in January due to sharply lower ore supply.", None),
    ],
)
def test_a_driver_has_the_size_of_its_effect_and_not_of_the_cause(
    give: Any, text: str, size: str | None
) -> None:
    drivers = Rules("assay/2").answer(give.section(text, slug="tin")).answer.drivers
    assert {label.more.get("magnitude") for label in drivers} == {size}


def test_version_1_is_answered_without_looking(give: Any) -> None:
    answer = (
        Rules().answer(give.section("Tin output fell slightly by 2.1% MoM in January.", slug="tin")).answer
    )
    assert [label.more for label in answer.figures] == [{}]
