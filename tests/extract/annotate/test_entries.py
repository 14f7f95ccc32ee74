"""Bare numbers in lists: which entries take up a unit, and which stand for something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section


def units(text: str) -> list[tuple[Decimal, str | None]]:
    """Return value and unit of each figure."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return [(figure.value, figure.unit) for figure in section.figures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Flake 78,000 yuan/t (unchanged); FeV50 88,500; both firm.",
            [(78000, "yuan/mt"), (88500, "yuan/mt")],
        ),
        ("Crystal 27,650 yuan/t, liquid 26,900, both up.", [(27650, "yuan/mt"), (26900, "yuan/mt")]),
        ("Warehouses: Wuxi 9,300 t; Foshan 8,100.", [(9300, "mt"), (8100, "mt")]),
        ("Dense 42.5 yuan/kg; granular 39.0.", [(Decimal("42.5"), "yuan/kg"), (Decimal("39.0"), "yuan/kg")]),
        ("Use rose to 72.5%, from 67 in May.", [(Decimal("72.5"), "percent"), (67, "percent")]),
        ("Use fell to 56%, against 61 a year earlier.", [(56, "percent"), (61, "percent")]),
        (
            "Regions: Sichuan 5.9, Hebei 2.7, Inner Mongolia 1.6 thousand tonnes.",
            [(5900, "mt"), (2700, "mt"), (1600, "mt")],
        ),
        ("Output: Guangxi 30.2 and Hunan 11.0 kt.", [(30200, "mt"), (11000, "mt")]),
    ],
)
def test_an_entry_takes_the_unit_of_its_list(text: str, told: list[tuple[Decimal, str]]) -> None:
    assert units(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output 1,450 t; TC 1,480; both firm.",
        "Price 14,500 yuan/t; output 14,200; both firm.",
        "Output 1,450 t, fiscal 2024.",
        "Output 1,450 t, alloy 1,070, both firm.",
        "Output 1,450 t; Foshan 88,100; both firm.",
        "Works: Furnace 1, Furnace 2 kt.",
        "Lead 4 and Zinc 5 kt.",
        "Use rose to 72.5%, from 67 plants in May.",
        "Use rose to 72.5%, from 4 in May.",
        "Use rose to 72.5%, in line with 67 expected.",
    ],
)
def test_what_is_no_entry_takes_no_unit_of_another(text: str) -> None:
    measured = [unit for _, unit in units(text) if unit not in (None, "count")]
    assert len(measured) == 1
