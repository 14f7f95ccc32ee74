"""`scores.json`: everything a score says, as plain JSON data; undefined is null."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.agreement import agreement
from eval.cases import Joined, join
from eval.errors import SEVERITIES
from eval.grounding import calibration, coverage, grounding, ungrounded
from eval.labels import GoldSet, load_pass
from eval.runs import Run
from eval.score import SectionScore, score_section
from eval.signature import signature
from eval.summary import macro, slices, tree
from schemas.errors import InputError

__all__ = ["SCORES", "score_run", "write_scores"]

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
    gold: GoldSet, run: Run, edition: str | None = None, source: Path | None = None
) -> dict[str, Any]:
    """Score a run against a gold set; the result is the object of `scores.json`.

    Raises:
        InputError: the run's text is of neither edition.
    """
    joined = join(gold, run, edition, source)
    sections = [score_section(case) for case in joined.cases]
    mistakes = [mistake for section in sections for mistake in section.mistakes]
    return {
        "signature": signature(gold, joined.edition, run.schema),
        "edition": joined.edition,
        "model": run.manifest.get("model"),
        "sections": len(sections),
        **tree(sections),
        "macro": macro(sections, _MACRO),
        "splits": {split: _split([s for s in sections if s.split == split]) for split in ("dev", "test")},
        "kinds": dict(Counter(m.kind for m in mistakes).most_common()),
        "severity": {name: sum(m.severity == name for m in mistakes) for name in SEVERITIES},
        "grounding": grounding(joined),
        "coverage": coverage(joined),
        "calibration": calibration([pair for section in sections for pair in section.confidences]),
        "cost": _cost(run.manifest),
        "ceiling": _ceiling(gold, [section.slug for section in sections]),
        "statuses": dict(Counter(section.status for section in sections)),
        "outside": list(joined.outside),
        "errors": [mistake.to_json() for mistake in mistakes],
        "slices": slices(sections),
        "per_section": {section.slug: _section(section, joined) for section in sections},
    }


def write_scores(scores: Mapping[str, Any], file: Path) -> None:
    """Write the file; what is there is replaced only when all is written.

    Raises:
        InputError: the file cannot be written.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _split(sections: Sequence[SectionScore]) -> dict[str, Any]:
    return {"sections": len(sections), **tree(sections), "macro": macro(sections, _MACRO)}


def _section(section: SectionScore, joined: Joined) -> dict[str, Any]:
    body = joined.bodies.get(section.slug)
    return {
        "split": section.split,
        "group": section.group,
        "cluster": section.cluster,
        "status": section.status,
        "tallies": {name: [c.tp, c.fp, c.fn] for name, c in section.tallies.items()},
        "slices": {name: [c.tp, c.fp, c.fn] for name, c in section.slices.items()},
        "reversed": section.reversed,
        "right": dict(section.right),
        "ungrounded": [
            i for result in joined.results.get(section.slug, ()) for i in ungrounded(result, body)
        ],
    }


def _cost(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cost": manifest.get("cost"),
        "tokens": manifest.get("tokens"),
        "seconds": _seconds(manifest.get("started"), manifest.get("finished")),
    }


def _seconds(started: Any, finished: Any) -> float | None:
    try:
        return (datetime.fromisoformat(finished) - datetime.fromisoformat(started)).total_seconds()
    except (TypeError, ValueError):
        return None


def _ceiling(gold: GoldSet, slugs: Sequence[str]) -> dict[str, Any] | None:
    """Return how far two people's labels agree on the scored sections; None without two passes."""
    folders = [gold.folder / "passes" / name for name in ("a", "b")]
    if not all(folder.is_dir() for folder in folders):
        return None
    first, second = (load_pass(folder) for folder in folders)
    shared = [slug for slug in slugs if slug in first and slug in second]
    return agreement(first, second, "publisher", shared) if shared else None
