"""How sure the rules are of what they read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules
from extract.rules.calibration import KINDS, Kind, Scale, confidence, log_odds
from schemas.answer import Answer

TEXT = (
    "Refined zinc output was 52,000 mt in June, down 3% MoM because of maintenance. "
    "Output of alloyed zinc declined as well."
)


@pytest.fixture(scope="module")
def ask() -> Callable[[str], Answer]:
    def answer(text: str) -> Answer:
        section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
        return Rules().answer(section).answer

    return answer


def test_a_scale_that_changes_nothing_gives_the_chance_itself() -> None:
    for chance in (1, 250, 500, 750, 999):
        assert Scale(1.0, 0.0).of(chance) == pytest.approx(chance / 1000)


def test_what_is_certain_and_what_is_impossible_have_odds() -> None:
    assert log_odds(1000) == pytest.approx(-log_odds(0))
    assert log_odds(1000) > log_odds(999)


@pytest.mark.parametrize("kind", KINDS)
def test_the_likelier_is_the_surer(kind: Kind) -> None:
    told = [confidence(kind, chance) for chance in range(0, 1001, 50)]
    assert told[-1] - told[0] > 0.4
    assert all(0 < one <= other < 1 for one, other in pairwise(told))


def test_every_record_of_the_rules_says_how_sure_it_is(ask: Callable[[str], Answer]) -> None:
    answer = ask(TEXT)
    assert answer.figures
    assert answer.movements
    assert answer.drivers
    for label in (*answer.figures, *answer.movements, *answer.drivers):
        assert label.confidence is not None
        assert 0 < label.confidence < 1


def test_what_words_say_plainly_is_surer_than_what_they_do_not(ask: Callable[[str], Answer]) -> None:
    plain = ask("Refined zinc output was 52,000 mt in June, down 3% MoM.")
    odd = ask("Refined zinc, they say, was all in all some 3% or so against the other month, as it were.")
    least = min(label.confidence or 0 for label in plain.figures)
    assert least > 0.9
    assert all((label.confidence or 0) < least for label in odd.figures)
