"""Levels whose way is told of all of them, heads in percent, years gone by, and how something turned out."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str) -> list[str]:
    """Return each figure with what it measures, in text order."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.value} {m.direction} {m.period}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is not None
    ]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        (
            "Operating rates: large plants 81.2%, small plants 55.4%; all were higher than in May.",
            ["up", "up"],
        ),
        (
            "In June, output was 12,300 mt in Hunan and 14,100 mt in Yunnan, both of which were lower than a "
            "year earlier.",
            ["down", "down"],
        ),
        (
            "In June, output was 12,300 mt in Hunan and 14,100 mt in Yunnan, but both fell short of plan.",
            ["None", "None"],
        ),
    ],
)
def test_levels_have_the_way_that_is_told_of_all_of_them(text: str, ways: list[str]) -> None:
    assert [each.split()[3] for each in told(text)] == ways


@pytest.mark.parametrize("head", ["Operating rate (%):", "Operating rate, %:"])
def test_a_head_in_percent_gives_its_entries_their_unit(head: str) -> None:
    assert told(f"{head} April 82.5, May 78.9, June 76.4.") == [
        "operating_rate level 82.5 None 2025-04",
        "operating_rate level 78.9 None 2025-05",
        "operating_rate level 76.4 None 2025-06",
    ]


def test_a_level_of_a_past_year_stays_with_it() -> None:
    text = "Over 2024 as a whole, the price averaged 21,900 yuan/mt; in June 2025 it was 23,350 yuan/mt."
    assert [each.split()[-1] for each in told(text)] == ["2024", "2025-06"]


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Zinc prices turned out 6.4% lower than in May.", "price"),
        ("June zinc imports turned out 6.4% lower than in May.", "arrivals"),
        ("Smelters turned out 12,300 mt of zinc in June.", "production"),
        ("Smelters turned out 3% more zinc than in May.", "production"),
    ],
)
def test_what_turned_out_so_is_what_is_named(text: str, measured: str) -> None:
    assert [each.split()[0] for each in told(text)] == [measured]
