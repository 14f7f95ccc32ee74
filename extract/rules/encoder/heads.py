"""Heads: what the encoder's rows say of a figure, of a word of a move, and of a run of words as a cause.

All is told in points: hundredths of the log of a chance, by class; of a cause, of the log odds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from extract.record import once
from extract.rules.encoder.exact import Dense, Floats, gelu, softmax_of

__all__ = [
    "CASE",
    "CLASSES",
    "FIELDS",
    "FIGURE",
    "LEAST",
    "MOVE",
    "OF_MOVE",
    "POINT",
    "Heads",
    "OfCase",
    "Points",
]

CASE, FIGURE, MOVE = "case", "figure", "move"
CLASSES = (
    "cause",
    "category",
    "effect",
    "way",
    "reading",
    "indicator",
    "status",
    "period",
    "movement",
    "status of move",
    "period of move",
)
"""The questions that have classes; that of a cause has one."""
FIELDS = ("segment", "region", "entity")
"""What something may be told of; each has a pointer to its first piece and one to its last."""
OF_FIGURE = ("reading", "indicator", "status", "period")
OF_MOVE = {"movement": "movement", "status": "status of move", "period": "period of move"}
"""What is asked of a word of a move, by the question that it answers."""
POINT, LEAST = 100, -15_00
"""Points are hundredths of the log of a chance; what is less likely than this has no fewer."""
Points = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """`dense` by name; `classes` by question; `told` by question, (classes, units), for what hangs on it."""

    dense: Mapping[str, Dense]
    classes: Mapping[str, tuple[str, ...]]
    told: Mapping[str, Floats]

    def units(self, name: str, row: Floats) -> Floats:
        """Return what the units of a head make of one row, as (1, units)."""
        return gelu(self.dense[name](row[None]))

    def of(self, question: str, units: Floats) -> Points:
        """Return the points of each class of a question."""
        scores = self.dense[question](units)[0]
        if len(scores) == 1:
            return {self.classes[question][0]: round(float(scores[0]) * POINT)}
        weights, whole = softmax_of(scores)
        with np.errstate(divide="ignore"):
            logs = np.log(weights / whole) * POINT
        return {
            name: max(LEAST, round(float(of_class)) if of_class > LEAST else LEAST)
            for name, of_class in zip(self.classes[question], logs, strict=True)
        }

    def pointers(self, name: str, units: Floats) -> Floats:
        """Return for each of `FIELDS` what its first and its last piece are asked by, (fields, 2, width)."""
        return self.dense[f"{name}.told"](units).reshape(len(FIELDS), 2, -1)

    def of_figure(self, units: Floats) -> Mapping[str, Points]:
        """Return the points of each answer to each question about a figure."""
        return {question: self.of(question, units) for question in OF_FIGURE}

    def of_move(self, units: Floats) -> Mapping[str, Points]:
        """Return the points of each answer to each question about a word of a move."""
        return {question: self.of(name, units) for question, name in OF_MOVE.items()}


class OfCase:
    """What is said of a run of words that may tell a cause: asked step by step, as a judge asks."""

    def __init__(self, heads: Heads, units: Floats) -> None:
        """Take the heads, and what the units of theirs make of the run."""
        self._heads, self._units = heads, units
        self._effects: dict[str, Points] = {}
        self._ways: dict[tuple[str, str], Points] = {}

    @once
    def cause(self) -> int:
        """The log odds that it tells a cause, in points."""
        (points,) = self._heads.of("cause", self._units).values()
        return points

    @once
    def category(self) -> Points:
        """The points of each category."""
        return self._heads.of("category", self._units)

    def effect(self, category: str) -> Points:
        """Return the points of each effect of a cause of a category; none of one that is not known."""
        if category not in self._effects:
            told = self._told("category", category)
            self._effects[category] = {} if told is None else self._heads.of("effect", self._units + told)
        return self._effects[category]

    def way(self, category: str, effect: str) -> Points:
        """Return the points of each way in which a cause pushes an effect; none where either is not known."""
        if (category, effect) not in self._ways:
            told, on = self._told("category", category), self._told("effect", effect)
            if told is None or on is None:
                self._ways[category, effect] = {}
            else:
                units = gelu(self._units + told + on)
                self._ways[category, effect] = self._heads.of("way", units)
        return self._ways[category, effect]

    def _told(self, question: str, name: str) -> Floats | None:
        names = self._heads.classes[question]
        return self._heads.told[question][names.index(name)] if name in names else None
