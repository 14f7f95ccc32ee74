"""Learning: the two sets of weights, whether a case is a driver and which way it pushes."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.vocabulary import Direction
from training.fit import fit
from training.rows import SectionRows

__all__ = ["learn"]


def learn(
    sections: Sequence[SectionRows], counts: Sequence[float] | None = None
) -> dict[str, dict[str, int]]:
    """Return the weights of `cause` and `way`; `counts` say what each section counts (1 if not given)."""
    of_section = counts if counts is not None else [1.0] * len(sections)
    rows = [(row, count) for section, count in zip(sections, of_section, strict=True) for row in section.rows]
    pushed = [(row, count) for row, count in rows if row.way in (Direction.UP, Direction.DOWN)]
    return {
        "cause": fit([r.features for r, _ in rows], [r.is_driver for r, _ in rows], [c for _, c in rows]),
        "way": fit(
            [r.way_features for r, _ in pushed],
            [r.way is Direction.UP for r, _ in pushed],
            [c for _, c in pushed],
        ),
    }
