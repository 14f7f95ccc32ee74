"""Movements that hardly any word tells: taken up, left out, set against what stood a year ago."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules


def told(heading: str, text: str) -> list[str]:
    """Return each movement of a section of June 2025 as "segment basis direction period"."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    found = Rules().answer(section).answer.movements
    return [f"{each.segment} {each.basis} {each.direction} {each.period}" for each in found]


@pytest.mark.parametrize(
    ("heading", "text", "movement"),
    [
        (
            "Brass Rod",
            "Output of free-cutting rod increased, as did that of lead-free rod.",
            "lead-free rod mom up 2025-06",
        ),
        (
            "Copper Rod",
            "By route, output of cathode-based rod declined, and that of secondary rod more so.",
            "secondary rod mom down 2025-06",
        ),
        (
            "Ternary Cathode Material",
            "6-series output increased the most, 8-series only marginally.",
            "8-series mom up 2025-06",
        ),
        (
            "Solar Cell",
            "TOPCon output and HJT output both fell; the schedule of BC cells was hardly touched.",
            "BC mom flat 2025-06",
        ),
        (
            "Brass Rod",
            "The operating rate was 46.9%, 1.1 percentage points below May and well under last June's.",
            "None yoy down 2025-06",
        ),
        (
            "Co3O4",
            "Output was 9,350 mt, lower by 3.0% MoM but a good deal above June of last year.",
            "None yoy up 2025-06",
        ),
    ],
)
def test_a_movement_is_told_in_few_words(heading: str, text: str, movement: str) -> None:
    assert movement in told(heading, text)


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose, as did the cost of power.",
        "Output was 45,000 mt, up 3% MoM, and prices rose more so.",
        "Price cuts accounted for most of the growth of demand.",
        "The price was well above the cost of most plants.",
        "Scrap was no exception: it became dearer.",
    ],
)
def test_what_is_told_so_of_another_thing_is_none(text: str) -> None:
    assert told("Brass Rod", text) == []
