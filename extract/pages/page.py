"""A run's page: the shared layout with the run's own parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.pages.drawings import draw_changes, draw_drivers
from extract.pages.model import Page
from extract.pages.overview import count_drivers, headline
from pages import Kit
from pages import render as render_page
from pages.words import label, shown
from schemas.periods import month_after

__all__ = ["render"]

_KIT = Kit(
    Path(__file__).parent / "templates",
    styles=("run.css",),
    scripts=("table.js", "review.js", "main.js"),
)
_MONTHS = "January February March April May June July August September October November December".split()


def render(page: Page) -> str:
    """Return the page as HTML."""
    return render_page(
        _KIT,
        "report.html",
        page.data(),
        page=page,
        title=" · ".join(shown(str(report.get("title") or report["id"])) for report in _reports(page)),
        groups=page.groups(),
        counts=page.counts(),
        pictures=list(_pictures(page)),
        drivers=draw_drivers(count_drivers(section.result for section in page.sections)),
    )


def _reports(page: Page) -> list[dict[str, Any]]:
    return list(page.manifest.get("reports") or [{"id": "report"}])


def _month(month: str) -> str:
    return f"{_MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def _pictures(page: Page) -> Iterator[dict[str, Any]]:
    """Yield a report's months and its drawings by group, and which sections give nothing to draw."""
    names = dict.fromkeys(section.result.report for section in page.sections)
    for name in names:
        own = Page(page.manifest, tuple(s for s in page.sections if s.result.report == name), ())
        month = own.sections[0].result.month
        months = _month(month), _month(month_after(month))
        changes = {section.anchor: headline(section.result) for section in own.sections}
        drawn = {
            group: draw_changes(label(group), rows, months)
            for group, sections in own.groups().items()
            if (
                rows := [
                    (s.result.heading, s.anchor, found) for s in sections if (found := changes[s.anchor])
                ]
            )
        }
        silent = [section for section in own.sections if not changes[section.anchor]]
        yield {"report": name, "months": months, "drawn": drawn, "silent": silent}
