"""Migration: what is carried to a later version, and what is left for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemas.errors import InputError
from schemas.migrate import UNDECIDED, carried, steps_between, unsayable, upgraded
from schemas.records import Metric, SectionResult
from schemas.versions import AnswerSchema, find_schema

Make = Callable[[str], AnswerSchema]
TO_2 = steps_between("1", "2")
LABEL: dict[str, Any] = {
    "indicator": "production", "basis": "yoy", "direction": "up", "status": "actual", "figure": {},
}  # fmt: skip
SURE = """
    class FigureLabel(v2.FigureLabel):
        basis: Annotated[Basis, Offered(without=("wow",))]
        sure: bool | None

    class Answer(v2.Answer):
        figures: tuple[FigureLabel, ...]

    def carry(label):
        return {"sure": label["status"] == "actual"} if label.get("magnitude") != "?" else {}
"""


def line(**metric: Any) -> SectionResult:
    held = {
        "id": "m-1", "indicator": "production", "basis": "mom", "value": None, "value_max": None,
        "unit": None, "direction": "up", "qualifier": None, "period": "2025-01", "status": "actual",
        "segment": None, "region": None, "entity": None, "evidence": {"start": 0, "end": 2, "text": "up"},
        "figure": None,
        "confidence": None, "findings": (), **metric,
    }  # fmt: skip
    return SectionResult(
        report="r", month="2025-01", section="tin", commodity=None, heading="Tin", status="ok", error=None,
        text_sha256="0", metrics=(Metric(**held),), drivers=(), unclaimed=(), rejected=(),
    )  # fmt: skip


@pytest.mark.parametrize(("direction", "carries"), [(None, None), ("flat", None), ("up", UNDECIDED)])
def test_version_2_decides_the_magnitude_of_what_does_not_move(
    direction: str | None, carries: str | None
) -> None:
    for driver in (False, True):
        label = LABEL | {"direction": direction}
        assert carried(TO_2, label, driver=driver) == {"magnitude": carries}


def test_what_a_later_version_knows_already_is_kept() -> None:
    assert carried(TO_2, LABEL | {"magnitude": "slight"}, driver=False) == {"magnitude": "slight"}


def test_steps_follow_each_other(made: Make) -> None:
    made(SURE)
    steps = steps_between("1", "try/3")
    assert [schema.id for schema in steps] == ["assay/2", "try/3"]
    assert carried(steps, LABEL | {"magnitude": "slight"}, driver=False) == {
        "magnitude": "slight",
        "sure": True,
    }
    assert carried(steps, LABEL, driver=False) == {"magnitude": UNDECIDED, "sure": UNDECIDED}
    assert carried(steps, LABEL | {"direction": None}, driver=True) == {"magnitude": None}


def test_there_is_no_way_back_and_none_in_a_circle(made: Make) -> None:
    with pytest.raises(InputError, match="1 does not follow 2"):
        steps_between("2", "1")
    made("Answer = v2.Answer\nFOLLOWS = 'try/3'")
    with pytest.raises(InputError, match="does not follow"):
        steps_between("1", "try/3")


def test_a_member_that_a_version_lacks_is_named(made: Make) -> None:
    third = made(SURE)
    assert unsayable(third, LABEL, driver=False) == []
    assert unsayable(third, LABEL | {"basis": "wow"}, driver=False) == ["basis"]
    assert unsayable(find_schema("2"), LABEL | {"basis": "wow"}, driver=False) == []


def test_a_stored_line_is_read_under_a_later_version() -> None:
    old = line()
    new = upgraded(old, "assay/2")
    assert new.schema_ == "2"
    assert new.metrics[0].extras == {"magnitude": None}
    assert new.metrics[0].model_dump(exclude={"magnitude"}) == old.metrics[0].model_dump()
    assert upgraded(new, "assay/2") is new
    with pytest.raises(InputError, match="does not follow"):
        upgraded(new, "assay/1")


def test_a_stored_line_goes_over_several_steps(made: Make) -> None:
    made(SURE)
    assert upgraded(line(), "try/3").metrics[0].extras == {"magnitude": None, "sure": None}
    assert upgraded(line(direction=None, value=5, unit="mt", qualifier="exact", basis="level",
                         evidence={"start": 0, "end": 4, "text": "5 mt"},
                         figure={"start": 0, "end": 4, "text": "5 mt"}), "try/3").metrics[0].extras == {
        "magnitude": None, "sure": True,
    }  # fmt: skip
