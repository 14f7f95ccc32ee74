"""Agreement of two label sets by the scorer itself: the second is scored as if it were a run.

F1 does not depend on which side is called gold; precision and recall change places. Alpha is
Krippendorff's for nominal data and two coders (K. Krippendorff, "Computing Krippendorff's
Alpha-Reliability", 2011), over the records that both have: it speaks of the choice of a term, not of
whether the record is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from eval.align import align_drivers, align_metrics
from eval.labels import Edition, Labels
from eval.records import gold_records
from eval.section import Case, SectionScore, score_section
from eval.summary import tree
from schemas.errors import InputError

__all__ = ["agreement", "alpha", "scored_passes"]


def alpha(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Return Krippendorff's nominal alpha of two coders; None where all values are one, or none.

    alpha = ((n - 1) sum(o_cc) - sum(n_c (n_c - 1))) / (n (n - 1) - sum(n_c (n_c - 1))), with n values
    in all, o_cc twice the agreements on c, n_c the times c was chosen.
    """
    coded = list(pairs)
    chosen = Counter(value for pair in coded for value in pair)
    n = 2 * len(coded)
    by_chance = sum(count * (count - 1) for count in chosen.values())
    agreed = 2 * sum(a == b for a, b in coded)
    whole = n * (n - 1) - by_chance
    return ((n - 1) * agreed - by_chance) / whole if whole else None


def agreement(
    first: Mapping[str, Labels],
    second: Mapping[str, Labels],
    edition: Edition = "publisher",
    slugs: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return the agreement of two label sets on the sections that both have.

    The result has `sections`, the trees `metrics` and `drivers` of `scores.json`, and `alpha` by
    field: "metrics.indicator", "metrics.basis", "metrics.status", "drivers.category", "drivers.direction".

    Raises:
        InputError: the sets share no section, or a label has no offsets in the edition.
    """
    shared = [slug for slug in (first if slugs is None else slugs) if slug in first and slug in second]
    if not shared:
        raise InputError("the two label sets share no section")
    coded: dict[str, list[tuple[Hashable, Hashable]]] = {}
    for slug in shared:
        a, b = gold_records(first[slug], edition), gold_records(second[slug], edition)
        for metric in align_metrics(a.metrics, b.metrics):
            for name in ("indicator", "basis", "status"):
                coded.setdefault(f"metrics.{name}", []).append(_both(metric, name))
        for driver in align_drivers(a.drivers, b.drivers):
            for name in ("category", "direction"):
                coded.setdefault(f"drivers.{name}", []).append(_both(driver, name))
    return {
        "sections": len(shared),
        **tree(scored_passes(first, second, edition, shared)),
        "alpha": {name: alpha(pairs) for name, pairs in coded.items()},
    }


def scored_passes(
    first: Mapping[str, Labels],
    second: Mapping[str, Labels],
    edition: Edition,
    slugs: Sequence[str],
    groups: Mapping[str, str | None] | None = None,
) -> list[SectionScore]:
    """Return the section scores of the second label set against the first; `groups` is for slices."""
    known = groups or {}
    return [
        score_section(
            Case(
                slug,
                gold_records(first[slug], edition),
                gold_records(second[slug], edition),
                group=known.get(slug),
            )
        )
        for slug in slugs
    ]


def _both(pair: tuple[object, object], name: str) -> tuple[Hashable, Hashable]:
    return getattr(pair[0], name), getattr(pair[1], name)
