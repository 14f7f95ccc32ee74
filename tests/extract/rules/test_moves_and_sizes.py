"""Whether a figure is a move or a size: closures, those who came back, losses, rounds of increases."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def last(text: str) -> tuple[str, str, Decimal | None]:
    section = annotate(Section(1, "s", "Primary Lead", 0, 0, text), "2025-06")
    metric = resolve(section, Rules().answer(section).answer).metrics[-1]
    return metric.indicator, metric.basis, metric.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A smelter came back in mid-June and contributed about 2,000 mt.", ("production", "change", "2000")),
        ("A mine whose expansion is new contributed 410 mt.", ("production", "level", "410")),
        ("After the closure of a port (shipments 1,200 mt) trade was slow.", ("shipments", "level", "1200")),
        ("There were 4,450 mt/day of cold repairs and closures.", ("capacity", "change", "-4450")),
        ("Smelters stopped a total of 230,000 mt/year.", ("operating_capacity", "change", "-230000")),
        ("Most assemblers lose 60 yuan/mt at these prices.", ("profit", "level", "-60")),
        ("The fourth round of price increases, 50 yuan/mt, was accepted.", ("price", "change", "50")),
        ("AISC was $1,390/oz.", ("cost", "level", "1390")),
    ],
)
def test_a_size_is_told_from_a_move(text: str, expected: tuple[str, str, str]) -> None:
    assert last(text) == (expected[0], expected[1], Decimal(expected[2]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The decrease of zinc output should be held to 200 mt.", "production mom -200 down"),
        ("The drop in zinc output was limited to 2%.", "production mom -2 down"),
        ("A rise of the operating rate was held to 0.4 percentage points.", "operating_rate mom 0.4 up"),
        ("Zinc output was limited to 20,000 mt.", "production level 20000 -"),
        ("One refinery in Henan closed a 600,000 mt/year line outright.", "capacity change -600000 down"),
        ("A 100,000 mt/year plant closed for good.", "capacity change -100000 down"),
        ("A 100,000 mt/year plant was closed for maintenance.", "capacity level 100000 -"),
    ],
)
def test_how_far_a_move_was_held_is_a_move_and_what_is_closed_for_good_is_gone(
    read: Callable[[str], list[str]], text: str, told: str
) -> None:
    assert read(text)[0].startswith(told)
