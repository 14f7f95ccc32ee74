"""Regression with a ridge penalty over features that hold or do not: softmax for classes, and choice.

The losses are those of Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4 and 3.4.1,
minimised by L-BFGS-B from zero: one result for one input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extract.rules.models import TAKEN
from training.matrix import matrix

__all__ = ["fit_choice", "fit_classes"]

_ClassWeights = Mapping[str, Mapping[str, float]]
"""By feature: what it adds to the log odds of each class."""

_ROWS = 5
"""What a feature must hold of to have a weight."""
_SMALL = 8  # hundredths
_TURNS = 200


def fit_classes(
    rows: Sequence[Sequence[str]], classes: Sequence[str], ridge: float, shares: Sequence[float]
) -> dict[str, Any]:
    """Return a model with the weights of each feature by class, small ones left out.

    `shares` say what each row counts for.
    """
    return _model(sorted(set(classes)), _class_weights(rows, classes, ridge, shares))


def _class_weights(
    rows: Sequence[Sequence[str]], classes: Sequence[str], ridge: float, shares: Sequence[float]
) -> _ClassWeights:
    """Return the weights of each feature by class; `shares` say what each row counts for."""
    names, held = matrix(rows, _ROWS)
    members = sorted(set(classes))
    target = np.array([[member == each for member in members] for each in classes], float)
    counting = np.array(shares)[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        beta = flat.reshape(len(names), len(members))
        scores = held @ beta
        scores -= scores.max(1, keepdims=True)
        whole = np.exp(scores).sum(1, keepdims=True)
        missed = np.log(whole[:, 0]) - (target * scores).sum(1)
        value = counting[:, 0] @ missed + 0.5 * ridge * flat @ flat
        slope = held.T @ (counting * (np.exp(scores) / whole - target)) + ridge * beta
        return float(value), slope.ravel()

    found = _least(loss, len(names) * len(members)).reshape(len(names), len(members))
    return {
        name: dict(zip(members, row, strict=True)) for name, row in zip(names, found.tolist(), strict=True)
    }


def fit_choice(
    groups: Sequence[Sequence[tuple[Sequence[str], bool]]],
    ridge: float,
    parts: Sequence[str] = (),
    small: int = _SMALL,
) -> dict[str, Any]:
    """Return a model of one class of which the option with most is taken, without weights below `small`.

    The conditional logit of McFadden (Conditional Logit Analysis of Qualitative Choice Behavior, 1974); where
    several options of a group are right, each counts for its share. Every group has a right one. For each
    of `parts` they are learned again without the features whose names begin so, and what is found is added.
    """
    names, held = matrix([features for group in groups for features, _ in group], _ROWS)
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    sizes = [len(group) for group in groups]
    shares = [sum(right for _, right in group) for group in groups]
    target = np.array(
        [right / share for group, share in zip(groups, shares, strict=True) for _, right in group]
    )
    summed = np.zeros(len(names))
    for left_out in (None, *parts):
        heard = [at for at, name in enumerate(names) if left_out is None or not name.startswith(left_out)]
        summed[heard] += _chosen(held[:, heard], starts, sizes, target, ridge)
    return _model([TAKEN], {name: {TAKEN: w} for name, w in zip(names, summed.tolist(), strict=True)}, small)


def _chosen(
    held: csr_matrix, starts: np.ndarray, sizes: Sequence[int], target: np.ndarray, ridge: float
) -> np.ndarray:
    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        value, missed = _missed(held @ beta, starts, sizes, target)
        return value + float(0.5 * ridge * beta @ beta), held.T @ missed + ridge * beta

    return _least(loss, held.shape[1])


def _missed(
    scores: np.ndarray, starts: np.ndarray, sizes: Sequence[int], target: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the loss of a choice in each group of options by their scores, and its slope by score."""
    most = np.maximum.reduceat(scores, starts)
    parts = np.exp(scores - np.repeat(most, sizes))
    whole = np.add.reduceat(parts, starts)
    value = (np.log(whole) + most).sum() - target @ scores
    return float(value), parts / np.repeat(whole, sizes) - target


def _model(classes: Sequence[str], weights: _ClassWeights, small: int = _SMALL) -> dict[str, Any]:
    """Return a model in whole hundredths, below `small` left out; what stands under "" is of no feature."""
    direct = {name: _hundredths(row, small) for name, row in weights.items() if name}
    bases = [round(100 * weights.get("", {}).get(member, 0.0)) for member in classes]
    return {
        "classes": list(classes),
        "direct": {name: row for name, row in direct.items() if row},
        "step": 0,
        "biases": [],
        "bases": bases,
        "outs": [[] for _ in classes],
        "rows": {},
    }


def _least(loss: object, size: int) -> np.ndarray:
    found: np.ndarray = minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _TURNS}
    ).x
    return found


def _hundredths(weights: Mapping[str, float], small: int) -> dict[str, int]:
    whole = {member: round(100 * weight) for member, weight in weights.items()}
    return {member: weight for member, weight in whole.items() if abs(weight) >= small}
