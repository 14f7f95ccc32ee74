"""Movements of what is named as firms are: a technology is a segment, one company no whole."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def moved(text: str, heading: str) -> list[str]:
    """Return each movement without a figure as its segment and direction, in text order."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return sorted(f"{m.segment or '-'} {m.direction}" for m in metrics if m.value is None)


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("In June, Topcon output grew.", ["Topcon up"]),
        ("PERC output fell, and Topcon output grew.", ["PERC down", "Topcon up"]),
        ("TOPCon output grew in June and PERC output continued to shrink.", ["PERC down", "TOPCon up"]),
    ],
)
def test_a_technology_is_a_segment(text: str, moves: list[str]) -> None:
    assert moved(text, "Solar Cell") == moves


def test_one_company_s_move_is_none_of_the_whole() -> None:
    assert moved("Jiuyang Foil raised its output in June.", "Copper Foil") == []


def test_a_decline_that_is_reversed_is_a_rise() -> None:
    text = "Refined zinc output reversed its decline and started to climb in June."
    assert moved(text, "Refined Zinc") == ["- up"]
