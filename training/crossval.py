"""Cross-validation: what weights reach on months that they were not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unittest.mock import patch

from eval.align import align_drivers
from eval.goldset import GoldSet
from eval.records import DriverRecord, gold_records
from extract.annotate import annotate
from extract.resolve import resolve
from extract.rules import Rules
from extract.rules.drivers import models
from training.learn import learn
from training.rows import SectionRows

__all__ = ["Tally", "f1", "held_out", "tally"]

Tally = tuple[int, int, int]
"""Drivers right by evidence, effect, category and direction; drivers predicted; drivers labelled."""

_FOLDS = 5


def f1(counts: Tally) -> float:
    """Return F1; 0 where there is nothing to find and nothing found."""
    right, predicted, labelled = counts
    return 2 * right / (predicted + labelled) if predicted + labelled else 0.0


def held_out(
    sets: Sequence[GoldSet], rows: Mapping[str, Sequence[SectionRows]]
) -> Iterator[tuple[str, Tally]]:
    """Yield the tally of each of `sets` by weights that were learned without it and its fold.

    `rows` are by month; months that are in no set are learned from always.
    """
    for fold in range(min(_FOLDS, len(sets))):
        left_out = {gold.name for gold in sets[fold::_FOLDS]}
        others = [section for month, listed in rows.items() if month not in left_out for section in listed]
        with patch.object(models, "weights_of", learn(others).__getitem__):
            yield from ((gold.name, tally(gold)) for gold in sets[fold::_FOLDS])


def tally(gold: GoldSet) -> Tally:
    """Return the tally of the `dev` sections of a set, by the weights in force."""
    right = predicted = labelled = 0
    for section in gold.sections:
        if section.split != "dev":
            continue
        text = annotate(section.text, gold.month)
        drivers = [
            DriverRecord(
                d.id, d.category, d.cause, d.effect, d.direction, d.period, d.status, d.segment, d.region,
                d.entity, (d.evidence.start, d.evidence.end),
            )
            for d in resolve(text, Rules().answer(text).answer).drivers
        ]  # fmt: skip
        wanted = gold_records(section.labels, section.base).drivers
        pairs = align_drivers(wanted, drivers)
        right += sum(a.category is b.category and a.direction is b.direction for a, b in pairs)
        predicted, labelled = predicted + len(drivers), labelled + len(wanted)
    return right, predicted, labelled
