"""Sums of money are no output, and sums of millions no price."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The smelter made 6,000 mt of zinc in June, earning VND 623 billion.", "profit level 623000000000 "),
        ("Zinc was quoted at 3,850,000 yuan in June.", "price level 3850000 "),
        ("Exports of zinc in June were worth $75 million.", "shipments level 75000000 "),
    ],
)
def test_money_is_of_what_it_may_measure(read: Read, text: str, told: str) -> None:
    assert any(line.startswith(told) for line in read(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Smelters suffered a loss of 410 yuan/mt, widened by 90 yuan/mt MoM.", "-90 down"),
        ("The loss of smelters was 410 yuan/mt, narrowing by 90 yuan/mt MoM.", "90 up"),
        ("The average loss of smelters was 410 yuan/mt, up 90 yuan/mt MoM.", "-90 down"),
        ("The average loss of smelters was 410 yuan/mt, an increase of 90 yuan/mt MoM.", "-90 down"),
        ("Smelters lost 410 yuan/mt, an improvement of 90 yuan/mt from May.", "90 up"),
        ("The average profit of smelters was -410 yuan/mt, up 90 yuan/mt MoM.", "90 up"),
    ],
)
def test_what_a_loss_moves_by_is_told_of_the_loss_and_not_of_the_profit(
    read: Read, text: str, told: str
) -> None:
    assert any(f" mom {told} " in line for line in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The smelter made 6,000 mt of zinc in June, earning VND 623 billion.",
        "Northmet made 6,000 mt of zinc in June and paid VND 623 billion to the budget.",
        "Northmet made 6,000 mt of zinc in June. It paid 4.5 million yuan in carbon charges.",
        "Zinc output was 6,000 mt in June, and the mill spent 40 million yuan on a new kiln.",
    ],
)
def test_a_sum_of_millions_is_neither_output_nor_price(read: Read, text: str) -> None:
    money = [line for line in read(text) if line.startswith(("production", "price"))]
    assert [line.split()[2] for line in money] == ["6000"]
