"""Figures as houses of other countries print them: currencies, baskets, compounds, fractions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section


def read(text: str) -> list[tuple[str, Decimal, str | None]]:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    return [(text[f.start : f.end], f.value, f.unit) for f in figures]


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    [
        ("Coke was lifted to Yuan 1,830/t.", "Yuan 1,830/t", "1830", "yuan/mt"),
        ("Mills paid Rs. 43,200/t for bar.", "Rs. 43,200/t", "43200", "inr/mt"),
        ("Mills paid Rs.43,200/t for bar.", "Rs.43,200/t", "43200", "inr/mt"),
        ("Freight rose to R$85/t.", "R$85/t", "85", "brl/mt"),
        ("Cash cost was R41/dmtu.", "R41/dmtu", "41", "zar/dmtu"),
        ("The basket fetched R21,400 per 4E ounce.", "R21,400 per 4E ounce", "21400", "zar/oz"),
        ("The basket fetched $1,310 per 6E oz.", "$1,310 per 6E oz", "1310", "usd/oz"),
        ("Mines dug up 9.4 million fine grams.", "9.4 million fine grams", "9400000", "g"),
        ("They made 312 tV.", "312 tV", "312", "mt"),
        ("They made 27.5 ktNi.", "27.5 ktNi", "27500", "mt"),
        ("A 4-mntpa mill is ramping up.", "4-mntpa", "4000000", "mt/year"),
        ("A 150,000-tonne-a-year plant shut.", "150,000-tonne-a-year", "150000", "mt/year"),
        ("A 2-million-tonne-per-year mill shut.", "2-million-tonne-per-year", "2000000", "mt/year"),
        ("Power cost 88 euros per megawatt-hour.", "88 euros per megawatt-hour", "88", "eur/mwh"),
        ("Power cost 0.4 yuan per kilowatt hour.", "0.4 yuan per kilowatt hour", "0.4", "yuan/kwh"),
        ("The rate lost 1 point.", "1 point", "1", "percentage_point"),
        ("Nearly half of the industry is idle.", "half", "50", "percent"),
        ("Output will double in July.", "double", "100", "percent"),
        ("They are to halve output.", "halve", "-50", "percent"),
    ],
)
def test_value_and_unit(text: str, printed: str, value: str, unit: str) -> None:
    assert read(text) == [(printed, Decimal(value), unit)]


def test_cents_beside_a_price_take_its_measure() -> None:
    assert read("The benchmark fell by 12c to $1.31/lb.")[0] == ("12c", Decimal("0.12"), "usd/lb")
    assert read("Panel 14c of the plan was dropped.") == []


def test_a_decimal_comma_before_a_million_is_read_beside_decimal_points() -> None:
    assert read("Output rose 4.7% to 1,08 million tonnes.")[1] == (
        "1,08 million tonnes", Decimal("1080000"), "mt",
    )  # fmt: skip
    assert [value for _, value, _ in read("Output rose 4.7% to 1,08 tonnes.")] == [Decimal("4.7")]


@pytest.mark.parametrize(
    "text",
    [
        "They need 1 1/2 million tonnes.",
        "They need 3/4 million tonnes.",
        "Orders for 5G base stations held.",
        "Coke fell in a third and fourth round.",
        "Panels with double glazing will double glaze.",
        "The tests were of 61 TV sets.",
    ],
)
def test_what_only_looks_like_a_figure_gets_no_wrong_value(text: str) -> None:
    assert [figure for figure in read(text) if figure[2] is not None] == []


def test_a_dash_that_sets_words_apart_joins_no_range() -> None:
    told = read("They made 11,240 mt – 560 mt short of May.")
    assert [(printed, value) for printed, value, _ in told] == [("11,240 mt", 11240), ("560 mt", 560)]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("On June 28 smelters held 9,000 mt.", []),
        ("On June 28 producers' stocks were 9,000 mt.", []),
        ("In June 28 producers cut output.", ["28"]),
    ],
)
def test_a_day_before_a_counted_noun_is_a_day_behind_on(text: str, counted: list[str]) -> None:
    assert [printed for printed, _, unit in read(text) if unit != "mt"] == counted
