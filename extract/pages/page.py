"""The page as HTML: one file, its style and scripts inline and named by hash in its own security policy."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extract.pages.model import Page, SectionView
from extract.pages.overview import count_drivers
from extract.pages.svg import draw_changes, draw_drivers
from extract.pages.words import label, shown
from schemas.periods import month_after

__all__ = ["embedded", "policy", "render"]

TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("base.js", "record.js", "review.js", "table.js", "main.js")
_MONTHS = "January February March April May June July August September October November December".split()


def embedded(value: object) -> Markup:
    """Return JSON that is safe inside a script element: all ASCII, with no `<`, `>` or `&` in it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that lets this style and this script run, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


@cache
def _assets() -> tuple[str, str]:
    script = "\n".join((TEMPLATES / name).read_text(encoding="utf-8").strip() for name in _SCRIPTS)
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8").strip()
    return style, f'(() => {{\n"use strict";\n{script}\n}})();'


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, label=label)
    return environment


def render(page: Page) -> str:
    """Return the page as HTML."""
    style, script = _assets()
    template = _environment().get_template("report.html")
    return template.render(
        page=page,
        title=" · ".join(shown(str(report.get("title") or report["id"])) for report in _reports(page)),
        groups=page.groups(),
        counts=page.counts(),
        pictures=list(_pictures(page)),
        drivers=draw_drivers(count_drivers(section.result for section in page.sections)),
        data=embedded(page.data()),
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
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
        drawn = {
            group: draw_changes(label(group), rows, months)
            for group, sections in own.groups().items()
            if (rows := [_row(section) for section in sections if section.headline])
        }
        silent = [section for section in own.sections if not section.headline]
        yield {"report": name, "months": months, "drawn": drawn, "silent": silent}


def _row(section: SectionView) -> tuple[str, str, Any]:
    return section.result.heading, section.anchor, section.headline
