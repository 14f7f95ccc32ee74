"""Figures as trading desks, wire agencies and statisticians print them, in sentences of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.annotate import annotate
from extract.document import Section


def read(text: str) -> list[tuple[str, Any, Any, str | None]]:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    return [(text[f.start : f.end], f.value, f.value_max, f.unit) for f in figures]


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    [
        ("TCs slid to minus 41.3 dollars per tonne.", "minus 41.3 dollars per tonne", "-41.3", "usd/mt"),
        ("TCs were at negative $12.5/dmt.", "negative $12.5/dmt", "-12.5", "usd/dmt"),
        ("RCs stood at -4.5c/lb.", "-4.5c/lb", "-0.045", "usd/lb"),
        ("Oxide traded at Rmb445,000/t.", "Rmb445,000/t", "445000", "yuan/mt"),
        ("Oxide traded at CNY 445,000 a tonne.", "CNY 445,000 a tonne", "445000", "yuan/mt"),
        ("The index read USD1.76/t.", "USD1.76/t", "1.76", "usd/mt"),
        ("Scrap went for 148 pounds a tonne.", "148 pounds a tonne", "148", "gbp/mt"),
        ("Scrap went for 141 pounds per tonne.", "141 pounds per tonne", "141", "gbp/mt"),
        ("Ore held 2 lb per tonne.", "2 lb per tonne", "2", "lb/mt"),
        ("Copper was at 412 cents a pound.", "412 cents a pound", "4.12", "usd/lb"),
        ("Mines dug up 1.2 Moz.", "1.2 Moz", "1200000", "oz"),
        ("Mines dug up 120 koz.", "120 koz", "120000", "oz"),
        ("Output was 97,850 fine tonnes.", "97,850 fine tonnes", "97850", "mt"),
        ("Lines stood still in 1/3 of the mills.", "1/3", "33.33", "percent"),
        ("Exports fell by a fifth.", "a fifth", "20", "percent"),
        ("Exports were down a fifth from April.", "a fifth", "20", "percent"),
        ("Two fifths of the lines are dark.", "Two fifths", "40", "percent"),
        ("Rates came down to half, since power is dear.", "half", "50", "percent"),
        ("Kilns ran at half load.", "half", "50", "percent"),
        ("Imports met almost half.", "half", "50", "percent"),
        ("They can make one million tonnes a year.", "one million tonnes a year", "1000000", "mt/year"),
        ("They made half a million tonnes.", "half a million tonnes", "500000", "mt"),
        ("Ore cost 25 rand per kg.", "25 rand per kg", "25", "zar/kg"),
    ],
)
def test_value_and_unit(text: str, printed: str, value: str, unit: str) -> None:
    assert read(text) == [(printed, Decimal(value), None, unit)]


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "unit"),
    [
        ("They made 3.5m-3.7m t.", "3.5m-3.7m t", "3500000", "3700000", "mt"),
        ("They paid $3.2bn-$3.4bn.", "$3.2bn-$3.4bn", "3200000000", "3400000000", "usd"),
        (
            "Offers lay between RMB 14,200 and RMB 14,600 per tonne.",
            "RMB 14,200 and RMB 14,600 per tonne",
            "14200",
            "14600",
            "yuan/mt",
        ),
    ],
)
def test_both_ends_of_a_range_have_currency_or_multiplier(
    text: str, printed: str, low: str, high: str, unit: str
) -> None:
    assert read(text) == [(printed, Decimal(low), Decimal(high), unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Stocks are 12kt; output was 1.21mt.", "1210000", "mt"),
        ("Sheds hold 12,350t, and the mines 1.21mt.", "1210000", "mt"),
        ("Output was 1.21mt.", "1.21", None),
        ("Stocks are 12kt; scrap came to 3.4 mt.", "3.4", None),
        ("Stocks are 12kt; ore came to 30mt.", "30", None),
        ("Output was 81,700 mt, of which scrap 3.4mt.", "3.4", "mt"),
        ("Output was 1.2 million mt, of which scrap 3.4 mt.", "3.4", "mt"),
        ("Gallium output was 62.5 mt.", "62.5", "mt"),
        ("Gallium output was 62mt.", "62", "mt"),
    ],
)
def test_mt_is_read_as_the_section_uses_it_or_not_at_all(text: str, value: str, unit: str | None) -> None:
    assert (Decimal(value), unit) == (read(text)[-1][1], read(text)[-1][3])


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Prices rose $15 to $330/mtu.", ["usd/mtu", "usd/mtu"]),
        ("Prices of lump rose Rs 1,200 w-o-w to Rs 71,800/t.", ["inr/mt", "inr/mt"]),
        ("Oxide stood at US$24/lb, up by about 2 dollars in one month.", ["usd/lb", "usd/lb"]),
        ("The quotation was at $335 per mtu, $15 higher than before.", ["usd/mtu", "usd/mtu"]),
        ("Ore is at $330/mtu and a box of freight at $15.", ["usd/mtu", "usd"]),
        ("A permit costs $15. Ore rose to $330/mtu.", ["usd", "usd/mtu"]),
    ],
)
def test_the_move_of_a_price_has_the_measure_of_the_price(text: str, units: list[str]) -> None:
    assert [unit for _, _, _, unit in read(text) if unit != "month"] == units


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Thirteen of the 33 smelters cut runs.", ["Thirteen", "33"]),
        ("Five out of 20 mills cut runs.", ["Five", "20"]),
        ("Eight of the mills cut runs.", ["Eight"]),
        ("One of the mills cut runs.", []),
        ("One of the largest smelters cut runs.", []),
        ("Glass of 2.0 mm was short.", []),
        ("Lines stood still between 8 and 21 January.", []),
        ("Output will peak in H1-26.", []),
        ("2026 output is not yet known.", []),
        ("Power costs R1.56/kWh.", ["R1.56/kWh"]),
        ("The R32 refrigerant and the R1 rule.", []),
        ("They ran for half an hour.", []),
        ("It was sold by a third party.", []),
        ("A third of the month was lost.", []),
        ("The 2nd half of the year is slack.", []),
    ],
)
def test_what_is_counted_and_what_is_not(text: str, printed: list[str]) -> None:
    assert [figure[0] for figure in read(text)] == printed


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("Prices pushed past 15,200 yuan/mt.", ["more_than"]),
        ("Output fell short of 5,000 mt.", ["less_than"]),
        ("Prices firmed up to $145/t.", ["exact"]),
        ("Losses are around 400 yuan/mt, and a third of the kilns are cold.", ["approximately", "exact"]),
        ("Output fell about 5%, and 3% more is to come.", ["approximately", "approximately"]),
    ],
)
def test_hedges(text: str, hedges: list[str]) -> None:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    assert [figure.qualifier for figure in figures] == hedges


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Stocks were 45.2 kt, -1.3 w/w.", "-1300", "mt"),
        ("Stocks were 1.2 million mt (Jan: 1.1).", "1100000", "mt"),
        ("Stocks were 4,910 mt, -50 w/w.", "-50", "mt"),
        ("Stocks were 1.2 million mt, -50 w/w.", "-50", None),
    ],
)
def test_a_bare_number_takes_up_the_multiplier_with_the_unit(text: str, value: str, unit: str | None) -> None:
    assert (Decimal(value), unit) == (read(text)[-1][1], read(text)[-1][3])


def test_a_hedge_does_not_reach_a_new_subject() -> None:
    text = "Hebei made around 49,000 t in May, and the national figure of 84,300 t held."
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    assert [figure.qualifier for figure in figures] == ["approximately", "exact"]


def test_a_range_is_read_where_each_end_has_the_sign_of_its_money() -> None:
    ((printed, low, high, unit),) = read("Metal moved between US$9.10 and US$9.40/lb in June.")
    assert (printed, low, high, unit) == (
        "US$9.10 and US$9.40/lb",
        Decimal("9.10"),
        Decimal("9.40"),
        "usd/lb",
    )
