"""Levels whose way is told behind them with no figure: one metric, and no movement beside it."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def _told(text: str) -> list[str]:
    section = annotate(Section(1, "s", "Refined Lead", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    sizes = ["-" if m.value is None else f"{m.value.normalize():f}" for m in metrics]
    return [
        f"{m.indicator} {m.basis} {size} {m.direction or '-'}" for m, size in zip(metrics, sizes, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smelter output was 112,000 mt, basically flat MoM.", ["production level 112000 flat"]),
        ("Output is expected at around 18,500 mt, down slightly MoM.", ["production level 18500 down"]),
        ("Output was 331,000 mt, a touch higher MoM, two plants being back.", ["production level 331000 up"]),
        ("The operating rate was 58%, flat from May.", ["operating_rate level 58 flat"]),
        (
            "Output will be 73,000 mt in July, a little lower for repairs.",
            ["production level 73000 down"],
        ),
        ("Output was 54,000 mt in June, almost the same as in May.", ["production level 54000 flat"]),
        ("Stocks came to 9,000 mt, as in May.", ["inventory level 9000 flat"]),
        ("Output was 9,000 mt, as we had hoped.", ["production level 9000 -"]),
        (
            "Output was 8,900 mt in June, less than May's 9,600 mt.",
            ["production level 8900 down", "production level 9600 -"],
        ),
        (
            "Output was 8,900 mt in June, less than the 9,600 mt of copper.",
            ["production level 8900 -", "production level 9600 -"],
        ),
        (
            "Output came to 54,000 mt, down from May, while stocks were 9,000 mt, higher than in May.",
            ["production level 54000 down", "inventory level 9000 up"],
        ),
    ],
)
def test_a_level_has_the_way_that_is_told_behind_it(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc use was 186,000 mt, -1.5% MoM.", ["demand level 186000 -", "demand mom -1.5 down"]),
        ("Imports for consumption totalled 24,600 mt.", ["arrivals level 24600 -"]),
        (
            "Running capacity was 39 million mt/year, of an installed 43 million mt/year.",
            ["operating_capacity level 39000000 -", "capacity level 43000000 -"],
        ),
        ("Prices are up $2/mt on wk.", ["price wow 2 up"]),
    ],
)
def test_words_of_what_is_measured_and_compared(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The loss deepened to 420 yuan/mt from 260 yuan/mt in May.",
            ["profit level -420 down", "profit level -260 -"],
        ),
        ("RCs were left at 850 yuan/mt.", ["treatment_charge level 850 flat"]),
        ("The price was frozen at 850 yuan/mt.", ["price level 850 flat"]),
    ],
)
def test_losses_and_levels_that_were_left_have_their_way(text: str, expected: list[str]) -> None:
    assert _told(text) == expected
