"""Versions of the answer schema: found by name, checked when loaded; an answer's way through them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from extract.datafiles import load_mapping
from schemas.answer import Answer, DriverLabel, FigureLabel
from schemas.errors import InputError
from schemas.versions import AnswerSchema, find_schema, lifted, listed_schemas, said
from schemas.vocabulary import Basis, Category, Direction, Indicator, Magnitude, Status

Make = Callable[[str], AnswerSchema]
SCOPE: dict[str, Any] = {
    "period": "2025-01", "status": Status.ACTUAL, "segment": None, "region": None, "entity": None,
    "sentences": (1,), "confidence": None,
}  # fmt: skip


def figure(number: int = 1, **changes: Any) -> FigureLabel:
    held = {"indicator": Indicator.PRODUCTION, "basis": Basis.MOM, "direction": Direction.UP, **SCOPE}
    return FigureLabel(**{"figure": number, "negative": False, **held, **changes})


def driver(**changes: Any) -> DriverLabel:
    held = {"category": Category.WEATHER, "cause": "rain", "effect": Indicator.PRODUCTION, **SCOPE}
    return DriverLabel(**{"direction": Direction.DOWN, **held, **changes})


def answer(*figures: FigureLabel, drivers: tuple[DriverLabel, ...] = ()) -> Answer:
    return Answer(figures=figures, movements=(), rejected=(), misread=(), missed=(), drivers=drivers)


def test_released_versions_never_change() -> None:
    released = load_mapping(Path(__file__).with_name("released.yaml"))
    assert {name: find_schema(name).sha256[:8] for name in released} == released


def test_every_version_that_is_there_is_listed_in_order() -> None:
    assert [schema.id for schema in listed_schemas()] == ["assay/1", "assay/2"]


def test_our_own_are_found_by_their_version_alone() -> None:
    assert find_schema("2") is find_schema("assay/2")
    with pytest.raises(InputError, match="there is no schema 9; there are: assay/1, assay/2"):
        find_schema("9")


def test_an_answer_of_version_1_goes_in_and_out_unchanged() -> None:
    first = find_schema("1")
    given = first.answer.model_validate_json(
        said(first, answer(figure(), drivers=(driver(),))).model_dump_json()
    )
    assert said(first, lifted(first, given)) == given
    assert "more" not in given.model_dump_json()


def test_an_answer_of_version_2_keeps_its_magnitude() -> None:
    second = find_schema("2")
    stored = said(second, answer(figure(more={"magnitude": "slight"}))).model_dump_json()
    assert json.loads(stored)["figures"][0]["magnitude"] == "slight"
    back = lifted(second, second.answer.model_validate_json(stored))
    assert back.figures[0].more == {"magnitude": Magnitude.SLIGHT}


def test_version_1_has_no_words_for_a_magnitude() -> None:
    first = find_schema("1")
    plain = lifted(first, said(first, answer(figure(more={"magnitude": "slight"}))))
    assert plain == answer(figure())


def test_an_answer_of_version_1_is_said_under_version_2_with_nothing_added() -> None:
    second = find_schema("2")
    under = lifted(second, said(second, answer(figure(), drivers=(driver(),))))
    assert under.figures[0].more == {"magnitude": None}
    assert under.drivers[0].more == {"magnitude": None}
    assert under.drivers[0].cause == "rain"


WITHOUT_RAIN = """
    class DriverLabel(v2.DriverLabel):
        category: Annotated[Category, Offered(without=("weather",), meanings={"demand": "orders alone"})]

    class Answer(v2.Answer):
        drivers: tuple[DriverLabel, ...]
"""


def test_a_label_with_a_member_that_a_version_lacks_is_left_out(made: Make) -> None:
    third = made(WITHOUT_RAIN)
    given = answer(drivers=(driver(), driver(category=Category.POLICY)))
    assert [each.category for each in lifted(third, said(third, given)).drivers] == [Category.POLICY]
    with pytest.raises(ValidationError, match="no member here"):
        third.answer.model_validate_json(said(find_schema("2"), given).model_dump_json())


def test_a_version_tells_fewer_members_and_its_own_meanings(made: Make) -> None:
    third = made(WITHOUT_RAIN)
    assert "weather" not in third.vocabularies["Category"]
    assert third.vocabularies["Category"]["demand"] == "orders alone"
    assert '"weather"' not in json.dumps(third.answer.model_json_schema())
    assert find_schema("2").vocabularies["Category"]["weather"] == "rain, cold, dry season"


WITHOUT_YOY = """
    class FigureLabel(v2.FigureLabel):
        basis: Annotated[Basis, Offered(without=("yoy",))]

    class Answer(v2.Answer):
        figures: tuple[FigureLabel, ...]
"""


def test_a_figure_that_a_version_has_no_words_for_is_rejected(made: Make) -> None:
    third = made(WITHOUT_YOY)
    under = lifted(third, said(third, answer(figure(1), figure(2, basis=Basis.YOY))))
    assert [label.figure for label in under.figures] == [1]
    assert [(entry.figure, entry.reason) for entry in under.rejected] == [(2, "not_a_metric")]


WITHOUT_SEGMENT = """
    class FigureLabel(v1.Label):
        figure: v1.FigureNumber
        indicator: Indicator
        basis: Basis
        direction: Direction | None
        period: v1.Period
        status: Status
        sentences: v1.SentenceNumbers
        certain: bool | None

    class Answer(v1.Answer):
        figures: tuple[FigureLabel, ...]
"""


def test_a_field_that_a_version_lacks_is_null_and_a_new_one_is_carried(made: Make) -> None:
    third = made(WITHOUT_SEGMENT)
    assert third.metric_extras == ("certain",)
    given = answer(figure(segment="large smelters", more={"certain": True}))
    under = lifted(third, said(third, given))
    assert under.figures[0].segment is None
    assert under.figures[0].negative is False
    assert under.figures[0].more == {"certain": True}


def test_a_value_that_a_version_does_not_know_is_null_and_loses_no_label() -> None:
    second = find_schema("2")
    under = lifted(second, said(second, answer(figure(more={"magnitude": "enormous"}))))
    assert under.figures[0].more == {"magnitude": None}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no answer schema"),
        ("Answer = v1.Nothing", "is no answer schema"),
        (WITHOUT_SEGMENT.replace("period: v1.Period", ""), "figures lack the field 'period'"),
        (WITHOUT_SEGMENT.replace("bool | None", "float | None"), "'certain': a new field is no number"),
        (WITHOUT_SEGMENT.replace("bool | None", "bool"), "'certain': a new field may be null"),
        ('Answer = v1.Answer\nNAME, VERSION = "assay", "2"', "another file is assay/2, too"),
    ],
)
def test_a_file_that_is_no_schema_is_told_in_one_line(made: Make, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        made(text)
