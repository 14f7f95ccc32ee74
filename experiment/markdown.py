"""The leaderboard as Markdown: a table to keep in git and to put into a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eval.markdown import escape
from experiment.board import SHOWN

__all__ = ["HEADS", "cells_of", "leaderboard"]

HEADS = (
    "cell", "metrics strict", "metrics full", "drivers", "against the baseline", "USD a section",
    "seconds a section", "",
)  # fmt: skip


def leaderboard(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    rows = results["cells"]
    lines = [
        f"### Experiment: {len(rows)} cells, baseline {escape(results['baseline'])}",
        "",
        "F1 with its 95% interval; the difference is that of strict metrics, paired by section. "
        "◆ no cell is both better and cheaper.",
        "",
        _line(HEADS),
        _line(("---", *["---:"] * 3, "---", "---:", "---:", "---")),
        *(_line(escape(cell) for cell in cells_of(row)) for row in rows),
        "",
    ]
    lines += [f"- {escape(note)}" for row in rows for note in _notes(row)]
    return "\n".join(lines).rstrip() + "\n"


def cells_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells of a row as text, under `HEADS`."""
    scores = [_score(row["scores"][name]) if row["scores"] else "–" for name in SHOWN]
    return (
        row["name"],
        *scores,
        _against(row),
        "unknown" if row["cost_per_section"] is None else f"{row['cost_per_section']:.5f}",
        "–" if row["seconds_per_section"] is None else f"{row['seconds_per_section']:.2f}",
        "◆" if row["frontier"] else "",
    )


def _line(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _score(score: Mapping[str, Any]) -> str:
    if score["f1"] is None:
        return "–"
    ends = score["interval"]
    return f"{score['f1']:.3f}" + (f" ({ends[0]:.3f}–{ends[1]:.3f})" if ends else "")


def _against(row: Mapping[str, Any]) -> str:
    if row["state"] != "complete":
        return str(row["state"])
    if row["baseline"]:
        return "baseline"
    found = row["difference"]
    if found is None or found["verdict"] is None:
        return "–"
    strict = found["judged"][SHOWN[0]]
    ends = strict["interval"]
    interval = f" ({ends[0]:+.3f} to {ends[1]:+.3f})" if ends else ""
    told = "–" if strict["difference"] is None else f"{strict['difference']:+.3f}"
    return f"{told}{interval}: {found['verdict']}"


def _notes(row: Mapping[str, Any]) -> Iterator[str]:
    if row["error"]:
        yield f"{row['name']}: {row['state']}: {row['error']}"
    if row["failed"]:
        yield f"{row['name']}: {row['failed']} sections failed"
    for name, f1 in (row["added_fields"] or {}).items():
        yield f"{row['name']}: {name.replace('.fields.', ' ')}: {'–' if f1 is None else f'{f1:.3f}'}"
    found = row["difference"] or {}
    if found.get("why"):
        yield f"{row['name']}: not compared: {found['why']}"
    if found.get("worse_fields"):
        worse = ", ".join(name.replace(".fields.", " ") for name in found["worse_fields"])
        yield f"{row['name']}: fields that got worse: {worse}"
    for gate in found.get("gates", ())[:5]:
        yield f"{row['name']}: gate: {gate}"
