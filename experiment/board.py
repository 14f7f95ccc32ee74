"""The board: cells side by side, each with its scores, its difference to the baseline, cost and latency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.compare import compare
from experiment.engine import Outcome
from schemas.errors import InputError

__all__ = ["SHOWN", "board", "frontier"]

SHOWN = ("metrics.strict", "metrics.full", "drivers.direction")
"""The scores of a row; the first is what rows are ranked and drawn by."""
_MARGIN = 0.02

Row = dict[str, Any]


def board(outcomes: Iterable[Outcome], base: str, kept: Mapping[str, Row] | None = None) -> list[Row]:
    """Return a row a cell, the best first; `kept` are the rows of an earlier start, by name.

    `difference` compares a cell with the baseline as `assay compare` does, section by section; None for the
    baseline itself and where one of the two has no scores. `frontier` tells that no cell is both better and
    cheaper; cost and latency are of one section, None where unknown.
    """
    listed = list(outcomes)
    scores = {outcome.cell.name: outcome.scores for outcome in listed if outcome.scores is not None}
    rows = [_row(outcome, scores.get(base), base, (kept or {}).get(outcome.cell.name)) for outcome in listed]
    best = frontier([(row["cost_per_section"], _f1(row)) for row in rows])
    for place, row in enumerate(rows):
        row["frontier"] = place in best
    return sorted(rows, key=lambda row: (-(_f1(row) or -1.0), row["cost_per_section"] or 0.0, row["name"]))


def frontier(points: Sequence[tuple[float | None, float | None]]) -> set[int]:
    """Return the places of the points (cost, score) that no other beats in both; unknown ones never."""
    known = [(at, cost, f1) for at, (cost, f1) in enumerate(points) if cost is not None and f1 is not None]
    return {
        at
        for at, cost, f1 in known
        if not any((c <= cost and f > f1) or (c < cost and f >= f1) for _, c, f in known)
    }


def _f1(row: Row) -> float | None:
    found: float | None = row["scores"][SHOWN[0]]["f1"] if row["scores"] else None
    return found


def _row(outcome: Outcome, base: dict[str, Any] | None, base_name: str, kept: Row | None) -> Row:
    cell, scores, manifest = outcome.cell, outcome.scores, outcome.manifest or {}
    done = manifest.get("counts", {}).get("sections") or 0
    cost, seconds = manifest.get("cost"), outcome.seconds
    latency = seconds / done if seconds is not None and done else (kept or {}).get("seconds_per_section")
    return {
        "name": cell.name,
        "model": cell.choice.model,
        "schema": cell.schema,
        "prompt": manifest.get("prompt") or cell.prompt,
        "shots": cell.shots,
        "samples": cell.samples,
        "state": outcome.state,
        "error": outcome.error,
        "baseline": cell.name == base_name,
        "sections": done,
        "failed": manifest.get("counts", {}).get("failed", 0),
        "scores": {name: _score(scores, name) for name in SHOWN} if scores else None,
        "splits": _splits(scores) if scores else None,
        "added_fields": _added(scores) if scores else None,
        "difference": _difference(outcome, base, base_name),
        "cost": cost,
        "cost_per_section": cost / done if cost is not None and done else None,
        "tokens": manifest.get("tokens"),
        "seconds_per_section": latency,
        "signature": scores["signature"] if scores else None,
    }


def _score(scores: Mapping[str, Any], name: str) -> dict[str, Any]:
    side, _, tier = name.partition(".")
    found = scores[side][tier]
    return {key: found[key] for key in ("precision", "recall", "f1", "interval")}


def _splits(scores: Mapping[str, Any]) -> dict[str, dict[str, float | None]]:
    return {
        split: {name: _score(part, name)["f1"] for name in SHOWN}
        for split, part in scores["splits"].items()
        if part["sections"]
    }


def _added(scores: Mapping[str, Any]) -> dict[str, float | None]:
    from eval.fields import added_fields

    names = added_fields(scores, list(scores["per_section"]))
    parts = {name: name.split(".") for name in names}
    return {name: scores[side]["fields"][field]["f1"] for name, (side, _, field) in parts.items()}


def _difference(outcome: Outcome, base: dict[str, Any] | None, base_name: str) -> dict[str, Any] | None:
    if outcome.cell.name == base_name or outcome.scores is None or base is None:
        return None
    try:
        result = compare(base, outcome.scores, _MARGIN)
    except InputError as error:
        return {"verdict": None, "why": str(error)}
    return {
        "verdict": result.verdict,
        "judged": {
            d.name: {"difference": d.difference, "interval": list(d.interval) if d.interval else None}
            for d in result.judged
        },
        "gates": list(result.gates),
        "worse_fields": [d.name for d in result.worse_fields],
    }
