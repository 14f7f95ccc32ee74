"""`scores.json`: everything a score says, as plain JSON data; undefined is null."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.ceiling import ceiling
from eval.cost import cost
from eval.counts import plain
from eval.errors import SEVERITIES, Mistake
from eval.gold.extras import extras_sha256, unlabelled_fields, with_extras
from eval.goldset import GoldSet
from eval.grounding import calibration, coverage, grounding, ungrounded
from eval.pool import Pool, gather
from eval.repeats import average
from eval.runs import Run
from eval.section import SectionScore, score_section
from eval.signature import signature
from eval.summary import macro, slices, tree
from schemas.errors import InputError
from schemas.records import records_digest

__all__ = ["SCORES", "pool_of", "score_pool", "score_run", "write_scores", "write_text"]

SCORES = "scores.json"
_MACRO = (
    "metrics.keys",
    "metrics.strict",
    "metrics.full",
    "drivers.span",
    "drivers.category",
    "drivers.direction",
)


def score_run(
    gold: GoldSet | Sequence[GoldSet],
    run: Run | Sequence[Run],
    edition: str | None = None,
    source: Path | None = None,
    *,
    unreviewed: bool = False,
) -> dict[str, Any]:
    """Score a run against a gold set; the result is the object of `scores.json`.

    Several gold sets are pooled: sections are then named "set/slug", and those of one commodity are
    one cluster. Several runs over one set are repeats, averaged by section.

    A set in which nobody has reviewed some labels is scored only with `unreviewed`, and the signature
    says how many they are.

    Raises:
        InputError: the run's text is of neither edition, no section of it is in a set, or a set has
            labels that nobody has reviewed.
    """
    sets = [gold] if isinstance(gold, GoldSet) else list(gold)
    runs = [run] if isinstance(run, Run) else list(run)
    return score_pool(pool_of(sets, runs, edition, source, unreviewed=unreviewed), runs)


def pool_of(
    sets: Sequence[GoldSet],
    runs: Sequence[Run],
    edition: str | None = None,
    source: Path | None = None,
    *,
    unreviewed: bool = False,
) -> Pool:
    """Return what `score_run` scores: the sets with the labels of the runs' schema, beside the runs.

    Raises:
        InputError: as for `score_run`.
    """
    schema = runs[0].schema_id
    pool = gather([with_extras(one, schema) for one in sets], runs, edition, source)
    for one_set in () if unreviewed else pool.sets:
        if one_set.unreviewed:
            raise InputError(
                f"{one_set.folder}: {one_set.unreviewed} labels are unreviewed guesses: review them "
                "(assay gold check lists them), or score with --unreviewed"
            )
    return pool


def score_pool(pool: Pool, runs: Sequence[Run]) -> dict[str, Any]:
    """Score what `pool_of` gave; the result is the object of `scores.json`.

    Raises:
        InputError: some sections are read by more runs than others.
    """
    by_name: dict[str, list[SectionScore]] = {}
    for one in pool.joined:
        for case in one.cases:
            by_name.setdefault(case.slug, []).append(score_section(case))
    repeats = {len(scores) for scores in by_name.values()}
    if len(repeats) > 1:
        raise InputError("some sections are read by more runs than others: give whole repeats")
    sections = [average(scores) for scores in by_name.values()]
    mistakes = [mistake for section in sections for mistake in section.mistakes]
    n = repeats.pop()
    return {
        "signature": signature(
            pool.sets,
            pool.edition,
            [f"{one.schema}{extras_sha256(pool.sets)}" for one in runs],
            n,
            len(sections),
        ),
        "edition": pool.edition,
        # Which state of the run this is of: a page shows no verdicts beside other records.
        "records_sha256": records_digest(result for one in runs for result in one.results),
        "model": "+".join(dict.fromkeys(str(m) for one in runs if (m := one.manifest.get("model")))) or None,
        "gold_sets": [one.name for one in pool.sets],
        "repeats": n,
        "sections": len(sections),
        **tree(sections),
        "macro": macro(sections, _MACRO),
        "splits": {split: _split([s for s in sections if s.split == split]) for split in ("dev", "test")},
        "kinds": _kinds(mistakes, n),
        "severity": {name: plain(sum(m.severity == name for m in mistakes) / n) for name in SEVERITIES},
        "grounding": grounding(pool.joined),
        "coverage": coverage(pool.joined),
        "calibration": calibration([pair for section in sections for pair in section.confidences]),
        "cost": cost(runs, len(by_name)),
        "ceiling": ceiling(pool.sets, by_name, several=pool.several),
        "statuses": dict(Counter(section.status for section in sections)),
        "outside": list(pool.outside),
        "unlabelled_fields": unlabelled_fields(pool.sets, runs[0].schema_id),
        "idle": list(pool.idle),
        "errors": [mistake.to_json() for mistake in mistakes],
        "slices": slices(sections),
        "per_section": {section.slug: _section(section, pool) for section in sections},
    }


def _kinds(mistakes: Sequence[Mistake], repeats: int) -> dict[str, float]:
    """Return how often each kind of mistake is made in a run, the commonest first."""
    return {kind: plain(n / repeats) for kind, n in Counter(m.kind for m in mistakes).most_common()}


def write_scores(scores: Mapping[str, Any], file: Path) -> None:
    """Write `scores.json`, as `write_text` does."""
    write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", file)


def write_text(text: str, file: Path) -> None:
    """Write a file; what is there is replaced only when all is written.

    Raises:
        InputError: the file cannot be written.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _split(sections: Sequence[SectionScore]) -> dict[str, Any]:
    return {"sections": len(sections), **tree(sections), "macro": macro(sections, _MACRO)}


def _section(section: SectionScore, pool: Pool) -> dict[str, Any]:
    wrong = [
        record
        for one in pool.joined
        for result in one.results.get(section.slug, ())
        for record in ungrounded(result, one.bodies.get(section.slug))
    ]
    # Which of the run's sections was scored as this one: a page shows the mistakes in its text.
    lines = [[r.report, r.section] for one in pool.joined for r in one.results.get(section.slug, ())]
    return {
        "report": section.report,
        "split": section.split,
        "group": section.group,
        "cluster": section.cluster,
        "gold": section.gold_sha256[:12],
        "status": section.status,
        "lines": lines,
        "tallies": {name: counts.to_json() for name, counts in section.tallies.items()},
        "slices": {name: counts.to_json() for name, counts in section.slices.items()},
        "reversed": plain(section.reversed),
        "right": dict(section.right),
        "ungrounded": list(dict.fromkeys(wrong)),
    }
