"""When something moved: where the encoder is sure of another month or status than the grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import log

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.resolve import resolve
from extract.rules import Rules, explain_movement
from extract.rules.context import statements
from extract.rules.encoder import Encoded
from extract.rules.own import own_words
from extract.rules.review.moved_when import SURE, UNPLANNED, moved_when
from extract.rules.review.moving import moving_in
from extract.rules.review.seen import seen_of
from schemas.vocabulary import Status

Say = Callable[[Mapping[str, int], Mapping[str, int]], None]
ROSE = "Zinc output rose."


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Return what makes the encoder say chances of periods and of statuses, in per mille."""

    def points(chances: Mapping[str, int]) -> dict[str, int]:
        return {name: round(log(chance / 1000) * 100) for name, chance in chances.items()}

    def in_force(periods: Mapping[str, int], statuses: Mapping[str, int]) -> None:
        said = {
            "movement": {"production": 0, "operating_rate": -1500, "none": 0},
            "period": points(periods),
            "status": points(statuses),
        }
        monkeypatch.setattr(Encoded, "of_move", lambda *_: said)

    return in_force


def section_of(text: str) -> Annotated:
    return annotate(Section(1, "s", "Zinc", 0, 0, text), "2025-06")


def told(text: str) -> list[tuple[str, Status]]:
    return [(label.period, label.status) for label in Rules().answer(section_of(text)).answer.movements]


def test_a_period_and_a_status_of_which_it_is_sure_are_taken(say: Say) -> None:
    say({"m+0": 20, "m+1": 980}, {"actual": 30, "forecast": 970})
    assert told(ROSE) == [("2025-07", Status.FORECAST)]


def test_what_is_taken_is_explained(say: Say) -> None:
    say({"m+0": 20, "m+1": 980}, {"actual": 30, "forecast": 970})
    section = section_of(ROSE)
    (metric,) = resolve(section, Rules().answer(section).answer).metrics
    line, sure = explain_movement(section, metric.id)
    assert line == "by the grammar; 2025-07, forecast by its context, not 2025-06, actual"
    assert sure == f"confidence: {metric.confidence}"


def test_those_of_which_it_is_less_sure_are_not(say: Say) -> None:
    say({"m+0": 1050 - SURE, "m+1": SURE - 50}, {"actual": 1050 - SURE, "forecast": SURE - 50})
    assert told(ROSE) == [("2025-06", Status.ACTUAL)]


def test_a_period_that_nothing_names_is_not_taken(say: Say) -> None:
    say({"m+0": 20, "m>": 980}, {"actual": 990, "forecast": 10})
    assert told(ROSE) == [("2025-06", Status.ACTUAL)]


def test_of_two_periods_that_it_cannot_tell_apart_none_is_taken(say: Say) -> None:
    say({"m+0": 20, "m<": 980}, {"actual": 990, "forecast": 10})
    assert told("Zinc output rose, plants having been repaired in March and April.") == [
        ("2025-06", Status.ACTUAL)
    ]


@pytest.mark.parametrize(
    ("chance", "planned"), [(UNPLANNED - 10, Status.TARGET), (UNPLANNED + 10, Status.ACTUAL)]
)
def test_a_plan_stays_one_where_it_is_not_all_but_sure(say: Say, chance: int, planned: Status) -> None:
    say({"m+0": 990, "m+1": 10}, {"actual": chance, "forecast": 1000 - chance})
    section = section_of(ROSE)
    (statement,) = statements(section)
    (moving,) = moving_in(section, statement, [], None)
    for status, expected in ((Status.TARGET, planned), (Status.FORECAST, Status.ACTUAL)):
        seen = seen_of(section, replace(moving, status=status), [], own_words(section))
        assert moved_when(seen) == ("2025-06", expected)


def test_the_only_month_that_its_sentence_names_is_its_own_and_of_one_to_come_it_is_foretold(
    say: Say,
) -> None:
    say({"m+0": 980, "m+1": 20}, {"actual": 980, "forecast": 20})
    assert told("Zinc output in July: slightly down.") == [("2025-07", Status.FORECAST)]


def test_a_word_that_tells_of_two_months_keeps_both(say: Say) -> None:
    say({"m+0": 980, "m-1": 20}, {"actual": 980, "forecast": 20})
    periods = {period for period, _ in told("Declines in zinc output in April and May were due to repairs.")}
    assert periods == {"2025-04", "2025-05"}


def test_what_a_figure_of_its_new_month_tells_is_no_movement(say: Say) -> None:
    text = "Zinc output is expected to rise by 3% in July. Zinc output rose."
    say({"m+0": 980, "m+1": 20}, {"actual": 970, "forecast": 30})
    assert told(text) == [("2025-06", Status.ACTUAL)]
    say({"m+0": 20, "m+1": 980}, {"actual": 30, "forecast": 970})
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ROSE, ("2025-06", Status.ACTUAL)), ("Zinc output rose in July.", ("2025-07", Status.FORECAST))],
)
def test_nothing_of_a_month_to_come_has_come_about(say: Say, text: str, expected: tuple[str, Status]) -> None:
    say({"m+0": 500, "m+1": 500}, {"actual": 500, "forecast": 500})
    section = section_of(text)
    (statement,) = statements(section)
    (moving,) = moving_in(section, statement, [], None)
    come = replace(moving, period="2025-07", status=Status.ACTUAL)
    assert moved_when(seen_of(section, come, [], own_words(section))) == expected


def test_a_movement_is_as_sure_as_its_time(say: Say) -> None:
    def sure() -> float:
        (label,) = Rules().answer(section_of(ROSE)).answer.movements
        assert label.confidence is not None
        return label.confidence

    say({"m+0": 990, "m-1": 10}, {"actual": 990, "forecast": 10})
    certain = sure()
    say({"m+0": 400, "m-1": 600}, {"actual": 990, "forecast": 10})
    assert sure() < certain
