"""The texts and records that a page marks, by the name that a section has in `scores.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.pool import Pool
from eval.runs import load_run
from pages import Judgement, SectionView, anchor_of, judge, view_section
from schemas.records import SectionResult, records_digest

__all__ = ["Texts", "section_views", "texts_of_pool", "texts_of_run"]

Texts = Mapping[str, tuple[SectionResult, str]]
"""Section -> its result and its text; sections whose text is not at hand are not in it."""


def texts_of_pool(pool: Pool) -> Texts:
    """Return the texts of what was scored; of repeats, those of the first."""
    texts: dict[str, tuple[SectionResult, str]] = {}
    for joined in pool.joined:
        for case in joined.cases:
            results, body = joined.results.get(case.slug, ()), joined.bodies.get(case.slug)
            if len(results) == 1 and body is not None:
                texts.setdefault(case.slug, (results[0], body))
    return texts


def texts_of_run(scores: Mapping[str, Any], folder: Path) -> Texts:
    """Return the texts of a scored run folder; none where it holds another state of the run.

    Raises:
        InputError: its `extractions.jsonl` cannot be read.
    """
    if not (folder / "extractions.jsonl").exists():
        return {}
    run = load_run(folder)
    if scores.get("records_sha256") != records_digest(run.results):
        return {}
    by_place = {(result.report, result.section): result for result in run.results}
    texts: dict[str, tuple[SectionResult, str]] = {}
    for name, section in scores["per_section"].items():
        if len(section["lines"]) == 1:
            result = by_place[tuple(section["lines"][0])]
            body = run.texts.get(result.text_sha256)
            if body is not None:
                texts[name] = (result, body)
    return texts


def section_views(
    scores: Mapping[str, Any], texts: Texts, names: list[str], side: str = ""
) -> Iterator[tuple[str, SectionView]]:
    """Yield the sections with their verdicts; `side` tells two runs' sections on one page apart.

    A section whose verdicts cannot be placed (labels that are not of the form) is shown without them.
    """
    for name in names:
        if name not in texts:
            continue
        result, body = texts[name]
        errors = [e for e in scores["errors"] if e["section"] == name and e.get("repeat", 1) == 1]
        try:
            judgement: Judgement | None = judge(result, body, errors)
        except ValueError:
            judgement = None
        starts = {
            (reading["figure"] or reading["evidence"])[0] if "figure" in reading else reading["evidence"][0]
            for error in errors
            for reading in (error["gold"], error["predicted"])
            if reading is not None
        }
        yield (
            name,
            view_section(
                result,
                body,
                anchor=anchor_of(*([side] if side else []), *name.split("/")),
                group=scores["per_section"][name]["group"] or "other",
                starts=starts,
                judgement=judgement,
            ),
        )
