"""Gold labels: what a label file says, as checked data.

A set in the making holds guesses too: entries with `reviewed: false`, and figures under `open` that
nobody has labelled.

All offsets are half-open code-point offsets into the section's body. A label holds no text of the
report but the names of segments, regions and entities, and a few words of each cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from extract.reading import EDITION_FILES
from schemas.periods import PERIOD_PATTERN, is_period
from schemas.units import UNIT_PATTERN
from schemas.vocabulary import Basis, Category, Direction, Indicator, Qualifier, Reason, Status

__all__ = [
    "TEXT_FILES",
    "DriverLabel",
    "Edition",
    "EditionSpans",
    "Labels",
    "MetricLabel",
    "RejectedLabel",
]

Edition = Literal["restated", "publisher"]
TEXT_FILES: Mapping[Edition, str] = MappingProxyType(EDITION_FILES)
Span = tuple[int, int]


class _Label(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _span(value: object) -> object:
    """Check a pair of offsets by hand: YAML's true and 1.0 are no offsets."""
    if not isinstance(value, list | tuple) or len(value) != 2 or any(type(v) is not int for v in value):
        raise ValueError("a span is a list of two whole numbers")
    if not 0 <= value[0] < value[1]:
        raise ValueError("a span must not be empty, negative or reversed")
    return tuple(value)


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("a value is a number, not yes or no")
    return value


def _period(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a period must be text: put it in quotes")
    if not is_period(value):
        raise ValueError("a period must be YYYY, YYYY-MM, YYYY-MM-DD or FROM/TO of these")
    return value


OffsetPair = Annotated[Span, BeforeValidator(_span)]
Value = Annotated[Decimal, BeforeValidator(_number), Field(allow_inf_nan=False)]
Period = Annotated[str, BeforeValidator(_period), Field(pattern=PERIOD_PATTERN)]
Text = Annotated[str, Field(min_length=1)]
# Dumped, and so part of a fingerprint, only where it says something.
Reviewed = Annotated[bool, Field(exclude_if=lambda value: value is True)]


class EditionSpans(_Label):
    """One place, as offsets into each edition that has it marked."""

    restated: OffsetPair | None = None
    publisher: OffsetPair | None = None

    @model_validator(mode="after")
    def _names_a_place(self) -> Self:
        if self.restated is None and self.publisher is None:
            raise ValueError("a place needs the offsets of at least one edition")
        return self

    def of(self, edition: Edition) -> Span | None:
        """Return the offsets of an edition, or None where it is not marked."""
        return self.restated if edition == "restated" else self.publisher


class MetricLabel(_Label):
    """What a correct metric is: value in the base unit, signed for every basis but `level`."""

    indicator: Indicator
    basis: Basis
    value: Value | None
    value_max: Value | None
    unit: Annotated[str, Field(pattern=UNIT_PATTERN)] | None
    direction: Direction | None
    qualifier: Qualifier | None
    period: Period
    status: Status
    segment: Text | None
    region: Text | None
    entity: Text | None
    figure: EditionSpans | None
    evidence: EditionSpans
    reviewed: Reviewed = True

    @model_validator(mode="after")
    def _is_figure_or_movement(self) -> Self:
        given = {
            self.value is not None,
            self.unit is not None,
            self.qualifier is not None,
            self.figure is not None,
        }
        if len(given) != 1:
            raise ValueError("value, unit, qualifier and figure are given together or not at all")
        if self.value is None and (self.value_max is not None or self.direction is None):
            raise ValueError("a movement without a figure has a direction and no value_max")
        return self


class DriverLabel(_Label):
    """What a correct driver is."""

    category: Category
    cause: Text
    effect: Indicator
    direction: Direction
    period: Period
    status: Status
    segment: Text | None
    region: Text | None
    entity: Text | None
    evidence: EditionSpans
    reviewed: Reviewed = True


class RejectedLabel(EditionSpans):
    """A figure that is no metric."""

    reason: Reason
    reviewed: Reviewed = True


class Labels(_Label):
    """All labels of one section; `open` are figures that nobody has labelled yet."""

    metrics: tuple[MetricLabel, ...] = ()
    drivers: tuple[DriverLabel, ...] = ()
    rejected: tuple[RejectedLabel, ...] = ()
    open: Annotated[tuple[EditionSpans, ...], Field(exclude_if=lambda value: not value)] = ()

    @property
    def unreviewed(self) -> int:
        """Return how many entries are guesses, or figures without a label."""
        marks = [m.reviewed for m in self.metrics] + [d.reviewed for d in self.drivers]
        return [*marks, *(run.reviewed for run in self.rejected)].count(False) + len(self.open)
