"""Movements that hardly any word tells: taken up, left out, set against what stood a year ago."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules


def told(heading: str, text: str) -> list[str]:
    """Return each movement of a section of June 2025 as "segment basis direction period status"."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    found = Rules().answer(section).answer.movements
    return [f"{each.segment} {each.basis} {each.direction} {each.period} {each.status}" for each in found]


@pytest.mark.parametrize(
    ("heading", "text", "movement"),
    [
        (
            "Brass Rod",
            "Output of free-cutting rod increased, as did that of lead-free rod.",
            "lead-free rod mom up 2025-06 actual",
        ),
        (
            "Copper Rod",
            "By route, output of cathode-based rod declined, and that of secondary rod more so.",
            "secondary rod mom down 2025-06 actual",
        ),
        (
            "Ternary Cathode Material",
            "6-series output increased the most, 8-series only marginally.",
            "8-series mom up 2025-06 actual",
        ),
        (
            "Solar Cell",
            "TOPCon output and HJT output both fell; the schedule of BC cells was hardly touched.",
            "BC mom flat 2025-06 actual",
        ),
        (
            "Brass Rod",
            "The operating rate was 46.9%, 1.1 percentage points below May and well under last June's.",
            "None yoy down 2025-06 actual",
        ),
        (
            "Co3O4",
            "Output was 9,350 mt, lower by 3.0% MoM but a good deal above June of last year.",
            "None yoy up 2025-06 actual",
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


@pytest.mark.parametrize(
    ("text", "movements"),
    [
        (
            "Output saw a MoM fall of 5.5% in June and stayed below the level of the corresponding "
            "month last year.",
            ["None yoy down 2025-06 actual"],
        ),
        (
            "Output is expected to fall by 2.4% MoM in July, still well above the level of July 2024.",
            ["None yoy up 2025-07 forecast"],
        ),
        (
            "The operating rate stood at 66%. Output was, even so, below the level of June 2024.",
            ["None yoy down 2025-06 actual"],
        ),
        (
            "Crystal output showed an increase whereas liquid output held at the level of May.",
            ["Crystal mom up 2025-06 actual", "liquid mom flat 2025-06 actual"],
        ),
        ("Output of crystal was even with May.", ["crystal mom flat 2025-06 actual"]),
    ],
)
def test_a_movement_beside_a_figure_is_of_its_time(text: str, movements: list[str]) -> None:
    assert told("Cobalt Sulphate", text) == movements
