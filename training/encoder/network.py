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

from extract.rules.encoder.heads import CASE, FIELDS, FIGURE, MOVE
from training.encoder.batches import Batch, OfHead

__all__ = ["HEADS", "Shape", "fresh_heads", "losses", "rows_of"]

Tensor = Any
Parameters = dict[str, Tensor]
HEADS = {CASE: 5, FIGURE: 5, MOVE: 4}
"""How many rows of the encoder stand side by side before the units of a head."""
_UNITS = 256
_EPSILON = 1e-12
_DROPPED = 0.1
_FIRST = 0.02
_HIDDEN = -1e4
_OF_POINTING = 1 / 3
"""What is told of counts as one question, not as three."""


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
    sizes |= {f"{name}.told": (2 * len(FIELDS) * width, _UNITS) for name in HEADS}
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
    ended = mask == 0
    for at in range(shape.layers):
        name = f"layer{at}."
        split = _dense(told, f"{name}attending", rows)
        asks, keys, values = split.unflatten(-1, (3, shape.heads, -1)).permute(2, 0, 3, 1, 4)
        hidden = torch.zeros_like(keys[..., 0]).masked_fill(_passed_over(ended, shape.heads), _HIDDEN)
        taken = functional.scaled_dot_product_attention(asks, keys, values, attn_mask=hidden[:, :, None])
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
        if asked.told_of is not None:
            yield _OF_POINTING * _pointing(told, head, rows, batch.mask, asked, units)
        if head == CASE:
            odds = _dense(told, "head.cause", units)[:, 0]
            yield functional.binary_cross_entropy_with_logits(odds, asked.causes, reduction="sum")
            places, categories, effects, ways = asked.drivers
            if len(places):
                of_kind = units[places] + told["told.category"][categories]
                yield _cost(told, "category", units[places], categories)
                yield _cost(told, "effect", of_kind, effects)
                yield _cost(told, "way", functional.gelu(of_kind + told["told.effect"][effects]), ways)


def _pointing(
    told: Parameters, head: str, rows: Tensor, mask: Tensor, asked: OfHead, units: Tensor
) -> Tensor:
    """Return what pointing to the runs that tell something costs, whichever of them is pointed to."""
    assert asked.told_of is not None
    text = asked.spans[asked.told_of[0], 0]
    order = text.argsort(stable=True)  # texts one by one: rows are not copied for each that is asked
    text, (places, fields, first, last, there) = text[order], (each[order] for each in asked.told_of)
    pointers = _dense(told, f"head.{head}.told", units).unflatten(1, (len(FIELDS), 2, -1))[places, fields]
    numbers, sizes = text.unique_consecutive(return_counts=True)
    parts = zip(numbers.tolist(), pointers.split(sizes.tolist()), strict=True)
    points = torch.cat([asks @ rows[at].T for at, asks in parts]) / math.sqrt(rows.shape[2])
    logs = functional.log_softmax(points.masked_fill(mask[text][:, None] == 0, _HIDDEN), 2)
    of_runs = logs[:, 0].gather(1, first) + logs[:, 1].gather(1, last)
    return -of_runs.masked_fill(there == 0, _HIDDEN).logsumexp(1).sum()


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


def _passed_over(ended: Tensor, heads: int) -> Tensor:
    """Return which pieces each head attends to nowhere, (texts, heads, pieces): a share, and where none is.

    A piece is passed over as a whole (DropAttention by columns: Zehui and others, 2019): to draw for each
    pair of pieces takes as long as all else in a step.
    """
    drawn = torch.rand(ended.shape[0], heads, ended.shape[1]) < _DROPPED
    return drawn | ended[:, None]


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
