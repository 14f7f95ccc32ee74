"""Yearly rates: what runs, what is built, and what went off line; and what was to be expected."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def read(text: str) -> dict[str, tuple[str, str, str | None]]:
    section = annotate(Section(1, "s", "Primary Aluminium", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return {
        text[m.figure.start : m.figure.end]: (m.indicator, m.basis, m.direction) for m in metrics if m.figure
    }


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("37.9 million mt/year of capacity was running.",
         "37.9 million mt/year", ("operating_capacity", "level", None)),
        (
            "Running capacity was 66 million mt/year against 87 million mt/year built.",
            "87 million mt/year",
            ("capacity", "level", None),
        ),
        ("Wushan finally closed 60,000 mt/year.", "60,000 mt/year", ("capacity", "change", "down")),
        ("Wushan closed a 60,000 mt/year line in June.", "60,000 mt/year", ("capacity", "level", None)),
        ("Yunnan lost 430,000 mt/year.", "430,000 mt/year", ("operating_capacity", "change", "down")),
        ("Henan moved the other way, regaining 60,000 mt/year.",
         "60,000 mt/year", ("operating_capacity", "change", "up")),
        (
            "Output was 451,000 mt. That was 7,800 mt short of what smelters had told us in May.",
            "7,800 mt",
            ("production", "vs_expectation", "down"),
        ),
        (
            "The rate was 74%, exceeding what plants had scheduled by 2.1 percentage points.",
            "2.1 percentage points",
            ("operating_rate", "vs_expectation", "up"),
        ),
        ("Lithium slid to 81,000 yuan/mt, and the alloy, from 33,900 yuan/mt to 35,600 yuan/mt.",
         "35,600 yuan/mt", ("price", "level", "up")),
        ("Arrivals of refined tin jumped to 2,380 mt.", "2,380 mt", ("arrivals", "level", "up")),
    ],
)  # fmt: skip
def test_capacity_and_expectations_are_told_by_the_words_beside_them(
    text: str, figure: str, expected: tuple[str, str, str | None]
) -> None:
    assert read(text)[figure] == expected
