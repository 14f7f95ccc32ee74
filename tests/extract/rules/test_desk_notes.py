"""Wording of desk notes: sheds and exchanges, tables in prose, days without a month, charges below nought."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.asking import reply_to
from extract.derive import result_of
from extract.document import Section
from extract.rules import Rules


def told(text: str, heading: str = "Refined Zinc") -> list[tuple[object, ...]]:
    """Return indicator, basis, value, direction, period and status of each metric."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    result = result_of("2025-06", section, reply_to(Rules(), "2025-06", section))[0]
    return [
        (str(m.indicator), str(m.basis), None if m.value is None else float(m.value), m.direction, m.period)
        for m in result.metrics
    ]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Overseas sheds 1,755 t, of which Port Klang 1,120 t.", ("inventory", "level", 1755)),
        ("LME: 152,300 t, 18,900 t lower than at the end of May.", ("inventory", "mom", -18900)),
        ("Zinc output was 42 kt. By province, in kt: Yunnan 23, Hunan 19.", ("production", "level", 23000)),
        ("Output, kt: May 41.2, June 33.8.", ("production", "level", 33800)),
        ("Negative margins of about 380 yuan per tonne hurt makers.", ("profit", "level", -380)),
        ("A typical plant loses $310/t.", ("profit", "level", -310)),
        ("Export fob $468, down $4 on the month.", ("price", "level", 468)),
        ("Utilisation was 76.8%, 84.0% the month before.", ("operating_rate", "level", 84)),
        ("Deliverable zinc in the licensed warehouses: 6,412 t.", ("inventory", "level", 6412)),
        ("Industry margin now is -14%.", ("profit", "level", -14)),
        (
            "The count has 61 smelters, which represent 88% of national capacity.",
            ("coverage_rate", "level", 88),
        ),
        ("The production quota for the year was set at 68,000 tonnes.", ("quota", "level", 68000)),
        ("The capacity in use stood at 66.1%.", ("operating_rate", "level", 66.1)),
        ("The tender closed at 8,250 yuan per 50% base tonne.", ("price", "level", 8250)),
    ],
)
def test_what_desk_notes_tell_is_measured(text: str, metric: tuple[str, str, float]) -> None:
    assert metric in [one[:3] for one in told(text)]


def test_half_as_much_is_a_move_against_the_time_named() -> None:
    assert ("shipments", "yoy", -50, "down", "2025-06") in told(
        "Exports were 3.9 kt, half as much as in June 2024."
    )


def test_no_price_is_below_nought_where_charges_are_spoken_of() -> None:
    text = (
        "Spot TCs sank: clean concentrate averaged minus $21.5/t in June against minus $14/t a month earlier."
    )
    assert {one[0] for one in told(text, "Copper Concentrate")} == {"treatment_charge"}


def test_a_discount_below_nought_stays_a_price() -> None:
    text = "Spot TCs sank. The spot premium was minus $20/t."
    assert "price" in {one[0] for one in told(text)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The contract settled at 2,688 yuan/t on Friday the 25th.", "2025-06-25"),
        ("Ore was up $3/wmt w/w by the 25th.", "2025-06-25"),
        ("The price lost 1.1% week on week to the 27th.", "2025-06-27"),
    ],
)
def test_a_day_without_its_month_dates_a_price(text: str, day: str) -> None:
    assert [one[4] for one in told(text)] == [day]


def test_a_day_of_an_event_dates_no_output() -> None:
    assert {one[4] for one in told("A furnace stopped by the 25th, and output fell 4% to 30 kt.")} == {
        "2025-06"
    }


def test_months_told_as_an_adjective_are_the_year_so_far() -> None:
    assert {one[4] for one in told("Six-month production came to 94,000 t, down 1.8% y/y.")} == {
        "2025-01/2025-06"
    }


def test_output_that_rose_over_the_month_before_is_of_this_one() -> None:
    assert [(one[1], one[4]) for one in told("Refined zinc output rose over May.")] == [("mom", "2025-06")]


def test_a_named_grade_moves_and_the_grade_of_ore_does_not() -> None:
    assert any(one[2] is None for one in told("Zinc output fell 2% MoM. Standard grade was up on the month."))
    assert not any(one[2] is None for one in told("Zinc output fell 2% MoM. Ore grade was up on the month."))


def test_no_better_is_no_rise() -> None:
    assert told("July will be no better.") == []


def test_a_rate_is_against_the_month_before_where_output_is_told_year_on_year() -> None:
    text = "Zinc output fell 3.1% YoY to 42 kt. The operating rate was down 11 pp to 46%."
    assert ("operating_rate", "mom", -11) in [one[:3] for one in told(text)]


def test_a_product_that_fell_behind_a_rate_was_made_less_of() -> None:
    text = (
        "Zinc alloy output was 42 kt in June. The operating rate was 46%. "
        "Die-casting alloy fell MoM, and galvanising alloy rose MoM."
    )
    assert {one[0] for one in told(text, "Zinc Alloy") if one[2] is None} == {"production"}


def test_the_content_that_a_price_is_told_for_is_no_rate() -> None:
    text = "Zinc output was 42 kt at a rate of 51%. Price 97,500 yuan/t (20.5%)."
    assert 20.5 not in [one[2] for one in told(text)]


def test_entries_behind_stocks_are_of_stocks() -> None:
    text = (
        "Zinc output was 42 kt. Social stocks were 58,417 t on June 25. Tianjin 19,050 t, Guangdong 8,722 t."
    )
    assert [one[0] for one in told(text)] == ["production", "inventory", "inventory", "inventory"]


def test_what_is_shipped_for_a_sum_is_paid_by_the_tonne() -> None:
    section = annotate(
        Section(1, "s", "Alumina", 0, 0, "FOB Bunbury $318, -$4 w/w. Ore is $4.55/dmtu."), "2025-06"
    )
    assert [figure.unit for figure in section.figures] == ["usd/mt", "usd/mt", "usd/dmtu"]
