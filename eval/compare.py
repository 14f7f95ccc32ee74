"""Two scored runs compared, paired by section: is the second no worse than the first?

Judged are pooled F1 of strict metrics, of full metrics and of drivers with direction; the verdict is
the worst of the three. `no worse`: the BCa interval of the difference lies above minus the margin.
`regressed`: it lies below 0 and reaches below minus the margin, or a hard gate failed: a section
failed or missing, a record not where it says, a new sign or unit error. Else `inconclusive`.
The smallest difference that could be detected is 2.80 standard errors: two-sided 5%, power 80%.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.counts import NOTHING, Counts, total
from eval.intervals import Interval, difference_interval, spread
from eval.normalise import canonical
from eval.signature import comparable
from schemas.errors import InputError

__all__ = ["EXIT_CODES", "JUDGED", "Comparison", "Difference", "compare"]

JUDGED = ("metrics.strict", "metrics.full", "drivers.direction")
EXIT_CODES = {"no worse": 0, "regressed": 1, "inconclusive": 3}
_POWER = 2.80
_GATED_KINDS = ("sign", "unit")
_NOT_SAID = ("id", "evidence", "cause", "segment", "region", "entity")
_RANKS = {"wrong": 0, "strict": 1, "right": 2}

Scores = Mapping[str, Any]


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
    """What `assay compare` says; `broken` and `mended` are gold records that turned."""

    verdict: str
    margin: float
    judged: tuple[Difference, ...]
    slices: tuple[Difference, ...]
    gates: tuple[str, ...]
    broken: tuple[Mapping[str, Any], ...]
    mended: tuple[Mapping[str, Any], ...]
    new_spurious: tuple[Mapping[str, Any], ...]
    gone_spurious: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object that `assay compare --json` prints."""
        return {
            "verdict": self.verdict,
            "exit_code": EXIT_CODES[self.verdict],
            "margin": self.margin,
            "judged": [_told(d, self.margin) for d in self.judged],
            "gates": list(self.gates),
            "right_to_wrong": list(self.broken),
            "wrong_to_right": list(self.mended),
            "new_spurious": list(self.new_spurious),
            "gone_spurious": list(self.gone_spurious),
            "slices": [_told(d, self.margin) for d in self.slices],
        }


def compare(base: Scores, run: Scores, margin: float = 0.02) -> Comparison:
    """Compare two objects of `scores.json`; `margin` is a score, 0 to 1.

    Raises:
        InputError: they were scored against other gold, by another scorer, or on other sections.
    """
    try:
        _same_recipe(base, run)
        judged = tuple(_difference(name, base, run, "tallies") for name in JUDGED)
        names = dict.fromkeys(
            name for scores in (base, run) for s in scores["per_section"].values() for name in s["slices"]
        )
        slices = tuple(_difference(name, base, run, "slices") for name in sorted(names))
        gates = tuple(_gates(base, run))
        turned = list(_turned(base, run))
        spurious = [_spurious(scores) for scores in (base, run)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not scores.json of this version ({error!r}): score both runs again") from error
    verdicts = [difference.verdict(margin) for difference in judged]
    worst = max(verdicts, key=("no worse", "inconclusive", "regressed").index)
    return Comparison(
        verdict="regressed" if gates else worst,
        margin=margin,
        judged=judged,
        slices=slices,
        gates=gates,
        broken=tuple(t for t in turned if t["turned"] == "right to wrong"),
        mended=tuple(t for t in turned if t["turned"] == "wrong to right"),
        new_spurious=tuple(e for key, e in spurious[1].items() if key not in spurious[0]),
        gone_spurious=tuple(e for key, e in spurious[0].items() if key not in spurious[1]),
    )


def _same_recipe(base: Scores, run: Scores) -> None:
    if comparable(base["signature"]) != comparable(run["signature"]):
        raise InputError(
            "the runs were scored against different gold or by different scorers: score both again "
            f"(assay score BASE, assay score RUN) [{base['signature']}] [{run['signature']}]"
        )
    if set(base["per_section"]) != set(run["per_section"]):
        raise InputError("the runs were scored on different sections: compare runs over the same ones")


def _difference(name: str, base: Scores, run: Scores, where: str) -> Difference:
    ours, theirs = _clusters(name, base, where), _clusters(name, run, where)
    error = spread(ours, theirs)
    return Difference(
        name=name,
        base=total(ours).f1,
        run=total(theirs).f1,
        interval=difference_interval(ours, theirs),
        detectable=_POWER * error if error is not None else None,
    )


def _clusters(name: str, scores: Scores, where: str) -> list[Counts]:
    """Return the counts by cluster, in the order of the clusters' names: the same for both runs."""
    clusters: dict[str, Counts] = {}
    for section in scores["per_section"].values():
        counts = Counts(*section[where].get(name, (0, 0, 0)))
        clusters[section["cluster"]] = clusters.get(section["cluster"], NOTHING) + counts
    return [clusters[cluster] for cluster in sorted(clusters)]


def _gates(base: Scores, run: Scores) -> Iterator[str]:
    for slug, section in run["per_section"].items():
        if section["status"] in ("failed", "missing"):
            yield f"{slug}: the section {'failed' if section['status'] == 'failed' else 'is missing'}"
        for record in section["ungrounded"]:
            yield f"{slug}: {record} is not where it says"
    known = {(e["section"], e["kind"], e["gold"]["id"]) for e in base["errors"] if e["kind"] in _GATED_KINDS}
    for error in run["errors"]:
        if error["kind"] in _GATED_KINDS:
            if (error["section"], error["kind"], error["gold"]["id"]) not in known:
                yield f"{error['section']}: new {error['kind']} error on {error['gold']['id']}"


def _turned(base: Scores, run: Scores) -> Iterator[Mapping[str, Any]]:
    mistakes = [_by_gold(scores["errors"]) for scores in (base, run)]
    for slug, section in base["per_section"].items():
        after = run["per_section"][slug]["right"]
        for record, was in section["right"].items():
            worse = _RANKS[was] > _RANKS[after[record]]
            if was != after[record]:
                key = (slug, record)
                yield {
                    "section": slug,
                    "id": record,
                    "turned": "right to wrong" if worse else "wrong to right",
                    "base": was,
                    "run": after[record],
                    "errors": mistakes[1 if worse else 0].get(key, []),
                }


def _by_gold(errors: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for error in errors:
        if error["gold"] is not None:
            found.setdefault((error["section"], error["gold"]["id"]), []).append(error)
    return found


def _spurious(scores: Scores) -> dict[tuple[Any, ...], Mapping[str, Any]]:
    """Return the spurious records by what they say, not by id: an id means nothing across programs."""
    found: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for error in scores["errors"]:
        if error["gold"] is None:
            said = error["predicted"]
            scope = (canonical(said[name]) for name in ("segment", "region", "entity"))
            rest = (str(value) for name, value in said.items() if name not in _NOT_SAID)
            key = (error["section"], error["kind"], *rest, *scope)
            found[(*key, sum(other[: len(key)] == key for other in found))] = error
    return found


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
