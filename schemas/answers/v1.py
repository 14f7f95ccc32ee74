"""Version 1 of the Answer: what an answerer gives for a section, by numbers of figures and sentences.

An answer holds no number of the report: values, units, hedges and spans are the program's own. Every
field is required, so that the schema is valid under OpenAI's strict rules; "nothing" is null or [].
Models are strict: read them with `model_validate_json`, build them from members and tuples.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schemas.periods import PERIOD_PATTERN
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status

__all__ = [
    "FOLLOWS",
    "NAME",
    "TOLD",
    "VERSION",
    "Answer",
    "DriverLabel",
    "FigureLabel",
    "Label",
    "Misread",
    "MissedLabel",
    "MovementLabel",
    "Rejection",
]

NAME = "assay"
VERSION = "1"
FOLLOWS: str | None = None
TOLD = ""


class Label(BaseModel):
    """Whatever stands in an answer: frozen, strict, nothing beside its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


FigureNumber = Annotated[int, Field(ge=1, description="the number of a figure, as marked")]
SentenceNumbers = Annotated[
    tuple[Annotated[int, Field(ge=1)], ...],
    Field(min_length=1, description="the numbers of the sentences that say so"),
]
Period = Annotated[
    str,
    Field(
        pattern=PERIOD_PATTERN,
        description="ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, or a range FROM/TO; "
        "the time the statement is about",
    ),
]
Scope = Annotated[str, Field(min_length=1, max_length=120)]
Segment = Annotated[
    Scope | None,
    Field(
        description="product, grade, process, route, size class or group measured, in the "
        "text's words, where narrower or other than the section's commodity; else null"
    ),
]
Region = Annotated[Scope | None, Field(description="place, where other than the heading's scope")]
Entity = Annotated[Scope | None, Field(description="company, plant or project it is about")]
Confidence = Annotated[float | None, Field(ge=0, le=1, description="0 to 1, or null")]


class FigureLabel(Label):
    """One metric that a numbered figure states; a figure may carry several."""

    figure: FigureNumber
    indicator: Indicator
    basis: Basis
    direction: Annotated[
        Direction | None,
        Field(
            description="the stated movement: always for a change; for a level only where "
            "the text says how it moved there",
        ),
    ]
    negative: Annotated[
        bool, Field(description="true where a level is below zero but printed without a sign")
    ]
    period: Period
    status: Status
    segment: Segment
    region: Region
    entity: Entity
    sentences: SentenceNumbers
    confidence: Confidence


class MovementLabel(Label):
    """A stated movement of production or operating rate that has no figure."""

    indicator: Indicator
    basis: Basis
    direction: Direction
    period: Period
    status: Status
    segment: Segment
    region: Region
    entity: Entity
    sentences: SentenceNumbers
    confidence: Confidence


class MissedLabel(Label):
    """A metric whose figure is not among the numbered ones: quoted exactly, never retyped."""

    quote: Annotated[str, Field(min_length=1, max_length=120, description="the exact run")]
    sentence: Annotated[int, Field(ge=1, description="the sentence that holds the run")]
    indicator: Indicator
    basis: Basis
    direction: Direction | None
    negative: bool
    period: Period
    status: Status
    segment: Segment
    region: Region
    entity: Entity
    confidence: Confidence


class Rejection(Label):
    """A numbered figure that is no metric."""

    figure: FigureNumber
    reason: Reason


class Misread(Label):
    """A numbered figure whose value or unit the program read wrongly."""

    figure: FigureNumber
    note: Annotated[str, Field(max_length=200, description="what is wrong, in a few words")]


class DriverLabel(Label):
    """A stated cause that pushes an indicator up, down, or holds it."""

    category: Category
    cause: Annotated[str, Field(min_length=1, max_length=200, description="in a few words")]
    effect: Indicator
    direction: Annotated[Direction, Field(description="the way this cause pushes the effect")]
    period: Period
    status: Status
    segment: Segment
    region: Region
    entity: Entity
    sentences: SentenceNumbers
    confidence: Confidence


class Answer(Label):
    """Everything that one section says: each figure is in `figures`, `rejected` or `misread`."""

    figures: Annotated[tuple[FigureLabel, ...], Field(description="one entry for each metric with a figure")]
    movements: Annotated[tuple[MovementLabel, ...], Field(description="movements without a figure")]
    rejected: Annotated[tuple[Rejection, ...], Field(description="numbered figures that are no metric")]
    misread: Annotated[tuple[Misread, ...], Field(description="numbered figures read wrongly")]
    missed: Annotated[tuple[MissedLabel, ...], Field(description="metrics whose figure has no number")]
    drivers: Annotated[tuple[DriverLabel, ...], Field(description="stated causes")]
