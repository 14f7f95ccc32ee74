"""The board: what stands beside what, and which cells no other is beyond."""

from __future__ import annotations

import pytest

from experiment.board import frontier


@pytest.mark.parametrize(
    ("points", "best"),
    [
        ([(0.0, 0.8), (1.0, 0.9)], {0, 1}),
        ([(0.0, 0.9), (1.0, 0.8)], {0}),
        ([(1.0, 0.9), (1.0, 0.8)], {0}),
        ([(1.0, 0.9), (0.5, 0.9)], {1}),
        ([(1.0, 0.9), (1.0, 0.9)], {0, 1}),
        ([(None, 0.99), (1.0, None), (2.0, 0.5)], {2}),
        ([], set()),
    ],
)
def test_a_cell_is_on_the_frontier_where_none_is_better_and_no_dearer(
    points: list[tuple[float | None, float | None]], best: set[int]
) -> None:
    assert frontier(points) == best
