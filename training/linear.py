"""Regression with a ridge penalty over features that hold or do not: softmax for classes, and choice.

The losses are those of Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4 and 3.4.1,
minimised by L-BFGS-B from zero: one result for one input.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from training.matrix import matrix

__all__ = ["TAKEN", "fit_choice", "fit_classes"]

TAKEN = "taken"

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
    weights: dict[str, dict[str, int]] = {}
    for name, row in zip(names, found, strict=True):
        kept = {m: w for m, w in zip(members, _hundredths(row), strict=True) if w}
        if kept:
            weights[name] = kept
    return _model(members, weights)


def fit_choice(groups: Sequence[Sequence[tuple[Sequence[str], bool]]], ridge: float) -> dict[str, Any]:
    """Return a model of one class of which the option with most is taken.

    The conditional logit of McFadden (Conditional Logit Analysis of Qualitative Choice Behavior, 1974); where
    several options of a group are right, each counts for its share. Every group has a right one.
    """
    names, held = matrix([features for group in groups for features, _ in group], _ROWS)
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    sizes = [len(group) for group in groups]
    shares = [sum(right for _, right in group) for group in groups]
    target = np.array(
        [right / share for group, share in zip(groups, shares, strict=True) for _, right in group]
    )

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = held @ beta
        most = np.maximum.reduceat(scores, starts)
        parts = np.exp(scores - np.repeat(most, sizes))
        whole = np.add.reduceat(parts, starts)
        value = (np.log(whole) + most).sum() - target @ scores + 0.5 * ridge * beta @ beta
        return float(value), held.T @ (parts / np.repeat(whole, sizes) - target) + ridge * beta

    found = _least(loss, len(names))
    weights = {name: {TAKEN: w} for name, w in zip(names, _hundredths(found), strict=True) if w}
    return _model([TAKEN], weights)


def _model(classes: Sequence[str], direct: dict[str, dict[str, int]]) -> dict[str, Any]:
    none = {"step": 0, "biases": [], "bases": [0] * len(classes), "outs": [[] for _ in classes], "rows": {}}
    return {"classes": list(classes), "direct": direct, **none}


def _least(loss: object, size: int) -> np.ndarray:
    found: np.ndarray = minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _TURNS}
    ).x
    return found


def _hundredths(weights: np.ndarray) -> list[int]:
    whole = [round(100 * float(weight)) for weight in weights]
    return [weight if abs(weight) >= _SMALL else 0 for weight in whole]
