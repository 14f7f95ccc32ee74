"""What is scored together: gold sets of one or more months, and the runs that read them.

A line of a run belongs to the set that holds its text; a text that no set holds, to the set of the
line's report or month (where it is refused: offsets into another text say nothing). A set that no
run has a line of is not scored, and named. Several runs over one set are repeats of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.cases import Joined, join
from eval.goldset import GoldSet
from eval.labels import Edition
from eval.runs import Run
from schemas.errors import InputError
from schemas.records import SectionResult

__all__ = ["Pool", "gather"]


@dataclass(frozen=True, slots=True)
class Pool:
    """The gold sets that are scored, each run put beside each set that it read, and what is left out.

    `idle` names gold sets that no run read, `outside` sections of the runs that no set has.
    """

    edition: Edition
    sets: tuple[GoldSet, ...]
    joined: tuple[Joined, ...]
    idle: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Tell whether sections are named by their set too."""
        return len(self.sets) > 1


def gather(
    sets: Sequence[GoldSet], runs: Sequence[Run], edition: str | None = None, source: Path | None = None
) -> Pool:
    """Put runs beside gold sets; `edition` and `source` as for `eval.cases.join`.

    Raises:
        InputError: a run's text is of no edition, no section of a run is of any set, the runs are of
            different editions, or a source is given for several sets.
    """
    if source is not None and len(sets) > 1:
        raise InputError("--source is a copy of one report: give one gold set with it")
    shares = [_shares(sets, run) for run in runs]
    read = {name for by_set, _ in shares for name in by_set}
    joined = tuple(
        join(
            gold,
            replace(run, results=tuple(by_set[gold.name])),
            edition,
            source,
            prefix=f"{gold.name}/" if len(read) > 1 else "",
        )
        for gold in sets
        for run, (by_set, _) in zip(runs, shares, strict=True)
        if gold.name in by_set
    )
    strays = [result.section for _, outside in shares for result in outside]
    editions = {one.edition for one in joined}
    if len(editions) != 1:
        raise InputError("the runs are of different editions; score one edition at a time")
    return Pool(
        editions.pop(),
        tuple(gold for gold in sets if gold.name in read),
        joined,
        tuple(gold.name for gold in sets if gold.name not in read),
        tuple(dict.fromkeys([*strays, *(slug for one in joined for slug in one.outside)])),
    )


def _shares(sets: Sequence[GoldSet], run: Run) -> tuple[dict[str, list[SectionResult]], list[SectionResult]]:
    """Return the run's lines by the name of their set, and those of none."""
    if len(sets) == 1:
        return {sets[0].name: list(run.results)}, []
    by_set: dict[str, list[SectionResult]] = defaultdict(list)
    strays: list[SectionResult] = []
    hashes = {gold.name: _hashes(gold) for gold in sets}
    for result in run.results:
        home = [gold for gold in sets if result.text_sha256 in hashes[gold.name]]
        home = home or [gold for gold in sets if _has(gold, result)]
        if len(home) > 1:
            home = [gold for gold in home if result.report == gold.report] or home
        if home:
            by_set[home[0].name].append(result)
        else:
            strays.append(result)
    if not by_set:
        raise InputError(f"{run.path}: none of its sections is in the gold sets; give another --gold")
    return dict(by_set), strays


def _hashes(gold: GoldSet) -> set[str]:
    both = ({section.text.sha256, section.publisher_sha256} for section in gold.sections)
    return {digest for pair in both for digest in pair if digest is not None}


def _has(gold: GoldSet, result: SectionResult) -> bool:
    """Tell whether a set has a section of this report or month by this name."""
    of_it = result.report == gold.report or result.month == gold.month
    return of_it and any(section.slug == result.section for section in gold.sections)
