"""Tonnes of a trade told before, by the place that they came from or went to."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def _told(text: str) -> list[str]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.value.normalize():f} {m.period}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Imports were 15,000 mt in May. Peru sent 9,000 mt, the United States 2,000 mt and Iran 800 mt.",
            [
                "arrivals 15000 2025-05",
                "arrivals 9000 2025-05",
                "arrivals 2000 2025-05",
                "arrivals 800 2025-05",
            ],
        ),
        (
            "Exports were 15,000 mt in May. Vietnam bought 9,000 mt.",
            ["shipments 15000 2025-05", "shipments 9000 2025-05"],
        ),
        (
            "Plants made 15,000 mt in May. Vietnam bought 9,000 mt.",
            ["production 15000 2025-05", "demand 9000 2025-06"],
        ),
        (
            "Of the 15,000 mt that passed customs in May, Peru supplied 9,000 mt.",
            ["arrivals 15000 2025-05", "arrivals 9000 2025-05"],
        ),
        (
            "Outbound cargoes reached 15,000 mt in May; only 9,000 mt came in from abroad.",
            ["shipments 15000 2025-05", "arrivals 9000 2025-05"],
        ),
        (
            "Imports were 15,000 mt in May. Jiangxi contributed 9,000 mt.",
            ["arrivals 15000 2025-05", "production 9000 2025-06"],
        ),
        ("Stocks came in at 9,000 mt.", ["inventory 9000 2025-06"]),
    ],
)
def test_a_partners_part_is_of_the_trade_and_of_its_month(text: str, expected: list[str]) -> None:
    assert _told(text) == expected
