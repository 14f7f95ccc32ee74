"""The encoder and its heads as they are learned: the same sums as `extract/rules/encoder`, in torch.

Parameters stand by the names that the file of weights gives them; those of units are (units, inputs).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from extract.rules.encoder.heads import CASE, FIGURE, MOVE
from training.encoder.batches import Batch

__all__ = ["HEADS", "Shape", "fresh_heads", "losses", "rows_of"]

Tensor = Any
Parameters = dict[str, Tensor]
HEADS = {CASE: 5, FIGURE: 5, MOVE: 4}
"""How many rows of the encoder stand side by side before the units of a head."""
_UNITS = 256
_EPSILON = 1e-12
_DROPPED = 0.1
_FIRST = 0.02


@dataclass(frozen=True, slots=True)
class Shape:
    """How many layers, and heads of attention in each."""

    layers: int
    heads: int


def fresh_heads(width: int, classes: Mapping[str, Sequence[str]], seed: int) -> Parameters:
    """Return the parameters of the heads before anything is learned, drawn by a seed."""
    torch.manual_seed(seed)
    sizes = {name: (_UNITS, rows * width) for name, rows in HEADS.items()}
    sizes |= {name: (len(names), _UNITS) for name, names in classes.items()}
    made: Parameters = {}
    for name, (units, inputs) in sizes.items():
        edge = 1 / math.sqrt(inputs)
        made[f"head.{name}.weights"] = torch.empty(units, inputs).uniform_(-edge, edge)
        made[f"head.{name}.biases"] = torch.empty(units).uniform_(-edge, edge)
    for name in ("category", "effect"):
        made[f"told.{name}"] = torch.empty(len(classes[name]), _UNITS).normal_(0, _FIRST)
    return made


def rows_of(told: Parameters, shape: Shape, ids: Tensor, mask: Tensor) -> Tensor:
    """Return the rows of a batch of texts, (texts, pieces, width); `mask` is 0 where a text has ended."""
    rows = functional.embedding(ids, told["words"]) + told["places"][: ids.shape[1]]
    rows = _dropped(_norm(told, "embedded", rows))
    hidden = torch.where(mask[:, None, None, :] > 0, 0.0, -1e4)
    for at in range(shape.layers):
        name = f"layer{at}."
        split = _dense(told, f"{name}attending", rows)
        asks, keys, values = split.unflatten(-1, (3, shape.heads, -1)).permute(2, 0, 3, 1, 4)
        taken = functional.scaled_dot_product_attention(
            asks, keys, values, attn_mask=hidden.to(asks.dtype), dropout_p=_DROPPED
        )
        joined = _dense(told, f"{name}joining", taken.transpose(1, 2).flatten(2))
        rows = _norm(told, f"{name}joined", rows + _dropped(joined))
        wide = functional.gelu(_dense(told, f"{name}widening", rows))
        rows = _norm(told, f"{name}passed", rows + _dropped(_dense(told, f"{name}narrowing", wide)))
    return rows.float()


def losses(told: Parameters, rows: Tensor, batch: Batch) -> Iterator[Tensor]:
    """Yield what the answers of a batch cost, question by question, each as a sum over those asked."""
    for head in HEADS:
        asked = batch.asked.get(head)
        if asked is None:
            continue
        units = _dropped(functional.gelu(_dense(told, f"head.{head}", _beside(rows, asked.spans, head))))
        for question, (places, answers) in asked.plain.items():
            scores = _dense(told, f"head.{question}", units[places])
            yield functional.cross_entropy(scores, answers, reduction="sum")
        if head == CASE:
            odds = _dense(told, "head.cause", units)[:, 0]
            yield functional.binary_cross_entropy_with_logits(odds, asked.causes, reduction="sum")
            places, categories, effects, ways = asked.drivers
            if len(places):
                of_kind = units[places] + told["told.category"][categories]
                yield _cost(told, "category", units[places], categories)
                yield _cost(told, "effect", of_kind, effects)
                yield _cost(told, "way", functional.gelu(of_kind + told["told.effect"][effects]), ways)


def _cost(told: Parameters, question: str, units: Tensor, answers: Tensor) -> Tensor:
    return functional.cross_entropy(_dense(told, f"head.{question}", units), answers, reduction="sum")


def _dense(told: Parameters, name: str, rows: Tensor) -> Tensor:
    return functional.linear(rows, told[f"{name}.weights"], told[f"{name}.biases"])


def _norm(told: Parameters, name: str, rows: Tensor) -> Tensor:
    return functional.layer_norm(
        rows.float(), rows.shape[-1:], told[f"{name}.gains"], told[f"{name}.biases"], _EPSILON
    )


def _dropped(rows: Tensor) -> Tensor:
    return functional.dropout(rows, _DROPPED)


def _beside(rows: Tensor, spans: Tensor, head: str) -> Tensor:
    """Return for each span (text, first, last, left, right) the rows that its head takes in, side by side."""
    text, first, last, left, right = spans.unbind(1)
    sums = functional.pad(rows.cumsum(1), (0, 0, 1, 0))

    def mean(begin: Tensor, end: Tensor) -> Tensor:
        return (sums[text, end] - sums[text, begin]) / (end - begin)[:, None]

    parts = [mean(first, last), rows[text, first - 1], rows[text, last], rows[text, 0]]
    if HEADS[head] == len(parts) + 1:
        parts.append(mean(left, right))
    return torch.cat(parts, 1)
