"""The command line of the page: `assay view`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.pages import Run

__all__ = ["REPORT", "view_command", "write_page"]

REPORT = "report.html"


@click.command("view")
@click.argument("run", type=click.Path(path_type=Path))
def view_command(run: Path) -> None:
    """Write the page of RUN (a run folder) as report.html into it, and print where it is.

    One file that works from disk: the report with every figure marked, the records behind them,
    tables, findings, and a review mode that saves corrections as JSON. Where RUN has been scored
    (`assay score RUN`), what is right, wrong, missing and spurious is marked too.

    \b
    Example:
      assay extract gold/2025-01 --out runs/january
      assay view runs/january
    """
    from extract.pages import load_run

    loaded = load_run(run)
    if loaded.scores and loaded.scores.trouble:
        click.echo(f"assay: {loaded.scores.trouble}; the page shows no verdicts", err=True)
    # As bytes: a path need not be valid in any encoding.
    click.echo(os.fsencode(_write(run, loaded)))


def write_page(run: Path) -> Path:
    """Write `report.html` into a run folder and return its path.

    Raises:
        InputError: the folder holds no finished run, or cannot be written.
    """
    from extract.pages import load_run

    return _write(run, load_run(run))


def _write(run: Path, loaded: Run) -> Path:
    from extract.pages import build_page, render
    from extract.store.folder import RunFolder

    html = render(build_page(loaded))
    with RunFolder(run).replacing(REPORT) as out:
        out.write(html)
    return run / REPORT
