"""Fitting networks of one hidden layer to rows of features that hold or do not.

The losses are the logistic one, that of classes and that of a choice (Hastie, Tibshirani and Friedman, The
Elements of Statistical Learning, 11.4), made less by Adam (Kingma and Ba, Adam: A Method for Stochastic
Optimization, 2015). Features and hidden units are left out at random while learning (Srivastava and others,
Dropout, 2014), so that nothing hangs on one of them. The numbers drawn are the same each time: one result
for one input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from extract.rules.models import PER_POINT, SHIFT, STEPS, TAKEN, ZERO
from training.matrix import matrix

__all__ = ["fit", "fit_choice", "fit_classes"]

_ROWS = 12
"""What a feature must hold of to have weights."""
_BATCH, _GROUPS = 256, 64
_FEATURES_OUT = 0.5
_RATE, _OF_SLOPE, _OF_SQUARE, _TINY = 1e-3, 0.9, 0.999, 1e-8
_LEAST_STEPS = 400  # so that few rows teach as well
_CLIPPED = 99.8
"""Per cent of the weights that keep their size: the largest are cut, so that letters part the others."""
_THOUSAND = 1000

_Array = np.ndarray
_Slopes = Callable[[_Array], _Array]


@dataclass(frozen=True, slots=True)
class _Schedule:
    """How many units there are, how often each row is seen, and the share of units left out meanwhile."""

    units: int
    rounds: int
    units_out: float


_CAUSE, _CLASSES, _CHOICE = _Schedule(32, 30, 0.3), _Schedule(64, 30, 0.3), _Schedule(64, 20, 0.5)


def fit(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> dict[str, Any]:
    """Return a model of one class: whether a row is right."""
    names, held = matrix(rows, _ROWS)
    target = np.array(right, float)[:, None]

    def slopes(batch: _Array) -> _Slopes:
        return lambda odds: (1 / (1 + np.exp(-odds)) - target[batch]) / len(batch)

    learner = _Learner(len(names), 1, _CAUSE)
    learner.learn(held, np.arange(len(rows))[:, None], _BATCH, slopes)
    return learner.model(names, ["yes"])


def fit_classes(
    rows: Sequence[Sequence[str]], classes: Sequence[str], shares: Sequence[float]
) -> dict[str, Any]:
    """Return a model of several classes; `shares` say what each row counts for."""
    names, held = matrix(rows, _ROWS)
    members = sorted(set(classes))
    target = np.array([[member == each for member in members] for each in classes], float)
    counting = np.array(shares)[:, None]

    def slopes(batch: _Array) -> _Slopes:
        return lambda scores: counting[batch] * (_softmax(scores) - target[batch]) / len(batch)

    learner = _Learner(len(names), len(members), _CLASSES)
    learner.learn(held, np.arange(len(rows))[:, None], _BATCH, slopes)
    return learner.model(names, members)


def fit_choice(groups: Sequence[Sequence[tuple[Sequence[str], bool]]]) -> dict[str, Any]:
    """Return a model of one class of which the option with most is taken.

    The conditional logit of McFadden (Conditional Logit Analysis of Qualitative Choice Behavior, 1974); where
    several options of a group are right, each counts for its share. Every group has a right one.
    """
    names, held = matrix([features for group in groups for features, _ in group], _ROWS)
    sizes = np.array([len(group) for group in groups])
    ends = np.cumsum(sizes)
    shares = [sum(right for _, right in group) for group in groups]
    target = np.array(
        [right / share for group, share in zip(groups, shares, strict=True) for _, right in group]
    )[:, None]
    listed = [np.arange(end - size, end) for end, size in zip(ends, sizes, strict=True)]

    def slopes(batch: _Array) -> _Slopes:
        group = np.searchsorted(ends, batch, side="right")
        starts = np.flatnonzero(np.r_[True, np.diff(group) != 0])
        counts = sizes[group[starts]]

        def of(scores: _Array) -> _Array:
            parts = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts, axis=0))
            whole = np.repeat(np.add.reduceat(parts, starts), counts, axis=0)
            slope: _Array = (parts / whole - target[batch]) / len(starts)
            return slope

        return of

    learner = _Learner(len(names), 1, _CHOICE)
    learner.learn(held, listed, _GROUPS, slopes)
    return learner.model(names, [TAKEN])


class _Learner:
    """The weights while they are learned: of features to units, of units to classes, and of none."""

    def __init__(self, features: int, classes: int, schedule: _Schedule) -> None:
        self._random = np.random.default_rng(0)
        self._schedule = schedule
        draw, units = self._random.normal, schedule.units
        self._weights = [
            draw(size=(features, units)) * 0.1,
            np.zeros(units),
            draw(size=(units, classes)) * (0.5 / np.sqrt(units)),
            np.zeros(classes),
        ]
        self._slopes = [np.zeros_like(each) for each in self._weights]
        self._squares = [np.zeros_like(each) for each in self._weights]
        self._steps = 0

    def learn(
        self,
        held: csr_matrix,
        units: Sequence[_Array] | _Array,
        size: int,
        slopes: Callable[[_Array], _Slopes],
    ) -> None:
        """See all rows some times in batches; `units` are rows that are seen together."""
        batches = -(-len(units) // size)
        for _ in range(max(self._schedule.rounds, -(-_LEAST_STEPS // batches))):
            for batch in self._batches(units, size):
                self._step(held[batch], slopes(batch))

    def _batches(self, units: Sequence[_Array] | _Array, size: int) -> Iterator[_Array]:
        order = self._random.permutation(len(units))
        for first in range(0, len(units), size):
            yield np.concatenate([units[at] for at in order[first : first + size]])

    def _step(self, held: csr_matrix, slopes: _Slopes) -> None:
        inner, biases, outer, bases = self._weights
        kept = self._random.random(len(held.data)) >= _FEATURES_OUT
        held.data = kept / (1 - _FEATURES_OUT)
        share = _share(held)
        sums = (held @ inner) * share + biases
        passed = (sums > 0) * (self._random.random(sums.shape) >= self._schedule.units_out)
        gates = passed / (1 - self._schedule.units_out)
        hidden = sums * gates
        slope = slopes(hidden @ outer + bases)
        back = (slope @ outer.T) * gates
        self._descend([held.T @ (back * share), back.sum(0), hidden.T @ slope, slope.sum(0)])

    def _descend(self, slopes: Sequence[_Array]) -> None:
        self._steps += 1
        parts = zip(self._weights, slopes, self._slopes, self._squares, strict=True)
        for at, (weight, slope, mean, square) in enumerate(parts):
            self._slopes[at] = mean + (1 - _OF_SLOPE) * (slope - mean)
            self._squares[at] = square + (1 - _OF_SQUARE) * (slope**2 - square)
            size = np.sqrt(self._squares[at] / (1 - _OF_SQUARE**self._steps)) + _TINY
            self._weights[at] = weight - _RATE * self._slopes[at] / (1 - _OF_SLOPE**self._steps) / size

    def model(self, names: Sequence[str], classes: Sequence[str]) -> dict[str, Any]:
        """Return the weights as whole numbers and letters."""
        inner, biases, outer, bases = self._weights
        step = np.percentile(np.abs(inner), _CLIPPED) / STEPS
        steps = np.clip(np.round(inner / step), -STEPS, STEPS).astype(int) + ZERO
        per_unit = PER_POINT * 100 // _THOUSAND
        return {
            "classes": list(classes),
            "direct": {},
            "step": round(float(step) * _THOUSAND * 2**SHIFT),
            "biases": _whole(biases * _THOUSAND),
            "bases": _whole(bases * 100),
            "outs": [_whole(row * per_unit) for row in outer.T],
            "rows": {name: "".join(map(chr, row)) for name, row in zip(names, steps, strict=True)},
        }


def _share(held: csr_matrix) -> _Array:
    counts = np.asarray(held.sum(1)).reshape(-1, 1)
    shares: _Array = 1 / np.sqrt(np.maximum(1, counts))
    return shares


def _softmax(scores: _Array) -> _Array:
    parts = np.exp(scores - scores.max(1, keepdims=True))
    shares: _Array = parts / parts.sum(1, keepdims=True)
    return shares


def _whole(weights: _Array) -> list[int]:
    return [round(float(weight)) for weight in weights]
