"""Movements that a figure tells under another name, and months that are none of theirs."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules


def told(heading: str, text: str) -> list[str]:
    """Return each movement of a section of June 2025 as "segment direction period status"."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    found = Rules().answer(section).answer.movements
    return [f"{each.segment} {each.direction} {each.period} {each.status}" for each in found]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (
            "Antimony Ingot",
            "Antimony ingot output decreased by 7.1% MoM in June. Antimony output turned down again in June.",
        ),
        (
            "Lithium Carbonate",
            "Output from recycling decreased by 11% MoM in June, as some plants were in maintenance. With "
            "black mass dear, recycled lithium carbonate production fell significantly in June.",
        ),
        (
            "Nickel Pig Iron",
            "NPI output in metal content rose by 0.9% MoM in June. Prices fell, yet NPI production rose "
            "slightly thanks to cheap ore.",
        ),
    ],
)
def test_what_a_figure_tells_under_another_name_is_no_movement(heading: str, text: str) -> None:
    assert told(heading, text) == []


def test_each_content_moves_by_itself() -> None:
    text = (
        "NPI output in metal content fell by 0.9% MoM in June. Measured by physical content, output was "
        "practically unchanged from May."
    )
    assert told("Nickel Pig Iron", text) == ["physical content flat 2025-06 actual"]


def test_two_months_that_one_word_tells_leave_the_next_word_its_own() -> None:
    text = (
        "Zinc output rose by 5% MoM in June. Successive output declines in February and March were followed "
        "by a steep drop in May that took output to a low."
    )
    moved = ["None down 2025-02 actual", "None down 2025-03 actual", "None down 2025-05 actual"]
    assert told("Refined Zinc", text) == moved
