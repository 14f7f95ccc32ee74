"""Figures that are supposed, moves set beside others, and the time of what is compared with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.resolve import Resolution

Told = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Each 1,000 yuan/mt on concentrate adds 1,450 yuan/mt to the production costs.",
            ["cost change 1450"],
        ),
        ("We consider 355,000 mt of output more likely for June.", ["production level 355000"]),
    ],
)
def test_what_is_supposed_is_none(told_figures: Told, text: str, figures: list[str]) -> None:
    assert told_figures(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Copper output rose 2.3% MoM, less than the 4.1% of April.",
            ["production mom 2.3", "production mom 4.1"],
        ),
        (
            "The YoY increase of 7.9% was smaller than April's 9.3%.",
            ["production yoy 7.9", "production yoy 9.3"],
        ),
        ("Demand from rod mills, 58% of the total, fell 4% MoM.", ["share level 58", "demand mom -4"]),
    ],
)
def test_a_move_set_beside_another_or_behind_a_share(
    told_figures: Told, text: str, figures: list[str]
) -> None:
    assert told_figures(text) == figures


def test_plants_are_counted_on_and_a_share_is_not_told_of_them(told_figures: Told) -> None:
    text = "Two smelters in Gansu ran at 100%, a third in Guangxi at 40%."
    assert told_figures(text) == ["operating_rate level 100 Gansu", "operating_rate level 40 Guangxi"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("From 78,700 mt in April, output climbed 4.1% to 82,000 mt.", ["2025-04", "2025-05", "2025-05"]),
        ("Against 78,700 mt in April, output was 82,000 mt.", ["2025-04", "2025-05"]),
        ("The operating rate was 58%, the highest since July 2023, when it was 61%.", ["2025-05", "2023-07"]),
        ("Stocks of 61,000 mt were the largest since December 2022 (63,000 mt).", ["2025-05", "2022-12"]),
        ("Output was 372,000 mt, against May 2024's 409,700 mt.", ["2025-05", "2024-05"]),
        ("Output was 10,350 mt, against 9,100 mt three months ago.", ["2025-05", "2025-02"]),
        ("The operating rate was 76%, compared with 71% two years ago.", ["2025-05", "2023-05"]),
    ],
)
def test_what_a_figure_is_set_against_has_its_own_time(
    read_item: Callable[[str, str], Resolution], text: str, periods: list[str]
) -> None:
    metrics = read_item("Copper Cathode (China)", text).metrics
    assert [metric.period for metric in metrics if metric.figure is not None] == periods
