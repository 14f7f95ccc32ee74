"""Linear models: sums of learned weights, and the chances that they come to.

Weights are whole hundredths of the log odds and chances whole per mille, so that an answer is the same in
any order and on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, TypeVar

from extract.datafiles import load_mapping

__all__ = ["WHOLE", "chance", "chances", "choice", "most_telling", "odds", "rows_of", "tally", "weights_of"]

_Option = TypeVar("_Option")

WHOLE = 1000
_TOLD = 5
_WEIGHTS = Path(__file__).parents[1] / "lexicon" / "weights.json"


@cache
def weights_of(name: str) -> Mapping[str, Any]:
    """Return a model: the weight of each feature, or for several classes its weights by class."""
    return _all()[name]


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return load_mapping(_WEIGHTS)


def odds(name: str, features: Iterable[str]) -> int:
    """Return the sum of the weights of some features in a model of yes or no."""
    return sum(map(weights_of(name).get, features, repeat(0)))


def chance(points: int) -> int:
    """Return the chance of a yes with such log odds, in per mille: the logistic function."""
    return round(WHOLE / (1 + math.exp(-points / 100)))


def chances(name: str, features: Iterable[str], before: Sequence[int] = ()) -> dict[str, int]:
    """Return the chance of each class, in per mille: the softmax of the sums of their weights.

    `before` is the tally of features that were summed already.
    """
    return _shares(dict(zip(weights_of(name)[""], tally(name, features, before), strict=True)))


def tally(name: str, features: Iterable[str], before: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the sums of the weights of some features for each class of a model, added to a tally before."""
    rows = rows_of(name)
    found = [row for row in map(rows.get, features) if row is not None]
    return tuple(map(sum, zip(before or rows[""], *found, strict=True)))


@cache
def rows_of(name: str) -> Mapping[str, tuple[int, ...]]:
    """Return the weights of each feature for all classes of a model, in one order; "" has those of none."""
    weights = weights_of(name)
    return {
        feature: tuple(of_class.get(member, 0) for member in weights[""])
        for feature, of_class in weights.items()
    }


def choice(name: str, options: Mapping[_Option, Iterable[str]]) -> dict[_Option, int]:
    """Return the chance that each of some options is the right one, in per mille: a conditional logit."""
    return _shares({option: odds(name, features) for option, features in options.items()})


def _shares(sums: Mapping[_Option, int]) -> dict[_Option, int]:
    most = max(sums.values())
    parts = {option: math.exp((points - most) / 100) for option, points in sums.items()}
    whole = math.fsum(parts.values())
    return {option: round(WHOLE * part / whole) for option, part in parts.items()}


def most_telling(features: Iterable[str], member: str, *names: str) -> str:
    """Return the features that weigh most for or against a class in some models, with their weights."""
    weights: dict[str, int] = {}
    for feature in features:
        for name in names:
            weight = weights_of(name).get(feature, 0)
            of_member = weight.get(member, 0) if isinstance(weight, Mapping) else weight
            weights[feature] = weights.get(feature, 0) + of_member
    named = sorted((f for f in weights if weights[f]), key=lambda f: (-abs(weights[f]), f))
    return ", ".join(f"{feature} {weights[feature] / 100:+.2f}" for feature in named[:_TOLD])
