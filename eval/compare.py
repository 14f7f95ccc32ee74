"""Two scored runs compared, paired by section: is the second no worse than the first?

Judged are pooled F1 of strict metrics, of full metrics, of drivers with direction, and of each field that
a later version of the answer schema added; the verdict is the worst of them. `no worse`: the BCa interval
of the difference lies above minus the margin. `regressed`: it lies below 0 and reaches below minus the
margin, or a hard gate failed: a section failed or missing, a record not where it says, a new sign or unit
error, an added field given up. Else `inconclusive`.
The smallest difference that could be detected is 2.80 standard errors: two-sided 5%, power 80%.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.counts import NOTHING, Counts, total
from eval.fields import added_fields, field_counts, lost_fields
from eval.intervals import Interval, difference_interval, spread
from eval.signature import comparable
from eval.turned import gates, spurious, turned
from schemas.errors import InputError

__all__ = ["EXIT_CODES", "JUDGED", "Comparison", "Difference", "compare"]

JUDGED = ("metrics.strict", "metrics.full", "drivers.direction")
EXIT_CODES = {"no worse": 0, "regressed": 1, "inconclusive": 3}
_POWER = 2.80

Scores = Mapping[str, Any]
Names = Sequence[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of the run less that of the base; scores are 0 to 1, None where undefined."""

    name: str
    base: float | None
    run: float | None
    interval: Interval | None
    detectable: float | None

    @property
    def difference(self) -> float | None:
        """Return the difference, or None where one side is undefined."""
        return None if self.base is None or self.run is None else self.run - self.base

    def verdict(self, margin: float) -> str:
        """Return the verdict for a margin (0 to 1)."""
        if self.base is None and self.run is None:
            return "no worse"  # nothing to find and nothing said, on both sides
        if self.interval is None:
            return "inconclusive"
        low, high = self.interval
        if low > -margin:
            return "no worse"
        return "regressed" if high < 0 else "inconclusive"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `assay compare` says; `broken` and `mended` are gold records that turned.

    `splits` holds the judged differences of each split, `slices` those of strict metrics, `fields` those
    of single fields: all are for information. `left_out` names sections whose gold is not the same in
    both (`shared` alone).
    """

    verdict: str
    margin: float
    sections: int
    left_out: tuple[str, ...]
    judged: tuple[Difference, ...]
    splits: Mapping[str, tuple[Difference, ...]]
    fields: tuple[Difference, ...]
    slices: tuple[Difference, ...]
    gates: tuple[str, ...]
    broken: tuple[Mapping[str, Any], ...]
    mended: tuple[Mapping[str, Any], ...]
    new_spurious: tuple[Mapping[str, Any], ...]
    gone_spurious: tuple[Mapping[str, Any], ...]

    @property
    def worse_fields(self) -> tuple[Difference, ...]:
        """Return the fields whose F1 fell by more than the margin."""
        fell = (d for d in self.fields if d.difference is not None and d.difference < -self.margin)
        return tuple(sorted(fell, key=lambda d: d.difference or 0.0))

    @property
    def exit_code(self) -> int:
        """Return what `assay compare` exits with."""
        return EXIT_CODES[self.verdict]

    @property
    def holds(self) -> bool:
        """Tell whether a ratchet holds: no worse, or no judged score lower where it cannot be told.

        For a program that answers the same each time: a better result passes however few sections
        it concerns, a lower one needs a look.
        """
        if self.verdict != "inconclusive":
            return self.verdict == "no worse"
        return all(d.difference is not None and d.difference >= 0 for d in self.judged if d.base is not None)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object that `assay compare --json` prints."""
        return {
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "margin": self.margin,
            "sections": self.sections,
            "left_out": list(self.left_out),
            "judged": [_told(d, self.margin) for d in self.judged],
            "splits": {name: [_told(d, self.margin) for d in part] for name, part in self.splits.items()},
            "fields": [_told(d, self.margin) for d in self.fields],
            "worse_fields": [d.name for d in self.worse_fields],
            "gates": list(self.gates),
            "right_to_wrong": list(self.broken),
            "wrong_to_right": list(self.mended),
            "new_spurious": list(self.new_spurious),
            "gone_spurious": list(self.gone_spurious),
            "slices": [_told(d, self.margin) for d in self.slices],
        }


