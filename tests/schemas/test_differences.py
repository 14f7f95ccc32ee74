"""Differences of two versions: what changed, what breaks readers, what labels must be looked at again."""

from __future__ import annotations

from collections.abc import Callable

from schemas.differences import differences
from schemas.versions import AnswerSchema, find_schema

Make = Callable[[str], AnswerSchema]


def told(first: AnswerSchema, second: AnswerSchema) -> dict[str, tuple[str, bool, bool]]:
    return {d.where: (d.kind, d.breaking, d.relabel) for d in differences(first, second)}


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(find_schema("1"), find_schema("1")) == []


def test_version_2_adds_and_breaks_nothing() -> None:
    found = told(find_schema("1"), find_schema("2"))
    added = {f"{part}.magnitude" for part in ("figures", "movements", "missed", "drivers")}
    assert found.keys() == {*added, "Magnitude.slight", "Magnitude.marked", "prompt"}
    assert {found[name] for name in added} == {("added", False, True)}


def test_the_way_back_breaks() -> None:
    found = told(find_schema("2"), find_schema("1"))
    assert found["drivers.magnitude"] == ("removed", True, False)
    assert found["Magnitude.slight"] == ("removed", True, True)


def test_a_member_left_out_a_meaning_changed_and_a_field_made_narrower_are_told(made: Make) -> None:
    third = made("""
        class DriverLabel(v2.DriverLabel):
            category: Annotated[Category, Offered(without=("weather",), meanings={"demand": "orders"})]
            cause: Annotated[str, Field(min_length=1, max_length=50, description="in a word")]

        class Answer(v2.Answer):
            drivers: tuple[DriverLabel, ...]
    """)
    assert told(find_schema("2"), third) == {
        "drivers.cause": ("meaning", False, True),
        "Category.weather": ("removed", True, True),
        "Category.demand": ("meaning", False, True),
        "prompt": ("told", False, False),
    }
    changed = [d.what for d in differences(find_schema("2"), third) if d.kind == "changed"]
    assert changed == [
        'string {"maxLength": 200, "minLength": 1} -> string {"maxLength": 50, "minLength": 1}'
    ]


def test_a_member_that_one_field_alone_loses_is_told_by_field(made: Make) -> None:
    third = made("""
        class FigureLabel(v2.FigureLabel):
            basis: Annotated[Basis, Offered(without=("yoy",))]

        class Answer(v2.Answer):
            figures: tuple[FigureLabel, ...]
    """)
    found = told(find_schema("2"), third)
    assert found == {"figures.basis.yoy": ("removed", True, True), "prompt": ("told", False, False)}
    assert told(third, find_schema("2"))["figures.basis.yoy"] == ("added", False, True)


def test_a_list_that_is_gone_breaks(made: Make) -> None:
    third = made("""
        class Answer(v1.Label):
            figures: tuple[v2.FigureLabel, ...]
            rejected: tuple[v1.Rejection, ...]
    """)
    found = told(find_schema("2"), third)
    assert found["drivers"] == ("removed", True, False)
    assert "drivers.cause" not in found
