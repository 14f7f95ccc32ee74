"""Forecasts that were raised or cut, what had been foreseen, parts of years to come, and trade told late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.resolve import Resolution

Read = Callable[[str, str], Resolution]


def told(read_item: Read, text: str) -> list[str]:
    """Return the figures of a text on zinc with their basis, value, period and status."""
    return [
        f"{m.basis} {m.value.normalize():f} {m.period} {m.status}"
        for m in read_item("Refined Zinc (China)", text).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The house has revised down its forecast for 2025 by 60,000 mt to 6.85 million mt.",
            ["vs_expectation -60000 2025 forecast", "level 6850000 2025 forecast"],
        ),
        (
            "For June, our survey points to 524,000 mt; the forecast has been raised by 6,000 mt.",
            ["level 524000 2025-06 forecast", "vs_expectation 6000 2025-06 forecast"],
        ),
        ("Zinc plants raised output by 6,000 mt in May.", ["change 6000 2025-05 actual"]),
    ],
)
def test_a_forecast_that_is_revised_is_set_against_the_one_before(
    read_item: Read, text: str, figures: list[str]
) -> None:
    assert told(read_item, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "In May, zinc output was 489,600 mt; last month it had been expected at 503,000 mt.",
            ["level 489600 2025-05 actual", "level 503000 2025-05 forecast"],
        ),
        (
            "Zinc output of January to June is forecast at 3.1 million mt, up 8% YoY, while in March growth"
            " had been put at 5% YoY.",
            [
                "level 3100000 2025-01/2025-06 forecast",
                "yoy 8 2025-01/2025-06 forecast",
                "yoy 5 2025-01/2025-06 forecast",
            ],
        ),
        (
            "Zinc output fell by 3.1% MoM in May; in the April issue a MoM fall of 1.5% had been expected.",
            ["mom -3.1 2025-05 actual", "mom -1.5 2025-05 forecast"],
        ),
    ],
)
def test_when_a_figure_was_foreseen_does_not_date_it(read_item: Read, text: str, figures: list[str]) -> None:
    assert told(read_item, text) == figures


@pytest.mark.parametrize(
    ("text", "month", "period"),
    [
        ("The first quarter would bring 1.25 million mt of zinc.", "2024-12", "2025-01/2025-03"),
        ("Zinc output in the first quarter is expected to be 1.25 million mt.", "2024-12", "2025-01/2025-03"),
        ("Zinc output in the first quarter was 1.25 million mt.", "2024-12", "2024-01/2024-03"),
        ("Zinc output in the first half will be 2.6 million mt.", "2024-12", "2025-01/2025-06"),
        ("Zinc output in the first half is expected to be 2.6 million mt.", "2024-06", "2024-01/2024-06"),
    ],
)
def test_parts_of_the_year_to_come(
    read_item: Callable[..., Resolution], text: str, month: str, period: str
) -> None:
    assert [metric.period for metric in read_item("Refined Zinc (China)", text, month).metrics] == [period]


def test_a_trade_goes_on_in_its_month(read_item: Read) -> None:
    text = (
        "In April, China imported 169,800 mt of zinc, up 4.7% YoY. Imports from Chile were 33,900 mt. "
        "In May, zinc output was 489,600 mt."
    )
    assert [metric.period for metric in read_item("Refined Zinc (China)", text).metrics] == [
        *["2025-04"] * 3,
        "2025-05",
    ]
