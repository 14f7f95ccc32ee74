"""The tables across months as one page: what was forecast and came, what was restated, each series drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from extract.history.tables import counts, rows
from pages import Kit
from pages import render as render_page
from pages.svg import drawing, tag
from pages.words import shown

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["render", "spark"]

_KIT = Kit(Path(__file__).parent / "templates", styles=("history.css",))
_SHOWN = 300  # rows of a table on the page; the Parquet files have all
_WIDTH, _HEIGHT, _MARGIN = 180.0, 36.0, 4.0
_KEY = ("commodity", "indicator", "basis", "unit", "segment", "region", "entity")


def render(base: DuckDBPyConnection) -> str:
    """Return the page as HTML."""
    return render_page(
        _KIT,
        "history.html",
        {"words": {}, "sections": []},
        counts=counts(base),
        reports=rows(base, "reports", "month, report"),
        most=_SHOWN,
        series=list(_series(base)),
        forecasts=rows(base, "forecasts", _MISSES, _SHOWN),
        hits=rows(base, _HITS),
        restated=rows(base, "restated", "abs(percent) DESC NULLS LAST", _SHOWN),
        conflicts=rows(base, "conflicts", "commodity, indicator", _SHOWN),
        units=rows(base, "units", "commodity, indicator", _SHOWN),
        gaps=rows(
            base, "gaps", "reported DESC, months DESC, commodity, indicator, basis, unit, segment", _SHOWN
        ),
        number=number,
        scope=scope,
    )


# The largest misses first, then what came as forecast, then what has no actual. A miss is measured in points
# where the unit is a percentage, else as a percentage of the actual; one of neither comes after those.
_MISSES = """
    list_position(['told', 'not stated', 'no report'], outcome), error = 0,
    CASE WHEN unit IN ('percent', 'percentage_point') THEN abs(error) ELSE abs(percent) END DESC NULLS LAST,
    period, commodity, indicator, basis, unit, segment, region, entity
"""
_HITS = """(
    SELECT indicator, basis, count(hit) AS told, count(*) FILTER (hit) AS hits, count(*) AS forecasts
    FROM directions GROUP BY ALL ORDER BY told DESC, forecasts DESC, indicator, basis
)"""
_LONGEST = """(
    SELECT * FROM series AS s
    SEMI JOIN (
        SELECT commodity, indicator, basis, unit, segment, region, entity, count(*) AS points FROM series
        WHERE status = 'actual' AND regexp_full_match(period, '[0-9]{4}-[0-9]{2}')
        GROUP BY ALL HAVING points > 1
        ORDER BY points DESC, commodity, indicator, basis, unit, segment, region, entity LIMIT {most}
    ) AS k
    ON s.commodity = k.commodity AND s.indicator = k.indicator AND s.basis = k.basis
        AND s.unit IS NOT DISTINCT FROM k.unit AND s.segment = k.segment AND s.region = k.region
        AND s.entity = k.entity
    WHERE regexp_full_match(s.period, '[0-9]{4}-[0-9]{2}')
)"""


def _series(base: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield each series of more than one month: what tells it, its drawing, first and last."""
    order = f"{', '.join(_KEY)}, period, status"
    found = rows(base, _LONGEST.replace("{most}", str(_SHOWN)), order)
    for _, group in groupby(found, key=lambda row: tuple(row[name] for name in _KEY)):
        points = list(group)
        actual = [row for row in points if row["status"] == "actual"]
        yield {
            **points[0],
            "drawing": spark(points),
            "first": actual[0],
            "last": actual[-1],
            "points": len(actual),
        }


def spark(points: Iterable[Mapping[str, Any]]) -> Markup:
    """Return the drawing of one series over its months: a line for actual values, rings for forecasts.

    Months of which nothing is told break the line.
    """
    known = list(points)
    months = [_months(row["period"]) for row in known]
    values = [float(row["value"]) for row in known]
    low, high = min(values), max(values)
    first, last = min(months), max(months)

    def place(month: int, value: float) -> tuple[float, float]:
        x = _MARGIN + (_WIDTH - 2 * _MARGIN) * ((month - first) / ((last - first) or 1))
        y = _MARGIN + (_HEIGHT - 2 * _MARGIN) * (1 - (value - low) / ((high - low) or 1))
        return round(x, 1), round(y, 1)

    marks: list[Markup] = []
    before: tuple[int, float, float] | None = None
    for row, month, value in zip(known, months, values, strict=True):
        x, y = place(month, value)
        told = f"{row['period']}: {number(value)} {row['unit'] or ''}, {row['status']}"
        if row["status"] != "actual":
            marks.append(tag("circle", tag("title", told), class_="forecast", cx=x, cy=y, r=2.6))
            continue
        if before is not None and month == before[0] + 1:
            marks.append(tag("line", class_="told", x1=before[1], y1=before[2], x2=x, y2=y))
        marks.append(tag("circle", tag("title", told), class_="told", cx=x, cy=y, r=1.8))
        before = month, x, y
    name = f"{known[0]['period']} to {known[-1]['period']}, from {number(low)} to {number(high)}"
    return drawing(_WIDTH, _HEIGHT, name, *marks)


def _months(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7])


def number(value: float | None) -> str:
    """Return a number with thousands separated, and no digits that it does not have."""
    if value is None:
        return ""
    return (
        f"{value:,.0f}" if value == int(value) else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.1f}"
    )


def scope(row: Mapping[str, Any]) -> str:
    """Return segment, region and entity of a row as one text, safe to look at."""
    return shown(" · ".join(str(row[name]) for name in ("segment", "region", "entity") if row[name]))
