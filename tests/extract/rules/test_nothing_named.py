"""Figures whose sentence names nothing: rates of plants, what an event cost, and what the section counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules

Fact = tuple[str, str, Decimal | None]


def read(text: str) -> Resolution:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return resolve(section, Rules().answer(section).answer)


def facts(text: str) -> list[Fact]:
    return [(m.indicator, m.basis, m.value) for m in read(text).metrics if m.figure]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The operating rate was 66%. Large plants attained 78.5% in June.", "78.5"),
        ("The operating rate of the plants was 66%, down 1 percentage point. Small plants 31.5%.", "31.5"),
        ("The operating rate was 66%. For July we expect 61-63%.", "61"),
        ("Output was 5,100 mt. The lines were utilised to 81.5%.", "81.5"),
        ("A smelter in the north continued 40% operation.", "40"),
        ("Output was 5,100 mt, with merchant smelters at 58%.", "58"),
        ("The new works is already at 85% of the design capacity.", "85"),
    ],
)
def test_plants_at_a_percentage_have_an_operating_rate(text: str, value: str) -> None:
    assert facts(text)[-1] == ("operating_rate", "level", Decimal(value))


def test_a_load_that_is_cut_is_a_rate() -> None:
    assert facts("Output was 5,100 mt. Smelters had to lower their load by 15%.")[-1][::2] == (
        "operating_rate", Decimal(-15),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Output was 51,000 mt. The storm cost the industry about 2,000 mt.", "-2000"),
        ("Output was 51,000 mt. A fire near the port affected around 1,500 mt.", "-1500"),
        ("Output was 51,000 mt. The blackout stopped all plants; losses are estimated at 900 mt.", "-900"),
        ("Output was 51,000 mt. The northern works added 1,200 mt.", "1200"),
        ("Output was 51,000 mt. Hunan increased by 700 mt.", "700"),
    ],
)
def test_what_an_event_or_somebody_did_is_of_the_output(text: str, value: str) -> None:
    assert facts(text)[-1][::2] == ("production", Decimal(value))


def test_what_goes_on_with_a_base_is_a_base() -> None:
    text = "Plants ran at 71.5%, compared with 70.5% a month earlier and 66.5% a year earlier."
    assert facts(text) == [("operating_rate", "level", Decimal(v)) for v in ("71.5", "70.5", "66.5")]


@pytest.mark.parametrize(
    "text",
    [
        "The plants ran at 71.5%. From July 1 the VAT rate is cut from 16% to 13%.",
        "Output was 51,000 mt. Strikes at two ports of the south, settled in the week, account for 400 mt.",
        "The market was in surplus by 12,000 mt.",
        "Output was 51,000 mt. The yuan weakened 2% against the dollar in the month.",
        "Output was 51,000 mt. Housing starts fell 24% YoY from January to May.",
        "Output was 51,000 mt. Wages rose by 5% at the mines of the south.",
        "Output was 51,000 mt. A contract for 24,000 mt was signed with a trader.",
    ],
)
def test_what_is_none_of_the_indicators_or_may_be_two_things_is_left(text: str) -> None:
    assert len(facts(text)) == sum(word in text for word in ("ran at", "Output was"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The royalty on zinc was set at 4.5%.", ("tariff", "level", "4.5")),
        ("Hunan, where grades were low, contributed 31%.", ("share", "level", "31")),
        ("Daily transactions fell 9% month on month.", ("sales", "mom", "-9")),
        ("The tender volume of the mills was 7,300 mt.", ("demand", "level", "7300")),
        ("Base prices gave way by 20 euro/mt.", ("price", "change", "-20")),
        ("Output was 51,000 mt (3.5% decrease y/y).", ("production", "yoy", "-3.5")),
    ],
)
def test_what_is_named_in_other_words(text: str, expected: tuple[str, str, str]) -> None:
    assert facts(text)[-1] == (expected[0], expected[1], Decimal(expected[2]))
