"""The leaderboard as a page: one file, nothing loaded from anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.scores_json import write_text
from experiment.markdown import HEADS, cells_of
from experiment.picture import draw_frontier
from pages import Kit, page_data, render

__all__ = ["PAGE", "write_page"]

PAGE = "leaderboard.html"
_KIT = Kit(Path(__file__).parent / "templates", styles=("board.css",))


def write_page(results: dict[str, Any], folder: Path) -> Path:
    """Write the page into the experiment's folder and return its file.

    Raises:
        InputError: it cannot be written.
    """
    rows = results["cells"]
    html = render(
        _KIT,
        "leaderboard.html",
        page_data("assay-experiment/1", ()),
        title=folder.resolve().name,
        heads=HEADS,
        rows=[(row, cells_of(row)) for row in rows],
        picture=draw_frontier(rows),
        undrawn=[row["name"] for row in rows if row["scores"] and row["cost_per_section"] is None],
    )
    file = folder / PAGE
    write_text(html, file)
    return file
