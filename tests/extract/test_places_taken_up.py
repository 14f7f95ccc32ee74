"""Places that a noun takes up ("the province", "that country"), and months that trade is of."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules
from extract.rules.taken_up import place_taken_up


def told(text: str, heading: str = "Refined Zinc (China)") -> list[str]:
    """Return each figure with its region and period, in text order."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return [
        f"{m.value} {m.region or '-'} {m.period}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.figure is not None
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Power ran short in Yunnan. The province produced 81,000 mt in June, down 3.2% MoM.", "Yunnan"),
        ("Rationing is back in Sichuan, and the province's output fell by 9.1% MoM to 14,800 mt.", "Sichuan"),
        ("Vietnam's works were busy. The country produced 12,000 mt in June, up 3% MoM.", "Vietnam"),
        (
            "South Africa's smelters lacked power. The country's output fell 27% YoY to 18,000 mt.",
            "South Africa",
        ),
        (
            "Ore ran short in Hunan and Guangxi. Output in both provinces fell 4% MoM to 52,000 mt.",
            "Hunan, Guangxi",
        ),
    ],
)
def test_a_noun_takes_up_the_place_named_before(text: str, place: str) -> None:
    assert [line.rsplit(" ", 1)[0].split(" ", 1)[1] for line in told(text)] == [place, place]


@pytest.mark.parametrize(
    "text",
    [
        "Ore ran short in Hunan. The rest of the country produced 81,000 mt in June.",
        "Power ran short in Hunan. The country produced 81,000 mt in June.",
        "Imports from Peru fell. China's smelters were busy, and the country produced 81,000 mt in June.",
        "Power ran short in Yunnan. The province was hit hard, while national output was 81,000 mt in June.",
        "The Gejiu works was shut. Half the country produced 81,000 mt in June.",
        "Output in the province was 81,000 mt in June.",
    ],
)
def test_what_takes_up_no_place_is_of_the_whole(text: str) -> None:
    assert told(text)[-1].split()[1] == "-"


def test_each_of_two_provinces_has_its_own_rate() -> None:
    text = "Ore was short in Shanxi and Henan, so refineries in the two provinces ran at 68.2% and 61%."
    section = annotate(Section(1, "s", "Alumina", 0, 0, text), "2025-06")
    assert place_taken_up(section, 0, text.index("68.2%")) == "Shanxi, Henan"
    assert place_taken_up(section, 0, text.index("Shanxi")) is None


def test_three_provinces_are_found_where_they_are_named_apart() -> None:
    text = "Hunan was short of ore. So was Guangxi, and Yunnan of power. The three provinces made 81,000 mt."
    assert told(text) == ["81000 Hunan, Guangxi, Yunnan 2025-06"]


def test_trade_takes_over_the_month_of_its_sentence() -> None:
    text = (
        "Exports to Germany jumped 41% from April to 1,020 mt in May; those to the US edged down to 583 mt."
    )
    assert [line.split()[-1] for line in told(text)] == ["2025-05"] * 3


def test_a_year_earlier_in_a_list_is_a_year_earlier() -> None:
    text = "Zinc averaged $2,640/mt; a month earlier it had been $2,610/mt, and a year earlier $2,700/mt."
    assert [line.split()[-1] for line in told(text)] == ["2025-06", "2025-05", "2024-06"]
