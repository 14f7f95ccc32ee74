"""Intervals: scipy's own, from the same seed; undefined where nothing can be said."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.stats import bootstrap

from eval.counts import Counts
from eval.intervals import LEVEL, RESAMPLES, SEED, difference_interval, f1_interval, mean_interval, spread
from eval.records import Records
from eval.section import Case, SectionScore, score_section
from eval.summary import entry, macro


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


def test_the_interval_of_a_mean_over_sections_is_scipys() -> None:
    drawn = random.Random(5)
    values = [drawn.random() for _ in range(30)]
    expected = _scipys([np.array(values)], lambda sample, axis: np.mean(sample, axis=axis))
    assert mean_interval([[value] for value in values]) == pytest.approx(expected, abs=1e-12)
    assert mean_interval([[0.5]] * 9) is mean_interval([]) is None


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


def test_micro_and_macro_are_those_of_a_published_example() -> None:
    # scikit-learn's example for f1_score: true 0 1 2 0 1 2, predicted 0 2 1 0 0 1, each class a section.
    classes = {"0": Counts(2, 1, 0), "1": Counts(0, 2, 2), "2": Counts(0, 1, 2)}
    sections = [replace(_empty(name), tallies={"metrics.strict": counts}) for name, counts in classes.items()]
    assert macro(sections, ["metrics.strict"])["metrics.strict"]["f1"] == pytest.approx(0.27, abs=0.005)
    assert entry(list(classes.values()))["f1"] == pytest.approx(0.33, abs=0.005)


def _empty(name: str) -> SectionScore:
    return score_section(Case(name, Records(), Records()))


def test_runs_that_are_equal_in_every_section_do_not_differ() -> None:
    assert difference_interval(_sections(4), _sections(4)) == (0, 0)
    assert spread(_sections(4), _sections(4)) is None
