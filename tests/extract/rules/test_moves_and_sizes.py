"""Whether a figure is a move or a size: closures, those who came back, losses, rounds of increases."""

from __future__ import annotations

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
