"""Learning: the judge's four models, from rows of gold sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from extract.rules.drivers import models
from training.causes import CauseRow
from training.fit import fit, fit_choice, fit_classes

__all__ = ["Weights", "in_force", "learn"]

Weights = Mapping[str, Mapping[str, Any]]

_RIDGE, _OF_CATEGORIES, _OF_EFFECTS = 8.0, 1.0, 4.0


@contextmanager
def in_force(weights: Weights) -> Iterator[None]:
    """Let the rules go by some weights."""
    rows_of = cache(models.rows_of.__wrapped__)  # those of other weights are kept under the same names
    with patch.object(models, "weights_of", weights.__getitem__), patch.object(models, "rows_of", rows_of):
        yield


def learn(rows: Sequence[CauseRow]) -> Weights:
    """Return the weights of `cause` and `effect` by feature, of `category` and `way` by feature and class."""
    told = [(row, driver) for row in rows for driver in row.drivers]
    effects = [list(row.effect_features(driver)) for row, driver in told]
    chosen = [options for options in effects if any(right for _, right in options)]
    return {
        "cause": fit([row.features for row in rows], [bool(row.drivers) for row in rows], _RIDGE),
        "category": fit_classes(
            [row.topic_features for row, _ in told], [driver.category for _, driver in told], _OF_CATEGORIES
        ),
        "effect": fit_choice(chosen, _OF_EFFECTS),
        "way": fit_classes(
            [row.way_features(driver) for row, driver in told],
            [driver.direction for _, driver in told],
            _RIDGE,
        ),
    }
