"""What a figure's place in its sentence settles, and the weights and the encoder do not overrule."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str) -> dict[str, str]:
    """Return what each figure is told to be, as "indicator basis direction period status"."""
    section = annotate(Section(1, "s", "Cobalt Sulphate", 0, 0, text), "2025-09")
    return {
        text[m.figure.start : m.figure.end]: (
            f"{m.indicator} {m.basis} {m.direction or '-'} {m.period} {m.status}"
        )
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is not None
    }


def moved(text: str) -> list[str]:
    """Return each movement as "basis direction period status"."""
    section = annotate(Section(1, "s", "Cobalt Sulphate", 0, 0, text), "2025-09")
    found = Rules().answer(section).answer.movements
    return [f"{each.basis} {each.direction} {each.period} {each.status}" for each in found]


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
    assert figures.items() <= told(text).items()


@pytest.mark.parametrize(
    ("text", "movements"),
    [
        (
            "Output saw a MoM fall of 5.5% in September and stayed below the level of the corresponding "
            "month last year.",
            ["yoy down 2025-09 actual"],
        ),
        (
            "Output is expected to fall by 2.4% MoM in October, still well above the level of October 2024.",
            ["yoy up 2025-10 forecast"],
        ),
        (
            "The operating rate stood at 66%. Output was, even so, below the level of September 2024.",
            ["yoy down 2025-09 actual"],
        ),
        (
            "Crystal output showed an increase whereas liquid output held at the level of August.",
            ["mom up 2025-09 actual", "mom flat 2025-09 actual"],
        ),
        ("Output of crystal was even with August.", ["mom flat 2025-09 actual"]),
    ],
)
def test_a_movement_beside_a_figure_is_of_its_time(text: str, movements: list[str]) -> None:
    assert moved(text) == movements
