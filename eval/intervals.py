"""Intervals: a seeded bootstrap over sections, bias-corrected and accelerated (BCa).

The statistic is F1 of pooled counts, the mean of sections' F1, or the difference of two pooled F1 on
the same sections. Sections are drawn whole, since the records of one are not independent. The
formulas are those of B. Efron, "Better Bootstrap Confidence Intervals", JASA 82 (1987), and of
`scipy.stats.bootstrap(paired=True)`, which gives the same figures from the same seed (a test holds
that); here all statistics share one matrix of draws. Undefined is None: fewer than two sections that
count, no spread between the draws, or draws without a score in more than `_MAX_UNDEFINED` of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from eval.counts import Counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "LEVEL",
    "RESAMPLES",
    "SEED",
    "Interval",
    "difference_interval",
    "f1_interval",
    "mean_interval",
    "spread",
]

Interval = tuple[float, float]

LEVEL = 0.95
RESAMPLES = 4999
SEED = 20250131
_MAX_UNDEFINED = 0.05
_CHUNK = 2_000_000


def f1_interval(counts: Sequence[Counts]) -> Interval | None:
    """Return the interval of the pooled F1 of sections (or clusters); counts in a fixed order."""
    table = _table(counts)
    return _bca(_f1(_draws(len(table)) @ table), _f1(_without_each(table)), _f1(table.sum(0)[None])[0])


def mean_interval(clusters: Sequence[Sequence[float]]) -> Interval | None:
    """Return the interval of the mean of all values of sections (or clusters of sections)."""
    import numpy as np

    table = np.array([[sum(values), len(values)] for values in clusters], dtype=np.float64).reshape(-1, 2)
    return _bca(_mean(_draws(len(table)) @ table), _mean(_without_each(table)), _mean(table.sum(0)[None])[0])


def difference_interval(base: Sequence[Counts], run: Sequence[Counts]) -> Interval | None:
    """Return the interval of F1(run) - F1(base), paired by section; (0, 0) where no section differs."""
    if list(base) == list(run):
        return (0.0, 0.0)
    a, b = _table(base), _table(run)
    draws = _draws(len(a))
    drawn = _f1(draws @ b) - _f1(draws @ a)
    left_out = _f1(_without_each(b)) - _f1(_without_each(a))
    return _bca(drawn, left_out, (_f1(b.sum(0)[None]) - _f1(a.sum(0)[None]))[0])


def spread(base: Sequence[Counts], run: Sequence[Counts]) -> float | None:
    """Return the standard error of the paired difference of F1, or None where it is undefined."""
    import numpy as np

    a, b = _table(base), _table(run)
    draws = _draws(len(a))
    drawn = _f1(draws @ b) - _f1(draws @ a)
    drawn = drawn[np.isfinite(drawn)]
    return float(drawn.std(ddof=1)) if len(drawn) > 1 and float(np.ptp(drawn)) > 0 else None


def _table(counts: Sequence[Counts]) -> Floats:
    import numpy as np

    return np.array([[c.tp, c.fp, c.fn] for c in counts], dtype=np.float64).reshape(-1, 3)


@lru_cache(maxsize=8)
def _draws(n: int) -> Floats:
    """Return how often each of n sections is drawn in each resample: shape (RESAMPLES, n)."""
    import numpy as np

    if n == 0:
        return np.zeros((RESAMPLES, 0))
    rng = np.random.default_rng(SEED)
    times = np.empty((RESAMPLES, n))
    step = max(1, _CHUNK // n)
    for start in range(0, RESAMPLES, step):
        chosen = rng.integers(0, n, (min(step, RESAMPLES - start), n))
        offset = np.arange(len(chosen))[:, None] * n
        flat = np.bincount((chosen + offset).ravel(), minlength=len(chosen) * n)
        times[start : start + len(chosen)] = flat.reshape(len(chosen), n)
    return times


def _without_each(table: Floats) -> Floats:
    left: Floats = table.sum(0)[None] - table
    return left


def _f1(sums: Floats) -> Floats:
    """Return F1 of rows (tp, fp, fn); nan where a row has no count."""
    import numpy as np

    whole = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    scores: Floats = np.divide(2 * sums[:, 0], whole, out=np.full(len(sums), np.nan), where=whole > 0)
    return scores


def _mean(sums: Floats) -> Floats:
    """Return the means of rows (sum, number); nan where a row has no value."""
    import numpy as np

    none = np.full(len(sums), np.nan)
    means: Floats = np.divide(sums[:, 0], sums[:, 1], out=none, where=sums[:, 1] > 0)
    return means


def _bca(drawn: Floats, left_out: Floats, point: float) -> Interval | None:
    import numpy as np
    from scipy.special import ndtr, ndtri

    finite = drawn[np.isfinite(drawn)]
    if len(left_out) < 2 or not np.isfinite(point) or not np.isfinite(left_out).all():
        return None
    if len(finite) < (1 - _MAX_UNDEFINED) * len(drawn) or np.ptp(finite) < 1e-12:
        return None
    below = ((finite < point).mean() + (finite <= point).mean()) / 2
    shift = ndtri(below)
    away = left_out.mean() - left_out
    cube = (away**2).sum() ** 1.5
    acceleration = (away**3).sum() / (6 * cube) if cube else 0.0
    tails = shift + ndtri(np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    ends = ndtr(shift + tails / (1 - acceleration * tails))
    if not np.isfinite(ends).all():
        return None
    low, high = np.quantile(finite, ends)
    return float(low), float(high)
