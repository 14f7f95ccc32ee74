"""Figures beside those of a commodity that are of no indicator, though they look as if they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]
LEVEL = "production level 52000 - 2025-06 actual"


@pytest.mark.parametrize(
    "text",
    [
        "Hydropower generation there rose by 5%.",
        "Northmet's shares fell 12% in June.",
        "Shares in the listed smelters had by then given up 10%.",
        "The central bank took 25 basis points off the repo rate.",
        "The loan prime rate was left at 3.1%.",
        "Long bond yields were 4.7%.",
        "The gross domestic product of Hunan grew by 5.7% in 2024.",
        "The output value of the metals industry rose by 5%.",
        "Industrial value added of large enterprises was up 5.9%.",
        "Consumer prices went up by 3.0%.",
        "The freight index lost 11%.",
        "The rupiah was 2 percent weaker than in May.",
        "A weaker dollar, down 1.3% over the month, helped.",
        "Zinc recovery improved by 0.2 points to 98.4%.",
        "The ore averaged 310 g/mt.",
        "A tonne of zinc took 2.61 mt of concentrate.",
        "Smelters burnt 478 kg of coke for each tonne of metal.",
        "Use of coke was trimmed to 118 kg for each tonne.",
        "The smelter is 73% built.",
    ],
)
def test_what_no_indicator_measures_is_not_claimed(read: Read, text: str) -> None:
    assert read(f"Refined zinc output was 52,000 mt in June. {text}") == [LEVEL]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Plants ran at 52% with a current efficiency of 76%.", "operating_rate level 52 -"),
        ("Operating rates gained 120 basis points MoM.", "operating_rate mom 120 up"),
        ("Their shares of the total were 37% and 21%.", "share level 37 -"),
        ("The share of registrations dwindled to 13%.", "share level 13 down"),
        ("Smelters used 8,000 mt of concentrate in June.", "demand level 8000 -"),
        ("The line finished 40% of its output by June 10.", "share level 40 -"),
    ],
)
def test_what_one_measures_stays(read: Read, text: str, told: str) -> None:
    lines = read(f"Refined zinc output was 52,000 mt in June. {text}")
    assert any(line.startswith(told) for line in lines)
    assert not any(line.startswith("operating_rate level 76") for line in lines)
