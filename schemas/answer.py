"""The Answer as the program works on it: that of version 1, and by each label what later versions add.

An answer of any version is read by its own model (`schemas/answers/`) and becomes this form
(`schemas.versions.lifted`); what it is stored as is its own version's form again (`said`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from schemas.answers import v1
from schemas.answers.v1 import Misread, Rejection

__all__ = [
    "Answer",
    "DriverLabel",
    "Extras",
    "FigureLabel",
    "Misread",
    "MissedLabel",
    "MovementLabel",
    "Rejection",
]

Extras = Mapping[str, Any]
"""The fields that a version has beyond those of version 1: text, members, booleans or None by name."""


def _is_empty(more: dict[str, Any]) -> bool:
    return not more


class FigureLabel(v1.FigureLabel):
    """One metric that a numbered figure states."""

    more: dict[str, Any] = Field(default_factory=dict, exclude_if=_is_empty)


class MovementLabel(v1.MovementLabel):
    """A stated movement that has no figure."""

    more: dict[str, Any] = Field(default_factory=dict, exclude_if=_is_empty)


class MissedLabel(v1.MissedLabel):
    """A metric whose figure is not among the numbered ones."""

    more: dict[str, Any] = Field(default_factory=dict, exclude_if=_is_empty)


class DriverLabel(v1.DriverLabel):
    """A stated cause."""

    more: dict[str, Any] = Field(default_factory=dict, exclude_if=_is_empty)


class Answer(v1.Answer):
    """Everything that one section says."""

    figures: tuple[FigureLabel, ...]
    movements: tuple[MovementLabel, ...]
    missed: tuple[MissedLabel, ...]
    drivers: tuple[DriverLabel, ...]
