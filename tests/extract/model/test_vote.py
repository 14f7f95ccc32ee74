"""Votes: one answer out of several, the same whatever the chance, with agreement as confidence."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extract.model.vote import voted
from schemas.answer import Answer, FigureLabel, Rejection
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status


def test_a_label_stands_as_most_say_it_and_is_never_put_together(give: Any) -> None:
    one = give.figure(1, basis=Basis.MOM, direction=Direction.UP, segment="Large smelters")
    two = give.figure(1, basis=Basis.MOM, direction=Direction.UP, segment="large  smelters", confidence=0.2)
    three = give.figure(1, basis=Basis.YOY, direction=Direction.DOWN)
    answer = voted([give.answer(figures=(label,)) for label in (three, one, two)])
    assert [f.model_dump(exclude={"confidence"}) for f in answer.figures] == [
        one.model_dump(exclude={"confidence"})
    ]
    assert answer.figures[0].confidence == 0.667


def test_what_becomes_of_a_figure_is_voted_first(give: Any) -> None:
    claimed = give.answer(figures=(give.figure(1),))
    rejected = give.answer(rejected=(Rejection(figure=1, reason=Reason.NAME),))
    silent = give.answer()
    assert voted([rejected, claimed, rejected]).rejected == rejected.rejected
    assert voted([rejected, claimed, rejected]).figures == ()
    assert voted([claimed, silent, silent]) == silent
    assert voted([claimed, rejected]).figures[0].confidence == 0.5
    assert voted([rejected, claimed]).rejected == rejected.rejected, "a tie goes to the first"


def test_a_figure_with_two_labels_keeps_both_or_neither(give: Any) -> None:
    pair = (give.figure(1, region="Mexico"), give.figure(1, region="Canada"))
    both, single = give.answer(figures=pair), give.answer(figures=pair[:1])
    assert voted([both, single, both]).figures == tuple(
        label.model_copy(update={"confidence": share}) for label, share in zip(
            sorted(pair, key=lambda label: label.region), (0.667, 1.0), strict=True
        )
    )  # fmt: skip
    assert len(voted([single, both, single]).figures) == 1


def test_movements_and_drivers_stand_where_most_have_them(give: Any) -> None:
    down, up = give.movement(direction=Direction.DOWN), give.movement(direction=Direction.UP)
    other = give.movement(segment="300-series")
    weak, weaker = give.driver("weak orders"), give.driver("weak downstream orders")
    rain = give.driver("rain", category=Category.WEATHER)
    answer = voted(
        [
            give.answer(movements=(down,), drivers=(weak, rain)),
            give.answer(movements=(up, other), drivers=(weaker,)),
            give.answer(movements=(down,), drivers=(weak,)),
        ]
    )
    assert [(m.segment, m.direction, m.confidence) for m in answer.movements] == [(None, "down", 0.667)]
    assert [(d.cause, d.confidence) for d in answer.drivers] == [("weak orders", 1.0)]


def test_two_causes_of_one_kind_in_one_sentence_stay_two(give: Any) -> None:
    pair = (give.driver("weak orders at home"), give.driver("fewer exports"))
    answer = voted([give.answer(drivers=pair), give.answer(drivers=pair[::-1]), give.answer(drivers=pair)])
    assert sorted(d.cause for d in answer.drivers) == ["fewer exports", "weak orders at home"]
    assert {d.confidence for d in answer.drivers} == {1.0}


labels = st.builds(
    FigureLabel,
    figure=st.integers(1, 3),
    indicator=st.sampled_from([Indicator.PRODUCTION, Indicator.PRICE]),
    basis=st.sampled_from([Basis.LEVEL, Basis.MOM]),
    direction=st.sampled_from([None, *Direction]),
    negative=st.booleans(),
    period=st.sampled_from(["2025-01", "2025"]),
    status=st.sampled_from(Status),
    **dict.fromkeys(("segment", "region", "entity", "confidence"), st.none()),
    sentences=st.just((1,)),
)
answers = st.builds(
    Answer,
    figures=st.lists(labels, max_size=4).map(tuple),
    **dict.fromkeys(("movements", "rejected", "misread", "missed", "drivers"), st.just(())),
)


@given(st.lists(answers, min_size=1, max_size=5))
def test_no_label_comes_out_that_no_answer_gave(given_answers: list[Answer]) -> None:
    whole = {label.model_dump_json(exclude={"confidence"}) for a in given_answers for label in a.figures}
    answer = voted(given_answers)
    assert {label.model_dump_json(exclude={"confidence"}) for label in answer.figures} <= whole
    assert all(0 < (label.confidence or 0) <= 1 for label in answer.figures)
    assert voted(given_answers) == answer


@given(answers, st.integers(1, 4))
def test_answers_that_agree_come_out_as_they_are(answer: Answer, times: int) -> None:
    out = voted([answer] * times)
    assert sorted(label.model_dump_json(exclude={"confidence"}) for label in out.figures) == sorted(
        label.model_dump_json(exclude={"confidence"}) for label in answer.figures
    )
    assert {label.confidence for label in out.figures} <= {1.0}
