"""Causes in brackets, behind "behind the fall stood", and with credit or blame; and what is unclear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.resolve import Resolution
from extract.rules.drivers.brackets import gives_reason

Told = Callable[[str], list[str]]


@pytest.fixture
def told_causes(read_item: Callable[[str, str], Resolution]) -> Told:
    """Return a function to the drivers of a text with their category, effect and way."""
    return lambda text: [
        f"{d.category} {d.effect} {d.direction}" for d in read_item("Refined Zinc (China)", text).drivers
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output fell (thin orders; winter emission curbs).",
            ["demand production down", "environment production down"],
        ),
        (
            "Zinc output was 12,000 mt, down 3% MoM (repairs at two smelters).",
            ["maintenance production down"],
        ),
        (
            "Operating rate: down (negative margins). Stocks: up (weak offtake).",
            ["profitability operating_rate down", "demand inventory up"],
        ),
        ("Zinc output rose in May (see the table).", []),
        ("Zinc output rose in May (Yunnan, Hunan).", []),
        ("Zinc output fell (down in Yunnan as well).", []),
    ],
)
def test_a_bracket_behind_a_move_may_say_why(told_causes: Told, text: str, told: list[str]) -> None:
    assert told_causes(text) == told


@pytest.mark.parametrize(
    ("text", "is_reason"),
    [
        ("Output fell (drought)", True),
        ("Output fell （drought）", True),
        ("Output fell 3% MoM (drought)", True),
        ("Output fell (3% MoM)", False),
        ("Output fell (from a high base)", False),
        ("Output fell (SMM)", False),
        ("Output fell ()", False),
        ("Output of zinc (drought)", False),
        ("Output fell, as did stocks of zinc (drought)", False),
    ],
)
def test_what_gives_a_reason(text: str, is_reason: bool) -> None:
    left = max(text.find("("), text.find("（"))
    assert gives_reason(text, 0, (left, len(text))) is is_reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output rose in May. Behind this increase were ample ore and the end of maintenance.",
            ["raw_material_supply production up", "resumption production up"],
        ),
        ("Zinc output fell in May. The blame lies with heavy rain.", ["weather production down"]),
        ("Smelters fell behind schedule in May.", []),
    ],
)
def test_what_stands_behind_a_move_and_what_takes_the_credit(
    told_causes: Told, text: str, told: list[str]
) -> None:
    assert sorted(told_causes(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The operating rate fell in May because of scarce ore and unclear tax rules.",
            ["policy operating_rate down", "raw_material_supply operating_rate down"],
        ),
        ("It is unclear when the power cuts, which lowered output, will end.", []),
        ("Whether power cuts lowered output is an open question.", []),
    ],
)
def test_unclear_rules_push_and_an_unclear_outcome_asks(
    told_causes: Told, text: str, told: list[str]
) -> None:
    assert sorted(told_causes(text)) == told


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        (
            "The operating rate dipped in May, less because of weak orders than for want of ore.",
            ["weak orders", "want of ore"],
        ),
        ("The tax change may yet weigh on zinc output in June.", ["The tax change"]),
    ],
)
def test_a_cause_ends_where_no_word_leads_on(
    read_item: Callable[[str, str], Resolution], text: str, causes: list[str]
) -> None:
    assert [driver.cause for driver in read_item("Refined Zinc (China)", text).drivers] == causes
