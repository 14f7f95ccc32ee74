"""The command line of tables across months: `history`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

__all__ = ["history_command"]

_PAGE = "history.html"


@click.command("history")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the tables.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def history_command(runs: tuple[Path, ...], out: Path, *, as_json: bool) -> None:
    """Build the tables across the months of RUNS, as Parquet and as history.html.

    series: the latest value of each series and period; forecasts, directions: what was forecast beside
    what came; restated: facts told otherwise by a later report; gaps: stretches without a value; conflicts:
    what one report tells in two ways, and is in no series; units: quantities told in several, never mixed.

    \b
    Example:
      assay history runs/january runs/february --out history
    """
    from extract.history.page import render
    from extract.history.tables import counts, history, write_tables
    from extract.store.folder import RunFolder

    with history(list(runs)) as base:
        write_tables(base, out)
        with RunFolder(out).replacing(_PAGE) as page:
            page.write(render(base))
        told = counts(base)
    if as_json:
        click.echo(json.dumps({"out": str(out), **told}, indent=2))
        return
    for name, count in told.items():
        click.echo(f"{name:<12}{count:>8}")
    click.echo(os.fsencode(out / _PAGE))
