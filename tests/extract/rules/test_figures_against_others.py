"""Figures that are set against others: what was expected of them, what they stood at, what moved beside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The operating rate of zinc smelters was 58.3%, lower than expected by 1.2 percentage points.",
            ["operating_rate level 58.3 - 2025-06 actual",
             "operating_rate vs_expectation -1.2 down 2025-06 actual"],
        ),
        (
            "Zinc output was 742,000 mt in June, lower than in May by about 1.5%.",
            ["production level 742000 - 2025-06 actual", "production mom -1.5 down 2025-06 actual"],
        ),
        (
            "Zinc output fell 8.9% MoM and edged down YoY, with operating rates down 4.7 percentage points.",
            ["production mom -8.9 down 2025-06 actual", "operating_rate mom -4.7 down 2025-06 actual"],
        ),
        (
            "Zinc output fell 14.7% MoM in June, with the drop exceeding the 12% that mills had projected.",
            ["production mom -14.7 down 2025-06 actual", "production mom -12 down 2025-06 forecast"],
        ),
        ("The two halves of June told different stories for zinc output.", []),
    ],
)  # fmt: skip
def test_a_figure_takes_what_is_told_of_it_and_not_of_the_one_beside(
    text: str, told: list[str], read: Read
) -> None:
    assert read(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One smelter is to re-energise 60,000 mt of idled cells.", "operating_capacity change 60000 up"),
        ("The smelter restarted 20,000 mt of shut pots.", "operating_capacity change 20000 up"),
        ("A fire took 35,000 mt out of operation.", "operating_capacity change -35000 down"),
        ("A fire took 35,000 mt of capacity out of service.", "operating_capacity change -35000 down"),
        ("Losses made plants idle 20,000 mt of furnaces.", "operating_capacity change -20000 down"),
        ("A mill put 300,000 mt of new lines into operation.", "capacity change 300000 up"),
        ("The smelter brought 40,000 mt/year of capacity on stream.", "operating_capacity change 40000 up"),
        ("The mill put 41,000 mt/year into operation.", "capacity change 41000 up"),
        ("Another 43,000 mt/year came on stream.", "capacity change 43000 up"),
        ("A fire took 42,000 mt/year out of service.", "capacity change -42000 down"),
        ("A storm took 35,000 mt out of the market.", "production change -35000 down"),
    ],
)
def test_tonnes_of_cells_and_furnaces_are_capacity(text: str, told: str, read: Read) -> None:
    assert [fact.rsplit(" ", 2)[0] for fact in read(text)] == [told]


def test_a_foreseen_fall_goes_on_with_no_price_that_was_only_a_level(read: Read) -> None:
    text = (
        "Zinc output was 42,000 mt in June. Alloy prices stood at 21,700 yuan/mt. Repairs and the heat "
        "will idle smaller furnaces, so a fall in both families is foreseen for July, of about 3% in "
        "alloy output."
    )
    assert "production mom -3 down 2025-07 forecast" in read(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The operating rate of zinc smelters was 61.7%, above the 60.2% of the same month last year.",
            "operating_rate level 60.2 - 2024-06 actual",
        ),
        (
            "Zinc output was 45,000 mt in June, well below the 52,000 mt seen in March.",
            "production level 52000 - 2025-03 actual",
        ),
        ("Prices fell below the 17,000 yuan/mt mark in June.", "price level 17000 down 2025-06 actual"),
        (
            "Zinc prices moved in a narrow band around 22,000 yuan/mt.",
            "price level 22000 flat 2025-06 actual",
        ),
        ("Most makers lost between 600 and 1,100 yuan/mt.", "profit level -600 - 2025-06 actual"),
        (
            "The two lines of 1 million mt each reached design output.",
            "capacity level 1000000 - 2025-06 actual",
        ),
        ("The cuts amount to 1.9 million mt/year.", "operating_capacity change -1900000 down 2025-06 actual"),
        (
            "Of 22 zinc smelters, 9 cut output and 10 were unchanged.",
            "producer_count level 10 - 2025-06 actual",
        ),
        ("Medium-carbon grade fell by 3.8% MoM.", "production mom -3.8 down 2025-06 actual"),
        ("A look at the grades shows ZA3 up 12% MoM.", "production mom 12 up 2025-06 actual"),
    ],
)
def test_a_level_is_what_it_is_set_beside(text: str, told: str, read: Read) -> None:
    assert read(text)[-1] == told


def test_two_percentages_share_one_comparison(read: Read) -> None:
    text = "Zinc and lead output in June was 8% and 11% less than in June 2024."
    assert read(text) == ["production yoy -8 down 2025-06 actual", "production yoy -11 down 2025-06 actual"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A decline of 2% to 46,000 mt is forecast.",
            ["production mom -2 down 2025-07 forecast", "production level 46000 - 2025-07 forecast"],
        ),
        (
            "Zinc output was 39,800 mt in June, being 2,100 mt (5%) short of May.",
            [
                "production level 39800 - 2025-06 actual",
                "production mom -2100 down 2025-06 actual",
                "production mom -5 down 2025-06 actual",
            ],
        ),
        (
            "Zinc output was 39,800 mt in June, 0.7% under May but 4.4% over last June.",
            [
                "production level 39800 - 2025-06 actual",
                "production mom -0.7 down 2025-06 actual",
                "production yoy 4.4 up 2025-06 actual",
            ],
        ),
        (
            "Zinc imports were 2,310 mt (gross weight) in May, 4.4% less than in April.",
            ["arrivals level 2310 - 2025-05 actual", "arrivals mom -4.4 down 2025-05 actual"],
        ),
        (
            "Zinc imports were 2,240 mt, gross weight, in May, an increase of 15% YoY.",
            ["arrivals level 2240 - 2025-05 actual", "arrivals yoy 15 up 2025-05 actual"],
        ),
        (
            "Zinc imports were 2,240 mt, and arrivals of lead, in May, 900 mt.",
            ["arrivals level 2240 - 2025-06 actual", "arrivals level 900 - 2025-05 actual"],
        ),
        ("The same month of last year gave 4,980 mt.", ["production level 4980 - 2024-06 actual"]),
        (
            "A rise in zinc output of 1,900 mt, to 48,000 mt, is likely in August.",
            ["production mom 1900 up 2025-08 forecast", "production level 48000 - 2025-08 forecast"],
        ),
        (
            "A further easing of the operating rate, by 3 percentage points to 58%, is forecast for July.",
            ["operating_rate change -3 down 2025-07 forecast", "operating_rate level 58 - 2025-07 forecast"],
        ),
        (
            "The decline in zinc output, at 5%, is expected to continue in July.",
            ["production mom -5 down 2025-06 actual"],
        ),
        (
            "The zinc operating rate is expected to recover from June's 58%.",
            ["operating_rate level 58 - 2025-06 actual"],
        ),
        (
            "The zinc operating rate is expected to recover from the 58% that was foreseen.",
            ["operating_rate level 58 - 2025-07 forecast"],
        ),
        (
            "Zinc output was 62,000 mt in June, exceeding May by 4% and June of last year by 18%.",
            [
                "production level 62000 - 2025-06 actual",
                "production mom 4 up 2025-06 actual",
                "production yoy 18 up 2025-06 actual",
            ],
        ),
        (
            "Zinc output saw a MoM pullback of 2.2%, equal to about 900 mt.",
            ["production mom -2.2 down 2025-06 actual", "production mom -900 down 2025-06 actual"],
        ),
        (
            "The operating rate fell, while a refinery commissioned 1 million mt/year of new capacity.",
            ["capacity change 1000000 up 2025-06 actual"],
        ),
        (
            "The curbs were over and 140,000 mt/year of cells were powered up again.",
            ["operating_capacity change 140000 up 2025-06 actual"],
        ),
        ("Film makers' schedules were cut by 8% MoM.", ["demand mom -8 down 2025-06 actual"]),
        ("Domestic makers' schedules were cut by 8% MoM.", ["production mom -8 down 2025-06 actual"]),
        (
            "Zinc output was 12 kt in June and above the 11 kt of May.",
            ["production level 12000 - 2025-06 actual", "production level 11000 - 2025-05 actual"],
        ),
    ],
)
def test_a_figure_is_dated_and_compared_by_its_own_words(text: str, told: list[str], read: Read) -> None:
    assert read(text) == told


def test_what_was_forecast_a_month_ago_foretells_nothing(read: Read) -> None:
    text = "Instead of the rise forecast a month ago, zinc output shows a decline of 2.67% MoM to 871 mt."
    assert read(text) == ["production mom -2.67 down 2025-06 actual", "production level 871 - 2025-06 actual"]
