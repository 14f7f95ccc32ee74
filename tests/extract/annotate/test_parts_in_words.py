"""Fractions and points in words: what moved by a part, what is left of what was, what is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section


def read(text: str) -> list[tuple[str, Decimal, str | None]]:
    """Return text, value and unit of each figure."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return [(text[f.start : f.end], f.value, f.unit) for f in section.figures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Output was down a quarter y/y.", ("a quarter", 25, "percent")),
        ("That is more than a fifth above the level of May.", ("a fifth", 20, "percent")),
        ("Exports fell by 12 kt, a sixth.", ("a sixth", Decimal("16.67"), "percent")),
        ("The quota is a twentieth lower.", ("a twentieth", 5, "percent")),
        ("Year on year: minus a tenth.", ("a tenth", 10, "percent")),
        ("Cargoes were half of last year's level.", ("half", -50, "percent")),
        ("It made half of what it made a year earlier.", ("half", -50, "percent")),
        ("Margins are a third of what they were in May.", ("a third", Decimal("-66.67"), "percent")),
        ("Imports are two and a half times last June's.", ("two and a half times", 150, "percent")),
        ("Use is a point and a half less.", ("a point and a half", Decimal("1.5"), "percentage_point")),
        ("Use is one point lower.", ("one point", 1, "percentage_point")),
        ("The discount widened by a point.", ("a point", 1, "percentage_point")),
        ("Use fell half a point to 40%.", ("half a point", Decimal("0.5"), "percentage_point")),
    ],
)
def test_parts_in_words_are_figures(text: str, told: tuple[str, Decimal, str]) -> None:
    assert told in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "At one point, output fell.",
        "Two points matter: cost and price.",
        "This is a point of pride.",
        "The fourth plant, a sixth and a seventh will follow.",
        "Output fell in the quarter.",
    ],
)
def test_what_is_no_part_is_no_figure(text: str) -> None:
    assert [unit for *_, unit in read(text) if unit != "count"] == []


def test_a_part_of_what_was_made_is_a_share() -> None:
    assert ("Half", 50, "percent") in read("Half of last year's output went abroad.")
