"""Hedges: about, over, under, and how far one reaches."""

from __future__ import annotations

from typing import Any

import pytest


def hedges(give: Any, text: str) -> list[str]:
    return [str(figure.qualifier) for figure in give.section(text).figures]


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("{}", "exact"),
        ("about {}", "approximately"),
        ("around {}", "approximately"),
        ("nearly {}", "approximately"),
        ("almost {}", "approximately"),
        ("roughly {}", "approximately"),
        ("some {}", "approximately"),
        ("Approximately {}", "approximately"),
        ("~{}", "approximately"),
        ("{} or so", "approximately"),
        ("over {}", "more_than"),
        ("more than {}", "more_than"),
        ("more than the {}", "more_than"),
        ("exceeding {}", "more_than"),
        ("at least {}", "more_than"),
        ("{} or more", "more_than"),
        (">{}", "more_than"),
        ("under {}", "less_than"),
        ("below {}", "less_than"),
        ("less than {}", "less_than"),
        ("at most {}", "less_than"),
        ("up to {}", "less_than"),
        ("{} or less", "less_than"),
        ("it added up to {}", "exact"),
        ("it was up to {}", "exact"),
        ("it was spread over {}", "exact"),
    ],
)
def test_the_words_at_a_figure_hedge_it(give: Any, words: str, hedge: str) -> None:
    section = give.section(f"They say {words.format('5,000 mt')} in all.")
    assert [(section.text(f.start, f.end), f.qualifier) for f in section.figures] == [("5,000 mt", hedge)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell by about 7.70% MoM and 25.38% YoY.",
        "It made about 25,900 mt in metal content and 119,500 mt in physical content.",
        "It fell by about 7.70% from a month earlier and 25.38% from a year earlier.",
    ],
)
def test_a_hedge_reaches_over_plain_coordination(give: Any, text: str) -> None:
    assert hedges(give, text) == ["approximately", "approximately"]


@pytest.mark.parametrize(
    "text",
    [
        "It fell by about 5%, while stocks came to 7,000 mt.",
        "It fell by about 5% and rose 3% later.",
        "It fell by about 5% to 300 mt.",
        "It fell by about 5%. Stocks were 3% lower.",
        "It fell by about 5%, 3% of it at mills.",
    ],
)
def test_a_hedge_stops_where_another_statement_begins(give: Any, text: str) -> None:
    assert hedges(give, text) == ["approximately", "exact"]


def test_a_hedge_never_comes_from_the_sentence_before(give: Any) -> None:
    assert hedges(give, "They said how much it was about\n5,000 mt came on.") == ["exact"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Output is unlikely to exceed 310 mt.", ["less_than"]),
        ("Output isn't expected to surpass 310 mt.", ["less_than"]),
        ("Output is to exceed 310 mt.", ["more_than"]),
        ("Prices did not fall below 310 yuan/mt.", ["more_than"]),
        ("Bids kept the price from sinking below 310 yuan/mt.", ["more_than"]),
        ("Output was not at least 310 mt.", ["more_than"]),
        ("The price passed 310 yuan/mt.", ["more_than"]),
        ("Mills passed 310 yuan/mt on to buyers.", ["exact"]),
        ("The price broke through 310 yuan/mt.", ["more_than"]),
        ("The stop cost hardly 310 mt.", ["less_than"]),
        ("The stop cost something like 310 mt.", ["approximately"]),
        ("Stocks are 310 mt approximately.", ["approximately"]),
        ("Output rose by 3% MoM or so to 310 mt.", ["approximately", "exact"]),
        ("Exports ended under the 20% duty.", ["exact"]),
        ("Fuel pushed the cost up to 310 yuan/mt.", ["exact"]),
        ("Fuel brought losses of up to 310 yuan/mt.", ["less_than"]),
        ("A mill lost 20 yuan/mt or so at the price of 310 yuan/mt.", ["approximately", "exact"]),
        ("Prices fell below 310 yuan/mt, and a loss of 20 yuan/mt is usual.", ["less_than", "exact"]),
    ],
)
def test_a_hedge_is_told_from_its_denial_and_from_what_only_looks_like_one(
    give: Any, sentence: str, expected: list[str]
) -> None:
    assert hedges(give, sentence) == expected
