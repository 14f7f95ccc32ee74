"""Learning: the judge's four models, from rows of gold sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from training.fit import fit, fit_classes
from training.rows import SectionRows

__all__ = ["learn"]

_RIDGE, _OF_CLASSES = 2.0, 1.0


def learn(sections: Sequence[SectionRows]) -> dict[str, dict[str, Any]]:
    """Return the weights: `cause` and `effect` by feature, `category` and `way` by feature and class."""
    rows = [row for section in sections for row in section.rows]
    told = [(row, driver) for row in rows for driver in row.drivers]
    effects = [each for row, driver in told for each in row.effect_features(driver)]
    return {
        "cause": fit([row.features for row in rows], [bool(row.drivers) for row in rows], _RIDGE),
        "category": fit_classes(
            [row.features for row, _ in told], [driver.category for _, driver in told], _OF_CLASSES
        ),
        "effect": fit([features for features, _ in effects], [right for _, right in effects], _RIDGE),
        "way": fit_classes(
            [row.way_features(driver) for row, driver in told],
            [driver.direction for _, driver in told],
            _RIDGE,
        ),
    }
