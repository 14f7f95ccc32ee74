"""The ceiling: how far two people's labels agree on the sections that are scored, by the same scorer.

Shown beside every score: a run cannot be told to be better than people agree with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from eval.agreement import scored_passes
from eval.goldset import GoldSet, load_pass
from eval.labels import Edition
from eval.section import SectionScore
from eval.summary import slices, tree

__all__ = ["ceiling"]

_PASSES = ("a", "b")


def ceiling(
    sets: Sequence[GoldSet], wanted: Iterable[str], *, several: bool = False
) -> dict[str, Any] | None:
    """Return the trees and slices of `scores.json` for two people; None where no set has two passes.

    `wanted` names the scored sections, by set and slug where there are `several` sets. `sections` in
    the result says how many of them both people have labelled.
    """
    names = set(wanted)
    scored = [score for gold in sets for score in _passes(gold, names, f"{gold.name}/" if several else "")]
    if not scored:
        return None
    return {"sections": len(scored), **tree(scored), "slices": slices(scored)}


def _passes(gold: GoldSet, wanted: set[str], prefix: str) -> list[SectionScore]:
    folders = [gold.folder / "passes" / name for name in _PASSES]
    if not all(folder.is_dir() for folder in folders):
        return []
    first, second = (load_pass(folder) for folder in folders)
    groups = {section.slug: section.text.group for section in gold.sections}
    shared = [slug for slug in groups if prefix + slug in wanted and slug in first and slug in second]
    edition: Edition = "publisher" if "publisher" in gold.editions else "restated"
    return scored_passes(first, second, edition, shared, groups)
