"""Repeats: several runs over the same sections, averaged by section before anything is summed.

Two runs of a model differ by chance. Their counts are averaged for each section, so that a section
weighs the same however often it was run, and intervals stay those of sections. A repeat that lacks
a section has missed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median_low

from eval.counts import NOTHING, Counts, mean
from eval.section import SectionScore

__all__ = ["average"]

_RANKS = ("wrong", "strict", "right")
_STATUSES = ("ok", "empty", "missing", "failed")


def average(repeats: Sequence[SectionScore]) -> SectionScore:
    """Return one section's score over its repeats.

    Counts are means, `right` the lower median of each gold record, the status the worst; mistakes and
    confidences are those of all repeats, each mistake with the number of its repeat (from 1).
    """
    if len(repeats) == 1:
        return repeats[0]
    return replace(
        repeats[0],
        status=max((one.status for one in repeats), key=_STATUSES.index),
        tallies=_means([one.tallies for one in repeats]),
        slices=_means([one.slices for one in repeats]),
        reversed=sum(one.reversed for one in repeats) / len(repeats),
        mistakes=tuple(
            replace(mistake, repeat=number)
            for number, one in enumerate(repeats, start=1)
            for mistake in one.mistakes
        ),
        right={
            record: _RANKS[median_low([_RANKS.index(one.right[record]) for one in repeats])]
            for record in repeats[0].right
        },
        confidences=tuple(pair for one in repeats for pair in one.confidences),
    )


def _means(repeats: Sequence[Mapping[str, Counts]]) -> dict[str, Counts]:
    names = dict.fromkeys(name for one in repeats for name in one)
    return {name: mean([one.get(name, NOTHING) for one in repeats]) for name in names}
