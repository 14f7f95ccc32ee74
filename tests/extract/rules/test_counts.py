"""Counts of enterprises: of a survey or a sample they are metrics, told in passing they are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules


def read(text: str) -> Resolution:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    return resolve(section, Rules().answer(section).answer)


def counts(text: str) -> list[tuple[str, Decimal | None]]:
    return [(str(m.basis), m.value) for m in read(text).metrics if m.indicator == "producer_count"]


@pytest.mark.parametrize(
    "text",
    [
        "Two smelters in Yunnan stopped for technical upgrades.",
        "Ore was scarce, and three refineries there lowered their operating rates.",
        "One producer raised its guidance after the flood.",
        "Roadblocks at four mines reduced deliveries.",
        "More than 20 furnaces had to be stopped in the region.",
        "The operating rate was 48%, with the top 12 makers at 57%.",
        "The queue at the port was reduced from 38 to 24 vessels.",
        "Output of the two makers rose by 3%.",
        "One of the two works lowered its load to 60%.",
        "Call-offs came in, and one plant which was idle has resumed.",
        "The number of furnaces in operation fell from 48 to 31.",
        "In Hunan, 12 smelters had a capacity of 40,000 mt per year each.",
        "Two smelters had repairs. One of them was late, two of them were idle.",
        "Zinc stocks were 33 in all respects high.",
    ],
)
def test_what_is_counted_in_passing_is_no_metric(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The operating rate of 64 smelters was 71.2%.", 64),
        ("Output at our 48 plants was 92,000 mt in June.", 48),
        ("Daily output at 110 independent plants averaged 12,000 mt.", 110),
        ("14 producers were out of production.", 14),
        ("15 enterprises were in operation in June.", 15),
        ("Smelters in our sample of 40 ran at 76.1% of capacity.", 40),
        ("The 31 mills tracked by us made 4,100 mt in June.", 31),
        ("Output at the eight makers in our universe was 2,100 mt in June.", 8),
        ("We spoke to eight smelters.", 8),
        ("To our June questionnaire 31 smelters replied.", 31),
        ("The ten reporting enterprises made 4,100 mt in June.", 10),
        ("Answers: 31 smelters, 88% of capacity.", 31),
        ("At the end of June, 27 smelters had a combined capacity of 612,000 mt per year.", 27),
        ("Only six of 37 plants were running in June.", 6),
        ("Eight of 37 enterprises have closed.", 37),
        ("Eleven producers were operating.", 11),
        ("Plants in operation fell from 52 to 47.", 47),
        ("Sixteen plants surveyed made 57,300 mt in June.", 16),
    ],
)
def test_a_population_of_which_something_is_told_is_counted(text: str, value: int) -> None:
    assert ("level", Decimal(value)) in counts(text)


def test_counts_without_a_noun_go_on_with_the_count_before_them() -> None:
    text = (
        "Of the 30 producers surveyed, 11 were halted, two more than in May, 12 cut output and seven kept it."
    )
    assert counts(text) == [
        ("level", Decimal(30)), ("level", Decimal(11)), ("mom", Decimal(2)), ("level", Decimal(12)),
        ("level", Decimal(7)),
    ]  # fmt: skip


def test_a_count_in_another_sentence_makes_none_of_what_is_told_in_passing() -> None:
    text = (
        "Of the 30 producers surveyed, 11 were halted. Two smelters in Hunan cut output during an overhaul."
    )
    assert counts(text) == [("level", Decimal(30)), ("level", Decimal(11))]


@pytest.mark.parametrize(
    "text",
    [
        "We surveyed alloys by grade: output of 6063 grew, and 6082 was flat.",
        "Among the grades, that of 5052 for car makers fell.",
    ],
)
def test_the_number_of_a_grade_counts_nothing(text: str) -> None:
    section = annotate(Section(1, "s", "Aluminum Alloy", 0, 0, text), "2025-06")
    answer = Rules().answer(section).answer
    assert answer.figures == ()
    assert len(answer.rejected) == len(section.figures)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Of the 38 plants in our survey, nine made more and three made less.", [38, 9, 3]),
        ("27 smelters were surveyed. Thirteen of them produced less, three produced more.", [27, 13, 3]),
        ("The number of smelters in normal operation was 21 out of the 38 that we survey.", [21, 38]),
        ("The surveyed plants, 11 in number, are at the coast, and 9 of them ran without change.", [11, 9]),
        ("Of the smelters we polled, 33 in all, twelve were shut for the whole month.", [33, 12]),
        ("Output was low, as interviews with 21 plants show.", [21]),
        (
            "The survey had 27 makers. Output was 812 t. The rate was 51%. Of the 27, 11 cut their runs.",
            [11],
        ),
        ("Nine smelters reported, 3 fewer than in June 2024.", [9]),
    ],
)
def test_what_a_survey_counts_is_a_metric_in_any_order_of_words(text: str, values: list[int]) -> None:
    assert [value for basis, value in counts(text) if basis == "level"][-len(values) :] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Of the 23 producers surveyed nine recorded a decline and four an increase.", {23, 9, 4}),
        ("Among the 11 producers surveyed, five raised output and four held it.", {11, 5, 4}),
        ("The survey covers 26 producers. Of these, 11 lowered output and 7 raised it.", {26, 11, 7}),
    ],
)
def test_counts_of_those_who_were_asked_go_on(text: str, values: set[int]) -> None:
    assert {int(value) for _, value in counts(text) if value is not None} == values


def test_parts_of_a_survey_go_on_in_words_and_the_whole_is_told_once() -> None:
    text = (
        "The June survey took in 29 producers. Thirteen of the 29 reported higher output; ten reported lower "
        "output, of which two halted production altogether; at six nothing changed."
    )
    assert [value for _, value in counts(text)] == [29, 13, 10, 2, 6]


def test_some_of_those_counted_may_be_told_for_how_long() -> None:
    text = "Of the 41 plants surveyed, 27 cut output, nine of them for a second month running."
    assert [value for _, value in counts(text)] == [41, 27, 9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the 16 mills surveyed, five reported lower output, three higher output.", [16, 5, 3]),
        ("Among smelters surveyed, 14 reported higher output and 8 lower.", [14, 8]),
        ("Of the zinc producers that we survey, 18 stood idle in June, against 16 in May.", [18, 16]),
        ("In our June survey of zinc mills, which covers 68% of capacity, 31 reported lower output.", [31]),
        ("Of the 44 extruders surveyed, 27 ran at a lower rate and six at a higher rate.", [44, 27, 6]),
        (
            "Nine of the 26 mills surveyed cut output, while four stood idle, against two in May.",
            [9, 26, 4, 2],
        ),
        # No survey is told of.
        ("Mills had a good month, and 14 raised the price.", []),
        ("Prices moved from one month to the next.", []),
    ],
)
def test_the_next_counts_of_a_survey_need_no_noun(text: str, expected: list[int]) -> None:
    assert [value for _, value in counts(text)] == expected


def test_many_that_did_one_thing_are_counted_without_a_survey() -> None:
    text = (
        "Nine refineries reported lower output. Ten enterprises in Jiangxi had halted production completely."
    )
    assert counts(text) == [("level", 9), ("level", 10)]
    assert counts("Eight smelters with old kilns are due for maintenance.") == []
