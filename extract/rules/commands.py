"""`assay explain`: why the embedded extractor read a figure as it did."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("section")
@click.argument("figure", type=click.IntRange(min=1))
def explain_command(run: Path, section: str, figure: int) -> None:
    """Print why the rules read FIGURE (its number) of SECTION (its slug) in RUN as they do.

    \b
    Example:
      assay explain runs/demo copper-cathode 2
    """
    from extract.overlay.force import overlaid
    from extract.replay import overlay_of
    from extract.rules import explain
    from extract.store.folder import SECTIONS, RunFolder
    from extract.store.lines import read_section
    from schemas.errors import InputError

    folder = RunFolder(run)
    folder.read_manifest()
    found = (read_section(line)[1] for line in folder.lines(SECTIONS))
    annotated = next((part for part in found if part.section.slug == section), None)
    if annotated is None:
        raise InputError(f"{run}: has no section {section!r}")
    if figure > len(annotated.figures):
        raise InputError(f"{section} has {len(annotated.figures)} figures, no figure {figure}")
    place = annotated.figures[figure - 1]
    click.echo(
        f"figure {figure}: {annotated.text(place.start, place.end)!r}, read as {place.value} {place.unit}"
    )
    with overlaid(overlay_of(run)):
        told = explain(annotated, figure) or ["not read: it stays unclaimed"]
    for line in told:
        click.echo(f"  {line}")
