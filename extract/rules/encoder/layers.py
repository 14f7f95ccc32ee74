"""The encoder: what each piece of a text means in its context, as a row of numbers.

A small transformer (Vaswani and others, Attention Is All You Need, 2017; Devlin and others, BERT, 2019) whose
first weights are those of MiniLM (Wang and others, 2020), fine-tuned by `python -m training.encoder`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.rules.encoder.exact import Dense, Floats, Norm, gelu, on_grid, softmax_of

__all__ = ["Encoder", "Layer"]

_GRID = 10


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer: each piece takes in what others are, then all that it is goes through units."""

    attending: Dense
    joining: Dense
    joined: Norm
    widening: Dense
    narrowing: Dense
    passed: Norm

    def __call__(self, rows: Floats, heads: int) -> Floats:
        """Return rows of shape (pieces, width), each with what it takes in from the others."""
        pieces, width = rows.shape
        split = on_grid(self.attending(rows), _GRID).reshape(pieces, 3, heads, width // heads)
        asks, keys, values = split.transpose(1, 2, 0, 3)
        scores = (asks @ keys.transpose(0, 2, 1)).astype(np.float32)
        weights, whole = softmax_of(scores, 1 / math.sqrt(width // heads))
        taken = (weights @ values / whole).astype(np.float32).transpose(1, 0, 2).reshape(pieces, width)
        rows = self.joined(rows + self.joining(taken))
        return self.passed(rows + self.narrowing(gelu(self.widening(rows))))


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """`words` of shape (vocabulary, width), whole, with a scale each; `places` of (most pieces, width)."""

    words: NDArray[np.int8]
    scales: Floats
    places: Floats
    embedded: Norm
    layers: tuple[Layer, ...]
    heads: int

    @property
    def room(self) -> int:
        """Return how many pieces it reads at once."""
        return len(self.places)

    def __call__(self, ids: Sequence[int]) -> Floats:
        """Return a row of numbers for each piece of a text, (pieces, width), of `room` pieces at the most."""
        numbers = np.array(ids, dtype=np.intp)
        words = self.words[numbers] * self.scales[numbers, None]
        rows = self.embedded(words + self.places[: len(ids)])
        for layer in self.layers:
            rows = layer(rows, self.heads)
        return rows
