"""Batches: examples of about one length as tensors, in an order that is drawn anew each round."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import torch

from extract.rules.encoder.encoded import BEFORE, BEHIND, headed
from extract.rules.encoder.heads import CASE, CLASSES, FIELDS
from extract.rules.encoder.pieces import END, pieces_of
from training.encoder.examples import Asked, Example

__all__ = ["Batch", "OfHead", "Prepared", "batches", "classes_of", "prepared"]

Tensor = Any
_DRIVER = ("category", "effect", "way")
_TOGETHER, _EVEN = 20, 32
_NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """What is asked, with its first piece, the one behind its last, and those of what is around it."""

    asked: Asked
    first: int
    last: int
    left: int
    right: int
    told_of: Mapping[str, Sequence[tuple[int, int]]]
    """By field the first and the last piece of each run that names it; the first of the text for nothing."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as pieces, with what is asked of them."""

    ids: Sequence[int]
    placed: Sequence[_Placed]


@dataclass(frozen=True, slots=True)
class OfHead:
    """What a batch asks of a head.

    `spans` are (text, first, last, left, right); `plain` by question the places among them and the numbers of
    the right classes; `causes` is 1 for each that is one, else 0; `drivers` are places, categories, effects
    and ways. `told_of` are places, numbers of fields, first and last pieces, (asked, runs), and 1 for each of
    these that is there, else 0.
    """

    spans: Tensor
    plain: Mapping[str, tuple[Tensor, Tensor]]
    causes: Tensor
    drivers: tuple[Tensor, Tensor, Tensor, Tensor]
    told_of: tuple[Tensor, Tensor, Tensor, Tensor, Tensor] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts as pieces, (texts, pieces), with a mask, and what is asked of each head."""

    ids: Tensor
    mask: Tensor
    asked: Mapping[str, OfHead]


def classes_of(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """Return the classes of each question: all answers that are met, in order; a cause has one class."""
    met: dict[str, set[str]] = {name: set() for name in CLASSES}
    for example in examples:
        for asked in example.asked:
            for answers in asked.answers:
                for question, answer in answers.items():
                    met[question].add(answer)
    return {name: ("cause",) if name == "cause" else tuple(sorted(met[name])) for name in CLASSES}


def prepared(example: Example, room: int) -> Prepared:
    """Return an example as pieces, of which `room` are read: what is asked beyond them is left out."""
    head, body = headed(example.heading), pieces_of(example.body)
    size = min(len(body.ids), room - len(head) - 1)
    ids = [*head, *body.ids[:size], END]
    placed = []
    for asked in example.asked:
        run = _pieces(body.starts[:size], body.ends[:size], asked.run)
        part = run if asked.part is None else _pieces(body.starts[:size], body.ends[:size], asked.part)
        if run is None or part is None:
            continue
        first, last = (len(head) + place for place in run)
        around = (
            (first - BEFORE, last + BEHIND)
            if asked.part is None
            else (len(head) + part[0], len(head) + part[1])
        )
        told_of = {
            name: [_NOWHERE]
            if not runs
            else [
                (len(head) + found[0], len(head) + found[1] - 1)
                for found in (_pieces(body.starts[:size], body.ends[:size], each) for each in runs)
                if found is not None
            ]
            for name, runs in asked.told_of.items()
        }
        placed.append(_Placed(asked, first, last, max(1, around[0]), min(len(ids), around[1]), told_of))
    return Prepared(ids, placed)


def _pieces(starts: Sequence[int], ends: Sequence[int], run: tuple[int, int]) -> tuple[int, int] | None:
    first, last = bisect_right(ends, run[0]), bisect_left(starts, run[1])
    return (first, last) if first < last else None


def batches(
    texts: Sequence[Prepared], size: int, classes: Mapping[str, Sequence[str]], drawn: Random
) -> Iterator[Batch]:
    """Yield the batches of one round: texts of about one length together, in an order that is drawn."""
    order = list(range(len(texts)))
    drawn.shuffle(order)
    groups: list[list[int]] = []
    for begin in range(0, len(order), size * _TOGETHER):
        group = sorted(order[begin : begin + size * _TOGETHER], key=lambda at: len(texts[at].ids))
        groups += [group[at : at + size] for at in range(0, len(group), size)]
    drawn.shuffle(groups)
    numbers = {name: {member: at for at, member in enumerate(named)} for name, named in classes.items()}
    for group in groups:
        yield _batch([texts[at] for at in group], numbers)


def _batch(texts: Sequence[Prepared], numbers: Mapping[str, Mapping[str, int]]) -> Batch:
    width = -(-max(len(text.ids) for text in texts) // _EVEN) * _EVEN  # few shapes: memory is used again
    ids = torch.zeros(len(texts), width, dtype=torch.long)
    mask = torch.zeros(len(texts), width)
    by_head: dict[str, list[tuple[int, _Placed]]] = {}
    for at, text in enumerate(texts):
        ids[at, : len(text.ids)] = torch.tensor(text.ids)
        mask[at, : len(text.ids)] = 1
        for placed in text.placed:
            by_head.setdefault(placed.asked.head, []).append((at, placed))
    return Batch(ids, mask, {head: _of_head(head, listed, numbers) for head, listed in by_head.items()})


def _of_head(
    head: str, listed: Sequence[tuple[int, _Placed]], numbers: Mapping[str, Mapping[str, int]]
) -> OfHead:
    spans = torch.tensor([[at, p.first, p.last, p.left, p.right] for at, p in listed])
    told = [(place, each) for place, (_, p) in enumerate(listed) for each in p.asked.answers]
    plain: dict[str, tuple[Tensor, Tensor]] = {}
    drivers = tuple(torch.tensor([], dtype=torch.long) for _ in range(4))
    if head == CASE and told:
        named = [[numbers[question][each[question]] for question in _DRIVER] for _, each in told]
        drivers = (torch.tensor([place for place, _ in told]), *torch.tensor(named).unbind(1))
    elif head != CASE:
        for question in dict.fromkeys(question for _, each in told for question in each):
            asked = [(place, numbers[question][each[question]]) for place, each in told if question in each]
            plain[question] = tuple(torch.tensor(column) for column in zip(*asked, strict=True))
    causes = torch.tensor([float(bool(p.asked.answers)) for _, p in listed])
    return OfHead(spans, plain, causes, drivers, _told_of([p for _, p in listed]))


def _told_of(listed: Sequence[_Placed]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor] | None:
    asked = [
        (place, FIELDS.index(name), runs)
        for place, placed in enumerate(listed)
        for name, runs in placed.told_of.items()
        if runs
    ]
    if not asked:
        return None
    most = max(len(runs) for _, _, runs in asked)
    padded = torch.tensor([[*runs, *[_NOWHERE] * (most - len(runs))] for _, _, runs in asked])
    there = torch.tensor([[1.0] * len(runs) + [0.0] * (most - len(runs)) for _, _, runs in asked])
    places, fields = (torch.tensor(column) for column in zip(*((p, f) for p, f, _ in asked), strict=True))
    return places, fields, padded[..., 0], padded[..., 1], there
