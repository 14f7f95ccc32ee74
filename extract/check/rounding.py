"""Printed rounding: a printed number stands for every number that rounds to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.document import Annotated, Figure
from schemas.records import Metric
from schemas.vocabulary import Qualifier

__all__ = ["Interval", "figure_of", "interval"]

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of decimals; `low` is never above `high`."""

    low: Decimal
    high: Decimal

    def plus(self, other: Interval) -> Interval:
        """Return the sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """Return the differences."""
        return Interval(self.low - other.high, self.high - other.low)

    def percent_of(self, whole: Interval) -> Interval | None:
        """Return this as a percentage of `whole`, or None where `whole` may be zero or negative."""
        if whole.low <= 0:
            return None
        ends = [a * _HUNDRED / b for a in (self.low, self.high) for b in (whole.low, whole.high)]
        return Interval(min(ends), max(ends))

    def before_percent(self, change: Interval) -> Interval | None:
        """Return what this was before a change of `change` percent, or None where undefined."""
        if change.low <= -_HUNDRED or self.low < 0:
            return None
        return Interval(
            self.low * _HUNDRED / (_HUNDRED + change.high),
            self.high * _HUNDRED / (_HUNDRED + change.low),
        )

    def whole_of(self, percent: Interval) -> Interval | None:
        """Return the wholes of which this is `percent` percent, or None where that may be zero."""
        if percent.low <= 0 <= percent.high or (self.low < 0) != (percent.low < 0):
            return None
        ends = [a * _HUNDRED / b for a in (self.low, self.high) for b in (percent.low, percent.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Tell whether the two share a number."""
        return self.low <= other.high and other.low <= self.high


def figure_of(section: Annotated, metric: Metric) -> Figure | None:
    """Return the numbered figure that a metric stands on, or None."""
    if metric.figure is None:
        return None
    start = metric.figure.start
    return next((figure for figure in section.figures if figure.start == start), None)


def interval(section: Annotated, metric: Metric) -> Interval | None:
    """Return the numbers that a metric's printed value may stand for.

    Half a unit of the last printed digit either way; twice that for "about". None for a movement,
    a range, a one-sided hedge, or a figure that the answer quoted.
    """
    figure = figure_of(section, metric)
    if figure is None or metric.value is None or metric.value_max is not None:
        return None
    if metric.qualifier in (Qualifier.MORE_THAN, Qualifier.LESS_THAN):
        return None
    width = figure.step if metric.qualifier is Qualifier.APPROXIMATELY else figure.step / 2
    return Interval(metric.value - width, metric.value + width)
