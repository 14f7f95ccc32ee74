"""Bases and directions: what a move is measured against, and which way a level went."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, figure: str) -> tuple[str, str | None, str]:
    """Return basis, direction and value of a figure of a text."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    found = next(m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure)
    return found.basis.value, found.direction and found.direction.value, str(found.value)


@pytest.mark.parametrize(
    ("text", "figure", "way"),
    [
        ("The lead price, at 15,900 yuan/mt, moved little.", "15,900 yuan/mt", "flat"),
        ("Treatment charges, $88-93/mt CIF, did not move.", "$88-93/mt", "flat"),
        ("The conversion fee was 1,480 yuan/mt and did not change.", "1,480 yuan/mt", "flat"),
        ("The 15% export duty continues in 2026.", "15%", "flat"),
        ("The second-quarter benchmark of $1.45/lb was rolled over.", "$1.45/lb", "flat"),
        ("Unit cash cost, at $71.90/t, rose on account of freight.", "$71.90/t", "up"),
        ("Soda ash, 1,600 yuan/mt, followed coal down.", "1,600 yuan/mt", "down"),
        ("Soda ash, 1,600 yuan/mt, lowered the cost of smelters.", "1,600 yuan/mt", None),
        ("Zinc output was 480,000 mt. Four smelters of the south experienced a decline.", "480,000 mt", None),
        ("In July output should come back to 500,000 mt.", "500,000 mt", "up"),
        ("Repairs should put exports back above 95,000 mt.", "95,000 mt", "up"),
        ("Dear coke pushed the cost up to 5,700 yuan/mt.", "5,700 yuan/mt", "up"),
        ("Exports kept pace, 41,000 mt.", "41,000 mt", None),
        ("Zinc slid from 22,400 to 21,800 yuan/mt under the weight of ore.", "21,800 yuan/mt", "down"),
        ("Zinc slid from 22,400 yuan/mt to 21,800 yuan/mt under heavy imports.", "21,800 yuan/mt", "down"),
        ("Zinc went from 22,400 yuan/mt down to 21,800 yuan/mt.", "21,800 yuan/mt", "down"),
    ],
)  # fmt: skip
def test_a_level_has_the_way_that_its_sentence_tells(text: str, figure: str, way: str | None) -> None:
    assert told(text, figure)[:2] == ("level", way)


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Bonded stocks drew by 70 kt to 310 kt.", "70 kt", ("change", "down", "-70000")),
        ("This led to a drop in prices of 600 yuan/mt.", "600 yuan/mt", ("change", "down", "-600")),
        ("Decreases were found in Hunan (-160 mt) and Gansu (-45 mt).", "-45 mt", ("change", "down", "-45")),
        ("Output was 480,000 mt, 4% MoM and 17% YoY higher.", "4%", ("mom", "up", "4")),
        ("Output was 480,000 mt, 84% above that of the strike-hit June 2024.", "84%", ("yoy", "up", "84")),
        ("Output was 480,000 mt. In July 0.3% more is expected.", "0.3%", ("mom", "up", "0.3")),
        (
            "Output was 600 mt in metal content below our forecast.",
            "600 mt", ("vs_expectation", "down", "-600"),
        ),
        ("The price of 156 mm tubes rose by 200 yuan/mt.", "200 yuan/mt", ("change", "up", "200")),
        ("Exports reached 41,000 mt. In July exports will rise by 5%.", "5%", ("mom", "up", "5")),
        (
            "Output of zinc in Peru was 120,000 mt. In July output in Peru will fall by a further 3%.",
            "3%", ("mom", "down", "-3"),
        ),
        ("Output was 480,000 mt. A restart added 4,500 mt.", "4,500 mt", ("change", "up", "4500")),
    ],
)  # fmt: skip
def test_a_move_has_the_basis_that_its_sentence_tells(
    text: str, figure: str, expected: tuple[str, str, str]
) -> None:
    assert told(text, figure) == expected
