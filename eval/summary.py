"""Sums of section scores: the trees of `scores.json`, micro with intervals and macro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from eval.counts import NOTHING, Counts, plain, total
from eval.intervals import f1_interval, mean_interval
from eval.section import SectionScore
from eval.slices import DIMENSIONS

__all__ = ["Tree", "entry", "macro", "slices", "tree"]

Tree = dict[str, Any]


def entry(counts: Sequence[Counts]) -> Tree:
    """Return S of the contract for the counts of sections (or clusters)."""
    whole = total(counts)
    interval = f1_interval(counts)
    return {
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "interval": list(interval) if interval else None,
        **dict(zip(("tp", "fp", "fn"), whole.to_json(), strict=True)),
    }


def tree(sections: Sequence[SectionScore]) -> Tree:
    """Return {"metrics": {...}, "drivers": {...}} with an S for every tier and field."""
    made: Tree = {"metrics": {"fields": {}}, "drivers": {"fields": {}}}
    for name in dict.fromkeys(name for section in sections for name in section.tallies):
        side, _, rest = name.partition(".")
        inner, _, field = rest.partition(".")
        scored = entry(_clustered(sections, [s.tallies.get(name, NOTHING) for s in sections]))
        if field:
            made[side][inner][field] = scored
        else:
            made[side][inner] = scored
    made["drivers"]["reversed"] = plain(sum(section.reversed for section in sections))
    return made


def macro(sections: Sequence[SectionScore], names: Iterable[str]) -> Tree:
    """Return the mean F1 over the sections where it is defined, and its interval, by name."""
    made: Tree = {}
    for name in names:
        by_cluster: dict[str, list[float]] = {}
        for section in sections:
            if (f1 := section.tallies[name].f1) is not None:
                by_cluster.setdefault(section.cluster, []).append(f1)
        scores = [f1 for cluster in by_cluster.values() for f1 in cluster]
        interval = mean_interval(list(by_cluster.values()))
        made[name] = {
            "f1": sum(scores) / len(scores) if scores else None,
            "interval": list(interval) if interval else None,
            "sections": len(scores),
        }
    return made


def slices(sections: Sequence[SectionScore]) -> Tree:
    """Return {dimension: {value: S}}, strict metrics; larger slices first."""
    names: dict[str, Counts] = {}
    for section in sections:
        for name, counts in section.slices.items():
            names[name] = names.get(name, NOTHING) + counts
    made: Tree = {dimension: {} for dimension in DIMENSIONS}
    for name in sorted(names, key=lambda n: (-(names[n].tp + names[n].fn), n)):
        dimension, _, value = name.partition("=")
        by_section = [s.slices.get(name, NOTHING) for s in sections]
        made[dimension][value] = entry(_clustered(sections, by_section))
    return made


def _clustered(sections: Sequence[SectionScore], counts: Sequence[Counts]) -> list[Counts]:
    """Return the counts of each cluster: the months of one commodity are not independent."""
    clusters: dict[str, Counts] = {}
    for section, one in zip(sections, counts, strict=True):
        clusters[section.cluster] = clusters.get(section.cluster, NOTHING) + one
    return list(clusters.values())
