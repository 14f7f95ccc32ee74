"""The overview's pictures: bars drawn from numbers, as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from extract.pages.overview import Change, DriverCount, Headline
from pages.svg import drawing, tag, wrapped
from pages.words import GLYPHS, label, shown
from schemas.vocabulary import Direction

__all__ = ["draw_changes", "draw_drivers"]

WIDTH = 396
_ROW, _HEAD, _BAR = 33, 22, 8
_LABEL = 124
_CENTRES = {"mom": 192, "yoy": 322}
_REACH = 30  # the longest bar, so that its number still has room beside it
_LIMITS = {"mom": 25.0, "yoy": 50.0}
_LINE, _LINES = 19, 3  # characters on a line of a label, and lines of it
_STATES = ("actual", "forecast")


def draw_changes(name: str, rows: Iterable[tuple[str, str, Headline]], months: tuple[str, str]) -> Markup:
    """Draw a group of commodities: (heading, anchor, headline) a row, links to their sections."""
    parts: list[Markup] = []
    y = float(_HEAD)
    for heading, anchor, headline in rows:
        parts.append(_row(heading, anchor, headline, months, y))
        y += _ROW
    heads = [
        tag("text", text, x=_CENTRES[basis], y=12, class_="head", text_anchor="middle")
        for basis, text in (("mom", "MoM, %"), ("yoy", "YoY, %"))
    ]
    axes = [tag("path", d=f"M{x} {_HEAD - 4}V{y:g}", class_="axis") for x in _CENTRES.values()]
    return drawing(WIDTH, y, f"Production, {name}", *heads, *axes, *parts)


def _row(heading: str, anchor: str, headline: Headline, months: tuple[str, str], y: float) -> Markup:
    lines = wrapped(heading, _LINE, _LINES)
    top = y + _ROW / 2 + 4 - 5.5 * (len(lines) - 1)
    texts = [
        tag("text", line, x=_LABEL, y=f"{top + 11 * n:g}", class_="name", text_anchor="end")
        for n, line in enumerate(lines)
    ]
    told, bars = [], []
    for basis, changes in (("mom", headline.mom), ("yoy", headline.yoy)):
        for n, change in enumerate(changes):
            if change is not None:
                told.append(f"{months[n]} {_STATES[n]} {label(basis)} {_told(change)}")
                bars.append(_bar(change, basis, _STATES[n], y + 7 + n * (_BAR + 3)))
    summary = f"{shown(heading)}: {'; '.join(told)}"
    hit = tag("rect", x=0, y=f"{y:g}", width=WIDTH, height=_ROW, class_="hit")
    link = tag("a", tag("title", summary), hit, *texts, href=f"#{anchor}")
    return link + tag("g", *bars, class_="bars", aria_hidden="true")


def _told(change: Change) -> str:
    value = str(change.direction) if change.percent is None else f"{change.percent:+g} %".replace("-", "−")
    return f"{value} ({shown(change.of)})" if change.of else value


def _bar(change: Change, basis: str, state: str, y: float) -> Markup:
    centre, limit = _CENTRES[basis], _LIMITS[basis]
    star = "*" if change.of else ""
    base = f"{y + _BAR:g}"
    if change.percent is None:
        glyph = GLYPHS[change.direction] if change.direction else "·"
        kind = f"sign {change.direction or 'flat'} {state}"
        return tag("text", glyph + star, x=centre, y=base, class_=kind, text_anchor="middle")
    percent = change.percent
    side = 1 if percent > 0 else -1
    length = max(1.0, min(abs(percent) / limit, 1.0) * _REACH) if percent else 0.0
    way = "up" if percent > 0 else "down"
    text = f"{abs(percent):.{0 if abs(percent) >= 100 else 1}f}"
    sign = "+" if percent > 0 else "−" if percent else ""
    parts = [
        tag("rect", x=f"{centre if side > 0 else centre - length:g}", y=f"{y:g}", width=f"{length:g}",
             height=_BAR, class_=f"bar {way} {state}"),
        tag("text", sign + text + star, x=f"{centre + side * (length + 3):g}", y=base, class_="value",
             text_anchor="start" if side > 0 else "end"),
    ]  # fmt: skip
    if abs(percent) > limit:
        at = centre + side * (_REACH - 7)
        parts.append(tag("path", d=f"M{at - 2} {y + _BAR + 1:g}l4 {-_BAR - 2}", class_="break"))
    return tag("g", *parts)


def draw_drivers(counts: Mapping[str, Mapping[Direction, DriverCount]]) -> Markup:
    """Draw drivers by category: those that push down to the left, up to the right, and what they hold."""
    centres = {Direction.DOWN: 222, Direction.UP: 222, Direction.FLAT: 342}
    most = max((c.actual + c.expected for ways in counts.values() for c in ways.values()), default=1) or 1
    parts: list[Markup] = []
    y = float(_HEAD)
    for category, ways in counts.items():
        told = ", ".join(
            f"{_WAYS[way]} {count.actual + count.expected} ({count.expected} expected)"
            for way, count in ways.items() if count.actual + count.expected
        )  # fmt: skip
        bars = [bar for way, count in ways.items() for bar in _stack(way, count, centres[way], most, y)]
        name = tag("text", label(category), x=_LABEL, y=f"{y + 13:g}", class_="name", text_anchor="end")
        parts.append(tag("g", tag("title", f"{label(category)}: {told}"), name, *bars))
        y += 20
    heads = [
        tag("text", text, x=x, y=12, class_="head", text_anchor=anchor)
        for text, x, anchor in (("▼ down", 216, "end"), ("up ▲", 228, "start"), ("▬ flat", 342, "start"))
    ]
    axes = [tag("path", d=f"M{x} {_HEAD - 4}V{y:g}", class_="axis") for x in (222, 342)]
    return drawing(WIDTH, y, "Drivers by category and direction", *heads, *axes, *parts)


_WAYS = {Direction.UP: "up", Direction.DOWN: "down", Direction.FLAT: "flat"}


def _stack(way: Direction, count: DriverCount, x: int, most: int, y: float) -> Iterator[Markup]:
    side = -1 if way is Direction.DOWN else 1
    unit = (68 if way is not Direction.FLAT else 34) / most
    at = float(x)
    for state, n in (("actual", count.actual), ("forecast", count.expected)):
        length = n * unit
        if n:
            left = at if side > 0 else at - length
            yield tag("rect", x=f"{left:.4g}", y=f"{y + 3:g}", width=f"{length:.4g}", height=12,
                       class_=f"bar {way} {state}")  # fmt: skip
        at += side * length
    if total := count.actual + count.expected:
        yield tag("text", str(total), x=f"{at + side * 4:.4g}", y=f"{y + 13:g}", class_="value",
                   text_anchor="end" if side < 0 else "start")  # fmt: skip
