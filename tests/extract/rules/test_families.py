"""Families of constructions in the wording of many houses: each sentence is ours, each figure invented."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules

MONTH = "2025-06"
Fact = tuple[str, str, str, str | None, str, str]


def read(text: str, heading: str = "Refined Zinc (China)", month: str = MONTH) -> Resolution:
    section = annotate(Section(1, "s", heading, 0, 0, text), month)
    return resolve(section, Rules().answer(section).answer)


def facts(text: str, month: str = MONTH) -> list[str]:
    """Return each metric as "indicator basis value direction period status"."""
    return [
        " ".join(
            str(part)
            for part in (
                m.indicator,
                m.basis,
                f"{m.value.normalize():f}" if m.value is not None else "-",
                m.direction or "-",
                m.period,
                m.status,
            )
        )
        for m in read(text, month=month).metrics
    ]


LEVELS_AND_MOVES = [
    (
        "Output: 558kt (+1.2% m/m; +3.0% y/y)",
        [
            "production level 558000 - 2025-06 actual",
            "production mom 1.2 up 2025-06 actual",
            "production yoy 3 up 2025-06 actual",
        ],
    ),
    (
        "Op rates: 81.2% (-1.3ppt)",
        ["operating_rate level 81.2 - 2025-06 actual", "operating_rate mom -1.3 down 2025-06 actual"],
    ),
    (
        "June output came in at 45.2kt, 2.1% above May and 3.4% higher on the year.",
        [
            "production level 45200 - 2025-06 actual",
            "production mom 2.1 up 2025-06 actual",
            "production yoy 3.4 up 2025-06 actual",
        ],
    ),
    (
        "Output totalled 562,000 t in June, up 1.8% from May but down 4.2% from June last year.",
        [
            "production level 562000 - 2025-06 actual",
            "production mom 1.8 up 2025-06 actual",
            "production yoy -4.2 down 2025-06 actual",
        ],
    ),
    (
        "Output was 11,000 t, i.e. 500 t or 4.8% more than in May.",
        [
            "production level 11000 - 2025-06 actual",
            "production mom 500 up 2025-06 actual",
            "production mom 4.8 up 2025-06 actual",
        ],
    ),
    (
        "Output growth accelerated to 3.3% y/y.",
        ["production yoy 3.3 up 2025-06 actual"],
    ),
    (
        "The fall in May was 3.1%; June saw a 1.3% rise.",
        ["production mom -3.1 down 2025-05 actual", "production mom 1.3 up 2025-06 actual"],
    ),
    (
        "Output, which had fallen 3% in May, rebounded by 1.3% in June.",
        ["production mom -3 down 2025-05 actual", "production mom 1.3 up 2025-06 actual"],
    ),
    (
        "Supply was weaker, 28,400 tons of zinc output.",
        ["production level 28400 down 2025-06 actual"],
    ),
    (
        "Smelters kept the operating rate at 90%.",
        ["operating_rate level 90 flat 2025-06 actual"],
    ),
    (
        "Cheap imports pushed the spot price below $1,950 a tonne.",
        ["price level 1950 down 2025-06 actual"],
    ),
    (
        "Production was little changed from May at 560kt.",
        ["production level 560000 flat 2025-06 actual"],
    ),
    (
        "The operating rate stood at 76.4%, unchanged from May.",
        ["operating_rate level 76.4 flat 2025-06 actual"],
    ),
]

BASES_OF_COMPARISONS = [
    (
        "Utilisation averaged 76.4% versus 79.1% in the previous month.",
        ["operating_rate level 76.4 - 2025-06 actual", "operating_rate level 79.1 - 2025-05 actual"],
    ),
    (
        "Utilisation dropped to 61% from 66% in May.",
        ["operating_rate level 61 down 2025-06 actual", "operating_rate level 66 - 2025-05 actual"],
    ),
    (
        "Imports stood at 38,700 t in May, more than double the 17,900 t imported a year earlier.",
        [
            "arrivals level 38700 - 2025-05 actual",
            "arrivals yoy 100 up 2025-05 actual",
            "arrivals level 17900 - 2024-05 actual",
        ],
    ),
    (
        "June 2025: 558 kt, vs 551 kt in May and 540 kt in June 2024.",
        [
            "production level 558000 - 2025-06 actual",
            "production level 551000 - 2025-05 actual",
            "production level 540000 - 2024-06 actual",
        ],
    ),
    (
        "TCs dropped to minus $25 per tonne in June, compared with minus $12 a month ago.",
        ["treatment_charge level -25 down 2025-06 actual", "treatment_charge level -12 - 2025-05 actual"],
    ),
    (
        "The spot TC was $6.4/t at month-end, from $19.8/t in May.",
        ["treatment_charge level 6.4 down 2025-06 actual", "treatment_charge level 19.8 - 2025-05 actual"],
    ),
    (
        "The operating rate at large smelters was 90.1%, compared with 78.4% at small smelters.",
        ["operating_rate level 90.1 - 2025-06 actual", "operating_rate level 78.4 - 2025-06 actual"],
    ),
    (
        "June's output was 12,000 t short of the earlier forecast of 574,000 t.",
        [
            "production vs_expectation -12000 down 2025-06 actual",
            "production level 574000 - 2025-06 forecast",
        ],
    ),
    (
        "June production missed our forecast by 6,000 t.",
        ["production vs_expectation -6000 down 2025-06 actual"],
    ),
    (
        "The company cut its 2025 guidance to 280,000-300,000t from 310,000-330,000t.",
        ["production level 280000 down 2025 target", "production level 310000 - 2025 target"],
    ),
    (
        "Concentrate imports for the month: 412 kt (May: 398 kt).",
        ["arrivals level 412000 - 2025-06 actual", "arrivals level 398000 - 2025-05 actual"],
    ),
]

TIMES = [
    (
        "Production for the first half of the year reached 3.31 million tonnes, up 2.7% year on year.",
        [
            "production level 3310000 - 2025-01/2025-06 actual",
            "production yoy 2.7 up 2025-01/2025-06 actual",
        ],
    ),
    (
        "In the first five months imports amounted to 172,000 tonnes, 14.6% down year on year.",
        ["arrivals level 172000 - 2025-01/2025-05 actual", "arrivals yoy -14.6 down 2025-01/2025-05 actual"],
    ),
    (
        "Cumulative output reached 3.31 million tonnes, up 2.3%.",
        [
            "production level 3310000 - 2025-01/2025-06 actual",
            "production yoy 2.3 up 2025-01/2025-06 actual",
        ],
    ),
    (
        "Second-quarter output fell 9 percent quarter on quarter.",
        ["production change -9 down 2025-04/2025-06 actual"],
    ),
    (
        "Shipments for the March quarter were 70.9 kt.",
        ["shipments level 70900 - 2025-01/2025-03 actual"],
    ),
    (
        "In the last ten days of June output averaged 18,600 tonnes a day.",
        ["production level 18600 - 2025-06-30 actual"],
    ),
    (
        "SHFE stocks rose by 4,210 tonnes w-o-w to 81,300 tonnes on June 27.",
        ["inventory wow 4210 up 2025-06-27 actual", "inventory level 81300 - 2025-06-27 actual"],
    ),
    (
        "The premium was $62.8/t, 25 Jun, +$0.4 w/w.",
        ["price level 62.8 - 2025-06-25 actual", "price wow 0.4 up 2025-06-25 actual"],
    ),
    (
        "It was the biggest fall since January, when output slid 8%.",
        ["production mom -8 down 2025-01 actual"],
    ),
    (
        "TCs have halved since the beginning of the year, to $40/t.",
        [
            "treatment_charge change -50 down 2025-01/2025-06 actual",
            "treatment_charge level 40 - 2025-06 actual",
        ],
    ),
    (
        "July: 985 kt, -1.3% m/m, as smelters go down for maintenance.",
        ["production level 985000 - 2025-07 forecast", "production mom -1.3 down 2025-07 forecast"],
    ),
    (
        "Consumption is forecast to rise by 1.5% in 2025 and 2.0% in 2026.",
        ["demand yoy 1.5 up 2025 forecast", "demand yoy 2 up 2026 forecast"],
    ),
]

INDICATORS = [
    ("Smelters lost about 450 yuan per tonne in June.", ["profit level -450 - 2025-06 actual"]),
    ("Losses widened to 520 yuan/mt.", ["profit level -520 down 2025-06 actual"]),
    ("Zinc smelters ran at 92% of capacity.", ["operating_rate level 92 - 2025-06 actual"]),
    ("Hunan accounted for 22% of national output.", ["share level 22 - 2025-06 actual"]),
    ("The survey covered 61% of capacity.", ["coverage_rate level 61 - 2025-06 actual"]),
    ("Power costs 0.56 yuan/kWh there.", ["cost level 0.56 - 2025-06 actual"]),
    ("The strike cost about 11,000 tonnes.", ["production change -11000 down 2025-06 actual"]),
    (
        "Yunnan has brought back some 1.65 million tonnes a year.",
        ["operating_capacity change 1650000 up 2025-06 actual"],
    ),
    (
        "The quota for the second half of 2025 was set at 300,000 mt.",
        ["quota level 300000 - 2025-07/2025-12 target"],
    ),
    ("Daily output averaged 18,100 mt.", ["production level 18100 - 2025-06 actual"]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*LEVELS_AND_MOVES, *BASES_OF_COMPARISONS, *TIMES, *INDICATORS],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_family_of_constructions_is_read_alike_in_every_wording(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Refined zinc output is seen edging lower in July.", "down 2025-07 forecast"),
        ("July output is likely to be flat or slightly lower.", "down 2025-07 forecast"),
        ("Zinc smelters trimmed output in June as margins shrank.", "down 2025-06 actual"),
        ("We look for a modest rebound in July.", "up 2025-07 forecast"),
        ("No change is expected in July.", "flat 2025-07 forecast"),
        ("July should bring a recovery.", "up 2025-07 forecast"),
        ("A further fall in zinc output is likely in July.", "down 2025-07 forecast"),
    ],
)
def test_a_movement_is_found_in_every_wording(text: str, expected: str) -> None:
    assert facts(text) == [f"production mom - {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "Output growth slowed.",
        "If prices fall, zinc output will drop.",
        "Some 60% of the smelters expect output to fall.",
        "May brought a rebound in lead prices.",
    ],
)
def test_what_is_possible_or_told_of_others_is_no_movement(text: str) -> None:
    assert not [m for m in read(text).metrics if m.figure is None]


def test_two_comparisons_by_date_and_by_name_are_two_movements() -> None:
    assert facts("Production was lower than in May and than a year earlier.") == [
        "production mom - down 2025-06 actual",
        "production yoy - down 2025-06 actual",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Should prices drop below 66,000 yuan/mt, buyers would return.",
        "The market deficit was 12,000 tonnes.",
        "Open interest rose to 312,000 mt.",
    ],
)
def test_what_is_no_metric_is_never_claimed(text: str) -> None:
    assert not read(text).metrics


def test_a_condition_is_rejected_with_its_reason() -> None:
    rejected = {run.text: run.reason for run in read("If output falls by 5%, prices will rise.").rejected}
    assert rejected["5%"] == "not_a_metric"


def test_a_sentence_takes_the_span_of_time_of_the_one_before() -> None:
    text = "In the first quarter output was 589,100 t, down 11.4%. Sheet output fell by 10.1% to 446,300 t."
    assert [m.period for m in read(text).metrics] == ["2025-01/2025-03"] * 4


@pytest.mark.parametrize(
    ("text", "segment", "region"),
    [
        ("Zinc alloy output rose 2.3% from May.", "Zinc alloy", None),
        ("The ex-works price in Hunan was 22,050 yuan/mt.", "ex-works", "Hunan"),
        ("Japanese imports were 1,104 tons.", None, "Japan"),
        ("Stocks in Rotterdam stood at 4,100 t.", None, "Rotterdam"),
        ("The operating rate was 88.2% at large smelters.", "large smelters", None),
    ],
)
def test_a_figure_has_the_scope_that_its_words_name(
    text: str, segment: str | None, region: str | None
) -> None:
    metric = read(text).metrics[0]
    assert (metric.segment, metric.region) == (segment, region)


def test_explanations_tell_what_governs_a_figure() -> None:
    from extract.rules import explain

    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, "Output fell by 3% from May."), MONTH)
    lines = explain(section, 1)
    assert lines[0] == "change: governed by 'fell'"
    assert any(line.startswith("basis mom: the date") for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc prices lost another 4% in June.", "price mom -4 down 2025-06 actual"),
        ("Soda ash prices fell by 280 yuan/mt within the month.", "price mom -280 down 2025-06 actual"),
        ("Guidance of 323-338 kt is maintained.", "production level 323000 flat 2025 target"),
        ("Output in 2025 should reach 1.2 million tonnes.", "production level 1200000 - 2025 forecast"),
        ("Imports for 2025 are put at 45 kt.", "arrivals level 45000 - 2025 forecast"),
        (
            "The port has a quota of 17,400 t for the rest of 2025.",
            "quota level 17400 - 2025-07/2025-12 target",
        ),
        (
            "On June 15 duties were announced for September 15; zinc alloy output was 4,000 t.",
            "production level 4000 - 2025-06 actual",
        ),
        ("The DDP price was EUR 1,420/t, +EUR 110 in three weeks.", "price change 110 up 2025-06 actual"),
        (
            "Output was 12.9 kt, which is 1.03 kt, or 7.4%, less than in May.",
            "production mom -7.4 down 2025-06 actual",
        ),
    ],
)
def test_times_and_signs_settle_what_is_not_said(text: str, expected: str) -> None:
    assert facts(text)[-1] == expected
