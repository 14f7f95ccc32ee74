"""Canonical units, and the kind of quantity each measures."""

from __future__ import annotations

import pytest

from schemas.units import is_unit, unit_kind


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("mt", "amount"),
        ("wmt", "amount"),
        ("gw", "amount"),
        ("mt/year", "rate_of_flow"),
        ("mt/day", "rate_of_flow"),
        ("percent", "ratio"),
        ("percentage_point", "ratio"),
        ("basis_point", "ratio"),
        ("yuan", "money"),
        ("vnd", "money"),
        ("yuan/mt", "money_per_measure"),
        ("usd/year", "money_per_measure"),
        ("count", "count"),
        ("day", "time"),
    ],
)
def test_a_unit_has_one_kind(unit: str, kind: str) -> None:
    assert is_unit(unit)
    assert unit_kind(unit) == kind


@pytest.mark.parametrize(
    "text", ["", "Mt", "%", "yuan / mt", "yuan/", "/mt", "a/b/c", "m²", "mt\n ", "1mt", "yuan/tonneſ"]
)
def test_what_is_not_in_canonical_form_is_no_unit(text: str) -> None:
    assert not is_unit(text)
