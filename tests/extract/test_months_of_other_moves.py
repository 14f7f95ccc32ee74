"""Months of a cause, of a base or of a move that ended; what is hard to come about; what is cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.resolve import Resolution

Read = Callable[[str, str], Resolution]


def moves(read_item: Read, text: str) -> set[str]:
    """Return the movements without a figure of a text on zinc, with their way and month."""
    metrics = read_item("Refined Zinc (China)", text).metrics
    return {f"{m.direction} {m.period}" for m in metrics if m.value is None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("After the April increase, zinc output fell.", {"down 2025-05"}),
        ("Following the decline in April, zinc output rebounded.", {"down 2025-04", "up 2025-05"}),
        ("Affected by overhauls in April, zinc output fell.", {"down 2025-05"}),
        ("In April, zinc output fell.", {"down 2025-04"}),
        ("Zinc output was up MoM, ending the decline of April.", {"up 2025-05", "down 2025-04"}),
        (
            "Zinc output was up 6.9% MoM, which ended the declines in March and April.",
            {"down 2025-03", "down 2025-04"},
        ),
        ("It is difficult for zinc output to rise in June.", set()),
        ("Zinc output in June is hard to rise and may stay flat.", {"flat 2025-06"}),
        ("Zinc output is likely to rise in June.", {"up 2025-06"}),
    ],
)
def test_a_move_has_its_own_month(read_item: Read, text: str, told: set[str]) -> None:
    assert moves(read_item, text) == told


def test_a_cause_ahead_of_the_comma_has_the_month_of_its_effect(read_item: Read) -> None:
    drivers = read_item("Refined Zinc (China)", "Affected by overhauls in April, zinc output fell.").drivers
    assert [(driver.category, driver.period) for driver in drivers] == [("maintenance", "2025-05")]


def test_a_month_that_its_clause_speaks_of_dates_a_figure(read_item: Read) -> None:
    text = "In June zinc output is expected to fall to 96,700 mt. July is forecast at 85,000 mt or so."
    assert [m.period for m in read_item("Refined Zinc (China)", text).metrics] == ["2025-06", "2025-07"]


def test_what_new_capacity_comes_to_is_a_change(read_item: Read) -> None:
    text = "The planned additions total 48,000 mt/year. Capacity with new capacity was 4 million mt/year."
    assert [m.basis for m in read_item("Refined Zinc (China)", text).metrics] == ["change", "level"]


def test_days_are_no_producers(read_item: Read) -> None:
    text = (
        "Of the 52 smelters surveyed, 46 will stop, and the break lasts 15 days, three more than last year."
    )
    assert [m.value for m in read_item("Refined Zinc (China)", text).metrics] == [52, 46]


def test_a_name_with_digits_is_cited_where_it_is_printed(read_item: Read) -> None:
    text = (
        "The price of 304 cold-rolled coil in Wuxi fell below 12,500 yuan/mt on May 9. At the end of the "
        "month it had returned to 12,850 yuan/mt."
    )
    metrics = read_item("Stainless Steel", text).metrics
    assert [(m.value, m.segment) for m in metrics] == [
        (12500, "304 cold-rolled coil"),
        (12850, "304 cold-rolled coil"),
    ]
