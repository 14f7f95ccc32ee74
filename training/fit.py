"""Regression with a ridge penalty over features that hold or do not: logistic, softmax for classes, choice.

The losses are those of Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4 and 3.4.1,
minimised by L-BFGS-B from zero: one result for one input.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

__all__ = ["fit", "fit_choice", "fit_classes"]

LEAST = 5
"""What a feature must hold of to have a weight: rows."""
_SMALL = 8  # hundredths
_TURNS = 200


def fit(rows: Sequence[Sequence[str]], right: Sequence[bool], ridge: float) -> dict[str, int]:
    """Return the weight of each feature in whole hundredths of the log odds, small ones left out."""
    names, held = _matrix(rows)
    target = np.array(right, float)

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        odds = held @ beta
        value = np.logaddexp(0, np.where(target > 0, -odds, odds)).sum() + 0.5 * ridge * beta @ beta
        return float(value), held.T @ (1 / (1 + np.exp(-odds)) - target) + ridge * beta

    found = _least(loss, len(names))
    return {name: weight for name, weight in zip(names, _hundredths(found), strict=True) if weight}


def fit_classes(
    rows: Sequence[Sequence[str]], classes: Sequence[str], ridge: float, shares: Sequence[float]
) -> dict[str, dict[str, int]]:
    """Return the weights of each feature by class, in whole hundredths, small ones left out.

    `shares` say what each row counts for. Under "" stand the classes, each with weight 0.
    """
    names, held = _matrix(rows)
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
    weights = {"": dict.fromkeys(members, 0)}
    for name, row in zip(names, found, strict=True):
        kept = {m: w for m, w in zip(members, _hundredths(row), strict=True) if w}
        if kept:
            weights[name] = kept
    return weights


def fit_choice(groups: Sequence[Sequence[tuple[Sequence[str], bool]]], ridge: float) -> dict[str, int]:
    """Return the weight of each feature of options of which one is taken, in whole hundredths.

    The conditional logit of McFadden (Conditional Logit Analysis of Qualitative Choice Behavior, 1974); where
    several options of a group are right, each counts for its share. Every group has a right one.
    """
    names, held = _matrix([features for group in groups for features, _ in group])
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
    return {name: weight for name, weight in zip(names, _hundredths(found), strict=True) if weight}


def _matrix(rows: Sequence[Sequence[str]]) -> tuple[list[str], csr_matrix]:
    counted = Counter(feature for row in rows for feature in row)
    names = sorted(name for name, count in counted.items() if count >= LEAST)
    columns = {name: number for number, name in enumerate(names)}
    places = [(n, columns[name]) for n, row in enumerate(rows) for name in row if name in columns]
    lines, cells = np.array(places).T
    return names, csr_matrix((np.ones(len(places)), (lines, cells)), (len(rows), len(names)))


def _least(loss: object, size: int) -> np.ndarray:
    found: np.ndarray = minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _TURNS}
    ).x
    return found


def _hundredths(weights: np.ndarray) -> list[int]:
    whole = [round(100 * float(weight)) for weight in weights]
    return [weight if abs(weight) >= _SMALL else 0 for weight in whole]
