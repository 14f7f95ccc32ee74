"""Pieces: where a run of words that may tell a cause begins and ends, in sentences of our own."""

from __future__ import annotations

import pytest

from extract.rules.drivers.chains import neighbours_of
from extract.rules.drivers.pieces import pieces_of
from extract.rules.drivers.reading import read_words


def pieces(sentence: str) -> list[str]:
    reading = read_words(1, sentence, 0, len(sentence), frozenset({"zinc"}), neighbours_of("Refined Zinc"))
    return [reading.text(*run) for run in pieces_of(reading, 0, len(reading.words))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A list within a phrase goes on, one of causes does not.
        ("Power tariffs in Gansu and Qinghai will rise", ["Power tariffs in Gansu and Qinghai will rise"]),
        ("weak orders and high stocks", ["weak orders", "high stocks"]),
        ("a lack of concentrate and poor demand", ["a lack of concentrate", "poor demand"]),
        ("Orders were weak and stocks were high", ["Orders were weak", "stocks were high"]),
        # What tells of a thing belongs to it.
        ("die casters, which are short of metal", ["die casters, which are short of metal"]),
        ("orders fell, which hit output", ["orders fell", "which hit output"]),
        ("weak orders, which led to lower output", ["weak orders, which", "lower output"]),
        # Words that look like a connective and are none.
        ("the restart of a leading smelter", ["the restart of a leading smelter"]),
        ("prices below the costs of small mines", ["prices below the costs of small mines"]),
        ("stocks are down to 12 days", ["stocks are down to 12 days"]),
        ("the fall was down to weak orders", ["the fall", "weak orders"]),
        ("furnaces are without power", ["furnaces are without power"]),
        ("plants ran short without power", ["plants ran short", "power"]),
    ],
)
def test_a_piece_holds_one_cause(sentence: str, expected: list[str]) -> None:
    assert pieces(sentence) == expected
