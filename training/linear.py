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

__all__ = [
    "ClassWeights",
    "Option",
    "choice_weights",
    "class_weights",
    "fit_choice",
    "fit_classes",
    "model",
    "option_weights",
]

Option = tuple[str, Sequence[str], bool]
"""The class of an option, its features, and whether it is right."""

ClassWeights = Mapping[str, Mapping[str, float]]
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
    return model(sorted(set(classes)), class_weights(rows, classes, ridge, shares))


def class_weights(
    rows: Sequence[Sequence[str]], classes: Sequence[str], ridge: float, shares: Sequence[float]
) -> ClassWeights:
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


def fit_choice(groups: Sequence[Sequence[tuple[Sequence[str], bool]]], ridge: float) -> dict[str, Any]:
    """Return a model of one class of which the option with most is taken."""
    return model([TAKEN], choice_weights(groups, ridge))


def choice_weights(
    groups: Sequence[Sequence[tuple[Sequence[str], bool]]], ridge: float, parts: Sequence[str] = ()
) -> ClassWeights:
    """Return the weights of the features of options of which the one with most is taken.

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
    return {name: {TAKEN: w} for name, w in zip(names, summed.tolist(), strict=True)}


def _chosen(
    held: csr_matrix, starts: np.ndarray, sizes: Sequence[int], target: np.ndarray, ridge: float
) -> np.ndarray:
    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        value, missed = _missed(held @ beta, starts, sizes, target)
        return value + float(0.5 * ridge * beta @ beta), held.T @ missed + ridge * beta

    return _least(loss, held.shape[1])


def option_weights(
    groups: Sequence[tuple[Sequence[str], Sequence[Option]]], ridge: float
) -> tuple[ClassWeights, ClassWeights]:
    """Return weights by class of an option: of the features that a group shares, and of an option's own.

    Each group has features of its own and options, of which one at the most is right; each option is of a
    class and has features. The loss is that of `fit_choice`.
    """
    groups = [(shared, options) for shared, options in groups if any(right for _, _, right in options)]
    listed = [option for _, options in groups for option in options]
    members = sorted({member for member, _, _ in listed})
    of_class = np.array([members.index(member) for member, _, _ in listed])
    sizes = [len(options) for _, options in groups]
    of_group, starts = np.repeat(np.arange(len(groups)), sizes), np.cumsum([0, *sizes])[:-1]
    target = np.array([float(right) for _, _, right in listed])
    shared_names, shared = matrix([features for features, _ in groups], _ROWS)
    own_names, own = matrix([features for _, features, _ in listed], _ROWS)
    crossed_names, crossed = matrix([_crossed(member, features) for member, features, _ in listed], _ROWS)
    ends = np.cumsum([len(shared_names) * len(members), len(own_names), len(crossed_names)])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        by_class = flat[: ends[0]].reshape(len(shared_names), len(members))
        scores = (
            (shared @ by_class)[of_group, of_class]
            + own @ flat[ends[0] : ends[1]]
            + crossed @ flat[ends[1] :]
        )
        value, missed = _missed(scores, starts, sizes, target)
        placed = np.zeros((len(groups), len(members)))
        np.add.at(placed, (of_group, of_class), missed)
        slope = np.concatenate([(shared.T @ placed).ravel(), own.T @ missed, crossed.T @ missed])
        return value + float(0.5 * ridge * flat @ flat), slope + ridge * flat

    found = _least(loss, ends[-1])
    by_class = found[: ends[0]].reshape(len(shared_names), len(members)).tolist()
    of_shared = {
        name: dict(zip(members, row, strict=True)) for name, row in zip(shared_names, by_class, strict=True)
    }
    of_all = dict(zip(own_names, found[ends[0] : ends[1]].tolist(), strict=True))
    of_pairs = dict(zip(crossed_names, found[ends[1] :].tolist(), strict=True))
    of_own = {
        name: {member: of_all.get(name, 0.0) + of_pairs.get(_pair(name, member), 0.0) for member in members}
        for name in ("", *own_names)
    }
    return of_shared, of_own


def _missed(
    scores: np.ndarray, starts: np.ndarray, sizes: Sequence[int], target: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the loss of a choice in each group of options by their scores, and its slope by score."""
    most = np.maximum.reduceat(scores, starts)
    parts = np.exp(scores - np.repeat(most, sizes))
    whole = np.add.reduceat(parts, starts)
    value = (np.log(whole) + most).sum() - target @ scores
    return float(value), parts / np.repeat(whole, sizes) - target


def _crossed(member: str, features: Sequence[str]) -> list[str]:
    return [_pair(name, member) for name in ("", *features)]


def _pair(name: str, member: str) -> str:
    return f"{name}|{member}"


def model(classes: Sequence[str], weights: ClassWeights, small: int = _SMALL) -> dict[str, Any]:
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
