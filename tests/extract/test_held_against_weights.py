"""What a sentence holds together, whatever the weights and the encoder make of one of its figures."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, heading: str = "Aluminum Scrap", month: str = "2025-01") -> dict[str, str]:
    """Return what each figure is told to be, as "indicator basis direction period status"."""
    section = annotate(Section(1, "s", heading, 0, 0, text), month)
    return {
        text[m.figure.start : m.figure.end]: (
            f"{m.indicator} {m.basis} {m.direction or '-'} {m.period} {m.status}"
        )
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is not None
    }


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Large smelters are expected to run at 85.9% in February, and small smelters at 64.2%.",
            {"64.2%": "operating_rate level - 2025-02 forecast"},
        ),
        (
            "In February, arrivals are put at 14.2 million mt, with 10.8 million mt coming from Guinea and "
            "2.3 million mt from Australia.",
            {"2.3 million mt": "arrivals level - 2025-02 forecast"},
        ),
        (
            "MoM gains of 19% (200-series) and 13% (300-series) are expected in February.",
            {"19%": "production mom up 2025-02 forecast", "13%": "production mom up 2025-02 forecast"},
        ),
    ],
)
def test_what_goes_on_with_a_forecast_stays_one(text: str, figures: dict[str, str]) -> None:
    assert figures.items() <= told(text).items()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Imports were 151,700 mt in December. Thailand supplied 38,900 mt, the United Kingdom 21,400 mt.",
            {
                "38,900 mt": "arrivals level - 2024-12 actual",
                "21,400 mt": "arrivals level - 2024-12 actual",
            },
        ),
        (
            "Exports were 112,900 mt in December. India bought a mere 14,100 mt, a plunge of 58% MoM.",
            {
                "14,100 mt": "shipments level - 2024-12 actual",
                "58%": "shipments mom down 2024-12 actual",
            },
        ),
        ("Zinc use was 186,000 mt, -1.5% MoM.", {"-1.5%": "demand mom down 2025-01 actual"}),
        (
            "Output in February is to decline to 2.86 million mt from January's 3.31 million mt.",
            {"3.31 million mt": "production level - 2025-01 actual"},
        ),
        ("Prices rose 20% from May.", {"20%": "price change up 2025-01 actual"}),
        (
            "Output was 112,000 mt in January, basically unchanged from December.",
            {"112,000 mt": "production level flat 2025-01 actual"},
        ),
    ],
)
def test_what_belongs_together_is_of_one_thing_and_one_time(text: str, figures: dict[str, str]) -> None:
    assert figures.items() <= told(text).items()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Integrated cost barely moved. It stood at 0.68 yuan/W.",
            {"0.68 yuan/W": "cost level - 2025-09 actual"},
        ),
        (
            "Alloy-grade cathode was dearer by 12,000 yuan/mt than ordinary metal.",
            {"12,000 yuan/mt": "price level - 2025-09 actual"},
        ),
        (
            "Output: 7.3 million mt, equivalent to 243,900 mt/d. Against August: total -2.2%, daily mean "
            "+2,500 mt/d.",
            {"+2,500 mt/d": "production mom up 2025-09 actual"},
        ),
        (
            "Operating rates are forecast to slip in October. Large plants are to be at 79%, small ones at "
            "55%.",
            {
                "79%": "operating_rate level - 2025-10 forecast",
                "55%": "operating_rate level - 2025-10 forecast",
            },
        ),
        (
            "Operating rates of salt plants declined in September. The average was 43.6%, 1.8 percentage "
            "points lower MoM.",
            {"1.8 percentage points": "operating_rate mom down 2025-09 actual"},
        ),
        (
            "Weaker growth, of 2% MoM to 75,000 mt, is expected in October, as the season lifts orders.",
            {
                "2%": "production mom up 2025-10 forecast",
                "75,000 mt": "production level - 2025-10 forecast",
            },
        ),
        (
            "Makers held 31.4 GW at the end of September. A month before they held 26.8 GW.",
            {"26.8 GW": "inventory level - 2025-08 actual"},
        ),
    ],
)
def test_a_figure_is_what_its_sentence_settles(text: str, figures: dict[str, str]) -> None:
    assert figures.items() <= told(text, "Cobalt Sulphate", "2025-09").items()


def test_a_bare_move_in_brackets_has_the_comparison_of_the_bracket_before() -> None:
    text = "Of scrap, 196,800 mt was old (down 4.4% MoM) and 31,200 mt new (up 0.9%)."
    assert told(text)["0.9%"].split()[1] == "mom"
    text = "SHG zinc was 96,800 mt (down 4.4% MoM) and zinc alloy 31,200 mt (up 0.9%)."
    assert told(text, "Refined Zinc")["0.9%"].split()[1] == "mom"


def test_what_a_forecast_is_compared_with_has_come_about() -> None:
    text = "Scrap output is expected to fall by 2% in February, compared with the 1.5% drop in January."
    assert told(text)["1.5%"] == "production mom down 2025-01 actual"


def test_a_former_forecast_is_one_whatever_exceeded_it() -> None:
    text = "Scrap output exceeded the previous forecast of 550,000 mt by 6,900 mt."
    assert told(text)["550,000 mt"] == "production level - 2025-01 forecast"


def test_stocks_accumulate_by_so_much_or_to_so_much() -> None:
    assert told("Scrap stocks accumulated 4,600 mt MoM.")["4,600 mt"].startswith("inventory mom up")
    assert told("Scrap stocks accumulated to 81,000 mt.")["81,000 mt"].startswith("inventory level up")
