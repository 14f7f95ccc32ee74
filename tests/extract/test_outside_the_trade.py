"""What a report tells of the economy, of exchanges and of other trades is no metric; what is beside it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "The Fed held rates at 4.25-4.5%.",
        "The CSI 300 fell 2.1% in May.",
        "The S&P 500 gained 4.3% on the month to 5,911.",
        "The Shanghai Composite closed at 3,250, down 1.2% on the week.",
        "M2 grew 7.9% YoY at the end of May, and new loans came to 620 billion yuan.",
        "The Baltic Dry Index climbed 12% to 1,418 points.",
        "Import dependence on ore rose to 76%, with the penetration of scrap at 24%.",
        "The margin requirement for futures was raised to 9%, and the price limit to 8%.",
        "Alcoa's shares rose 5% and Chalco's H-shares 3.2%.",
        "Wibble stood at 5.2 wobble, 17%.",
    ],
)
def test_what_is_told_of_the_economy_and_of_exchanges_is_no_metric(told_figures: Told, text: str) -> None:
    assert told_figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The dollar index fell to 99.4, down 0.8% MoM.",
        "The exchange rate averaged 7.21, a fall of 0.4%.",
        "Recovery averaged 92.3%, up 0.4 percentage points.",
        "Mills' profitability ratio was 58.9%, 1.3 percentage points lower than in the week before.",
        "Car sales rose 11% YoY to 2.69 million units in May.",
        "Auto output was 2.65 million units, up 11.6% YoY and 1.1% MoM.",
    ],
)
def test_what_goes_on_with_it_is_none_either(told_figures: Told, text: str) -> None:
    assert told_figures(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The dollar index fell to 99.4, down 0.8% MoM, and copper output fell 2% MoM to 1.1 million mt.",
            ["production mom -2", "production level 1100000"],
        ),
        ("The dollar index fell 0.8% MoM and output 3% MoM.", ["production mom -3"]),
    ],
)
def test_what_stands_beside_it_is_told(told_figures: Told, text: str, figures: list[str]) -> None:
    assert told_figures(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Net profit of the smelter was 2.1 billion yuan in Q1, up 12% YoY.",
            ["profit level 2100000000", "profit yoy 12"],
        ),
        (
            "The gross margin of smelters was 4.8% in May, up 0.6 points YoY.",
            ["profit level 4.8", "profit yoy 0.6"],
        ),
        ("PV installations reached 92.9 GW in May, up 388% YoY.", ["demand level 92.9", "demand yoy 388"]),
        ("SHFE copper closed at 78,000 yuan/mt, down 1.2% MoM.", ["price level 78000", "price mom -1.2"]),
    ],
)
def test_a_move_right_behind_a_level_is_of_it(told_figures: Told, text: str, figures: list[str]) -> None:
    assert told_figures(text) == figures


def test_a_place_further_ahead_has_its_figure_of_a_row(told_figures: Told) -> None:
    text = (
        "Rain kept plants in Hunan, Guangxi and Yunnan from running, and output there fell by 3.1%, 4.2% "
        "and 5.3% MoM, respectively."
    )
    assert told_figures(text) == [
        "production mom -3.1 Hunan",
        "production mom -4.2 Guangxi",
        "production mom -5.3 Yunnan",
    ]
