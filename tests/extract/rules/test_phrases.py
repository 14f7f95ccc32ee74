"""Phrases of the lexicons in the words of a sentence."""

from __future__ import annotations

import pytest

from extract.rules.drivers.phrases import Phrases, words_of


def found(text: str, *forms: str) -> list[str]:
    words = words_of(text, 0, len(text))
    marks = Phrases([("kind", "code", forms)], ["mainly", "further"]).marks(words.lows).get("kind", [])
    return [text[words.spans[m.first][0] : words.spans[m.last - 1][1]] for m in marks]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("a ramp-up of lines", "ramp up", "ramp-up"),
        ("It led, then led further to cuts", "lead/led to", "led further to"),
        ("the smelter's declining grades", "smelter declin*", "smelter's declining"),
        ("fewer calendar days", "few*/less calendar day*", "fewer calendar days"),
    ],
)
def test_a_phrase_is_found_in_the_shape_that_the_text_gives_it(text: str, form: str, expected: str) -> None:
    assert found(text, form) == [expected]


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    assert found("raw material prices rose", "raw material*", "raw material price*", "price*") == [
        "raw material prices"
    ]


def test_brackets_are_left_out_with_what_is_nested_in_them() -> None:
    words = words_of("output (of zinc (refined) alone) fell", 0, 37)
    assert words.lows == ("output", "fell")
