"""The embedded extractor attaches each figure by the clause that it stands in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules

MONTH = "2025-06"


def read(text: str, heading: str = "Refined Zinc", month: str = MONTH) -> Resolution:
    section = annotate(Section(1, "s", heading, 0, 0, text), month)
    return resolve(section, Rules().answer(section).answer)


def facts(text: str, heading: str = "Refined Zinc") -> list[tuple[str, str, Decimal | None, str, str]]:
    return [
        (m.indicator, m.basis, m.value, m.period, m.status) for m in read(text, heading).metrics if m.figure
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output fell by 12,300 mt MoM, a drop of 2.4%.", [("mom", "-12300"), ("mom", "-2.4")]),
        ("Output rose 3% month on month and 1.2% year on year.", [("mom", "3"), ("yoy", "1.2")]),
        ("Output was 4.5% lower than a month earlier.", [("mom", "-4.5")]),
        ("June saw a 7.8% MoM and 4.6% YoY drop in output.", [("mom", "-7.8"), ("yoy", "-4.6")]),
        ("Output was up 2% y/y in June, but down 5% m/m.", [("yoy", "2"), ("mom", "-5")]),
        ("Production shrank, by 16% MoM and by 17% YoY.", [("mom", "-16"), ("yoy", "-17")]),
        ("Stocks doubled year on year.", [("yoy", "100")]),
    ],
)
def test_a_move_takes_the_basis_and_the_sign_of_its_own_words(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(b, v) for _, b, v, _, _ in facts(text)] == [(b, Decimal(v)) for b, v in expected]


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("The operating rate stood at 61.2%.", "61.2", None),
        ("Output dropped to 120,000 mt.", "120000", "down"),
        ("The operating rate remained at 70%.", "70", "flat"),
        ("Prices fell below 7,000 yuan/mt.", "7000", "down"),
        ("The operating rate was 37%, down from May.", "37", "down"),
        ("The operating rate was 80%, up 2 percentage points MoM.", "80", None),
    ],
)
def test_a_level_has_a_direction_only_where_the_text_moves_it(
    text: str, value: str, direction: str | None
) -> None:
    first = read(text).metrics[0]
    assert (first.basis, first.value, first.direction) == ("level", Decimal(value), direction)


def test_an_ellipsis_inherits_basis_and_direction() -> None:
    text = "Slab output fell by 12.4% MoM, high-grade by about 9.3%, and low-grade by around 4%."
    found = read(text).metrics
    assert [(m.basis, m.value, m.segment) for m in found] == [
        ("mom", Decimal("-12.4"), "Slab"),
        ("mom", Decimal("-9.3"), "high-grade"),
        ("mom", Decimal("-4"), "low-grade"),
    ]


def test_an_outlook_paragraph_is_about_the_month_ahead() -> None:
    text = "Output rose 1% MoM in June.\nIn July, output is expected to fall by 2% MoM."
    assert [(p, s) for *_, p, s in facts(text)] == [("2025-06", "actual"), ("2025-07", "forecast")]


def test_a_statement_of_the_present_inside_an_outlook_is_about_the_report_month() -> None:
    text = "In July, output is expected to fall by 2% MoM. Losses are around 900 yuan/mt."
    last = read(text).metrics[-1]
    assert (last.value, last.period, last.status) == (Decimal(-900), "2025-06", "actual")


def test_months_before_the_report_keep_their_year() -> None:
    assert facts("December output fell by 4% MoM.")[0][3] == "2024-12"


def test_a_cumulative_figure_covers_its_range() -> None:
    text = "Cumulative production for January-June increased by 5% YoY."
    assert facts(text)[0][3] == "2025-01/2025-06"


def test_a_day_holds_for_the_figures_of_its_sentence() -> None:
    text = "As of June 20, existing capacity was 4.5 million mt, with operating capacity of 4.1 million mt."
    assert [(i, p) for i, *_, p, _ in facts(text)] == [
        ("capacity", "2025-06-20"),
        ("operating_capacity", "2025-06-20"),
    ]


def test_each_member_of_a_list_gets_the_move_of_all() -> None:
    text = "CR3 accounted for 40% of output, CR5 for 60%, all up by 2% compared to May."
    moves = [m for m in read(text).metrics if m.basis == "mom"]
    assert {m.segment for m in moves} == {"CR3", "CR5"}


def test_durations_and_counts_in_passing_are_rejected_with_their_reason() -> None:
    text = "Two smelters underwent maintenance for 10 days, so output fell by 3% MoM."
    rejected = {run.text: run.reason for run in read(text).rejected}
    assert rejected == {"Two": "count_in_passing", "10 days": "duration"}


def test_a_survey_counts_producers_by_their_condition() -> None:
    text = (
        "Among the 30 surveyed enterprises, 12 halted production, an increase of 2 from the previous month."
    )
    found = read(text).metrics
    assert [(m.indicator, m.basis, m.value, m.segment) for m in found] == [
        ("producer_count", "level", Decimal(30), "surveyed"),
        ("producer_count", "level", Decimal(12), "halted production"),
        ("producer_count", "mom", Decimal(2), "halted production"),
    ]


def test_a_fact_told_again_is_rejected_as_a_repeat() -> None:
    text = "Output fell by 3% MoM. To sum up, output fell by 3% MoM."
    resolution = read(text)
    assert len(resolution.metrics) == 1
    assert [run.reason for run in resolution.rejected] == ["repeat"]


def test_no_figure_is_left_unclaimed_or_lost() -> None:
    text = "Output rose 3% MoM to 45.2 kt, 2% below target; the PMI was 50.1 and 3 of 5 lines ran."
    resolution = read(text)
    taken = {m.figure.start for m in resolution.metrics if m.figure} | {r.start for r in resolution.rejected}
    assert taken == {f.start for f in annotate(Section(1, "s", "Zinc", 0, 0, text), MONTH).figures}
