"""Movements without a figure, and causes found by their connectives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules, linked

MONTH = "2025-06"


def read(text: str, heading: str = "Refined Zinc") -> Resolution:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return resolve(section, Rules().answer(section).answer)


def movements(text: str, heading: str = "Refined Zinc") -> list[tuple[str, str | None, str, str, str]]:
    return [
        (m.indicator, m.direction, m.basis, m.period, m.status)
        for m in read(text, heading).metrics
        if m.figure is None
    ]


def causes(text: str, heading: str = "Refined Zinc") -> set[tuple[str, str, str]]:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return {(f.label.category, f.label.direction, f.label.status) for f in linked(section)}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Refined zinc production declined slightly MoM.", "down"),
        ("Refined zinc output was basically flat MoM.", "flat"),
        ("Refined zinc production saw a slight increase.", "up"),
    ],
)
def test_a_headline_move_without_a_figure_is_found(text: str, direction: str) -> None:
    assert movements(text) == [("production", direction, "mom", "2025-06", "actual")]


def test_two_comparisons_are_two_movements() -> None:
    text = "Refined zinc production decreased compared to the previous month but increased YoY."
    assert [(d, b) for _, d, b, *_ in movements(text)] == [("down", "mom"), ("up", "yoy")]


@pytest.mark.parametrize(
    "text",
    [
        "Some smelters reduced their output.",
        "Output in Hunan rose slightly.",
        "A significant increase in zinc production is unlikely.",
        "Zinc production fell by 3% MoM. Overall, zinc production fell.",
    ],
)
def test_what_is_not_the_headlines_own_move_is_not_one(text: str) -> None:
    assert movements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc production fell due to weak demand.", {("demand", "down", "actual")}),
        (
            "Zinc production fell due to maintenance and equipment failures.",
            {("maintenance", "down", "actual"), ("equipment_failure", "down", "actual")},
        ),
        ("Tight ore supply led to lower zinc output.", {("raw_material_supply", "down", "actual")}),
        (
            "In July, with fewer calendar days, zinc production is expected to decline.",
            {("calendar", "down", "forecast")},
        ),
        (
            "In July, zinc output is expected to rise as smelters resume production.",
            {("resumption", "up", "forecast")},
        ),
    ],
)
def test_a_stated_cause_is_a_driver_of_its_effect(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert causes(text) == expected


def test_a_question_is_no_cause() -> None:
    assert causes("Whether smelters will cut output due to losses remains to be seen.") == set()


def test_a_background_remark_is_no_cause() -> None:
    assert causes("The market was quiet. Demand was weak.") == set()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    read(text)


def test_the_same_text_gives_the_same_answer() -> None:
    text = "Zinc production fell 3% MoM due to weak demand, while prices rose to 22,000 yuan/mt."
    assert read(text) == read(text)
