"""Alignment: which predicted record speaks of which gold record, decided without a look at the values.

Metrics: equal keys first; then an optimal one-to-one assignment (Kuhn-Munkres, as scipy's
`linear_sum_assignment`) of what is left, by weighted similarity of the keys. A pair that is less
alike than the threshold is a miss and a spurious record, not a bad match; two records that stand in
different places of the text must be more alike than two on the same figure. Ties go by the overlap
of the figures' spans, then of the evidence.

Drivers: the effect must be equal and the evidence must overlap; among those pairs as many as possible
are made, and category, then direction, status, period and overlap break ties, in this order.

No result depends on the order of the records: both sides are put into one order first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TypeVar

from eval.normalise import text_similarity
from eval.records import DriverRecord, Kind, MetricRecord, Span

__all__ = [
    "APART_THRESHOLD",
    "EVIDENCE_THRESHOLD",
    "KEY_THRESHOLD",
    "align_drivers",
    "align_metrics",
    "assign",
    "containment",
    "jaccard",
    "key_similarity",
]

KEY_THRESHOLD = 0.70
"""Least key similarity of two records on one place of the text: one wrong key passes, two seldom."""
APART_THRESHOLD = 0.88
"""Least key similarity of two records in different places: the status or the scope may differ, no more."""
EVIDENCE_THRESHOLD = 0.50
"""Least share of the shorter evidence that lies in the other one, for two drivers."""

_WEIGHTS = {"indicator": 0.23, "basis": 0.19, "kind": 0.14, "time": 0.14, "status": 0.10}
_TEXT_WEIGHTS = {"segment": 0.08, "region": 0.06, "entity": 0.06}
_TIE = 0.04
"""What one place is worth: less than any key that is equal, as much as a text that is only alike."""

_Record = TypeVar("_Record", MetricRecord, DriverRecord)


def jaccard(a: Span | None, b: Span | None) -> float:
    """Return what two spans share, as a part of what they cover together (0 to 1)."""
    if a is None or b is None:
        return 0.0
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def containment(a: Span, b: Span) -> float:
    """Return what two spans share, as a part of the shorter one: 1 where one holds the other."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / min(a[1] - a[0], b[1] - b[0]) if shared > 0 else 0.0


def key_similarity(gold: MetricRecord, predicted: MetricRecord) -> float:
    """Return how alike two keys are, 0 to 1: the weights of the equal ones, text by degree."""
    equal = sum(w for name, w in _WEIGHTS.items() if getattr(gold, name) == getattr(predicted, name))
    return equal + sum(
        w * text_similarity(getattr(gold, name), getattr(predicted, name))
        for name, w in _TEXT_WEIGHTS.items()
    )


def align_metrics(
    gold: Sequence[MetricRecord], predicted: Sequence[MetricRecord]
) -> list[tuple[MetricRecord, MetricRecord]]:
    """Return the pairs (gold, predicted), each record in at most one."""
    ours, theirs = _ordered(gold), _ordered(predicted)
    pairs: list[tuple[MetricRecord, MetricRecord]] = []
    by_key: dict[tuple[object, ...], tuple[list[MetricRecord], list[MetricRecord]]]
    by_key = defaultdict(lambda: ([], []))
    for side, records in enumerate((ours, theirs)):
        for record in records:
            by_key[record.key][side].append(record)
    left: tuple[list[MetricRecord], list[MetricRecord]] = ([], [])
    for equal_gold, equal_predicted in by_key.values():
        matched = assign(equal_gold, equal_predicted, lambda a, b: 1 + _place(a, b))
        pairs += [(equal_gold[i], equal_predicted[j]) for i, j in matched]
        left[0].extend(r for i, r in enumerate(equal_gold) if i not in {i for i, _ in matched})
        left[1].extend(r for j, r in enumerate(equal_predicted) if j not in {j for _, j in matched})
    pairs += [(left[0][i], left[1][j]) for i, j in assign(*left, _likeness)]
    return pairs


def align_drivers(
    gold: Sequence[DriverRecord], predicted: Sequence[DriverRecord]
) -> list[tuple[DriverRecord, DriverRecord]]:
    """Return the pairs (gold, predicted), each record in at most one."""
    ours, theirs = _ordered(gold), _ordered(predicted)
    base = min(len(ours), len(theirs)) + 1  # no number of lesser ties outweighs a greater one

    def likeness(a: DriverRecord, b: DriverRecord) -> float:
        if a.effect != b.effect or containment(a.evidence, b.evidence) < EVIDENCE_THRESHOLD:
            return 0.0
        ties = (
            a.category == b.category,
            a.direction == b.direction,
            a.status == b.status,
            a.period == b.period,
        )
        weight = 1.0
        for tie in ties:
            weight = weight * base + tie
        return weight * base + jaccard(a.evidence, b.evidence)

    return [(ours[i], theirs[j]) for i, j in assign(ours, theirs, likeness)]


def assign(
    rows: Sequence[_Record], columns: Sequence[_Record], weight: Callable[[_Record, _Record], float]
) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (row, column) of the greatest sum of weights; weight 0 is no pair."""
    if not rows or not columns:
        return []
    if len(rows) == len(columns) == 1:
        return [(0, 0)] if weight(rows[0], columns[0]) > 0 else []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    weights = np.array([[weight(row, column) for column in columns] for row in rows])
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in chosen if weights[i, j] > 0]


def _likeness(a: MetricRecord, b: MetricRecord) -> float:
    similarity = key_similarity(a, b)
    place = _place(a, b)
    threshold = KEY_THRESHOLD if place > 0 else APART_THRESHOLD
    # The sums are of a few decimal weights: a hair below the threshold is on it.
    return similarity + _TIE * place if similarity >= threshold - 1e-9 else 0.0


def _place(a: MetricRecord, b: MetricRecord) -> float:
    """Return how far two metrics stand in one place: 0 where they do not, figure before evidence."""
    evidence = 1e-3 * jaccard(a.evidence, b.evidence)
    if Kind.MOVEMENT in (a.kind, b.kind):
        return evidence
    figure = jaccard(a.figure, b.figure)
    return figure + evidence if figure else 0.0


def _ordered(records: Sequence[_Record]) -> list[_Record]:
    """Return the records by place in the text; those in one place in an order that tells nothing."""

    def order(record: _Record) -> tuple[Span, Span, str]:
        figure = record.figure if isinstance(record, MetricRecord) else None
        fields = [getattr(record, name) for name in record.__slots__ if name not in ("id", "more")]
        return figure or record.evidence, record.evidence, sha256(repr(fields).encode()).hexdigest()

    return sorted(records, key=order)
