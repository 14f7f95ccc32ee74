"""Figures that borrow their verb, stand in brackets, or are named by what stands beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def read(text: str) -> list[tuple[str, str, float]]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return [(str(m.indicator), str(m.basis), float(m.value)) for m in metrics if m.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output from ore fell 4%, output from scrap 9%, and output from dross 2%.",
            [("production", "mom", -4), ("production", "mom", -9), ("production", "mom", -2)],
        ),
        (
            "Zinc output was 3.1% below May and lead 1.4% above.",
            [("production", "mom", -3.1), ("production", "mom", 1.4)],
        ),
        (
            "Output was 51 kt. This is 3.4% below May (52.8 kt).",
            [("production", "level", 51000), ("production", "mom", -3.4), ("production", "level", 52800)],
        ),
        (
            "Zinc prices came off 7% on rising LME stocks (88 kt).",
            [("price", "change", -7), ("inventory", "level", 88000)],
        ),
        ("Refined zinc went from 21,400 yuan/mt down to 20,900 yuan/mt.", [("price", "level", 21400)]),
        (
            "Zinc prices slid from 21,400 yuan/mt to 20,900 yuan/mt under the weight of imports.",
            [("price", "level", 21400), ("price", "level", 20900)],
        ),
        ("Prices of acid were lifted 30 yuan/mt following mine closures.", [("price", "change", 30)]),
        ("Acid became more costly by 30 yuan/mt.", [("price", "change", 30)]),
        ("There was a drop in alloy prices of about 700 yuan/mt.", [("price", "change", -700)]),
        ("Bonded stocks were drawn by 4 kt to 31 kt.", [("inventory", "change", -4000)]),
    ],
)
def test_a_figure_has_the_move_that_its_words_tell(text: str, expected: list[tuple[str, str, float]]) -> None:
    found = read(text)
    for one in expected:
        if one[0] == "price" and one[1] == "change":
            assert ("price", one[2]) in [(name, value) for name, _, value in found]
        else:
            assert one in found


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        (
            "Korea exported 7,100 mt of refined zinc in June compared with 6,300 mt in May.",
            "shipments",
            "6300",
        ),
        ("Spot TC for concentrate fell to $41/dmt CIF from $52/dmt.", "treatment_charge", "52"),
        ("Domestic charges climbed to 4,100 yuan a tonne.", "treatment_charge", "4100"),
        ("Zinc fell 2.7% in June, its first monthly loss since March, to $2,610/t.", "price", "-2.7"),
        ("Zinc fell 2.7% in June, its first monthly loss since March, to $2,610/t.", "price", "2610"),
        ("Zinc oxide rose by 3.2% during June and ended at $3,140/t.", "price", "3.2"),
        ("Prices of zinc oxide moved down to 71% of the metal price.", "price", "71"),
        ("Refineries with hydroxide bought at 66% payables cut runs.", "price", "66"),
        ("Refineries pay $27/mt freight.", "cost", "27"),
    ],
)
def test_a_figure_is_named_by_what_it_is_compared_with_or_led_to(
    text: str, indicator: str, value: str
) -> None:
    assert (indicator, Decimal(value)) in [(name, Decimal(str(v))) for name, _, v in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Output was 4,100 mt in June, lower by 2.6% over May.", "-2.6"),
        ("Output was 4,100 mt in June, down 2.6% over May.", "-2.6"),
        ("Output was 4,100 mt in June, 2.6% over May.", "2.6"),
    ],
)
def test_a_fall_over_a_month_is_a_fall(text: str, value: str) -> None:
    assert ("production", "mom", float(value)) in read(text)


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("About 5,100 mt were sent to Korea in June.", "shipments", 5100),
        ("Dealers sent 5,100 mt abroad in June.", "shipments", 5100),
        ("Traders brought in 5,100 mt in June.", "arrivals", 5100),
        ("In June 5,100 mt of concentrate crossed the border at Ruili.", "arrivals", 5100),
        ("The spot TC is very low: it was $41/dmt.", "treatment_charge", 41),
        ("TCs are settling: the talk in Manila has $58/mt.", "treatment_charge", 58),
        (
            "Output was 1.4 million mt at a utilisation rate of 71%, down 2.2% week on week.",
            "production",
            -2.2,
        ),
    ],
)
def test_what_moves_or_is_charged_is_named(text: str, indicator: str, value: float) -> None:
    assert (indicator, value) in [(name, told) for name, _, told in read(text)]


def test_a_price_that_bounced_off_a_level_is_at_it() -> None:
    assert read("Zinc premiums bounced off $310/t.") == [("price", "level", 310.0)]
