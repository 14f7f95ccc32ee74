"""Accuracy against cost: a point a cell with its interval, and the frontier that no cell is beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from experiment.board import SHOWN
from pages.svg import drawing, tag
from pages.words import shown

__all__ = ["draw_frontier"]

_WIDTH, _HEIGHT = 720.0, 380.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 24.0, 20.0, 52.0
_STEPS = 4
_LINE, _NEAR = 14, 160  # names closer than this would lie upon each other


def draw_frontier(rows: Sequence[dict[str, Any]]) -> Markup | None:
    """Return the drawing; None where no cell has both a score and a known cost."""
    drawn = [row for row in rows if row["scores"] and row["cost_per_section"] is not None]
    drawn = [row for row in drawn if row["scores"][SHOWN[0]]["f1"] is not None]
    if not drawn:
        return None
    most: float = max(row["cost_per_section"] for row in drawn) or 1.0
    lows = [(row["scores"][SHOWN[0]]["interval"] or [_f1(row)])[0] for row in drawn]
    least: float = max(0.0, min(lows) - 0.05)

    def x(cost: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * cost / most, 1)

    def y(f1: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (f1 - least) / (1.0 - least), 1)

    best = sorted((row["cost_per_section"], _f1(row)) for row in drawn if row["frontier"])
    line = " ".join(f"{x(cost)},{y(f1)}" for cost, f1 in best)
    return drawing(
        _WIDTH,
        _HEIGHT,
        "F1 of strict metrics against cost a section",
        *_axes(x, y, most, least),
        *([tag("polyline", points=line, class_="frontier")] if len(set(best)) > 1 else []),
        *(part for row in drawn for part in _point(row, x(row["cost_per_section"]), y)),
        *_names(drawn, x, y),
    )


def _f1(row: dict[str, Any]) -> float:
    found: float = row["scores"][SHOWN[0]]["f1"]
    return found


def _axes(x: Any, y: Any, most: float, least: float) -> Iterator[Markup]:
    floor = _HEIGHT - _BOTTOM
    yield tag("line", x1=_LEFT, y1=floor, x2=_WIDTH - _RIGHT, y2=floor, class_="axis")
    yield tag("line", x1=_LEFT, y1=_TOP, x2=_LEFT, y2=floor, class_="axis")
    for step in range(_STEPS + 1):
        cost, f1 = most * step / _STEPS, least + (1.0 - least) * step / _STEPS
        yield tag("text", f"{cost:.4f}", x=x(cost), y=floor + 18, text_anchor="middle", class_="tick")
        yield tag("text", f"{f1:.2f}", x=_LEFT - 8, y=y(f1) + 4, text_anchor="end", class_="tick")
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    yield tag("text", "US dollars a section", x=middle, y=_HEIGHT - 10, text_anchor="middle", class_="tick")
    yield tag("text", "F1, strict metrics", x=_LEFT + 8, y=_TOP, class_="tick")


def _point(row: dict[str, Any], at: float, y: Any) -> Iterator[Markup]:
    score = row["scores"][SHOWN[0]]
    kind = "point best" if row["frontier"] else "point"
    if score["interval"]:
        low, high = score["interval"]
        yield tag("line", x1=at, y1=y(low), x2=at, y2=y(high), class_="interval")
    told = tag("title", f"{shown(row['name'])}: F1 {score['f1']:.3f}, {row['cost_per_section']:.5f} USD")
    yield tag("circle", told, cx=at, cy=y(score["f1"]), r=5, class_=kind)


def _names(rows: Sequence[dict[str, Any]], x: Any, y: Any) -> Iterator[Markup]:
    """Yield the names beside their points, from the top down, each below the one before it."""
    places = sorted((y(_f1(row)), x(row["cost_per_section"]), row["name"]) for row in rows)
    taken: list[tuple[float, float]] = []
    for down, across, name in places:
        line = down + 16
        while any(abs(line - other) < _LINE and abs(across - at) < _NEAR for other, at in taken):
            line += 1
        taken.append((line, across))
        end = across > _WIDTH * 0.7
        place = {"x": across - 9 if end else across + 9, "y": line, "text_anchor": "end" if end else "start"}
        yield tag("text", shown(name), class_="name", **place)
