"""Intervals drawn: a score on its scale from 0 to 1, a difference around nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from eval.compare import Difference
from eval.tables import interval, number, signed, signed_interval
from pages.svg import drawing, tag

__all__ = ["draw_difference", "draw_score", "reach"]

WIDTH, HEIGHT = 160, 18
_EDGE = 5
_MIDDLE = HEIGHT / 2


def draw_score(entry: Mapping[str, Any] | None, people: float | None = None) -> Markup:
    """Draw F1 and its interval on a line from 0 to 1; a diamond is people's F1, the ceiling."""
    f1 = entry["f1"] if entry else None
    name = f"F1 {number(f1)}, interval {interval(entry['interval'] if entry else None)}"
    parts = [
        tag("title", name + ("" if people is None else f", people {number(people)}")),
        tag("path", d=f"M{_x(0):g} {_MIDDLE:g}H{_x(1):g}", class_="axis"),
        *(tag("path", d=f"M{_x(at):g} {_MIDDLE - 3:g}v6", class_="axis") for at in (0, 0.5, 1)),
    ]
    if entry and entry["interval"]:
        parts.append(_bar(_x(entry["interval"][0]), _x(entry["interval"][1])))
    if people is not None:
        x = _x(people)
        d = f"M{x:g} {_MIDDLE - 6:g}l4 6l-4 6l-4 -6z"
        parts.append(tag("path", d=d, class_="people"))
    if f1 is not None:
        parts.append(tag("circle", cx=f"{_x(f1):g}", cy=f"{_MIDDLE:g}", r=3.5, class_="point"))
    return drawing(WIDTH, HEIGHT, name, *parts)


def draw_difference(difference: Difference, margin: float, most: float) -> Markup:
    """Draw a difference and its interval from -`most` to `most`; the dashed line is minus the margin."""
    name = f"difference {signed(difference.difference)}, interval {signed_interval(difference.interval)}"
    parts = [
        tag("title", f"{name}, margin {100 * margin:g} points"),
        tag("path", d=f"M{_EDGE} {_MIDDLE:g}H{WIDTH - _EDGE}", class_="axis"),
        tag("path", d=f"M{_d(0, most):g} 1V{HEIGHT - 1}", class_="axis"),
        tag("path", d=f"M{_d(-margin, most):g} 1V{HEIGHT - 1}", class_="margin"),
    ]
    if difference.interval:
        parts.append(_bar(_d(difference.interval[0], most), _d(difference.interval[1], most)))
    if difference.difference is not None:
        x = f"{_d(difference.difference, most):g}"
        parts.append(tag("circle", cx=x, cy=f"{_MIDDLE:g}", r=3.5, class_="point"))
    return drawing(WIDTH, HEIGHT, name, *parts)


def reach(differences: Sequence[Difference], margin: float) -> float:
    """Return how far the scale of some differences must reach, so that none is cut."""
    ends = [abs(end) for d in differences for end in (*(d.interval or ()), d.difference or 0.0)]
    return 1.1 * float(max([margin, *ends]))


def _bar(low: float, high: float) -> Markup:
    return tag(
        "rect",
        x=f"{low:g}",
        y=f"{_MIDDLE - 2:g}",
        width=f"{max(high - low, 1):g}",
        height=4,
        class_="interval",
    )


def _x(score: float) -> float:
    return _EDGE + score * (WIDTH - 2 * _EDGE)


def _d(difference: float, most: float) -> float:
    return _x((difference / most + 1) / 2)
