"""Bare numbers that tell a level anew, sums among prices, and multipliers without a measure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section

T = "yuan/mt"


def units(text: str) -> list[tuple[Decimal, str | None]]:
    """Return value and unit of each figure."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return [(figure.value, figure.unit) for figure in section.figures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Spot 9,400 yuan/t, down 110 from the previous round.", [(9400, T), (110, T)]),
        ("Flake 8,150 yuan/t, lower by 60 on the month.", [(8150, T), (60, T)]),
        ("Powder 71,200 yuan/t, 400 lower w/w on Friday.", [(71200, T), (400, T)]),
        ("We sold at 131,000 yuan/t, 5,000 more than the month before.", [(131000, T), (5000, T)]),
        ("Coil 3,060 yuan/t, minus 40 within seven days.", [(3060, T), (-40, T)]),
        ("Smelters made 411kt. I had 420 on my sheet.", [(411000, "mt"), (420000, "mt")]),
        ("The mill rolled 212 kt in June; we had budgeted 230.", [(212000, "mt"), (230000, "mt")]),
        ("Modules came to 48.1 GW; the forecast had been 50.", [(Decimal("48.1"), "gw"), (50, "gw")]),
        ("Mines made 20,300 t, above the 19,500 that had been projected.", [(20300, "mt"), (19500, "mt")]),
        ("The tender was settled at 5,980 yuan/t, 70 below May.", [(5980, T), (70, T)]),
        ("Price 97,500 yuan/t (20.5%), 400 lower w/w, 900 higher than in May.", [(400, T), (900, T)]),
        ("The index is $71.5/t; in May it was 73.", [(Decimal("71.5"), "usd/mt"), (73, "usd/mt")]),
        (
            "Guizhou 14.2 thousand tonnes, Guangxi 21.9, Hunan 7.4.",
            [(14200, "mt"), (21900, "mt"), (7400, "mt")],
        ),
        ("Stocks 44,100 tonnes; a month ago 39,000.", [(44100, "mt"), (39000, "mt")]),
        ("Use is 53%; last month it was 62.", [(53, "percent"), (62, "percent")]),
        ("Loadings 0.9 million wmt, up on May's 0.8.", [(900000, "wmt"), (800000, "wmt")]),
        (
            "Tapped 28,900 tonnes in June (31,400 in May; 34,000 in April).",
            [(28900, "mt"), (31400, "mt"), (34000, "mt")],
        ),
        ("Spot is 6,200 yuan/t. Tenders were settled at 6,480 today.", [(6200, T), (6480, T)]),
        ("Spot is 6,200 yuan/t, which leaves a loss of 180 or so.", [(6200, T), (180, T)]),
        ("Matte made 168.7 thousand tonnes, cathode 112.3 thousand.", [(168700, "mt"), (112300, "mt")]),
        ("- Guangxi 30.2, Hunan 21.8, Hubei 11.0 kt.", [(30200, "mt"), (21800, "mt"), (11000, "mt")]),
        ("Shipments were 31kst.", [(31000, "st")]),
        ("A tonne costs 23,400 kroner per tonne.", [(23400, "nok/mt")]),
    ],
)
def test_a_bare_number_takes_the_unit_of_what_it_tells_anew(
    text: str, told: list[tuple[Decimal, str]]
) -> None:
    assert units(text)[-len(told) :] == told


@pytest.mark.parametrize(
    "text",
    [
        "Output 889 kt a day, y/y -1.0 by our count.",
        "Output 400 t, plus or minus 20.",
        "Output 400 t; the price was down 20 on the month.",
        "Stocks last 52 days, 12 more than last year.",
        "Output 400 t, down 350 from June.",
        "Output 400 t. We had budgeted 900.",
        "Output 400 t; page 5 in May.",
        "Use is 53%; a year ago 4 plants ran.",
        "Spot 6,200 yuan/t; cobalt $9 a lb; a loss of 180 was told.",
        "Spot 6,200 yuan/t, with a loss of 180 jobs.",
        "Spot 6,200 yuan/t, a loss of 180 from the last table.",
        "Output 400 t by 3 million people.",
        "Guangxi 30.2, Hunan 11.0 kt.",
        "Spot 6,200 yuan/t; output 6,100; both firm.",
    ],
)
def test_what_tells_nothing_anew_takes_no_unit(text: str) -> None:
    told = [unit for _, unit in units(text) if unit not in (None, "count")]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tokyo mills sold at ¥48,000 a ton.", (48000, "jpy/mt")),
        ("Shanghai mills sold at ¥4,800 a ton.", (4800, "yuan/mt")),
        ("Japanese mills paid RMB in Shanghai: ¥4,800 a ton.", (4800, "yuan/mt")),
        ("Imports were at minus $145 to minus $135/dmt.", (-145, "usd/dmt")),
        ("Stocks fell by eleven tonnes.", (11, "mt")),
        ("Output fell half a per cent.", (Decimal("0.5"), "percent")),
        ("Power costs 0.34 yuan there.", (Decimal("0.34"), "yuan/kwh")),
        ("Busheling is $860 per short ton.", (860, "usd/st")),
        ("Lump is $4.55 a dry metric tonne unit.", (Decimal("4.55"), "usd/dmtu")),
        ("Cost, at $6.90/lb, improved 85 cents.", (Decimal("0.85"), "usd/lb")),
        ("Ports hold 9.6 Mwmt.", (9600000, "wmt")),
        ("The price is 75,200 yuan/t, a 1,900 yuan recovery.", (1900, T)),
    ],
)
def test_units_of_other_houses(text: str, told: tuple[Decimal, str]) -> None:
    assert told in units(text)


def test_metres_count_no_plants() -> None:
    assert units("Snow shut roads above 3,000 metres and left plants without acid.") == [(3000, None)]
