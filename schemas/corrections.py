"""The form of a file of corrections, as the page's review saves it and an import reads it.

    {"form": "assay-corrections/1",
     "run": {"signature", "model", "model_version", "schema"},
     "saved": "2025-02-20T09:00:00Z",
     "corrections": [{"report", "section", "text_sha256",
                      "kind": "metric" | "driver" | "figure", "id": text | null,
                      "verdict": "right" | "wrong", "fields": {name: value, …}, "note": text | null,
                      "reason": reason | null, "record": {…}}, …]}

`right` says that the record is right as it stands. `wrong` with `fields` says that it is right once
these fields have these values; `wrong` without says that there is no such fact. For a `figure` (one
that the run left unclaimed or rejected) `right` says rightly so, and `wrong` that it is a metric: with
`fields`, which one. Its value, unit, hedge and evidence are not among them: they come from the text;
`negative` says that a level is below zero but printed without a sign. `reason` says why a figure is no
metric, where one is rightly none or a metric is no fact.

`record` is what the run said, so that the file can be read without the run: a metric's or driver's
fields with `evidence` and `figure` as pairs of code-point offsets; of a figure its `state` and its
offsets. It holds no text of the report but the names of segments, regions and entities: a driver's
cause is left out unless it was edited, and is found in the run by the record's id.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from schemas.errors import DataFileError
from schemas.periods import PERIOD_PATTERN
from schemas.units import UNIT_PATTERN
from schemas.vocabulary import Basis, Category, Direction, Indicator, Qualifier, Reason, Status

__all__ = ["CORRECTIONS_FORM", "Correction", "Corrections", "read_corrections"]

CORRECTIONS_FORM = "assay-corrections/1"

Words = Annotated[str, Field(min_length=1)]
Number = Annotated[Decimal, Field(allow_inf_nan=False)]
_COMMON: dict[str, Any] = {
    "direction": Direction,
    "period": Annotated[str, Field(pattern=PERIOD_PATTERN)],
    "status": Status,
    "segment": Words | None,
    "region": Words | None,
    "entity": Words | None,
}
_FIELDS: dict[str, dict[str, Any]] = {
    "metric": {
        **_COMMON,
        "indicator": Indicator,
        "basis": Basis,
        "value": Number,
        "value_max": Number | None,
        "unit": Annotated[str, Field(pattern=UNIT_PATTERN)],
        "direction": Direction | None,
        "qualifier": Qualifier,
    },
    "driver": {**_COMMON, "category": Category, "cause": Words, "effect": Indicator},
    "figure": {
        **_COMMON,
        "indicator": Indicator,
        "basis": Basis,
        "direction": Direction | None,
        "negative": bool,
    },
}
_NEEDED = {"indicator", "basis", "period", "status"}


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CorrectedRun(_Form):
    """The run that was reviewed."""

    signature: str | None
    model: str | None
    model_version: str | None
    schema_: Annotated[str | None, Field(alias="schema")]


class Correction(_Form):
    """One verdict; the module's docstring says what each part means."""

    report: str
    section: str
    text_sha256: str
    kind: Literal["metric", "driver", "figure"]
    id: str | None
    verdict: Literal["right", "wrong"]
    fields: dict[str, Any]
    note: str | None
    record: dict[str, Any]
    reason: Reason | None = None

    @model_validator(mode="after")
    def _fields_are_of_the_kind(self) -> Self:
        if (self.id is None) != (self.kind == "figure"):
            raise ValueError("a metric and a driver have an id, a figure has none")
        if self.fields and self.verdict == "right":
            raise ValueError("what is right has no edited fields")
        if self.kind == "figure" and self.fields and not self.fields.keys() >= _NEEDED:
            raise ValueError(f"a figure that is a metric needs {', '.join(sorted(_NEEDED))}")
        none = (self.kind, self.verdict) in (("figure", "right"), ("metric", "wrong")) and not self.fields
        if self.reason is not None and not none:
            raise ValueError("a reason is given where a figure is no metric, and nowhere else")
        for name, value in self.fields.items():
            if name not in _FIELDS[self.kind]:
                raise ValueError(f"a {self.kind} has no field {name}")
            TypeAdapter(_FIELDS[self.kind][name]).validate_python(value)
        return self


class Corrections(_Form):
    """A whole file."""

    form: Literal["assay-corrections/1"]
    run: CorrectedRun
    saved: str
    corrections: tuple[Correction, ...]


def read_corrections(path: Path) -> Corrections:
    """Return the corrections of a file.

    Raises:
        DataFileError: the file cannot be read, or is not of the form.
    """
    try:
        return Corrections.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataFileError(f"{path}: is no file of corrections ({where}: {first['msg']})") from error
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror})") from error
