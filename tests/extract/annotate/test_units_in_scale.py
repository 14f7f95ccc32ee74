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
        ("Exports fell five per cent.", "5", "percent"),
        ("Exports fell by a tenth.", "10", "percent"),
    ],
)
def test_the_value_is_in_the_base_unit(text: str, value: str, unit: str) -> None:
    figures = annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06").figures
    assert [(f.value, f.unit) for f in figures] == [(Decimal(value), unit)]


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
