"""Logistic regression with a ridge penalty over features that hold or do not.

The loss is that of Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4 and 3.4.1,
minimised by L-BFGS-B from zero: one result for one input.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

__all__ = ["fit"]

_LEXICAL = ("word=", "left=", "right=", "name=", "before:", "behind:", "run:before=", "grammar:link=")
_LEAST, _LEAST_LEXICAL = 5, 12
_RIDGE = 2.0
_FREE = 0.01
_SMALL = 4  # hundredths


def fit(rows: Sequence[Sequence[str]], right: Sequence[bool], weights: Sequence[float]) -> dict[str, int]:
    """Return the weight of each feature in whole hundredths of the log odds, small ones left out.

    `weights` say what each row counts.
    """
    counted = Counter(feature for row in rows for feature in row)
    names = sorted(
        name
        for name, count in counted.items()
        if count >= (_LEAST_LEXICAL if name.startswith(_LEXICAL) else _LEAST)
    )
    columns = {name: number for number, name in enumerate(names)}
    places = [(n, columns[name]) for n, row in enumerate(rows) for name in row if name in columns]
    lines, cells = np.array(places).T
    held = csr_matrix((np.ones(len(places)), (lines, cells)), (len(rows), len(names)))
    target, counts = np.array(right, float), np.array(weights, float)
    ridge = np.array([_FREE if name == "bias" else _RIDGE for name in names])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        odds = held @ beta
        signed = np.where(target > 0, odds, -odds)
        value = (counts * np.logaddexp(0, -signed)).sum() + 0.5 * (ridge * beta * beta).sum()
        slope = held.T @ (counts * (1 / (1 + np.exp(-odds)) - target)) + ridge * beta
        return float(value), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    hundredths = {name: round(100 * float(value)) for name, value in zip(names, found, strict=True)}
    return {name: value for name, value in hundredths.items() if abs(value) >= _SMALL}
