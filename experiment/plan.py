"""The plan of an experiment: `experiment.yaml`, checked, and the cells of its matrix.

gold: [gold/2025-01]              # paths are relative to this file
split: dev                        # or all sections, where it is left out
models:
  - rules
  - {model: openai/gpt-5-mini, parameters: {temperature: 0}}
schemas: [assay/1, assay/2]
prompts: [v1, v2]                 # of models alone
shots: [0, 4]                     # what examples may show is left out of all cells
samples: [1]
baseline: rules-assay-1           # a cell's name; the first cell, where it is left out
max_cost: 5.0                     # US dollars, all cells and all starts together
overlay: house.yaml
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from extract.datafiles import load_mapping
from schemas.errors import DataFileError, InputError
from schemas.versions import DEFAULT, find_schema

__all__ = ["FILE", "Cell", "Experiment", "ModelChoice", "cells", "load_experiment"]

FILE = "experiment.yaml"
RULES = "rules"
_UNPLAIN = re.compile(r"[^a-z0-9.]+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelChoice(_Part):
    """A model and how it is asked; `name` tells two choices of one model apart."""

    model: str
    name: str | None = None
    base_url: str | None = None
    mode: Literal["tools", "json_schema", "json", "md_json"] | None = None
    tries: Annotated[int, Field(ge=1, le=20)] = 3
    concurrency: Annotated[int, Field(ge=1, le=256)] = 8
    timeout: Annotated[float, Field(gt=0)] = 600.0
    parameters: dict[str, Any] = {}


class Experiment(_Part):
    """The plan; paths are as they stand in the file."""

    gold: Annotated[tuple[str, ...], Field(min_length=1)]
    models: Annotated[tuple[ModelChoice, ...], Field(min_length=1)]
    schemas: Annotated[tuple[str, ...], Field(min_length=1)] = (DEFAULT,)
    prompts: Annotated[tuple[str | None, ...], Field(min_length=1)] = (None,)
    shots: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)] = (0,)
    samples: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)] = (1,)
    split: Literal["dev", "test"] | None = None
    sections: tuple[str, ...] = ()
    baseline: str | None = None
    max_cost: Annotated[float, Field(ge=0)] | None = None
    overlay: str | None = None

    @field_validator("models", mode="before")
    @classmethod
    def _named_models(cls, value: Any) -> Any:
        return [{"model": each} if isinstance(each, str) else each for each in value or ()]

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Experiment:
        for schema in self.schemas:
            try:
                find_schema(schema)
            except InputError as error:
                raise ValueError(str(error)) from error
        names = [cell.name for cell in cells(self)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two cells are named {twice}: give one of the models a 'name'")
        if self.baseline is not None and self.baseline not in names:
            raise ValueError(f"baseline {self.baseline!r} is no cell; there are: {', '.join(names)}")
        return self

    @property
    def base(self) -> str:
        """Return the name of the cell that all others are compared with."""
        return self.baseline or next(cells(self)).name


@dataclass(frozen=True, slots=True)
class Cell:
    """One choice of everything: what becomes one run."""

    choice: ModelChoice
    schema: str
    prompt: str | None
    shots: int
    samples: int

    @property
    def name(self) -> str:
        """Return a name that is a folder's, too: what is at its default is not in it."""
        parts = [self.choice.name or self.choice.model, self.schema]
        parts += [Path(self.prompt).stem] if self.prompt else []
        parts += [f"{self.shots}-shots"] if self.shots else []
        parts += [f"{self.samples}-samples"] if self.samples > 1 else []
        return "-".join(_UNPLAIN.sub("-", part.lower()).strip("-") for part in parts)


def cells(experiment: Experiment) -> Iterator[Cell]:
    """Yield the cells, in the order of the file; the rules know neither prompt, shots nor samples."""
    for choice in experiment.models:
        for schema in (find_schema(name).id for name in experiment.schemas):
            if choice.model == RULES:
                yield Cell(choice, schema, None, 0, 1)
                continue
            for prompt in experiment.prompts:
                for shots in experiment.shots:
                    for samples in experiment.samples:
                        yield Cell(choice, schema, prompt, shots, samples)


def load_experiment(file: Path) -> Experiment:
    """Return the plan that a file holds.

    Raises:
        DataFileError: it is not of its form; the message names the place.
    """
    loaded = load_mapping(file)
    try:
        return Experiment.model_validate({key: value for key, value in loaded.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise DataFileError(f"{file}: {place + ': ' if place else ''}{message}") from error