def compare(base: Scores, run: Scores, margin: float = 0.02, *, shared: bool = False) -> Comparison:
    """Compare two objects of `scores.json`; `margin` is a score, 0 to 1.

    With `shared`, gold sets may differ: compared are the sections whose text and labels are the same
    in both.

    Raises:
        InputError: they were scored against other gold, by another scorer, or on other sections.
    """
    try:
        names, left_out = _sections(base, run, shared=shared)
        slices = sorted(
            {n for scores in (base, run) for s in names for n in scores["per_section"][s]["slices"]}
        )
        splits = {
            split: [name for name in names if base["per_section"][name]["split"] == split]
            for split in ("dev", "test")
        }
        judged = _judged(base, run, names)
        failed = (*lost_fields(base, run, names), *gates(base, run, names))
        changes = list(turned(base, run, names))
        extra = [spurious(scores, names) for scores in (base, run)]
        compared = Comparison(
            verdict="regressed" if failed else _worst(judged, margin),
            margin=margin,
            sections=len(names),
            left_out=left_out,
            judged=judged,
            splits={split: _judged(base, run, part) for split, part in splits.items() if part},
            fields=_fields(base, run, names),
            slices=tuple(_difference(name, base, run, names, "slices") for name in slices),
            gates=failed,
            broken=tuple(t for t in changes if t["turned"] == "right to wrong"),
            mended=tuple(t for t in changes if t["turned"] == "wrong to right"),
            new_spurious=tuple(e for key, e in extra[1].items() if key not in extra[0]),
            gone_spurious=tuple(e for key, e in extra[0].items() if key not in extra[1]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not scores.json of this version ({error!r}): score both runs again") from error
    return compared


def _worst(judged: Sequence[Difference], margin: float) -> str:
    verdicts = [difference.verdict(margin) for difference in judged]
    return max(verdicts, key=("no worse", "inconclusive", "regressed").index)


def _sections(base: Scores, run: Scores, *, shared: bool) -> tuple[list[str], tuple[str, ...]]:
    """Return the sections to compare, in one order for both runs, and those left out."""
    both = f"[{base['signature']}] [{run['signature']}]"
    if comparable(base["signature"], gold=False) != comparable(run["signature"], gold=False):
        raise InputError(
            "the runs were scored by different scorers or on different editions: score both again, with "
            f"assay compare BASE RUN --rescore (a baseline: bless it again) {both}"
        )
    if not shared and comparable(base["signature"]) != comparable(run["signature"]):
        raise InputError(
            "the runs were scored against different gold: score both again, with assay compare BASE RUN "
            f"--rescore (a baseline: bless it again), or compare what is the same with --shared {both}"
        )
    ours, theirs = base["per_section"], run["per_section"]
    if not shared and set(ours) != set(theirs):
        raise InputError("the runs were scored on different sections: compare runs over the same ones")
    same = [name for name in sorted(set(ours) & set(theirs)) if ours[name]["gold"] == theirs[name]["gold"]]
    if not same:
        raise InputError("no section's text and labels are the same in both: score or bless again")
    if any(ours[name]["cluster"] != theirs[name]["cluster"] for name in same):
        raise InputError("the runs' sections were clustered by another list of commodities: score both again")
    return same, tuple(sorted((set(ours) | set(theirs)) - set(same)))


def _judged(base: Scores, run: Scores, names: Names) -> tuple[Difference, ...]:
    kept = set(added_fields(run, names))
    judged = (*JUDGED, *(name for name in added_fields(base, names) if name in kept))
    return tuple(_difference(name, base, run, names, "tallies") for name in judged)


def _fields(base: Scores, run: Scores, names: Names) -> tuple[Difference, ...]:
    """Return the difference of each field, without intervals: they tell where to look, and judge nothing."""
    ours, theirs = field_counts(base, names), field_counts(run, names)
    return tuple(
        Difference(name, counts.f1, theirs.get(name, Counts(fn=counts.tp + counts.fn)).f1, None, None)
        for name, counts in ours.items()
    )


def _difference(name: str, base: Scores, run: Scores, names: Names, where: str) -> Difference:
    ours, theirs = _clusters(name, base, names, where), _clusters(name, run, names, where)
    error = spread(ours, theirs)
    return Difference(
        name=name,
        base=total(ours).f1,
        run=total(theirs).f1,
        interval=difference_interval(ours, theirs),
        detectable=_POWER * error if error is not None else None,
    )


def _clusters(name: str, scores: Scores, names: Names, where: str) -> list[Counts]:
    """Return the counts by cluster, in the order of the clusters' names: the same for both runs."""
    clusters: dict[str, Counts] = {}
    for key in names:
        section = scores["per_section"][key]
        counts = Counts(*section[where].get(name, (0, 0, 0)))
        clusters[section["cluster"]] = clusters.get(section["cluster"], NOTHING) + counts
    return [clusters[cluster] for cluster in sorted(clusters)]


def _told(difference: Difference, margin: float) -> dict[str, Any]:
    return {
        "name": difference.name,
        "base": difference.base,
        "run": difference.run,
        "difference": difference.difference,
        "interval": list(difference.interval) if difference.interval else None,
        "detectable": difference.detectable,
        "verdict": difference.verdict(margin),
    }
