"""What the overview draws: the headline change of production of each section, and the drivers counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.periods import month_after
from schemas.records import Metric, SectionResult
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["Change", "DriverCount", "Headline", "count_drivers", "headline"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of production: per cent, or only the way it went; `of` names a part, None for the whole."""

    percent: float | None
    direction: Direction | None
    of: str | None


@dataclass(frozen=True, slots=True)
class Headline:
    """A section's changes: (month, month after) against the month before, and against the year before."""

    mom: tuple[Change | None, Change | None]
    yoy: tuple[Change | None, Change | None]

    def __bool__(self) -> bool:
        """Tell whether there is anything to draw."""
        return any((*self.mom, *self.yoy))


@dataclass(frozen=True, slots=True)
class DriverCount:
    """How many drivers of a category push a way: those of what happened, and those of what is expected."""

    actual: int = 0
    expected: int = 0


def headline(result: SectionResult) -> Headline:
    """Return a section's headline changes: of the whole where the text gives it, else of the first part."""
    months = ((result.month, Status.ACTUAL), (month_after(result.month), Status.FORECAST))

    def pair(basis: Basis) -> tuple[Change | None, Change | None]:
        now, after = (_best(_changes(result.metrics, basis, month, status)) for month, status in months)
        return now, after

    return Headline(pair(Basis.MOM), pair(Basis.YOY))


def _changes(metrics: Iterable[Metric], basis: Basis, month: str, status: Status) -> Iterator[Metric]:
    for metric in metrics:
        if (metric.indicator, metric.basis) != (Indicator.PRODUCTION, basis):
            continue
        if (metric.period, metric.status) == (month, status) and metric.unit in ("percent", None):
            yield metric


def _best(metrics: Iterable[Metric]) -> Change | None:
    """Choose a figure before a movement, the whole before a part, and what stands first."""
    best = min(metrics, key=lambda metric: (metric.value is None, _part(metric) is not None), default=None)
    if best is None:
        return None
    percent = None if best.value is None else float(best.value)
    return Change(percent, best.direction, _part(best))


def _part(metric: Metric) -> str | None:
    return ", ".join(part for part in (metric.segment, metric.region, metric.entity) if part) or None


def count_drivers(results: Iterable[SectionResult]) -> dict[str, dict[Direction, DriverCount]]:
    """Count drivers by category and direction, the most frequent category first."""
    counts: Counter[tuple[str, Direction, bool]] = Counter()
    for result in results:
        for driver in result.drivers:
            counts[str(driver.category), driver.direction, driver.status is Status.ACTUAL] += 1
    totals: Counter[str] = Counter()
    for (category, _, _), count in counts.items():
        totals[category] += count
    return {
        category: {way: DriverCount(counts[category, way, True], counts[category, way, False])
                   for way in Direction}
        for category, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    }  # fmt: skip
