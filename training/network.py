"""Fitting networks of one hidden layer to rows of features that hold or do not.

The losses are the logistic one, that of classes and that of a choice (Hastie, Tibshirani and Friedman, The
Elements of Statistical Learning, 11.4), made less by Adam (Kingma and Ba, Adam: A Method for Stochastic
Optimization, 2015), which moves the weights of those features alone that a batch holds. Features and hidden
units are left out at random while learning (Srivastava and others, Dropout, 2014), so that nothing hangs on
one of them, and of some rows all that the grammar claims, so that the words are heard where they speak
against it. The numbers drawn are the same each time: one result for one input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from extract.rules.models import PER_POINT, SHIFT, STEPS, TAKEN, ZERO
from extract.rules.review.words import CLAIM
from training.matrix import matrix

__all__ = ["Option", "Schedule", "fit", "fit_choice", "fit_classes", "fit_questions"]

_ROWS = 12
"""What a feature must hold of to have weights."""
_BATCH, _GROUPS = 256, 64
_RATE, _OF_SLOPE, _OF_SQUARE, _TINY = 1e-3, 0.9, 0.999, 1e-8
_LEAST_STEPS = 400  # so that few rows teach as well
_CLIPPED = 99.8
"""Per cent of the weights that keep their size: the largest are cut, so that letters part the others."""
_THOUSAND = 1000

_Array = np.ndarray
_Slopes = Callable[[_Array], _Array]
Option = tuple[Sequence[str], bool]
"""The features of an option, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How many units there are, how often each row is seen, and what is left out meanwhile.

    `features_out` and `units_out` are the shares of features and units, `claims_out` that of rows without
    any claim of the grammar.
    """

    units: int
    rounds: int
    features_out: float = 0.5
    units_out: float = 0.3
    claims_out: float = 0.0


def fit(rows: Sequence[Sequence[str]], right: Sequence[bool], schedule: Schedule) -> dict[str, Any]:
    """Return a model of one class: whether a row is right."""
    names, held = matrix(rows, _ROWS)
    target = np.array(right, float)[:, None]

    def slopes(batch: _Array) -> _Slopes:
        return lambda odds: (1 / (1 + np.exp(-odds)) - target[batch]) / len(batch)

    learner = _Learner(names, 1, schedule)
    learner.learn(_Rows(held), np.arange(len(rows))[:, None], _BATCH, slopes)
    return learner.model(["yes"])


def fit_classes(
    rows: Sequence[Sequence[str]],
    classes: Sequence[str],
    shares: Sequence[float],
    schedule: Schedule,
) -> dict[str, Any]:
    """Return a model of several classes; `shares` say what each row counts for."""
    members = sorted(set(classes))
    return _fit_parts(rows, [_Part(members, classes, members)], shares, schedule)


def fit_questions(
    rows: Sequence[Sequence[str]], answers: Mapping[str, Sequence[str | None]], schedule: Schedule
) -> dict[str, Any]:
    """Return a model of several questions at once, which share its units.

    `answers` has by question what is right of each row, None where it is not asked; a class is a question,
    ":" and an answer.
    """
    parts = []
    for question, given in answers.items():
        members = sorted({answer for answer in given if answer is not None})
        parts.append(_Part(members, given, [f"{question}:{member}" for member in members]))
    return _fit_parts(rows, parts, [1.0] * len(rows), schedule)


@dataclass(frozen=True, slots=True)
class _Part:
    """Classes of which one at the most is right: what each is given as in `given`, and its name."""

    members: Sequence[str]
    given: Sequence[str | None]
    names: Sequence[str]

    def target(self) -> _Array:
        return np.array([[member == each for member in self.members] for each in self.given], float)


def _fit_parts(
    rows: Sequence[Sequence[str]], parts: Sequence[_Part], shares: Sequence[float], schedule: Schedule
) -> dict[str, Any]:
    names, held = matrix(rows, _ROWS)
    targets = [part.target() for part in parts]
    ends = np.cumsum([0, *(target.shape[1] for target in targets)])
    places = [slice(begin, end) for begin, end in pairwise(ends)]
    counting = np.array(shares)[:, None]

    def slopes(batch: _Array) -> _Slopes:
        def of(scores: _Array) -> _Array:
            slope = np.zeros_like(scores)
            for place, target in zip(places, targets, strict=True):
                right = target[batch]
                asked = right.sum(1, keepdims=True)
                slope[:, place] = (_softmax(scores[:, place]) * asked - right) * counting[batch] / len(batch)
            return slope

        return of

    learner = _Learner(names, int(ends[-1]), schedule)
    learner.learn(_Rows(held), np.arange(len(rows))[:, None], _BATCH, slopes)
    return learner.model([name for part in parts for name in part.names])


def fit_choice(
    groups: Sequence[Sequence[Option]],
    schedule: Schedule,
    shared: Sequence[Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Return a model of one class of which the option with most is taken.

    The conditional logit of McFadden (Conditional Logit Analysis of Qualitative Choice Behavior, 1974); where
    several options of a group are right, each counts for its share. Every group has a right one. `shared`
    are features that all options of a group have beside their own; these have other names.
    """
    sizes = np.array([len(group) for group in groups])
    own_names, own = matrix([features for group in groups for features, _ in group], _ROWS)
    of_group = np.repeat(np.arange(len(groups)), sizes)
    beside_names, beside = matrix(shared, _ROWS) if shared is not None else ([], None)
    ends = np.cumsum(sizes)
    shares = [sum(right for _, right in group) for group in groups]
    target = np.array(
        [right / share for group, share in zip(groups, shares, strict=True) for _, right in group]
    )[:, None]
    listed = [np.arange(end - size, end) for end, size in zip(ends, sizes, strict=True)]

    def slopes(batch: _Array) -> _Slopes:
        group = of_group[batch]
        starts = np.flatnonzero(np.r_[True, np.diff(group) != 0])
        counts = sizes[group[starts]]

        def of(scores: _Array) -> _Array:
            parts = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts, axis=0))
            whole = np.repeat(np.add.reduceat(parts, starts), counts, axis=0)
            slope: _Array = (parts / whole - target[batch]) / len(starts)
            return slope

        return of

    learner = _Learner([*beside_names, *own_names], 1, schedule)
    learner.learn(_Rows(own, beside, of_group), listed, _GROUPS, slopes)
    return learner.model([TAKEN])


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows by features of their own and, for each group of rows, by what these share.

    The first features of a learner are those shared.
    """

    own: csr_matrix
    shared: csr_matrix | None = None
    of_group: _Array | None = None

    def parts(self, batch: _Array) -> Iterator[tuple[csr_matrix, int, _Array, _Array]]:
        """Yield what some rows hold: rows, the first of their columns, whose each is, the group of each."""
        here = np.arange(len(batch))
        if self.shared is None or self.of_group is None:
            yield self.own[batch], 0, here, here
            return
        groups, of_row = np.unique(self.of_group[batch], return_inverse=True)
        yield self.shared[groups], 0, of_row, np.arange(len(groups))
        yield self.own[batch], self.shared.shape[1], here, of_row


class _Learner:
    """The weights while they are learned: of features to units, of units to classes, and of none."""

    def __init__(self, names: Sequence[str], classes: int, schedule: Schedule) -> None:
        self._random = np.random.default_rng(0)
        self._names, self._schedule = names, schedule
        self._claims = np.array([name.startswith(CLAIM) for name in names], bool)
        draw, units = self._random.normal, schedule.units
        weights = (
            draw(size=(len(names), units)) * 0.1,
            np.zeros((1, units)),
            draw(size=(units, classes)) * (0.5 / np.sqrt(units)),
            np.zeros((1, classes)),
        )
        self._weights = [_Weights(each.astype(np.float32)) for each in weights]

    def learn(
        self, rows: _Rows, units: Sequence[_Array] | _Array, size: int, slopes: Callable[[_Array], _Slopes]
    ) -> None:
        """See all rows some times in batches; `units` are rows that are seen together."""
        batches = -(-len(units) // size)
        for _ in range(max(self._schedule.rounds, -(-_LEAST_STEPS // batches))):
            for batch in self._batches(units, size):
                self._step(rows, batch, slopes(batch))

    def _batches(self, units: Sequence[_Array] | _Array, size: int) -> Iterator[_Array]:
        order = self._random.permutation(len(units))
        for first in range(0, len(units), size):
            yield np.concatenate([units[at] for at in order[first : first + size]])

    def _step(self, rows: _Rows, batch: _Array, slopes: _Slopes) -> None:
        """See some rows. What a group shares is added up once, and thinned the same for all its rows."""
        bare = self._random.random(len(batch)) < self._schedule.claims_out
        held = [
            (self._thinned(part, first, bare[of_group]), of_row)
            for part, first, of_row, of_group in rows.parts(batch)
        ]
        columns = np.unique(np.concatenate([part.indices for part, _ in held]))
        narrow = [(_narrowed(part, columns), of_row) for part, of_row in held]
        seen, biases, outer, bases = (each.values for each in self._weights)
        seen = seen[columns]
        sums = sum((part @ seen)[of_row] for part, of_row in narrow)
        counts = sum(_counts(part)[of_row] for part, of_row in narrow)
        share = 1 / np.sqrt(np.maximum(1, counts))
        sums = sums * share + biases
        passed = (sums > 0) * (self._random.random(sums.shape) >= self._schedule.units_out)
        gates = (passed / (1 - self._schedule.units_out)).astype(np.float32)
        hidden = sums * gates
        slope = slopes(hidden @ outer + bases).astype(np.float32)
        back = (slope @ outer.T) * gates
        into = back * share
        of_seen = sum(part.T @ _summed(into, of_row, part.shape[0]) for part, of_row in narrow)
        self._weights[0].descend(of_seen, columns)
        for weights, found in zip(
            self._weights[1:], (back.sum(0)[None], hidden.T @ slope, slope.sum(0)[None]), strict=True
        ):
            weights.descend(found)

    def _thinned(self, held: csr_matrix, first: int, bare: _Array) -> csr_matrix:
        """Return rows with some features left out, the others counting for them; of bare rows all claims."""
        places = held.indices + first
        kept = self._random.random(len(held.data)) >= self._schedule.features_out
        if self._schedule.claims_out:
            kept &= ~(np.repeat(bare, np.diff(held.indptr)) & self._claims[places])
        data = (kept / (1 - self._schedule.features_out)).astype(np.float32)
        return csr_matrix((data, places, held.indptr), (held.shape[0], len(self._names)))

    def model(self, classes: Sequence[str]) -> dict[str, Any]:
        """Return the weights as whole numbers and letters."""
        inner, (biases,), outer, (bases,) = (each.values for each in self._weights)
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
            "rows": {name: "".join(map(chr, row)) for name, row in zip(self._names, steps, strict=True)},
        }


class _Weights:
    """Weights, with what Adam remembers of each."""

    def __init__(self, values: _Array) -> None:
        self.values = values
        self._slopes, self._squares = np.zeros_like(values), np.zeros_like(values)
        self._steps = np.zeros((len(values), 1), int)

    def descend(self, slope: _Array, rows: _Array | None = None) -> None:
        """Go down a slope, that of some rows or of all."""
        at = slice(None) if rows is None else rows
        self._steps[at] += 1
        steps = self._steps[at]
        mean = _OF_SLOPE * self._slopes[at] + (1 - _OF_SLOPE) * slope
        square = _OF_SQUARE * self._squares[at] + (1 - _OF_SQUARE) * slope**2
        self._slopes[at], self._squares[at] = mean, square
        size = np.sqrt(square / (1 - _OF_SQUARE**steps)) + _TINY
        self.values[at] -= (_RATE * mean / (1 - _OF_SLOPE**steps) / size).astype(np.float32)


def _narrowed(held: csr_matrix, columns: _Array) -> csr_matrix:
    places = np.searchsorted(columns, held.indices)
    return csr_matrix((held.data, places, held.indptr), (held.shape[0], len(columns)))


def _summed(slopes: _Array, of_row: _Array, rows: int) -> _Array:
    """Return the sum of the slopes of the rows that share each of some."""
    starts = np.flatnonzero(np.r_[True, np.diff(of_row) != 0])
    summed = np.zeros((rows, slopes.shape[1]), slopes.dtype)
    summed[of_row[starts]] = np.add.reduceat(slopes, starts, axis=0)
    return summed


def _counts(held: csr_matrix) -> _Array:
    counts: _Array = np.asarray(held.sum(1), np.float32).reshape(-1, 1)
    return counts


def _softmax(scores: _Array) -> _Array:
    parts = np.exp(scores - scores.max(1, keepdims=True))
    shares: _Array = parts / parts.sum(1, keepdims=True)
    return shares


def _whole(weights: _Array) -> list[int]:
    return [round(float(weight)) for weight in weights]
