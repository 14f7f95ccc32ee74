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
from training.phrases import Phrase

__all__ = ["Weights", "in_force", "learn"]

Weights = Mapping[str, Mapping[str, Any]]

_RIDGE, _OF_CATEGORIES, _OF_EFFECTS = 8.0, 3.0, 4.0
_OF_PHRASE = 0.3
"""What a phrase counts for beside a cause of a section, which says more: where it stands."""


@contextmanager
def in_force(weights: Weights) -> Iterator[None]:
    """Let the rules go by some weights."""
    rows_of = cache(models.rows_of.__wrapped__)  # those of other weights are kept under the same names
    with patch.object(models, "weights_of", weights.__getitem__), patch.object(models, "rows_of", rows_of):
        yield


def learn(rows: Sequence[CauseRow], phrases: Sequence[Phrase] = ()) -> Weights:
    """Return the weights of `cause` and `effect` by feature, of `category` and `way` by feature and class.

    Phrases teach categories and ways alone.
    """
    told = [(row, driver) for row in rows for driver in row.drivers]
    effects = [list(row.effect_features(driver)) for row, driver in told]
    chosen = [options for options in effects if any(right for _, right in options)]
    shares = [1.0] * len(told) + [_OF_PHRASE] * len(phrases)
    return {
        "cause": fit([row.features for row in rows], [bool(row.drivers) for row in rows], _RIDGE),
        "category": fit_classes(
            [*(row.category_features for row, _ in told), *(each.category_features for each in phrases)],
            [*(driver.category for _, driver in told), *(each.category for each in phrases)],
            _OF_CATEGORIES,
            shares,
        ),
        "effect": fit_choice(chosen, _OF_EFFECTS),
        "way": fit_classes(
            [*(row.way_features(driver) for row, driver in told), *(each.way_features for each in phrases)],
            [*(driver.direction for _, driver in told), *(each.direction for each in phrases)],
            _RIDGE,
            shares,
        ),
    }
