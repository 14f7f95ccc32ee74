"""Counts of right, spurious and missed, and the ratios made from them; undefined is None."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["NOTHING", "Counts", "mean", "plain", "total"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right (`tp`), predicted wrongly (`fp`) and missed (`fn`).

    Whole numbers, but where repeats of a run are averaged.
    """

    tp: float = 0
    fp: float = 0
    fn: float = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both together."""
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """Return tp / (tp + fp); None where nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Return tp / (tp + fn); None where there was nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """Return 2 tp / (2 tp + fp + fn); None where there was nothing on either side."""
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None

    def to_json(self) -> list[float]:
        """Return [tp, fp, fn], whole numbers as such."""
        return [plain(count) for count in (self.tp, self.fp, self.fn)]


NOTHING = Counts()


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return sum(counts, NOTHING)


def mean(counts: Sequence[Counts]) -> Counts:
    """Return the mean of the counts of one or more repeats."""
    whole, n = total(counts), len(counts)
    return Counts(whole.tp / n, whole.fp / n, whole.fn / n)


def plain(count: float) -> float:
    """Return a count as JSON should show it: a whole number as one."""
    return int(count) if count == int(count) else count
