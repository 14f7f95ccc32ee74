"""When a driver is of, by the weights: what it may be of, what tells that, what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.resolve import resolve
from extract.rules import Rules, explain_driver, models, told
from extract.rules.drivers.caused import Caused
from extract.rules.drivers.when import LIKELY, MODEL, When, caused_words, whens_of
from schemas.vocabulary import Status

Weigh = Callable[[Mapping[str, int]], None]
FELL = "Zinc output fell 4% MoM in June due to weak orders."
AHEAD = "Zinc output is expected to fall in August due to weak orders."


@pytest.fixture
def weigh(weigh_choices: Callable[[str, Mapping[str, int]], None]) -> Weigh:
    """Return what puts weights of times in force."""
    return partial(weigh_choices, MODEL)


def section_of(text: str) -> Annotated:
    return annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")


def caused(text: str) -> Caused:
    """The last driver of the grammar of a text, as the weights are asked about it."""
    sentences = told(section_of(text))
    found = [found for each in sentences for found in each.found][-1]
    return Caused(sentences[found.number - 1], found.run, found.label)


def times(text: str) -> set[tuple[str, str]]:
    section = section_of(text)
    return {(d.period, d.status) for d in resolve(section, Rules().answer(section).answer).drivers}


def sources(text: str, period: str, status: Status = Status.ACTUAL) -> list[str]:
    """What tells a time of the last driver of a text."""
    (joined,) = (f for f in whens_of(caused(text))[When(period, status)] if f.startswith("is sources:"))
    return joined.removeprefix("is sources:").split(",")


@pytest.mark.parametrize(
    ("text", "period", "status", "source"),
    [
        (FELL, "2025-06", Status.ACTUAL, "month"),
        (FELL, "2025-07", Status.FORECAST, "next month"),
        (FELL, "2025-06", Status.ACTUAL, "L0"),
        (FELL, "2025-06", Status.ACTUAL, "figure before"),
        (FELL, "2025-06", Status.ACTUAL, "figure of effect"),
        ("Due to weak orders, output fell 4% in May.", "2025-05", Status.ACTUAL, "R0"),
        ("Due to weak orders, output fell 4% in May.", "2025-05", Status.ACTUAL, "figure behind"),
        ("Output fell due to weak orders in April.", "2025-04", Status.ACTUAL, "in0"),
        ("Output was 9 kt in May. It fell due to weak orders.", "2025-05", Status.ACTUAL, "last figure"),
        ("It fell due to weak orders. Output was 9 kt in May.", "2025-05", Status.ACTUAL, "next figure"),
        (AHEAD, "2025-08", Status.FORECAST, "L0"),
        ("In 2025 output is expected to fall due to weak orders.", "2025", Status.FORECAST, "L0"),
        ("In December output is expected to fall due to losses.", "2025-12", Status.FORECAST, "L0"),
        (
            "Output of plants that stood idle in December for weeks is expected to fall due to losses.",
            "2025-12",
            Status.FORECAST,
            "L0 to come",
        ),
    ],
)
def test_a_driver_may_be_of_what_its_sentence_names_takes_over_or_measures(
    text: str, period: str, status: Status, source: str
) -> None:
    assert source in sources(text, period, status)


def test_what_is_over_is_no_forecast() -> None:
    text = "After the halt of April 2025 output is expected to fall due to weak orders."
    assert When("2025-04", Status.ACTUAL) in whens_of(caused(text))
    assert When("2025-04", Status.FORECAST) not in whens_of(caused(text))


def test_a_month_of_a_printed_year_is_not_its_namesake_to_come() -> None:
    text = "In March 2025 orders were weak, so output is expected to fall due to losses."
    assert {when.period for when in whens_of(caused(text)) if when.period.endswith("-03")} == {"2025-03"}


def test_one_time_is_claimed_and_no_source_of_its_own_tells_of_the_claim() -> None:
    found = whens_of(caused(FELL))
    claimed = [when for when, names in found.items() if any("claim:is taken" in name for name in names)]
    assert claimed == [When("2025-06", Status.ACTUAL)]
    assert all(not any("claim:" in name for name in caused_words(caused(text))) for text in (FELL, AHEAD))


def test_where_what_is_yet_to_come_stands_to_the_cause_is_known() -> None:
    assert {"ahead of it:True", "behind it:False"} <= set(caused_words(caused(AHEAD)))
    behind = "Due to weak orders, zinc output is expected to fall in August."
    assert {"ahead of it:False", "behind it:True"} <= set(caused_words(caused(behind)))


def test_a_time_that_the_weights_find_likelier_goes_before_the_grammars(weigh: Weigh) -> None:
    weigh({})
    assert times(FELL) == {("2025-06", "actual")}
    weigh({"is next month": 900})
    assert times(FELL) == {("2025-07", "forecast")}


def test_what_is_not_likely_enough_stays_by_the_grammar(weigh: Weigh) -> None:
    weigh({"is next month": 10})
    assert times(FELL) == {("2025-06", "actual")}
    assert LIKELY > models.WHOLE / 2


def test_the_explanation_tells_the_time_by_the_weights(weigh: Weigh) -> None:
    weigh({"is next month": 900})
    section = section_of(FELL)
    (driver,) = resolve(section, Rules().answer(section).answer).drivers
    lines = explain_driver(section, driver.id)
    told_time = [line for line in lines if line.startswith("time: 2025-07, forecast, by the weights (")]
    assert len(told_time) == 1
    assert told_time[0].endswith("not 2025-06, actual")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FELL, ("2025-06", "actual")),
        (AHEAD, ("2025-08", "forecast")),
        ("In May output fell because of maintenance.", ("2025-05", "actual")),
        ("Output will rise in the third quarter because of new lines.", ("2025-07/2025-09", "forecast")),
        ("Output rose 3% YoY in January-June because of new lines.", ("2025-01/2025-06", "actual")),
        ("In December output is expected to fall because of maintenance.", ("2025-12", "forecast")),
    ],
)
def test_plain_times_are_read_with_the_weights_in_force(text: str, expected: tuple[str, str]) -> None:
    assert times(text) == {expected}
