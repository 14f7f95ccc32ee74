"""What a move is measured against, and which way it goes: sentences are ours, figures invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc alloy prices gained $35/mt during the month.", "price mom 35 up 2025-06 actual"),
        ("Stocks shrank by 6,000 mt in the month.", "inventory mom -6000 down 2025-06 actual"),
        ("Sulphuric acid prices, up 3% this month, helped.", "price mom 3 up 2025-06 actual"),
        ("Prices slipped $20/mt from the start of the month.", "price mom -20 down 2025-06 actual"),
        # A part of the month, a price that somebody sets, and capacity that is switched on are plain changes.
        (
            "Zinc alloy prices lost $35/mt in the second half of the month.",
            "price change -35 down 2025-06 actual",
        ),
        ("For July, traders raised their offers by $15/mt.", "price change 15 up 2025-07 actual"),
        (
            "Restarts brought 80,000 mt/year back into operation during the month.",
            "operating_capacity change 80000 up 2025-06 actual",
        ),
    ],
)
def test_a_move_told_of_the_month_as_a_whole_is_one_over_the_month(
    text: str, expected: str, read: Read
) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output was 54 kt, 4% above the 52 kt of May.", ["production mom 4 up 2025-06 actual"]),
        ("Output was 54 kt, up 4% on May's 52 kt.", ["production mom 4 up 2025-06 actual"]),
        ("Output was 54 kt, 4% up on the 52 kt of a year ago.", ["production yoy 4 up 2025-06 actual"]),
        (
            "Output of 54 kt was 4% down from last month's 56 kt.",
            ["production mom -4 down 2025-06 actual", "production level 56000 - 2025-05 actual"],
        ),
        (
            "Output rose to 54 kt in June, from 52 kt in May and 49 kt in June 2024.",
            ["production level 52000 - 2025-05 actual", "production level 49000 - 2024-06 actual"],
        ),
        (
            "Output was 2% up on May and 9% up on June 2024.",
            ["production mom 2 up 2025-06 actual", "production yoy 9 up 2025-06 actual"],
        ),
        ("It was 7% below the output of June 2024.", ["production yoy -7 down 2025-06 actual"]),
        (
            "Smelters made 54 kt of zinc, a fall of 5% at annual rate and of 2% in respect of May.",
            ["production yoy -5 down 2025-06 actual", "production mom -2 down 2025-06 actual"],
        ),
        ("June output came to 54 kt (+4% m-m, -3% y-y).", ["production yoy -3 down 2025-06 actual"]),
        (
            "Output of 54 kt compares with 52 kt in May.",
            ["production level 54000 - 2025-06 actual", "production level 52000 - 2025-05 actual"],
        ),
    ],
)
def test_a_comparison_is_read_from_the_level_or_the_words_that_it_is_made_with(
    text: str, expected: list[str], read: Read
) -> None:
    assert set(expected) <= set(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output fell 3% MoM to 54 kt, below our forecast of 55 kt.",
            "production level 55000 - 2025-06 forecast",
        ),
        (
            "Output was 2 kt less than smelters had foreseen.",
            "production vs_expectation -2000 down 2025-06 actual",
        ),
        (
            "Output was 54 kt, 2 kt more than we had thought.",
            "production vs_expectation 2000 up 2025-06 actual",
        ),
        (
            "Output fell by 6%; the decline was 2 points greater than our survey had suggested.",
            "operating_rate vs_expectation -2 down 2025-06 actual",
        ),
        ("Output was 3% more than plants had made in May.", "production mom 3 up 2025-06 actual"),
    ],
)
def test_what_was_expected_is_a_level_and_what_missed_it_a_comparison(
    text: str, expected: str, read: Read
) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mills in the north stayed at 70% of capacity.", "operating_rate level 70 flat"),
        ("The smelter continued to operate at 70% of its capacity.", "operating_rate level 70 flat"),
        ("Processing fees stayed low, at 310 yuan/mt.", "price level 310 flat"),
        ("Guidance for 2025 remains 540 kt.", "production level 540000 flat"),
        ("Snow held shipments to 54 kt in June.", "shipments level 54000 -"),
        ("It is uncertain how long prices below 21,000 yuan/mt can be endured.", "price level 21000 -"),
        (
            "Smelters kept running, and their stocks are thought to exceed 60,000 mt.",
            "inventory level 60000 -",
        ),
        ("Zinc prices exceeded 23,000 yuan/mt for the first time.", "price level 23000 up"),
        ("Zinc on the LME hit a record $4,100/mt.", "price level 4100 up"),
        ("Stocks at the mines have accumulated to 60,000 mt.", "inventory level 60000 up"),
        ("The fall of zinc prices below 21,000 yuan/mt woke buyers.", "price level 21000 down"),
        ("Output guidance for 2025 was lowered to 540 kt.", "production level 540000 -"),
        ("Zinc gained $90/mt on the month to $2,900/mt.", "price level 2900 -"),
        (
            "The rate of large smelters rose 2 points to 80%, while that of small ones fell to 61%.",
            "operating_rate level 61 down",
        ),
        ("Output in Hunan was 54 kt, unchanged from May.", "production level 54000 flat"),
        ("Imported zinc is 300 yuan/mt dearer than domestic material.", "price level 300 -"),
    ],
)
def test_a_level_goes_the_way_that_its_own_words_tell(text: str, expected: str, read: Read) -> None:
    assert any(fact.startswith(expected + " ") for fact in read(text)), read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company put the loss of output at 5,000 mt.", "production change -5000 down 2025-06 actual"),
        ("The fire removes 5,000 mt of output.", "production change -5000 down 2025-06 actual"),
        (
            "Smelters in Hunan recovered after maintenance and contributed 5,000 mt.",
            "production change 5000 up 2025-06 actual",
        ),
        ("Freight was $24/mt, -$2, on ample tonnage.", "cost change -2 down 2025-06 actual"),
        ("At these prices assemblers lose 60 yuan/mt.", "profit level -60 - 2025-06 actual"),
    ],
)
def test_what_is_lost_or_comes_back_is_a_change_and_what_producers_lose_a_level(
    text: str, expected: str, read: Read
) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "World zinc output rose by 3% compared with June 2024. Usage grew by 4% to 1,100 kt.",
            "demand yoy 4 up 2025-06 actual",
        ),
        (
            "Output rose 3% MoM. By region, output in Hunan rose 4%, and output in Yunnan fell 2%.",
            "production mom -2 down 2025-06 actual",
        ),
        (
            "Output rose 3% MoM. Output in Hunan was cut by 4% after an accident.",
            "production change -4 down 2025-06 actual",
        ),
    ],
)
def test_statistics_go_on_with_the_comparison_that_the_section_makes(
    text: str, expected: str, read: Read
) -> None:
    assert expected in read(text)


def movements(text: str) -> list[str]:
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
    return [
        f"{m.indicator} {m.basis} {m.direction} {m.period} {m.segment or '-'}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output was 54 kt. It should recover in July, when smelters return.", "production mom up 2025-07 -"),
        ("Output in July is likely to hit a new high.", "production mom up 2025-07 -"),
        ("July output should stay near the June level.", "production mom flat 2025-07 -"),
        ("A new holiday in July will lower output slightly.", "production mom down 2025-07 -"),
        ("June itself was lower than May because of a stop.", "production mom down 2025-06 -"),
        ("July: stable to lower.", "production mom down 2025-07 -"),
        (
            "One smelter will stop in July, which points to lower output in that month.",
            "production mom down 2025-07 -",
        ),
    ],
)
def test_moves_without_a_figure_are_read_from_pronouns_months_and_adjectives(
    text: str, expected: str
) -> None:
    assert expected in movements(text)


@pytest.mark.parametrize(
    "text",
    [
        "Output may recover slightly in July if prices go down.",
        "Inspections from July may cut output.",
        "Output was 54 kt, 2% less than in May. The decline in output was mainly due to repairs.",
        "Output dropped at Red Hill, where the pit nears its end.",
        "Die-casting plants lowered their output on weak orders.",
        "Whoever has power runs flat out.",
        "An increase in output is difficult to expect in July.",
    ],
)
def test_what_only_may_happen_or_is_of_others_is_no_movement(text: str) -> None:
    assert movements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Plants ran at 70% in June, compared with 68% a month earlier and 64% a year earlier.",
            "operating_rate level 64 - 2024-06 actual",
        ),
        ("LME zinc averaged $2,900/mt over the month.", "price level 2900 - 2025-06 actual"),
        ("Zinc prices came off by $40/mt in June.", "price mom -40 down 2025-06 actual"),
        ("Traders booked 9,000 mt of zinc ahead of the holiday.", "demand level 9000 - 2025-06 actual"),
        (
            "The main factor is the closure of the smelter, with capacity of 90,000 mt/year.",
            "capacity level 90000 - 2025-06 actual",
        ),
        (
            "June output was 54 kt, up 1% MoM; first-half output was 310 kt, down 2%.",
            "production yoy -2 down 2025-01/2025-06 actual",
        ),
        (
            "Social inventory reached 9,000 mt on June 30, 3% higher than on June 19.",
            "inventory change 3 up 2025-06-30 actual",
        ),
        ("Zinc prices gave way by $20/mt at the same time.", "price change -20 down 2025-06 actual"),
        ("We leave our 2025 forecast of output at 540 kt.", "production level 540000 flat 2025 forecast"),
        ("CIF prices jumped to $77/mt and returned to $74/mt.", "price level 74 down 2025-06 actual"),
        ("The price of 65% concentrate rose to 9,000 yuan/mt.", "price level 9000 up 2025-06 actual"),
        (
            "High stocks, 60,000 mt, mean that prices have room to drop.",
            "inventory level 60000 - 2025-06 actual",
        ),
        ("Exports rose 6% to 54 kt.", "shipments mom 6 up 2025-06 actual"),
        ("Zinc was settled at $2,900/mt (plus $10/mt).", "price change 10 up 2025-06 actual"),
    ],
)
def test_words_around_a_figure_tell_its_role_and_its_base(text: str, expected: str, read: Read) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc prices lost $40/mt in the month to $2,900/mt.", "price mom -40 down 2025-06 actual"),
        ("The TC was $61/mt, off $5 on the month.", "treatment_charge mom -5 down 2025-06 actual"),
        (
            "The miners' association trimmed its forecast of 2025 output to 540 kt from 560 kt.",
            "production level 540000 - 2025 forecast",
        ),
        (
            "Zinc came down from above 23,000 yuan/mt in May to 21,900 yuan/mt.",
            "price level 23000 - 2025-05 actual",
        ),
        (
            "The expansion of the plant to 70,000 mt/year was ramped up.",
            "capacity level 70000 - 2025-06 actual",
        ),
    ],
)
def test_nouns_and_prepositions_tell_which_way_a_figure_goes(text: str, expected: str, read: Read) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "On the demand side, orders were weak and zinc producers reduced output.",
        "In Hunan, by contrast, output rose as one smelter finished its maintenance.",
        "A recovery may begin in July.",
        "In July two cargoes will arrive, which should allow output to recover slightly.",
        "Output gained from the ramp-up of a new plant.",
    ],
)
def test_moves_of_places_and_of_what_is_allowed_are_no_movement(text: str) -> None:
    assert movements(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc output was unchanged from May, yet lower than a year earlier.", {"mom flat", "yoy down"}),
        ("SHG zinc was made in almost the same quantity as in May.", {"mom flat"}),
        ("Zinc output stayed where it had been in May.", {"mom flat"}),
        ("Zinc output is due to come down in July.", {"mom down"}),
        ("Zinc output fell in line with lead.", {"mom down"}),
    ],
)
def test_a_move_has_the_comparison_of_its_own_words(text: str, told: set[str]) -> None:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    moves = Rules().answer(section).answer.movements
    assert {f"{move.basis} {move.direction}" for move in moves} == told
    assert {move.period for move in moves} == {"2025-07" if "July" in text else "2025-06"}
