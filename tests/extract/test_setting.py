"""The features of a figure by its setting: what runs beside it, its size, its place, what was read before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.rules.context import statements
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review.seen import seen_in
from extract.rules.review.weighing import features_in
from extract.rules.review.words import CLAIM

TEXT = "In June output of refined zinc was 52,000 mt (May: 50,000 mt), up 4% MoM."


def section_of(text: str) -> Annotated:
    return annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")


def features_of(text: str) -> dict[Decimal, list[str]]:
    """The features of each figure that is read, by its value."""
    section = section_of(text)
    spoken = list(statements(section))
    drafts = first_outcomes(section, spoken, own_words(section)).drafts
    return {seen.draft.figure.value: told for seen, told in features_in(seen_in(section, spoken, drafts))}


def test_words_beside_a_figure_are_told_as_they_follow_on_each_other() -> None:
    told = set(features_of(TEXT)[Decimal(52000)])
    assert {
        "left 2:zinc was",
        "left 3:refined zinc was",
        "right 2:( may",
        "L3:refined",
        "l:output of",
    } <= told


def test_a_figure_is_told_with_its_place_among_those_of_its_sentence() -> None:
    first, second, last = features_of(TEXT).values()
    assert {"figures:3", "rank:0", "rank behind:3", "brackets:0", "opens:in june"} <= set(first)
    assert {"rank:1", "rank behind:2", "brackets:1"} <= set(second)
    assert {"rank:2", "rank behind:1", "brackets:0"} <= set(last)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("520,000 mt", {"size behind:>", "size behind:9", "size behind:False>"}),
        ("50,001 mt", {"size behind:>", "size behind:5", "size behind:True>"}),
        ("5,200 mt", {"size behind:<", "size behind:0", "size behind:False<"}),
        ("4%", {"size behind:other"}),
    ],
)
def test_a_figure_is_sized_beside_its_neighbours_of_its_unit(value: str, expected: set[str]) -> None:
    told = next(iter(features_of(f"Zinc output was {value} in June, after 50,000 mt in May.").values()))
    assert expected <= set(told)


@pytest.mark.parametrize(
    ("value", "size"),
    [("4%", "size:percent:0True"), ("12.5%", "size:percent:1False"), ("0%", "size:percent:-1False")],
)
def test_a_figure_is_told_with_its_own_size(value: str, size: str) -> None:
    told = next(iter(features_of(f"The operating rate of zinc smelters was {value} in June.").values()))
    assert size in told
    assert f"whole:{'.' not in value}" in told


def test_the_few_words_between_two_figures_are_told_whole() -> None:
    first, second, last = features_of(TEXT).values()
    assert "between behind:( may :" in first
    assert "between before:( may :" in second
    assert "between before:) , up" in last
    assert any(name.startswith("follows:level|") and name.endswith("|percent") for name in last)


def test_what_the_grammar_says_of_its_scope_is_a_claim() -> None:
    told = features_of("Output of zinc alloy was 52,000 mt in June. Output of zinc alloy was up 4% MoM.")
    assert f"{CLAIM}scope:FalseTrueTrue" in told[Decimal(52000)]
    assert not any(name.startswith("scope:") for name in told[Decimal(52000)])
