"""What settles a figure's time, status and role in its own statement; the sentences are ours."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def facts(text: str, month: str = "2025-06") -> list[str]:
    """Return each metric with a figure as "indicator basis value direction period status"."""
    section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), month)
    return [
        f"{m.indicator} {m.basis} {m.value.normalize():f} {m.direction or '-'} {m.period} {m.status}"
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Stocks rose in the second half of the month to 12,000 mt.",
            "inventory level 12000 up 2025-06 actual",
        ),
        (
            "Output at the northern mines was 4% below that of April 2024.",
            "production yoy -4 down 2025-04 actual",
        ),
        ("A new kiln could bring back 900 mt a month from August.", "production mom 900 up 2025-08 forecast"),
        ("The surcharge rose by 35 yuan/mt from June 1.", "price mom 35 up 2025-06 actual"),
        (
            "Plants may restart by August, and we expect 31,000 mt for that month.",
            "production level 31000 - 2025-08 forecast",
        ),
        (
            "For the five months to May, output was 210,000 mt. Plants ran well, with utilisation at 84%.",
            "operating_rate level 84 - 2025-06 actual",
        ),
        (
            "Plants could run only at night, and output of the province fell by 9%.",
            "production mom -9 down 2025-06 actual",
        ),
        (
            "In June output, by our estimate, was 52,000 mt, 3% lower MoM.",
            "production mom -3 down 2025-06 actual",
        ),
        ("Mills are estimated to have rolled 61,000 mt in June.", "production level 61000 - 2025-06 actual"),
        (
            "A mill in the north set its July tender price at 6,120 yuan/mt.",
            "price level 6120 - 2025-07 actual",
        ),
        (
            "A 30,000 mt/year line in Hunan, which was lit in May, will make up for it in July.",
            "capacity level 30000 - 2025-06 actual",
        ),
        (
            "Output is put at 45,000 mt for the three months since April.",
            "production level 45000 - 2025-04/2025-06 actual",
        ),
    ],
)
def test_a_figure_is_dated_by_its_own_statement(text: str, expected: str) -> None:
    assert facts(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exchange stocks dropped to less than 700 mt.", "inventory level 700 down 2025-06 actual"),
        (
            "Output was 8,000 mt from ore (up 9% MoM), 4,100 mt from scrap (down 2%).",
            "production level 4100 - 2025-06 actual",
        ),
        (
            "We expect 9,100 mt in July, up 1.1% MoM, and 88,000 mt for the whole of 2025.",
            "production level 88000 - 2025 forecast",
        ),
        (
            "Output exceeded the expectation of last month by 800 mt.",
            "production vs_expectation 800 up 2025-06 actual",
        ),
        (
            "Output was 3% up MoM but 700 mt short of the schedules.",
            "production vs_expectation -700 down 2025-06 actual",
        ),
        ("Output was more than double that of June last year.", "production yoy 100 up 2025-06 actual"),
        ("Output was 2.1% less than twelve months ago.", "production yoy -2.1 down 2025-06 actual"),
    ],
)
def test_what_leads_to_a_figure_says_what_it_is(text: str, expected: str) -> None:
    facts_ = facts(text)
    assert expected in facts_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smelters held 4,800 mt as of June 27.", "inventory level 4800 - 2025-06-27 actual"),
        ("The ban would add 900 yuan/mt to costs.", "cost change 900 up 2025-07 forecast"),
        ("The new mine now runs at 85% of its design capacity.", "operating_rate level 85 - 2025-06 actual"),
        ("A smelter in the south stayed at half load.", "operating_rate level 50 flat 2025-06 actual"),
        (
            "Processing fees for concentrate held at 5,200 yuan/mt.",
            "treatment_charge level 5200 flat 2025-06 actual",
        ),
        ("At this price the industry was left with 40 yuan/mt.", "profit level 40 - 2025-06 actual"),
        ("Stocks at the plants added up to 6% of monthly output.", "inventory level 6 - 2025-06 actual"),
        ("Exports suffered from the 25% US tariff.", "tariff level 25 - 2025-06 actual"),
        ("The state company contributed 10,200 mt.", "production level 10200 - 2025-06 actual"),
        ("Power for a tonne of zinc cost some 850 euros.", "cost level 850 - 2025-06 actual"),
    ],
)
def test_words_beside_a_figure_name_what_it_measures(text: str, expected: str) -> None:
    assert facts(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We expect 7,300 mt in July, after 7,050 mt in June, a figure 2.3% lower MoM.",
            "production mom -2.3 down 2025-06 actual",
        ),
        ("Output is up 6% year to date; prices reached 4,060 yuan/mt.", "price level 4060 - 2025-06 actual"),
        ("From July to September the duty is 12%.", "tariff level 12 - 2025-07/2025-09 target"),
        (
            "In the two-month total of 962 mt there is no scrap.",
            "production level 962 - 2025-01/2025-02 actual",
        ),
        (
            "Output will climb to 720 mt in July from 690 mt.",
            "production level 690 - 2025-06 actual",
        ),
        (
            "In May output was 500 mt.\nThe state company contributed 120 mt.",
            "production level 120 - 2025-05 actual",
        ),
        ("The rate, at 68% now, is to fall in July.", "operating_rate level 68 - 2025-06 actual"),
        ("It exceeded our forecast by about 400 mt.", "production vs_expectation 400 up 2025-06 actual"),
    ],
)
def test_what_is_told_beside_another_time_keeps_its_own(text: str, expected: str) -> None:
    assert expected in facts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Demand: schedules of galvanisers +9% m/m.", "demand mom 9 up 2025-06 actual"),
        ("Overhauls took some 40 kt off the month.", "production change -40000 down 2025-06 actual"),
        ("Two plants went on ramping up and put 60 kt back.", "production change 60000 up 2025-06 actual"),
        ("The ban would add 7,000 mt.", None),
        (
            "We maintain our projection of 5.41 million mt for 2025.",
            "production level 5410000 flat 2025 forecast",
        ),
        (
            "The association reckons with around 25,000 mt in July.",
            "production level 25000 - 2025-07 forecast",
        ),
        ("In Hunan 60,000 mt/year was closed.", "capacity change -60000 down 2025-06 actual"),
        ("Payables slid to 57% of the exchange price.", "price level 57 down 2025-06 actual"),
        ("The operating rate was 83%. Manganese ore 44% from the mine was dear.", None),
    ],
)
def test_what_moves_or_foresees_says_what_a_figure_is(text: str, expected: str | None) -> None:
    if expected is None:
        assert not any(" 44 " in fact or " level 7000 " in fact for fact in facts(text))
    else:
        assert expected in facts(text)
