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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Both output and the operating rate fell in October; in November both rose again.",
            {"production", "operating_rate"},
        ),
        ("Output and prices fell in October. In November both rose.", {"production"}),
    ],
)
def test_both_are_output_and_its_rate_where_nothing_else_is_named(text: str, expected: set[str]) -> None:
    section = annotate(Section(1, "s", "Nickel Sulphate", 0, 0, text), "2025-11")
    found = Rules().answer(section).answer.movements
    assert {label.indicator for label in found if label.period == "2025-11"} == expected
