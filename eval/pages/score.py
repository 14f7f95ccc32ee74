"""`scores.html`: a score to look at, one file that works from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.errors import SEVERITIES
from eval.pages.drawings import draw_score
from eval.pages.mistakes import mistaken
from eval.pages.texts import Texts, section_views
from eval.tables import cost_line, grounding_line, interval, number
from pages import Kit, page_data, render

__all__ = ["KIT", "score_page"]

KIT = Kit(Path(__file__).parent / "templates", styles=("eval.css",), scripts=("filter.js",))

_MAIN = (
    ("metrics", ("strict", "full", "keys", "hedged", "within_digit", "figures", "movements")),
    ("drivers", ("span", "category", "direction", "full")),
)
_DIMENSIONS = {
    "group": "commodity group",
    "indicator": "indicator",
    "basis": "basis",
    "status": "status",
    "form": "figure or movement",
    "region": "region",
}

Row = dict[str, Any]


def score_page(scores: Mapping[str, Any], texts: Texts) -> str:
    """Return the page of `scores.json`'s object; `texts` are the sections that it can mark."""
    views = dict(section_views(scores, texts, list(scores["per_section"])))
    bodies = {name: body for name, (_, body) in texts.items()}
    mistakes = mistaken(scores["errors"], bodies, {name: view.anchor for name, view in views.items()})
    sections = list(views.values())
    return render(
        KIT,
        "score.html",
        page_data("assay-scores-page/1", sections),
        scores=scores,
        sections=sections,
        title=f"Scores of {scores['model'] or 'a run'} on {', '.join(scores['gold_sets'])}",
        tiles=_tiles(scores),
        main=[_row(scores, side, tier) for side, tiers in _MAIN for tier in tiers if tier in scores[side]],
        fields=[
            _row(scores, side, "fields", n) for side in ("metrics", "drivers") for n in scores[side]["fields"]
        ],
        slices={_DIMENSIONS.get(name, name): list(_slices(scores, name)) for name in scores["slices"]},
        by_section=list(_by_section(scores, {name: view.anchor for name, view in views.items()})),
        mistakes=mistakes,
        kinds=sorted({kind for one in mistakes for kind in one.kinds}),
        severities=SEVERITIES,
        grounding=grounding_line(scores),
        cost=cost_line(scores),
        counts={"sections": scores["sections"], "shown": len(sections)},
        unmarked=[name for name, view in views.items() if view.judgement is None],
    )


def _tiles(scores: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    strict, direction = scores["metrics"]["strict"], scores["drivers"]["direction"]
    failed = sum(scores["statuses"].get(name, 0) for name in ("failed", "missing"))
    return [
        ("metrics strict", number(strict["f1"]), ""),
        ("metrics full", number(scores["metrics"]["full"]["f1"]), ""),
        ("drivers direction", number(direction["f1"]), ""),
        ("sections", f"{scores['sections']}", ""),
        ("failed or missing", f"{failed}", "bad" if failed else ""),
        (
            "severe mistakes",
            f"{scores['severity']['severe']:g}",
            "bad" if scores["severity"]["severe"] else "",
        ),
        ("drivers reversed", f"{scores['drivers']['reversed']:g}", ""),
        ("grounded", number(scores["grounding"]["share"]), ""),
    ]


def _row(scores: Mapping[str, Any], *path: str) -> Row:
    """Return a score with its interval drawn, its parts by split, and people's beside it."""
    entry, people = _at(scores, path), _at(scores["ceiling"], path)
    splits = {split: _at(part, path) for split, part in scores["splits"].items()}
    return {
        **_cells(entry, people),
        "name": " ".join(name for name in path if name != "fields").replace("_", " "),
        **{split: number(part["f1"] if part else None) for split, part in splits.items()},
        "macro": number((scores["macro"].get(".".join(path)) or {"f1": None})["f1"]),
    }


def _slices(scores: Mapping[str, Any], dimension: str) -> Iterator[Row]:
    for value, entry in scores["slices"][dimension].items():
        people = _at(scores["ceiling"], ("slices", dimension, value))
        yield {**_cells(entry, people), "name": value.replace("_", " ")}


def _by_section(scores: Mapping[str, Any], anchors: Mapping[str, str]) -> Iterator[Row]:
    """Yield the sections, those with most wrong metrics first."""
    rows = []
    for name, section in scores["per_section"].items():
        tallies = [section["tallies"][tier] for tier in ("metrics.strict", "drivers.direction")]
        rows.append(
            {
                "name": name,
                "anchor": anchors.get(name),
                "split": section["split"],
                "status": section["status"],
                "scores": [number(_f1(*counts)) for counts in tallies],
                "counts": [" / ".join(f"{count:g}" for count in counts) for counts in tallies],
                "wrong": tallies[0][1] + tallies[0][2],
            }
        )
    yield from sorted(rows, key=lambda row: -row["wrong"])


def _f1(tp: float, fp: float, fn: float) -> float | None:
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None


def _cells(entry: Mapping[str, Any] | None, people: Mapping[str, Any] | None) -> Row:
    ceiling = people["f1"] if people else None
    found: Mapping[str, Any] = entry or dict.fromkeys(("f1", "precision", "recall", "interval"))
    return {
        "f1": number(found["f1"]),
        "interval": interval(found["interval"]),
        "precision": number(found["precision"]),
        "recall": number(found["recall"]),
        "people": number(ceiling),
        "drawn": draw_score(entry, ceiling),
        "gold": f"{found['tp'] + found['fn']:g}" if entry else "0",
    }


def _at(tree: Mapping[str, Any] | None, path: tuple[str, ...]) -> Mapping[str, Any] | None:
    for name in path:
        tree = tree.get(name) if tree else None
    return tree
