"""Runs to look at: a calm one, and one whose every text is hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.document import Report
from extract.pages import build_page, load_run, render
from extract.run import extract_reports

BODIES = {
    "Copper Cathode": "Copper output fell 7.46% MoM to 1.01 million mt in January 2025."
    "\nThe cause was weak orders.",
    "Refined Tin": "Nothing of note was told.",
    "Failed Metal": "Output was 300 mt in January.",
    "Quiet Metal": "Output was 12,500 mt in January, after 13,000 mt.",
    "Last Metal": "Output was 5,000 mt in January, 2,000 mt in February and 9,000 mt in March.",
}
HOSTILE = {
    "<script>alert(1)</script>": "</script><script>alert(2)</script> output fell 7.46% MoM."
    "\nweak orders & <b>bold</b>",
    '"><img src=x onerror=alert(3)>': 'x"><img src=x onerror=alert(4)> output was 12,500 mt'
    " {{7*7}} {% raw %}",
    "{{7*7}}": "\u202eevil\u202c output \u2066was\u2069 3,000 mt\u2028then \u0007 \u200b 5,000 mt",
    '=HYPERLINK("//x")': "output fell 9.99% MoM.",
    "javascript:alert(5)": "--><!-- output was 4,000 mt ]]> weak orders \U0001f600 <svg onload=alert(6)>",
}


@pytest.fixture(scope="session")
def make_run(give: Any, fake: Any) -> Callable[..., Path]:
    """Return a function that runs sections (heading -> body) into a folder."""

    def run(folder: Path, bodies: dict[str, str], *, failing: tuple[str, ...] = (), quiet: str = "") -> Path:
        report: Report = give.report(*bodies.values())
        sections = tuple(
            replace(section, heading=heading)
            for section, heading in zip(report.sections, bodies, strict=True)
        )
        answerer = fake(failing=failing)
        answer = answerer.answer

        def answering(section: Any) -> Any:
            reply = answer(section)
            silent = section.section.slug == quiet
            return replace(reply, answer=give.answer()) if silent else reply

        answerer.answer = answering
        extract_reports([replace(report, sections=sections)], answerer, folder)
        return folder

    return run


@pytest.fixture(scope="session")
def calm(make_run: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run with an answered, an empty, a failed and an unclaimed section."""
    folder = tmp_path_factory.mktemp("view") / "calm"
    return make_run(folder, BODIES, failing=("metal-3",), quiet="metal-4")


@pytest.fixture(scope="session")
def hostile(make_run: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run whose headings and texts try to be markup, templates and scripts."""
    return make_run(tmp_path_factory.mktemp("view") / "hostile", HOSTILE)


def html_of(run: Path) -> str:
    """Return the page of a run."""
    return render(build_page(load_run(run)))


@pytest.fixture(scope="session")
def page_of() -> Callable[[Path], str]:
    """Return the function from a run to its page."""
    return html_of
