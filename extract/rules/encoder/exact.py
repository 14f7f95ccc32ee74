"""Exact arithmetic: sums of floats that come to the same in any order, so on any machine.

A product of matrices adds in an order of the library's own. Where all that is added are whole numbers whose
sum stays under 2 to the power of 24 (of 53 in double precision), no order rounds. So weights and what they
are multiplied with are whole numbers of 7 and 8 bits (dynamic quantisation: Jacob and others, Quantization
and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018), what else is added
lies on a grid, and the exponential and the error function are looked up in tables that are rounded (Kim and
others, I-BERT: Integer-only BERT Quantization, 2021). Single steps (a product, a quotient, a root) are the
same everywhere by IEEE 754.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BITS",
    "WEIGHT",
    "Dense",
    "Doubles",
    "Floats",
    "Norm",
    "gelu",
    "on_grid",
    "products",
    "softmax_of",
]

Floats = NDArray[np.float32]
"""What stands between layers; sums are of whole numbers, or in double precision."""
Doubles = NDArray[np.float64]
WEIGHT = 63
"""The largest weight: with 127 it makes sums of 2,096 products under 2 to the power of 24."""
_INPUT = np.float32(127)
BITS = 12
"""What is added up lies on a grid of 2 to the power of minus this."""
_EPSILON = 1e-12
_TABLE_BITS = 20
_STEPS, _DEEPEST = 64, 16
_FINE, _EDGE = 256, 16
_EXP = np.array(
    [round(math.exp(-at / _STEPS) * (1 << _TABLE_BITS)) for at in range(_STEPS * _DEEPEST)] + [0],
    dtype=np.float64,
)


def _gelu(value: float) -> float:
    exact = value * 0.5 * (1 + math.erf(value / math.sqrt(2)))
    return round(exact * (1 << _TABLE_BITS)) / (1 << _TABLE_BITS)


_GELU = np.array([_gelu(at / _FINE) for at in range(-_EDGE * _FINE, _EDGE * _FINE + 1)], dtype=np.float32)


def on_grid(values: NDArray[np.floating], bits: int = BITS) -> Doubles:
    """Return values rounded to a grid of 2 to the power of minus `bits`."""
    scale = float(1 << bits)
    rounded: Doubles = np.rint(np.multiply(values, scale, dtype=np.float64)) / scale
    return rounded


def _whole(rows: Floats) -> tuple[Floats, Floats]:
    """Return rows as whole numbers of 8 bits, and what one of them is worth in each row."""
    most = np.maximum(rows.max(axis=1, keepdims=True), -rows.min(axis=1, keepdims=True))
    most[most == 0] = 1
    whole = rows * (_INPUT / most)
    np.rint(whole, out=whole)
    return whole, most / _INPUT


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A layer of units: `weights` of shape (inputs, units), `scales` and `biases` by unit.

    Weights are whole numbers up to `WEIGHT`, of 2,096 inputs at the most.
    """

    weights: Floats
    scales: Floats
    biases: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return what the units make of rows of shape (n, inputs), as (n, units)."""
        whole, steps = _whole(rows)
        summed: Floats = whole @ self.weights
        summed *= steps
        summed *= self.scales
        summed += self.biases
        return summed


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """A layer norm (Ba and others, Layer Normalization, 2016)."""

    gains: Floats
    biases: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return rows, each brought to a mean of 0 and a variance of 1, then scaled and shifted."""
        width = rows.shape[1]
        placed = on_grid(rows)
        placed -= np.rint(placed.sum(axis=1, keepdims=True) / width * (1 << BITS)) / (1 << BITS)
        variance = np.square(placed).sum(axis=1, keepdims=True) / width
        scaled: Floats = (placed / np.sqrt(variance + _EPSILON)).astype(np.float32)
        scaled *= self.gains
        scaled += self.biases
        return scaled


def products(some: Floats, others: Floats) -> Floats:
    """Return the products of rows, (n, width) and (m, width), as (n, m), each row in steps of its own."""
    (whole, steps), (of_others, theirs) = _whole(some), _whole(others)
    summed: Floats = whole @ of_others.T
    summed *= steps
    summed *= theirs.T
    return summed


def softmax_of(scores: Floats, scale: float = 1.0) -> tuple[Doubles, Doubles]:
    """Return what scaled scores weigh along the last axis: whole numbers, and what these come to."""
    depth = scores.max(axis=-1, keepdims=True) - scores
    depth *= np.float32(scale * _STEPS)
    weights = _EXP.take(np.rint(depth, out=depth).astype(np.int32), mode="clip")
    return weights, weights.sum(axis=-1, keepdims=True)


def gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of values (Hendrycks and Gimpel, 2016), by a table."""
    places = values * np.float32(_FINE)
    np.rint(places, out=places)
    places += np.float32(_EDGE * _FINE)
    told: Floats = _GELU.take(places.astype(np.int32), mode="clip")
    return told
