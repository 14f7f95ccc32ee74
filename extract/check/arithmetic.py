"""Levels, changes and percentages of one quantity must agree within their printed rounding.

Every level that the text states, and every level that its changes imply, is an interval. With level
L, change D and percentage p on one basis: the base, which is the level of the period compared with,
is L - D, or L / (1 + p/100), or 100 D / p; and the level is 100 D / p + D. All intervals of one
quantity in one period must share a number, pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.check.rounding import Interval, interval
from extract.document import Annotated
from extract.findings import Finding
from schemas.periods import month_after
from schemas.records import Driver, Metric
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, FindingCode, Status

__all__ = ["levels_and_changes"]

_MONTHS_BACK = {Basis.MOM: 1, Basis.YOY: 12}
_MONTH_LENGTH = 7
_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW, UnitKind.MONEY_PER_MEASURE, UnitKind.COUNT)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A stated or implied level of one quantity in one month, with the records it stands on."""

    key: tuple[object, ...]
    level: Interval
    records: tuple[Metric, ...]
    is_base: bool


def levels_and_changes(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Report levels of one quantity that disagree, and pairs of implied levels that share no number.

    Where the stated levels of a quantity in a period disagree among themselves, which of them a
    change belongs to is open, so nothing is derived for that quantity.
    """
    found, torn = _torn_levels(section, metrics)
    usable = [metric for metric in metrics if _quantity(metric) not in torn]
    by_key: dict[tuple[object, ...], list[_Estimate]] = {}
    for estimate in _estimates(section, usable):
        by_key.setdefault(estimate.key, []).append(estimate)
    seen: set[frozenset[str]] = set()
    for estimates in by_key.values():
        for first, second in combinations(estimates, 2):
            if first.level.meets(second.level):
                continue
            records = {metric.id: metric for metric in (*first.records, *second.records)}
            if frozenset(records) not in seen:
                seen.add(frozenset(records))
                found.append(_disagreement(first, second, list(records.values())))
    return found


def _torn_levels(
    section: Annotated, metrics: Sequence[Metric]
) -> tuple[list[Finding], set[tuple[object, ...]]]:
    """Return one finding for each quantity with two levels for one period, and those quantities."""
    groups: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        if metric.basis is Basis.LEVEL and metric.value is not None:
            groups.setdefault((*_quantity(metric), metric.period, metric.unit), []).append(metric)
    found, torn = [], set()
    for key, levels in groups.items():
        ends = [end for end in (interval(section, level) for level in levels) if end is not None]
        if any(not a.meets(b) for a, b in combinations(ends, 2)):
            torn.add(key[:-2])
            message = "one quantity is given two levels for one period"
            found.append(_finding(FindingCode.LEVELS_DISAGREE, message, levels))
    return found, torn


def _estimates(section: Annotated, metrics: Sequence[Metric]) -> Iterator[_Estimate]:
    monthly = [m for m in metrics if m.value is not None and len(m.period) == _MONTH_LENGTH]
    groups: dict[tuple[object, ...], list[Metric]] = {}
    for metric in monthly:
        groups.setdefault((*_quantity(metric), metric.period), []).append(metric)
    for key, group in groups.items():
        levels = [m for m in group if m.basis is Basis.LEVEL]
        for level in levels:
            stated = interval(section, level)
            if stated is not None:
                yield _Estimate((*key, level.unit), stated, (level,), is_base=False)
        for basis, back in _MONTHS_BACK.items():
            changes = [m for m in group if m.basis is basis]
            before = (*key[:-1], month_after(str(key[-1]), -back))
            yield from _from_levels(section, before, levels, changes)
            yield from _from_changes(section, key, before, changes)


def _from_levels(
    section: Annotated, before: tuple[object, ...], levels: list[Metric], changes: list[Metric]
) -> Iterator[_Estimate]:
    for level in levels:
        for change in changes:
            total, moved = interval(section, level), interval(section, change)
            if total is None or moved is None:
                continue
            base = None
            if _own_terms(change, level):
                base = total.minus(moved)
            elif change.unit == "percent" and _is_amount(level):
                base = total.before_percent(moved)
            if base is not None:
                yield _Estimate((*before, level.unit), base, (level, change), is_base=True)


def _from_changes(
    section: Annotated, key: tuple[object, ...], before: tuple[object, ...], changes: list[Metric]
) -> Iterator[_Estimate]:
    for change in changes:
        for percent in changes:
            if not _is_amount(change) or percent.unit != "percent":
                continue
            moved, printed = interval(section, change), interval(section, percent)
            base = moved.whole_of(printed) if moved and printed else None
            if base is None or moved is None:
                continue
            records = (change, percent)
            yield _Estimate((*before, change.unit), base, records, is_base=True)
            yield _Estimate((*key, change.unit), base.plus(moved), records, is_base=False)


def _quantity(metric: Metric) -> tuple[object, ...]:
    scope = (metric.segment, metric.region, metric.entity)
    return (metric.indicator, *((text or "").casefold() for text in scope))


def _is_amount(metric: Metric) -> bool:
    return metric.unit is not None and unit_kind(metric.unit) in _AMOUNTS


def _own_terms(change: Metric, level: Metric) -> bool:
    """Tell whether a change is in its level's own terms: points for a rate, tonnes for tonnes."""
    if level.unit == "percent":
        return change.unit == "percentage_point"
    return change.unit == level.unit


def _disagreement(first: _Estimate, second: _Estimate, records: Sequence[Metric]) -> Finding:
    bases = {estimate.is_base for estimate in (first, second)}
    statuses = {metric.status for metric in records}
    if len({metric.period for metric in records}) == 1:
        code = FindingCode.CHANGE_AGAINST_PERCENT
        message = "level, change and percentage of one period do not agree"
    elif bases == {True, False} and statuses == {Status.ACTUAL, Status.FORECAST}:
        code = FindingCode.BASE_AGAINST_ACTUAL
        message = "the base of the forecast is not the actual"
    else:
        code = FindingCode.CHANGE_AGAINST_LEVELS
        message = "the changes do not lead from one level to the other"
    return _finding(code, message, records)


def _finding(code: FindingCode, message: str, records: Sequence[Metric]) -> Finding:
    spans = tuple((m.figure.start, m.figure.end) for m in records if m.figure is not None)
    return Finding(code, message, spans, tuple(metric.id for metric in records))
