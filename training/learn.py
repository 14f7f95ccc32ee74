"""Learning: the judge's four models, the three of what a driver is told of, and that of when it is of.

Whether a run tells a cause, of which category and of what effect hangs on what its words and its place come
to together, which hidden units learn best; for ways the mean of these and of weights of their own errs least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from extract.rules import models
from extract.rules.drivers import when
from extract.rules.drivers.judge import CATEGORY, CAUSE, EFFECT, WAY
from extract.rules.drivers.scopes import MODELS
from training import linear, network
from training.causes import CauseRow
from training.drivers import DriverRow
from training.mixed import mean, of_choices
from training.network import Schedule
from training.phrases import Phrase

__all__ = ["Weights", "in_force", "learn", "learn_drivers"]

Weights = Mapping[str, Mapping[str, Any]]

_OF_CAUSE = Schedule(96, 50, units_out=0.5)
_OF_CATEGORY = Schedule(128, 50, features_out=0.6, units_out=0.5)
_OF_EFFECT, _OF_WAY = Schedule(96, 20, units_out=0.5), Schedule(64, 30)
_OF_TIME = Schedule(64, 24, features_out=0.4, claims_out=0.3)
_WAYS = 8.0
"""A ridge penalty."""
_OF_PHRASE = 0.3
"""What a phrase counts for beside a cause of a section, which says more: where it stands."""


@contextmanager
def in_force(weights: Weights) -> Iterator[None]:
    """Let the rules go by some weights, for what these are of; else by their own."""
    named = {name: models.model_of(model) for name, model in weights.items()}
    usual = models.weights_of
    with patch.object(models, "weights_of", lambda name: named.get(name) or usual(name)):
        yield


def learn(rows: Sequence[CauseRow], phrases: Sequence[Phrase] = ()) -> Weights:
    """Return the models of the four questions; phrases teach categories and ways alone."""
    told = [(row, driver) for row in rows for driver in row.drivers]
    effects = [(row.shared_features(driver), list(row.effect_features(driver))) for row, driver in told]
    chosen = [(shared, options) for shared, options in effects if any(right for _, right in options)]
    of_effect = [options for _, options in chosen], _OF_EFFECT, [shared for shared, _ in chosen]
    shares = [1.0] * len(told) + [_OF_PHRASE] * len(phrases)
    of_category = [driver.category for _, driver in told], [each.category for each in phrases]
    of_way = [driver.direction for _, driver in told], [each.direction for each in phrases]
    categories = (
        [*(row.category_features for row, _ in told), *(each.category_features for each in phrases)],
        [*of_category[0], *of_category[1]],
    )
    ways = (
        [*(row.way_features(driver) for row, driver in told), *(each.way_features for each in phrases)],
        [*of_way[0], *of_way[1]],
    )
    return {
        CAUSE: network.fit([row.features for row in rows], [bool(row.drivers) for row in rows], _OF_CAUSE),
        CATEGORY: network.fit_classes(*categories, shares, _OF_CATEGORY),
        EFFECT: network.fit_choice(*of_effect),
        WAY: mean(linear.fit_classes(*ways, _WAYS, shares), network.fit_classes(*ways, shares, _OF_WAY)),
    }


def learn_drivers(rows: Sequence[DriverRow]) -> Weights:
    """Return the models of what drivers are told of, and that of when they are of."""
    scopes = [scope for row in rows for scope in row.scopes]
    timed = [row for row in rows if any(right for _, right in row.times)]
    return {
        **{
            name: of_choices([scope.choices for scope in scopes if scope.field == field])
            for field, name in MODELS.items()
        },
        when.MODEL: network.fit_choice(
            [row.times for row in timed], _OF_TIME, [row.features for row in timed]
        ),
    }
