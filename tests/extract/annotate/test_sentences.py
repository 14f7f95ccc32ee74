"""Sentences and list items are numbered, each with its span."""

from __future__ import annotations

from typing import Any

import pytest


def sentences(give: Any, text: str) -> list[str]:
    section = give.section(text)
    assert [s.number for s in section.sentences] == list(range(1, len(section.sentences) + 1))
    return [section.text(s.start, s.end) for s in section.sentences]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("No stop", ["No stop"]),
        ("One thing. Another thing!", ["One thing.", "Another thing!"]),
        ("A decline.Therefore it fell.", ["A decline.", "Therefore it fell."]),
        ("It made 5.2 mt in all.", ["It made 5.2 mt in all."]),
        ("It made 5 mt. Stocks fell.", ["It made 5 mt.", "Stocks fell."]),
        ("Some, e.g. Anhui, cut.", ["Some, e.g. Anhui, cut."]),
        ("Copper Co. Ltd. cut.", ["Copper Co. Ltd. cut."]),
        ("It closed at Rs. 98.65, then fell.", ["It closed at Rs. 98.65, then fell."]),
        ("One line\nanother line", ["One line", "another line"]),
        ('They said "no." Then it fell.', ['They said "no."', "Then it fell."]),
        ("Why? Nobody knows.", ["Why?", "Nobody knows."]),
        ("产量下降。库存上升。", ["产量下降。", "库存上升。"]),
    ],
)
def test_text_is_cut_at_the_ends_of_sentences(give: Any, text: str, parts: list[str]) -> None:
    assert sentences(give, text) == parts


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) "])
def test_items_of_a_running_list_are_sentences(give: Any, form: str) -> None:
    items = [f"{form.format(n)}{what}" for n, what in ((1, "Orders fell;"), (2, "Power was short."))]
    assert sentences(give, f"There are two reasons: {' '.join(items)}") == ["There are two reasons:", *items]


def test_every_figure_names_its_sentence(give: Any) -> None:
    section = give.section("It made 5 mt. Reasons: 1. a 3% cut; 2. stocks of 7 mt.\nIt fell 9%.")
    for figure in section.figures:
        sentence = section.sentences[figure.sentence - 1]
        assert sentence.start <= figure.start < figure.end <= sentence.end
    assert [f.sentence for f in section.figures] == [1, 3, 4, 5]
