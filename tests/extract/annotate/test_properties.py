"""What holds of the annotation of any text at all."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.annotate.cues import Cued
from schemas.units import is_unit

# Pieces that a report is made of, so that random texts hit the joints between them.
PIECES = st.sampled_from(
    (
        "81,700 mt|7.46%|1%-2%|300-500 yuan/mt|-$9.14/mt|VND 623 billion|1.2 million|Jan 24, 2025|January|"
        "2024|Q4|10:30|183N|CR3|200-series|62% Fe|x²|①|1. |2) |(3) |thirteen enterprises|two thirds of|"
        "half of its|doubled|one|by half|about |up to |from |to |and |between |of |phase |no. |grade of |"
        "or so| mt|kt|Mt|%|FY24|2H|W3|1.2 mm|a fifth|up a quarter.|half a million tonnes|a@b.cn|2023-06|"
        " sheet| yuan|/mt| per one plants|/half of the| a day|Rs. |Rs |ppts|m|bn|1 |12|345|678|0|,|.|'|"
        "\u2009|\u202f|-|–|~|+|$|¥|#|@|\n| |. |; |: |(|)|www.|٣٤|７|³|½|\ud800|\u017f|\u212a"
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(categories=["Nd", "No", "Nl", "P", "Zs", "Sc"]), max_size=40),
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map("".join),
)
ANY = settings(deadline=None, max_examples=300)


@ANY
@given(text=TEXTS)
@example("5 yuan/one plants")
@example("https://a.b/?one plants")
@example("at mo\u017ft 5 tonne\u017f")
def test_every_digit_lies_in_exactly_one_figure_or_excluded_run(give: Any, text: str) -> None:
    section = give.section(text)
    runs = sorted([(f.start, f.end) for f in section.figures] + [(e.start, e.end) for e in section.excluded])
    assert all(0 <= start < end <= len(text) for start, end in runs)
    assert all(end <= start for (_, end), (start, _) in pairwise(runs))
    held = {at for start, end in runs for at in range(start, end)}
    assert {at for at, char in enumerate(text) if char.isdigit()} <= held


@ANY
@given(text=TEXTS)
def test_figures_and_sentences_are_numbered_in_order(give: Any, text: str) -> None:
    section = give.section(text)
    for parts in (section.figures, section.sentences):
        assert [part.number for part in parts] == list(range(1, len(parts) + 1))
        assert all(a.end <= b.start for a, b in pairwise(parts))
    assert all(a.end <= b.start for a, b in pairwise(section.excluded))
    for figure in section.figures:
        sentence = section.sentences[figure.sentence - 1]
        assert sentence.start <= figure.start < figure.end <= sentence.end


@ANY
@given(text=TEXTS)
def test_sentences_hold_all_that_is_not_white_space(give: Any, text: str) -> None:
    section = give.section(text)
    held = {at for s in section.sentences for at in range(s.start, s.end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= held


@ANY
@given(text=TEXTS)
def test_values_are_finite_and_units_canonical(give: Any, text: str) -> None:
    for figure in give.section(text).figures:
        for value in (figure.value, figure.value_max, figure.step):
            assert value is None or (isinstance(value, Decimal) and value.is_finite())
        assert figure.step > 0
        assert figure.unit is None or is_unit(figure.unit)


@ANY
@given(text=TEXTS)
def test_a_value_is_made_of_the_digits_of_its_own_span(give: Any, text: str) -> None:
    section = give.section(text)
    for figure in section.figures:
        printed = section.text(figure.start, figure.end)
        digits = "".join(str(int(c)) for c in printed if c.isdecimal())
        for value in (figure.value, figure.value_max):
            if value is not None and digits:
                held = "".join(map(str, value.as_tuple().digits)).strip("0")
                assert held in digits


@ANY
@given(text=TEXTS)
def test_the_same_text_gives_the_same_annotation(give: Any, text: str) -> None:
    assert give.section(text) == give.section(text)


@ANY
@given(text=TEXTS, before=st.sampled_from(["", "It fell.\n", "Some words\n"]))
def test_what_a_line_says_does_not_hang_on_the_line_before(give: Any, text: str, before: str) -> None:
    alone, behind = give.section(text), give.section(before + text)
    spans = [(f.start + len(before), f.end + len(before), f.value, f.value_max) for f in alone.figures]
    assert [(f.start, f.end, f.value, f.value_max) for f in behind.figures] == spans


@ANY
@given(text=TEXTS)
@example("by hal\u0131f, 3 \u017fheets, 2\u212at")
def test_a_pattern_finds_nothing_where_its_cues_are_missing(give: Any, text: str) -> None:
    section = give.section(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cued, "finditer", lambda self, text, said, *span: self.pattern.finditer(text, *span))
        assert give.section(text) == section


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,234,",
        "1.",
        ",",
        "(",
        "-",
        "'",
        "a",
        "a@",
        "a-",
        "$",
        "§¤",
        " ",
        "Abc ",
        "January ",
        "as it fell ",
    ],
)
def test_a_run_of_the_same_without_end_is_annotated_to_its_end(give: Any, piece: str) -> None:
    """Were the cost to grow with the square of the length, this would take hours."""
    text = piece * (300_000 // len(piece)) + "5%"
    section = give.section(text)
    held = sum(f.end - f.start for f in section.figures) + sum(e.end - e.start for e in section.excluded)
    assert held >= sum(char.isdigit() for char in text)
