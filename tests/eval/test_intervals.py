"""Intervals: scipy's own, from the same seed; undefined where nothing can be said."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.stats import bootstrap

from eval.counts import Counts
from eval.intervals import LEVEL, RESAMPLES, SEED, difference_interval, f1_interval, spread


def _sections(seed: int, n: int = 40) -> list[Counts]:
    drawn = random.Random(seed)
    return [Counts(drawn.randint(0, 9), drawn.randint(0, 3), drawn.randint(0, 4)) for _ in range(n)]


def _f1(tp: Any, fp: Any, fn: Any, axis: int = -1) -> Any:
    tp, fp, fn = tp.sum(axis), fp.sum(axis), fn.sum(axis)
    return 2 * tp / (2 * tp + fp + fn)


def _scipys(columns: Any, statistic: Any) -> tuple[float, float]:
    found = bootstrap(
        tuple(columns), statistic, paired=True, vectorized=True, n_resamples=RESAMPLES,
        confidence_level=LEVEL, method="BCa", rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return tuple(found.confidence_interval)


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_of_pooled_f1_is_scipys(seed: int) -> None:
    sections = _sections(seed)
    columns = np.array([[c.tp, c.fp, c.fn] for c in sections]).T
    assert f1_interval(sections) == pytest.approx(_scipys(columns, _f1), abs=1e-12)


def test_the_interval_of_a_paired_difference_is_scipys() -> None:
    base, run = _sections(1), _sections(2)
    columns = np.array([[a.tp, a.fp, a.fn, b.tp, b.fp, b.fn] for a, b in zip(base, run, strict=True)]).T

    def difference(*six: Any, axis: int = -1) -> Any:
        return _f1(*six[3:], axis=axis) - _f1(*six[:3], axis=axis)

    assert difference_interval(base, run) == pytest.approx(_scipys(columns, difference), abs=1e-12)


def test_an_interval_is_the_same_each_time() -> None:
    assert f1_interval(_sections(3)) == f1_interval(_sections(3))


@pytest.mark.parametrize(
    "sections",
    [
        [],
        [Counts(3, 1, 1)],
        [Counts()] * 9,
        [Counts(5, 0, 0)] * 9,
        [Counts(0, 2, 2)] * 9,
        [Counts(1, 1), *[Counts()] * 9],
    ],
)
def test_what_cannot_be_known_is_undefined(sections: list[Counts]) -> None:
    assert f1_interval(sections) is None


def test_runs_that_are_equal_in_every_section_do_not_differ() -> None:
    assert difference_interval(_sections(4), _sections(4)) == (0, 0)
    assert spread(_sections(4), _sections(4)) is None
