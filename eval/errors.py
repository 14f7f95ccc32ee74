"""What kind of mistake each wrong record is, with both readings.

A record may be wrong in several ways: each is an entry. Kinds of metrics and drivers:

    missing spurious duplicate                         a record too few, or too many
    scale sign unit neighbour range value              a wrong number
    figure_for_movement movement_for_figure            a figure where there is none, or none for one
    mom_for_yoy basis indicator period status          a right number of something else
    actual_for_forecast direction hedge
    segment region entity
    category reversed                                  of drivers alone
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.agree import driver_field_agrees, metric_field_agrees
from eval.align import containment, jaccard
from eval.records import DriverRecord, Kind, MetricRecord, reading
from schemas.vocabulary import Basis, Direction, Status

__all__ = ["SEVERITIES", "Mistake", "driver_mistakes", "metric_mistakes"]

_SEVERE = {
    "scale",
    "sign",
    "unit",
    "neighbour",
    "range",
    "value",
    "figure_for_movement",
    "mom_for_yoy",
    "reversed",
}
_MINOR = {"duplicate", "hedge", "segment", "region", "entity"}
SEVERITIES = ("severe", "major", "minor")
"""severe: a wrong number that looks right, or a cause that pushes the other way; minor: hedge and scope."""

MetricPairs = Sequence[tuple[MetricRecord, MetricRecord]]
DriverPairs = Sequence[tuple[DriverRecord, DriverRecord]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `side` is "metric" or "driver"; a reading is None where that side has no record.

    `repeat` numbers the run, where several over the same section are averaged.
    """

    section: str
    side: str
    kind: str
    gold: dict[str, Any] | None
    predicted: dict[str, Any] | None
    repeat: int | None = None

    @property
    def severity(self) -> str:
        """Return how bad it is, one of `SEVERITIES`."""
        return "severe" if self.kind in _SEVERE else "minor" if self.kind in _MINOR else "major"

    def to_json(self) -> dict[str, Any]:
        """Return the entry of `scores.json`."""
        return {
            "section": self.section,
            "side": self.side,
            "kind": self.kind,
            "severity": self.severity,
            "gold": self.gold,
            "predicted": self.predicted,
            **({} if self.repeat is None else {"repeat": self.repeat}),
        }


def metric_mistakes(
    section: str, gold: Sequence[MetricRecord], predicted: Sequence[MetricRecord], pairs: MetricPairs
) -> list[Mistake]:
    """Return every mistake of one section's metrics, those of aligned pairs first."""
    found = [
        Mistake(section, "metric", kind, reading(a), reading(b))
        for a, b in pairs
        for kind in _metric_kinds(a, b, gold)
    ]
    taken = {id(record) for pair in pairs for record in pair}
    found += [Mistake(section, "metric", "missing", reading(a), None) for a in gold if id(a) not in taken]
    for record in predicted:
        if id(record) not in taken:
            twice = any(_told_twice(record, other) for _, other in pairs)
            kind = "duplicate" if twice else "spurious"
            found.append(Mistake(section, "metric", kind, None, reading(record)))
    return found


def driver_mistakes(
    section: str, gold: Sequence[DriverRecord], predicted: Sequence[DriverRecord], pairs: DriverPairs
) -> list[Mistake]:
    """Return every mistake of one section's drivers, those of aligned pairs first."""
    found = [
        Mistake(section, "driver", kind, reading(a), reading(b))
        for a, b in pairs
        for kind in _driver_kinds(a, b)
    ]
    taken = {id(record) for pair in pairs for record in pair}
    found += [Mistake(section, "driver", "missing", reading(a), None) for a in gold if id(a) not in taken]
    for record in predicted:
        if id(record) not in taken:
            twice = any(_caused_twice(record, other) for _, other in pairs)
            kind = "duplicate" if twice else "spurious"
            found.append(Mistake(section, "driver", kind, None, reading(record)))
    return found


def _metric_kinds(
    gold: MetricRecord, predicted: MetricRecord, others: Sequence[MetricRecord]
) -> Iterable[str]:
    if not metric_field_agrees("indicator", gold, predicted):
        yield "indicator"
    if gold.basis != predicted.basis:
        yield "mom_for_yoy" if {gold.basis, predicted.basis} == {Basis.MOM, Basis.YOY} else "basis"
    if not metric_field_agrees("period", gold, predicted):
        yield "period"
    if gold.status != predicted.status:
        swapped = {gold.status, predicted.status} == {Status.ACTUAL, Status.FORECAST}
        yield "actual_for_forecast" if swapped else "status"
    yield from _number_kinds(gold, predicted, others)
    if gold.direction != predicted.direction:
        yield "direction"
    if gold.qualifier != predicted.qualifier and Kind.MOVEMENT not in (gold.kind, predicted.kind):
        yield "hedge"
    yield from (name for name in _SCOPE if not metric_field_agrees(name, gold, predicted))


_SCOPE = ("segment", "region", "entity")


def _number_kinds(
    gold: MetricRecord, predicted: MetricRecord, others: Sequence[MetricRecord]
) -> Iterable[str]:
    if gold.value is None or predicted.value is None:
        if gold.value is not None:
            yield "movement_for_figure"
        elif predicted.value is not None:
            yield "figure_for_movement"
        return
    if gold.unit != predicted.unit:
        yield "unit"
    if gold.value != predicted.value:
        if gold.value == -predicted.value:
            yield "sign"
        elif _apart_by_ten(gold, predicted):
            yield "scale"
        elif any(_told_there(predicted, other) for other in others if other is not gold):
            yield "neighbour"
        else:
            yield "value"
    elif gold.value_max != predicted.value_max:
        yield "range"


def _apart_by_ten(gold: MetricRecord, predicted: MetricRecord) -> bool:
    """Tell whether two different values have the same digits: a power of ten lies between them."""
    if not gold.value or not predicted.value:
        return False
    return abs(gold.value).normalize().as_tuple().digits == abs(predicted.value).normalize().as_tuple().digits


def _told_there(predicted: MetricRecord, other: MetricRecord) -> bool:
    """Tell whether a wrong value is that of another label: the same number, or the same characters."""
    same = (
        other.value is not None and predicted.value is not None and abs(other.value) == abs(predicted.value)
    ) and other.unit == predicted.unit
    return same or jaccard(other.figure, predicted.figure) > 0


def _told_twice(record: MetricRecord, other: MetricRecord) -> bool:
    return record.key == other.key and (record.value, record.value_max, record.unit) == (
        other.value,
        other.value_max,
        other.unit,
    )


def _driver_kinds(gold: DriverRecord, predicted: DriverRecord) -> Iterable[str]:
    if gold.category != predicted.category:
        yield "category"
    if gold.direction != predicted.direction:
        opposite = {gold.direction, predicted.direction} == {Direction.UP, Direction.DOWN}
        yield "reversed" if opposite and gold.category == predicted.category else "direction"
    if not driver_field_agrees("period", gold, predicted):
        yield "period"
    if gold.status != predicted.status:
        yield "actual_for_forecast"
    yield from (name for name in _SCOPE if not driver_field_agrees(name, gold, predicted))


def _caused_twice(record: DriverRecord, other: DriverRecord) -> bool:
    same = (record.category, record.effect, record.direction, record.status) == (
        other.category,
        other.effect,
        other.direction,
        other.status,
    )
    return same and containment(record.evidence, other.evidence) > 0
