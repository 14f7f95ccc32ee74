"""Figures that only name a grade, a class or a condition are refused; their neighbours are still read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules


def read(text: str) -> Resolution:
    section = annotate(Section(1, "s", "Tungsten", 0, 0, text), "2025-06")
    return resolve(section, Rules().answer(section).answer)


def values(text: str) -> list[tuple[str, Decimal | None]]:
    return [(m.indicator, m.value) for m in read(text).metrics if m.figure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The operating rate was 71%. So 65% wolframite concentrate rose to 150,000 yuan/mt.", [71, 150000]),
        ("The operating rate was 71%. Trucking ended as 37% ore at $3.6/dmtu no longer pays.", [71, "3.6"]),
        ("The operating rate was 71%. Spodumene fetched $560/mt for 6%, down from $600/mt.", [71, 560, 600]),
        ("The rate was 71%, and that of large smelters (50,000 mt/year or more) 81%.", [71, 81]),
        ("Smelters above 500,000 mt/year ran at 90.5%.", ["90.5"]),
        ("The operating rate of smelters with capacity above 50,000 mt was 62.4%.", ["62.4"]),
        ("Producers with power costs above 0.4 yuan/kWh cut output by 5%.", [-5]),
        ("Prices were 290,000 yuan/mt, and buyers hold off above 300,000 yuan/mt.", [290000]),
        ("Output was 900 mt, while 40% of the workers stayed at home.", [900]),
        ("Output was 900 mt. Demand exceeded supply by 14,000 mt.", [900]),
        ("Output will fall in case prices drop below 6,000 yuan/mt.", []),
        ("A restart is possible only in the case of prices passing $1,900/mt.", []),
        ("In the event of prices passing $1,900/mt, output will rise.", []),
        ("Output in the case of oxide rose 3% MoM.", [3]),
        ("Demand was the better half of the story.", []),
        ("The 2.6 g/cc powder rose in output.", []),
    ],
)
def test_what_only_names_or_bounds_is_refused(text: str, expected: list[int | str]) -> None:
    assert [value for _, value in values(text)] == [Decimal(value) for value in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May, with ore at hand, should give 17,000 mt.", ("production", 17000)),
        ("Arrivals at ports, after storms, should still amount to 17 million mt.", ("arrivals", 17000000)),
        ("A capacity of 50,000 mt/year was added.", ("capacity", 50000)),
        ("Spodumene made up 65% of output.", ("share", 65)),
        ("A third of the producers cut output.", ("share", "33.33")),
        ("The holiday will lead to a further decline in output of around 15%.", ("production", -15)),
        ("Output was 702,000 mt, 5% behind budget.", ("production", -5)),
        ("Mines shipped 16,800 mt to China. 12,600 mt of that, or 75%, was lump.", ("share", 75)),
        ("By raw material, 16,900 mt was made from ore.", ("production", 16900)),
    ],
)  # fmt: skip
def test_what_looks_alike_is_read(text: str, expected: tuple[str, int | str]) -> None:
    assert values(text)[-1] == (expected[0], Decimal(expected[1]))
