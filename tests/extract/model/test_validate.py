"""Validation: each message says what is wrong, and an answer without hard problems resolves whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate import annotate
from extract.document import Section
from extract.model.merge import merged, told
from extract.model.validate import problems
from extract.resolve import resolve
from schemas.answer import Answer, FigureLabel
from schemas.vocabulary import Basis, Direction, FindingCode, Indicator, Reason, Status

TEXT = (
    "Output fell by 81,700 mt MoM in January, due to weak orders. Prices rose +5%. Profit was -300 yuan/mt."
)
HARD = {
    FindingCode.UNKNOWN_FIGURE, FindingCode.UNKNOWN_SENTENCE, FindingCode.PERIOD_INVALID,
    FindingCode.DIGITS_NOT_IN_EVIDENCE, FindingCode.DIRECTION_MISSING, FindingCode.UNCLAIMED,
    FindingCode.DIRECTION_AGAINST_SIGN, FindingCode.FIGURE_UNIT_UNKNOWN,
    FindingCode.CLAIMED_AND_REJECTED, FindingCode.MISSED_NOT_FOUND,
}  # fmt: skip


def messages(give: Any, text: str, **parts: Any) -> list[str]:
    return [problem.message for problem in problems(give.section(text), give.answer(**parts))]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sentences": (7,)}, "F1: there is no S7; they are S1 to S1"),
        ({"period": "2025-02-30"}, "F1: '2025-02-30' is no period"),
        ({"period": "2025-03/2025-01"}, "F1: '2025-03/2025-01' is no period"),
        ({"segment": "300-series"}, "F1: the text that you typed holds '300', which S1 does not"),
        ({"basis": Basis.MOM}, "F1: a change (mom) needs a direction"),
        (
            {"basis": Basis.MOM, "direction": Direction.FLAT},
            "F1: a change that is not 0 is up or down, not flat",
        ),
        ({"basis": Basis.MOM, "direction": Direction.UP}, "F1: the text says down"),
        ({"basis": Basis.YOY, "direction": Direction.DOWN}, "F1: the text says mom"),
        ({"indicator": Indicator.OPERATING_RATE}, "F1: mt does not measure operating_rate"),
        ({"period": "1999-01"}, "F1: 1999-01 is far from 2025-01"),
    ],
)
def test_a_figures_label(give: Any, changes: dict[str, Any], said: str) -> None:
    found = messages(give, "Output fell by 81,700 mt MoM.", figures=(give.figure(1, **changes),))
    assert any(message.startswith(said) for message in found), found


def test_figures_that_are_nowhere_twice_or_not_there(give: Any) -> None:
    from schemas.answer import Rejection

    twice = (Rejection(figure=1, reason=Reason.NAME), Rejection(figure=8, reason=Reason.NAME))
    found = messages(give, "Output was 5 mt, and 6 mt.", figures=(give.figure(1),), rejected=twice)
    assert found == [
        "there is no F8; they are F1 to F2",
        "F2 is in none of figures, rejected and misread",
        "F1 is both in figures and in rejected",
    ]


def test_missed_figures_movements_and_drivers(give: Any) -> None:
    text = "Output fell due to weak orders of 2 plants in 2024."
    found = messages(
        give,
        text,
        missed=(give.missed("91,700 mt"),),
        movements=(give.movement(sentences=(4,)),),
        drivers=(give.driver("orders of 3 plants"),),
        rejected=(),
    )
    assert any("there is no S4" in message and message.startswith("movements, entry 1") for message in found)
    assert any(message.startswith("missed, entry 1") for message in found)
    assert any("'orders of 3 plants'" in message and "holds '3'" in message for message in found)


def test_a_right_answer_has_no_problem(give: Any) -> None:
    figures = (
        give.figure(1, basis=Basis.MOM, direction=Direction.DOWN),
        give.figure(2, basis=Basis.CHANGE, direction=Direction.UP, indicator=Indicator.PRICE, sentences=(2,)),
        give.figure(3, indicator=Indicator.PROFIT, negative=True, sentences=(3,)),
    )
    assert messages(give, TEXT, figures=figures, drivers=(give.driver("weak orders"),)) == []


labels = st.builds(
    FigureLabel,
    figure=st.integers(1, 5),
    indicator=st.sampled_from([Indicator.PRODUCTION, Indicator.PRICE, Indicator.PROFIT]),
    basis=st.sampled_from(Basis),
    direction=st.sampled_from([None, *Direction]),
    negative=st.booleans(),
    period=st.sampled_from(["2025-01", "2025", "2025-02-31", "2025-02/2025-01"]),
    status=st.sampled_from(Status),
    segment=st.sampled_from([None, "5%", "300", "orders"]),
    region=st.none(),
    entity=st.none(),
    sentences=st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple),
    confidence=st.none(),
)


def answers() -> st.SearchStrategy[Answer]:
    return st.builds(
        Answer,
        figures=st.lists(labels, max_size=6).map(tuple),
        **dict.fromkeys(("movements", "rejected", "misread", "missed", "drivers"), st.just(())),
    )


@given(answers())
def test_what_resolve_refuses_is_a_hard_problem_and_the_other_way_round(answer: Answer) -> None:
    section = annotate(Section(1, "tin", "Tin", 0, len(TEXT), TEXT), "2025-01")
    refused = {finding.code for finding in resolve(section, answer).findings} & HARD
    hard = [problem for problem in problems(section, answer) if not problem.doubt]
    assert bool(refused) == bool(hard)


@given(answers(), answers())
def test_merging_takes_nothing_that_was_not_asked_for(answer: Answer, reply: Answer) -> None:
    section = annotate(Section(1, "tin", "Tin", 0, len(TEXT), TEXT), "2025-01")
    found = problems(section, answer)
    asked = {problem.figure for problem in found}
    after = merged(answer, found, reply)
    right = [label for label in answer.figures if label.figure not in asked]
    assert [label for label in after.figures if label.figure not in asked] == right
    assert {label.figure for label in answer.figures} & {1, 2, 3} <= {label.figure for label in after.figures}
    assert told(found)


def test_a_reply_without_the_doubted_entry_keeps_it_and_without_the_wrong_one_drops_it(give: Any) -> None:
    text = "Output fell due to weak orders."
    section = give.section(text)
    wrong, doubted = give.driver("orders of 9"), give.driver("weak orders", region="Atlantis")
    answer = give.answer(drivers=(wrong, doubted))
    found = problems(section, answer)
    assert [(p.index, p.doubt) for p in found] == [(0, False), (1, True)]
    assert merged(answer, found, give.answer()).drivers == (doubted,)
    right = give.driver("weak orders")
    assert merged(answer, found[:1], give.answer(drivers=(right,))).drivers == (doubted, right)


def test_a_reply_of_the_whole_list_changes_no_entry_that_was_right(give: Any) -> None:
    section = give.section("Output fell due to weak orders and rain.")
    right, wrong = give.driver("weak orders"), give.driver("9 days of rain")
    answer = give.answer(drivers=(right, wrong))
    found = problems(section, answer)
    turned = right.model_copy(update={"direction": Direction.UP})
    mended = give.driver("rain")
    assert merged(answer, found, give.answer(drivers=(turned, mended))).drivers == (right, mended)
