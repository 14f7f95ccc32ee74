"""Movements of several months in a sentence, by the weights in force: each has its own month."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules


def told(text: str) -> list[str]:
    """Return each movement as "month direction", in order of month."""
    section = annotate(Section(1, "s", "Nickel Sulphate", 0, 0, text), "2025-11")
    return sorted(
        f"{label.period[2:]} {label.direction}" for label in Rules().answer(section).answer.movements
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output had risen in September and was flat in October; in November it fell.",
            ["25-09 up", "25-10 flat", "25-11 down"],
        ),
        (
            "Output fell in September, fell in October and fell in November.",
            ["25-09 down", "25-10 down", "25-11 down"],
        ),
        (
            "Output should fall by 5% in December. In January, output is forecast to fall again.",
            ["26-01 down"],
        ),
        ("The operating rate, 58.3% in November, will come down.", ["25-12 down"]),
        ("The operating rate, after standing still in October, sank noticeably.", ["25-11 down"]),
        ("Makers cleared contracts by the end of the year, and so output grew.", ["25-11 up"]),
    ],
)
def test_each_month_has_its_own_movement(text: str, expected: list[str]) -> None:
    assert told(text) == expected
