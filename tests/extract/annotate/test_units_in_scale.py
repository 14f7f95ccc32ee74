"""Units that carry a scale of their own are read in the base unit, and look-alikes are no units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The premium was 54 cents/lb.", "0.54", "usd/lb"),
        ("It paid 38.5 US cents per pound.", "0.385", "usd/lb"),
        ("Exports were 1.32 lakh tonnes.", "132000", "mt"),
        ("Sales of Rs 2 crore followed.", "20000000", "inr"),
        ("Prices ended at Rs 26,400/t.", "26400", "inr/mt"),
        ("Ore cost US$4.20/dmtu.", "4.20", "usd/dmtu"),
        ("Stocks were 2.45 Mt.", "2450000", "mt"),
        # Indian houses tell of millions by "MT", and of yearly millions by "MTPA".
        ("Exports, at Rs 900/t more, were 0.34 MT.", "340000", "mt"),
        ("In Q2 FY21 mines sold 1.27 MT.", "1270000", "mt"),
        ("The plant was built for 1.5 MTPA.", "1500000", "mt/year"),
        ("Stocks were 285 kt wet.", "285000", "wmt"),
        ("Film output was 280 million m2.", "280000000", "sqm"),
        ("Film output was 280 million sq m.", "280000000", "sqm"),
        ("Film sold at 9.5 yuan/m2.", "9.5", "yuan/sqm"),
        ("Smelters made 18,500 mt daily.", "18500", "mt/day"),
        ("The plant was built for 120,000 mt p.a.", "120000", "mt/year"),
        ("The rate fell 3 percentage pts.", "3", "percentage_point"),
        ("Exports fell five per cent.", "5", "percent"),
        ("Exports fell by a tenth.", "10", "percent"),
    ],
)
def test_the_value_is_in_the_base_unit(text: str, value: str, unit: str) -> None:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    assert (figures[-1].value, figures[-1].unit) == (Decimal(value), unit)


def test_what_is_told_of_in_millions_tells_the_scale_of_the_rest() -> None:
    text = "Crude steel output was 8.1 MT. Slab imports were 14 MT, and 3-4 MT a month is foreseen."
    figures = annotate(Section(1, "s", "Steel", 0, 0, text), "2025-06").figures
    assert [(f.value, f.unit) for f in figures[1:]] == [(14_000_000, "mt"), (3_000_000, "mt/month")]


def test_what_is_told_of_in_millions_says_nothing_of_the_output_of_another() -> None:
    text = "Refineries digested poor bauxite, and output of the metal fell to 58.9 mt."
    assert annotate(Section(1, "s", "Gallium", 0, 0, text), "2025-06").figures[-1].value == Decimal("58.9")
    text = "Bauxite arrivals recovered in June, to 18.2 mt."
    assert annotate(Section(1, "s", "Bauxite", 0, 0, text), "2025-06").figures[-1].value == 18_200_000


def test_tonnes_that_are_priced_as_such_stay_tonnes() -> None:
    text = "Indium cost Rs 22,000/MT and output was 12.5 MT."
    figures = annotate(Section(1, "s", "Indium", 0, 0, text), "2025-06").figures
    assert figures[-1].value == Decimal("12.5")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Prices rose Rs 1,200 w-o-w.", "inr"), ("Three lines of 1 million tonnes each are due.", "mt")],
)
def test_words_behind_a_figure_are_no_part_of_its_unit(text: str, unit: str) -> None:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    assert [f.unit for f in figures if f.unit != "count"] == [unit]


def test_doubled_down_is_no_figure() -> None:
    assert annotate(Section(1, "s", "Zinc", 0, 0, "Smelters doubled down."), "2025-06").figures == ()


def test_a_decimal_comma_is_read_only_where_the_text_has_no_decimal_point() -> None:
    alone = annotate(Section(1, "s", "Zinc", 0, 0, "Output fell 7,46%."), "2025-06")
    mixed = annotate(Section(1, "s", "Zinc", 0, 0, "Output rose 1.5% to 12,34 mt."), "2025-06")
    assert [f.value for f in alone.figures] == [Decimal("7.46")]
    assert [f.value for f in mixed.figures] == [Decimal("1.5")]
    assert [e.reason for e in mixed.excluded] == ["unreadable"]
