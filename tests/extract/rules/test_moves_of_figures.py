"""What a move is measured against, and which way it goes: sentences are ours, figures invented."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def read(text: str) -> list[str]:
    """Return each metric with a figure as "indicator basis value direction period status"."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.value.normalize():f} {m.direction or '-'} {m.period} {m.status}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc alloy prices gained $35/mt during the month.", "price mom 35 up 2025-06 actual"),
        ("Stocks shrank by 6,000 mt in the month.", "inventory mom -6000 down 2025-06 actual"),
        ("Sulphuric acid prices, up 3% this month, helped.", "price mom 3 up 2025-06 actual"),
        ("Prices slipped $20/mt from the start of the month.", "price mom -20 down 2025-06 actual"),
        # A part of the month, a price that somebody sets, and capacity that is switched on are plain changes.
        (
            "Zinc alloy prices lost $35/mt in the second half of the month.",
            "price change -35 down 2025-06 actual",
        ),
        ("For July, traders raised their offers by $15/mt.", "price change 15 up 2025-07 actual"),
        (
            "Restarts brought 80,000 mt/year back into operation during the month.",
            "operating_capacity change 80000 up 2025-06 actual",
        ),
    ],
)
def test_a_move_told_of_the_month_as_a_whole_is_one_over_the_month(text: str, expected: str) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output was 54 kt, 4% above the 52 kt of May.", ["production mom 4 up 2025-06 actual"]),
        ("Output was 54 kt, up 4% on May's 52 kt.", ["production mom 4 up 2025-06 actual"]),
        ("Output was 54 kt, 4% up on the 52 kt of a year ago.", ["production yoy 4 up 2025-06 actual"]),
        (
            "Output of 54 kt was 4% down from last month's 56 kt.",
            ["production mom -4 down 2025-06 actual", "production level 56000 - 2025-05 actual"],
        ),
        (
            "Output rose to 54 kt in June, from 52 kt in May and 49 kt in June 2024.",
            ["production level 52000 - 2025-05 actual", "production level 49000 - 2024-06 actual"],
        ),
        (
            "Output was 2% up on May and 9% up on June 2024.",
            ["production mom 2 up 2025-06 actual", "production yoy 9 up 2025-06 actual"],
        ),
        ("It was 7% below the output of June 2024.", ["production yoy -7 down 2025-06 actual"]),
        (
            "Smelters made 54 kt of zinc, a fall of 5% at annual rate and of 2% in respect of May.",
            ["production yoy -5 down 2025-06 actual", "production mom -2 down 2025-06 actual"],
        ),
        ("June output came to 54 kt (+4% m-m, -3% y-y).", ["production yoy -3 down 2025-06 actual"]),
        (
            "Output of 54 kt compares with 52 kt in May.",
            ["production level 54000 - 2025-06 actual", "production level 52000 - 2025-05 actual"],
        ),
    ],
)
def test_a_comparison_is_read_from_the_level_or_the_words_that_it_is_made_with(
    text: str, expected: list[str]
) -> None:
    assert set(expected) <= set(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output fell 3% MoM to 54 kt, below our forecast of 55 kt.",
            "production level 55000 - 2025-06 forecast",
        ),
        (
            "Output was 2 kt less than smelters had foreseen.",
            "production vs_expectation -2000 down 2025-06 actual",
        ),
        (
            "Output was 54 kt, 2 kt more than we had thought.",
            "production vs_expectation 2000 up 2025-06 actual",
        ),
        (
            "Output fell by 6%; the decline was 2 points greater than our survey had suggested.",
            "operating_rate vs_expectation -2 down 2025-06 actual",
        ),
        ("Output was 3% more than plants had made in May.", "production mom 3 up 2025-06 actual"),
    ],
)
def test_what_was_expected_is_a_level_and_what_missed_it_a_comparison(text: str, expected: str) -> None:
    assert expected in read(text)
