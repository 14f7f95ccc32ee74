"""The records of the output: one `SectionResult` is one line of `extractions.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from schemas.errors import InputError
from schemas.periods import PERIOD_PATTERN
from schemas.units import UNIT_PATTERN
from schemas.versions import find_schema
from schemas.vocabulary import (
    Basis,
    Category,
    Direction,
    FindingCode,
    Indicator,
    Qualifier,
    Reason,
    SectionStatus,
    Status,
)

__all__ = ["Driver", "Metric", "RejectedRun", "SectionResult", "TextSpan", "records_digest"]


def _number(value: Decimal) -> int | float:
    """Give a decimal as the JSON number with the same digits (figures hold at most 15 of them)."""
    return int(value) if value == value.to_integral_value() else float(value)


JsonDecimal = Annotated[Decimal, PlainSerializer(_number, when_used="json")]
Period = Annotated[str, Field(pattern=PERIOD_PATTERN)]
Unit = Annotated[str, Field(pattern=UNIT_PATTERN)]
Probability = Annotated[float, Field(ge=0, le=1)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Versioned(BaseModel):
    """A record of any version of the answer schema: what a later one adds stands behind its own fields."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: str

    @property
    def extras(self) -> Mapping[str, Any]:
        """Return the fields that version 1 has not, by name."""
        return self.__pydantic_extra__ or {}


class TextSpan(_Record):
    """A run of the section's body text: half-open code-point offsets and the text itself."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @model_validator(mode="after")
    def _holds_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("a span must be as long as its text")
        return self


class RejectedRun(TextSpan):
    """A run of digits, or a figure, that is no metric."""

    reason: Reason


class Metric(_Versioned):
    """One stated figure, or one stated movement without a figure, of one indicator.

    `value` is in the base unit and signed for every basis but `level`, where it is negative only
    for a loss or a printed sign; it is None, with `unit`, `qualifier` and `figure`, for a movement.
    """

    indicator: Indicator
    basis: Basis
    value: JsonDecimal | None
    value_max: JsonDecimal | None
    unit: Unit | None
    direction: Direction | None
    qualifier: Qualifier | None
    period: Period
    status: Status
    segment: str | None
    region: str | None
    entity: str | None
    evidence: TextSpan
    figure: TextSpan | None
    confidence: Probability | None
    findings: tuple[FindingCode, ...]

    @model_validator(mode="after")
    def _is_figure_or_movement(self) -> Self:
        has_value = self.value is not None
        if not has_value == (self.unit is not None) == (self.figure is not None):
            raise ValueError("value, unit and figure must be given together")
        if (self.qualifier is not None) != has_value:
            raise ValueError("value and qualifier must be given together")
        if self.figure and not (
            self.evidence.start <= self.figure.start and self.figure.end <= self.evidence.end
        ):
            raise ValueError("the evidence must hold the figure")
        return self


class Driver(_Versioned):
    """A stated cause that pushes an indicator up, down, or holds it."""

    category: Category
    cause: str
    effect: Indicator
    direction: Direction
    period: Period
    status: Status
    segment: str | None
    region: str | None
    entity: str | None
    evidence: TextSpan
    confidence: Probability | None
    findings: tuple[FindingCode, ...]


class SectionResult(_Record):
    """One section's output: with records, with nothing found, or failed with its reason."""

    schema_: str = Field(default="1", alias="schema", serialization_alias="schema")
    report: str
    month: str
    section: str
    commodity: str | None
    heading: str
    status: SectionStatus
    error: str | None
    text_sha256: str
    metrics: tuple[Metric, ...]
    drivers: tuple[Driver, ...]
    unclaimed: tuple[TextSpan, ...]
    rejected: tuple[RejectedRun, ...]

    @model_validator(mode="after")
    def _holds_what_its_schema_says(self) -> Self:
        try:
            schema = find_schema(self.schema_)
        except InputError as error:
            raise ValueError(str(error)) from error
        wanted = {"metric": schema.metric_extras, "driver": schema.driver_extras}
        for record in (*self.metrics, *self.drivers):
            kind = "metric" if isinstance(record, Metric) else "driver"
            if record.extras.keys() != set(wanted[kind]):
                odd = sorted(record.extras.keys() ^ set(wanted[kind]))
                raise ValueError(f"{kind} {record.id}: {odd[0]!r} is not as schema {schema.id} says")
        return self

    def to_json_line(self) -> str:
        """Return the line of `extractions.jsonl`, without its newline."""
        return self.model_dump_json(by_alias=True)


def records_digest(results: Iterable[SectionResult]) -> str:
    """Return the hash of all that results say, whatever the order of sections and records."""
    said = []
    for result in results:
        fields = result.model_dump(mode="json", by_alias=True)
        for kind in ("metrics", "drivers"):
            fields[kind] = sorted(json.dumps(record, sort_keys=True) for record in fields[kind])
        said.append(json.dumps(fields, sort_keys=True))
    return sha256("\n".join(sorted(said)).encode()).hexdigest()
