"""`assay explain`: why the embedded extractor read a figure, a driver or a movement as it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.document import Annotated

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("section")
@click.argument("figure", type=click.IntRange(min=1), required=False)
@click.option("--driver", metavar="ID", help="A driver instead, by its id in the run.")
@click.option("--movement", metavar="ID", help="A movement without a figure instead, by its id in the run.")
def explain_command(
    run: Path, section: str, figure: int | None, driver: str | None, movement: str | None
) -> None:
    """Print why the rules read FIGURE (its number) of SECTION (its slug) in RUN as they do.

    \b
    Examples:
      assay explain runs/demo copper-cathode 2
      assay explain runs/demo copper-cathode --driver d-0123456789ab
      assay explain runs/demo copper-cathode --movement m-0123456789ab
    """
    from extract.overlay.force import overlaid
    from extract.replay import overlay_of
    from extract.rules import explain, explain_driver, explain_movement
    from extract.store.folder import SECTIONS, RunFolder
    from extract.store.lines import read_section
    from schemas.errors import InputError

    if sum(named is not None for named in (figure, driver, movement)) != 1:
        raise InputError("name either a FIGURE, a --driver ID or a --movement ID")
    folder = RunFolder(run)
    folder.read_manifest()
    found = (read_section(line)[1] for line in folder.lines(SECTIONS))
    annotated = next((part for part in found if part.section.slug == section), None)
    if annotated is None:
        raise InputError(f"{run}: has no section {section!r}")
    with overlaid(overlay_of(run)):
        if figure is not None:
            heading = _figure_heading(annotated, figure)
            told = explain(annotated, figure) or ["not read: it stays unclaimed"]
        elif driver is not None:
            heading = f"driver {driver}"
            told = explain_driver(annotated, driver)
        else:
            heading = f"movement {movement}"
            told = explain_movement(annotated, movement or "")
    if not told:
        raise InputError(f"{section} has no {heading} by the rules")
    click.echo(heading)
    for line in told:
        click.echo(f"  {line}")


def _figure_heading(section: Annotated, number: int) -> str:
    from schemas.errors import InputError

    if number > len(section.figures):
        raise InputError(f"{section.section.slug} has {len(section.figures)} figures, no figure {number}")
    place = section.figures[number - 1]
    return f"figure {number}: {section.text(place.start, place.end)!r}, read as {place.value} {place.unit}"
