"""Version 2 of the Answer: movements and drivers also say how large the text calls the move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from schemas.answers import v1
from schemas.answers.v1 import Misread, Rejection
from schemas.vocabulary import Magnitude

__all__ = [
    "FOLLOWS",
    "NAME",
    "TOLD",
    "VERSION",
    "Answer",
    "DriverLabel",
    "FigureLabel",
    "MissedLabel",
    "MovementLabel",
    "carry",
]

NAME = "assay"
VERSION = "2"
FOLLOWS: str | None = "assay/1"
TOLD = """\
# Magnitude

magnitude: how large the text itself calls the move, by a word of size in the same clause ("slightly \
lower", "a sharp drop"), never judged from the figure. Of a driver: how large the sentence that names the \
cause calls the push, or the move of its effect; a size of the cause itself ("a severe shortage") is none.
{magnitude}
Null where no such word stands, for a level that does not move, and for what is flat. No sizes are: pace \
and kind ("rapidly", "gradually", "further"), one move against another ("a larger fall than in December"), \
"dip" and "slip" alone, and what is denied ("unlikely to rise sharply")."""

MagnitudeField = Annotated[
    Magnitude | None, Field(description="how large the text calls the move, by a word of size; else null")
]


class FigureLabel(v1.FigureLabel):
    """One metric that a numbered figure states; a figure may carry several."""

    magnitude: MagnitudeField


class MovementLabel(v1.MovementLabel):
    """A stated movement of production or operating rate that has no figure."""

    magnitude: MagnitudeField


class MissedLabel(v1.MissedLabel):
    """A metric whose figure is not among the numbered ones: quoted exactly, never retyped."""

    magnitude: MagnitudeField


class DriverLabel(v1.DriverLabel):
    """A stated cause that pushes an indicator up, down, or holds it."""

    magnitude: MagnitudeField


class Answer(v1.Answer):
    """Everything that one section says: each figure is in `figures`, `rejected` or `misread`."""

    figures: Annotated[tuple[FigureLabel, ...], Field(description="one entry for each metric with a figure")]
    movements: Annotated[tuple[MovementLabel, ...], Field(description="movements without a figure")]
    rejected: Annotated[tuple[Rejection, ...], Field(description="numbered figures that are no metric")]
    misread: Annotated[tuple[Misread, ...], Field(description="numbered figures read wrongly")]
    missed: Annotated[tuple[MissedLabel, ...], Field(description="metrics whose figure has no number")]
    drivers: Annotated[tuple[DriverLabel, ...], Field(description="stated causes")]


def carry(label: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a label of version 1 decides of the new fields: no move, or a flat one, has no size."""
    return {"magnitude": None} if label["direction"] in (None, "flat") else {}
