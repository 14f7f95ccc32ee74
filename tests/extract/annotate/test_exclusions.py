"""Digits that are no figures are kept out, each run with its reason."""

from __future__ import annotations

from typing import Any

import pytest


def kept_out(give: Any, text: str) -> list[tuple[str, str]]:
    section = give.section(text)
    return [(section.text(e.start, e.end), str(e.reason)) for e in section.excluded]


@pytest.mark.parametrize(
    "run",
    [
        "January 24",
        "Jan 24, 2025",
        "JANUARY 24",
        "24 January 2025",
        "24th of January",
        "January 1 to January 25",
        "January 1-25",
        "January 2025",
        "Jan. 2025",
        "2025-01-24",
        "2025/1/24",
        "24/01/2025",
        "2025-01",
        "2024",
        "2023-2024",
        "1990s",
        "Q4 2024",
        "Q4",
        "Q1-Q3 2024",
        "2024Q3",
        "4Q24",
        "H1",
        "FY2025",
        "week 4",
        "1st half",
        "3rd",
        "10:30",
    ],
)
def test_a_date_is_no_figure(give: Any, run: str) -> None:
    text = f"The survey of {run} says so."
    assert give.section(text).figures == ()
    assert kept_out(give, text) == [(run, "date")]


@pytest.mark.parametrize(
    "run",
    ["200-series", "183N", "CR3", "3C", "M10", "phase 2", "No. 3", "#1", "Mn3O4", "Co3O4", "LFP-2", "6N5"],
)
def test_a_number_in_a_name_is_no_figure(give: Any, run: str) -> None:
    text = f"Output of {run} goods fell."
    assert give.section(text).figures == ()
    assert kept_out(give, text) == [(run, "name")]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Ore with 62% Fe content fell.", "62%"),
        ("Ore with Fe 62% fell.", "62%"),
        ("Ore of 56.5% grade fell.", "56.5%"),
        ("Ore with a purity of 99.9% fell.", "99.9%"),
        ("Demand for 6061 aluminum fell.", "6061"),
        ("Demand for 304 stainless fell.", "304"),
    ],
)
def test_a_grade_is_no_figure(give: Any, text: str, run: str) -> None:
    assert give.section(text).figures == ()
    assert kept_out(give, text) == [(run, "grade")]


@pytest.mark.parametrize("run", ["28-day", "3-month"])
def test_a_length_of_time_as_an_epithet_is_no_figure(give: Any, run: str) -> None:
    assert kept_out(give, f"After a {run} break.") == [(run, "duration")]


def test_list_numbers_are_no_figures(give: Any) -> None:
    text = "Reasons: 1. orders fell by 5%; 2. stocks rose; 3) power was short."
    assert kept_out(give, text) == [("1.", "list_number"), ("2.", "list_number"), ("3)", "list_number")]
    assert [f.value for f in give.section(text).figures] == [5]


def test_a_number_that_counts_on_from_nothing_is_no_list_number(give: Any) -> None:
    assert kept_out(give, "It fell: 7. That was all.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They made 2025 mt.", 2025),
        ("They made 2,025 mt.", 2025),
        ("They paid $2025 for it.", 2025),
        ("They asked 2024 smelters.", 2024),
        ("A 250,000-mt line came on.", 250000),
        ("A 45kt line came on.", 45000),
        ("In January 25 smelters cut.", 25),
    ],
)
def test_what_a_unit_or_a_counted_noun_follows_is_a_figure(give: Any, text: str, value: int) -> None:
    assert [f.value for f in give.section(text).figures] == [value]
    assert kept_out(give, text) == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("A purity of x² is meant.", [("²", "name")]),
        ("See note ① there.", [("①", "unreadable")]),
        ("See www.example.org/2024/5 there.", [("www.example.org/2024/5", "name")]),
        ("Write to a1@example.org now.", [("a1@example.org", "name")]),
        ("Call +86 21 5155 0306 now.", [("+86 21 5155 0306", "name")]),
    ],
)
def test_stray_digits_are_accounted_for_too(give: Any, text: str, runs: list[tuple[str, str]]) -> None:
    assert give.section(text).figures == ()
    assert kept_out(give, text) == runs
