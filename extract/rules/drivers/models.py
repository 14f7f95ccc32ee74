"""The linear models of the judge: sums of learned weights, and the chances that they come to.

Weights are whole hundredths of the log odds and chances whole per mille, so that an answer is the same in
any order and on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_weights

__all__ = ["WHOLE", "chance", "chances", "odds", "weights_of"]

WHOLE = 1000
_WEIGHTS = Path(__file__).parents[1] / "lexicon" / "weights.json"


@cache
def weights_of(name: str) -> Mapping[str, Any]:
    """Return a model: the weight of each feature, or for several classes its weights by class."""
    return _all()[name]


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return load_weights(_WEIGHTS)


def odds(name: str, features: Iterable[str]) -> int:
    """Return the sum of the weights of some features in a model of yes or no."""
    weights = weights_of(name)
    return sum(weights.get(feature, 0) for feature in features)


def chance(points: int) -> int:
    """Return the chance of a yes with such log odds, in per mille: the logistic function."""
    return round(WHOLE / (1 + math.exp(-points / 100)))


def chances(name: str, features: Iterable[str]) -> dict[str, int]:
    """Return the chance of each class, in per mille: the softmax of the sums of their weights."""
    weights = weights_of(name)
    sums: dict[str, int] = dict.fromkeys(weights[""], 0)
    for feature in features:
        for member, weight in weights.get(feature, {}).items():
            sums[member] += weight
    most = max(sums.values())
    parts = {member: math.exp((points - most) / 100) for member, points in sums.items()}
    whole = math.fsum(parts.values())
    return {member: round(WHOLE * part / whole) for member, part in parts.items()}
