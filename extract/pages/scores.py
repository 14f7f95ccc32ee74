"""A run's `scores.json`, read as data: which of its mistakes stand in which section of the run."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages import Judgement, judge
from schemas.records import SectionResult, records_digest

__all__ = ["SCORES", "Scores", "read_scores"]

SCORES = "scores.json"
_SHOWN = (("metrics", "strict"), ("metrics", "full"), ("drivers", "category"), ("drivers", "direction"))

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a page shows of a score.

    `judgements` has the verdicts on each scored section, by report and slug; `table` rows of (tier, F1 with
    its interval of all, dev and test). Where they cannot be shown, `trouble` says why, and all else is empty.
    """

    signature: str = ""
    judgements: Mapping[Key, Judgement] = field(default_factory=dict)
    table: tuple[tuple[str, tuple[str, ...]], ...] = ()
    trouble: str | None = None


def read_scores(run: Path, texts: Mapping[Key, tuple[SectionResult, str]]) -> Scores | None:
    """Return the scores of a run folder with these results and body texts; None where it is not scored.

    Scores of another state of the run are not shown: offsets into other records would mislead.
    """
    file = run / SCORES
    if not file.exists():
        return None
    try:
        loaded = json.loads(file.read_bytes())
        if loaded.get("records_sha256") != records_digest(result for result, _ in texts.values()):
            return Scores(trouble=f"{SCORES} is of another state of this run; score it again")
        judgements = {key: judge(*texts[key], errors) for key, errors in _by_section(loaded) if key in texts}
        return Scores(str(loaded["signature"]), judgements, tuple(_table(loaded)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return Scores(
            trouble=f"{SCORES} cannot be read ({' '.join(str(error).split())}); score the run again"
        )


def _by_section(scores: Mapping[str, Any]) -> Iterator[tuple[Key, tuple[Mapping[str, Any], ...]]]:
    """Yield the entries of every section that was scored, by its place in the run.

    A section that was scored from several lines at once has no place of its own for a mistake.
    """
    errors: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for error in scores["errors"]:
        errors[error["section"]].append(error)
    for slug, section in scores["per_section"].items():
        lines = section["lines"]
        if len(lines) == 1:
            report, own = lines[0]
            yield (report, own), tuple(errors[slug])


def _table(scores: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    parts = [scores, *(scores["splits"][name] for name in ("dev", "test"))]
    for side, tier in _SHOWN:
        yield f"{side}, {tier}", tuple(_score(part[side].get(tier)) for part in parts)


def _score(entry: Mapping[str, Any] | None) -> str:
    if entry is None or entry["f1"] is None:
        return "–"
    interval = entry.get("interval")
    told = f"{entry['f1']:.3f}"
    return f"{told} ({interval[0]:.3f}–{interval[1]:.3f})" if interval else told
