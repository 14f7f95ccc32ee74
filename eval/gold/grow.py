"""The command line of a gold set that grows: `gold new` and `gold import`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.document import Report
    from schemas.records import SectionResult

    Guess = Callable[[Report], Iterable[SectionResult]]

__all__ = ["gold_import", "gold_new"]


@click.command("new")
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of the new set.")
@click.option("--month", metavar="YYYY-MM", help="Reference month; wins over what the report says.")
@click.option(
    "--edition",
    type=click.Choice(["restated", "publisher"]),
    help="Whose text it is.  [default: publisher; restated for a gold folder]",
)
@click.option("--guesses", type=click.Path(path_type=Path), help="A run on REPORT that guessed.")
@click.option("--no-guesses", is_flag=True, help="Sections and figures alone.")
@click.pass_obj
def gold_new(
    guess: Guess | None,
    report: Path,
    out: Path,
    month: str | None,
    edition: str | None,
    guesses: Path | None,
    *,
    no_guesses: bool,
) -> None:
    """Make the skeleton of a gold set from REPORT: sections, figures, and unreviewed guesses.

    The guesses are the embedded extractor's, or those of a run. Each is marked `reviewed: false`, and
    `assay gold check` and `assay score` say so until somebody has looked at it. With `--edition restated`
    the text is your own and stays in the set; else it is kept in publisher.txt, which git ignores.

    \b
    Example:
      assay gold new gold/2025-01 --out /tmp/again
      assay gold new march.html --out gold/2025-03 --guesses runs/march
    """
    from eval.gold.skeleton import skeleton
    from eval.gold.write import write_all
    from eval.runs import load_run
    from extract.reading import read_report
    from schemas.errors import InputError

    if guesses is not None and no_guesses:
        raise click.UsageError("--guesses and --no-guesses exclude each other")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out}: is there already; give an empty folder, nothing is overwritten")
    read = read_report(report, month)
    lines: Iterable[SectionResult] = ()
    if guesses is not None:
        lines = load_run(guesses).results
        texts = {section.sha256 for section in read.sections}
        lines = [line for line in lines if line.text_sha256 in texts]
        if not lines:
            raise InputError(f"{guesses}: read another text than {report}; extract from the same file")
    elif not no_guesses and guess is not None:
        lines = guess(read)
    own = "restated" if report.is_dir() else "publisher"
    files = skeleton(read, lines, "restated" if (edition or own) == "restated" else "publisher")
    write_all({out / name: text for name, text in files.items()})
    click.echo(f"{out}: {len(read.sections)} sections; read, mend and take out `reviewed: false`, then:")
    click.echo(f"assay gold check {out}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", "folder", type=click.Path(path_type=Path), required=True, help="The gold set.")
@click.option("--run", type=click.Path(path_type=Path), help="The run that was reviewed; it has the causes.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def gold_import(file: Path, folder: Path, run: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Take the corrections of FILE, saved on a run's page, into a gold set as labels.

    A record found right becomes a reviewed label, an edited one a label with the edits; one that is no
    fact is taken away and its figure rejected. Guesses that nobody judged stay marked as unreviewed. A
    reviewed label is never overwritten: what speaks against one is listed as a conflict, and exits 1.
    Corrections of another text than the set's are refused.

    \b
    Example:
      assay gold import corrections.json --into gold/2025-03 --run runs/march
    """
    from collections import Counter
    from dataclasses import asdict

    from eval.gold.corrections import import_corrections
    from eval.gold.write import write_all

    outcomes, files = import_corrections(file, folder, run)
    if not dry_run:
        write_all(files)
    conflicts = [outcome for outcome in outcomes if outcome.what == "conflict"]
    if as_json:
        click.echo(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        for outcome in outcomes:
            if outcome.what in ("conflict", "opened"):
                click.echo(outcome.line())
        counts = Counter(outcome.what for outcome in outcomes)
        told = ", ".join(f"{count} {what}" for what, count in counts.most_common()) or "nothing to take in"
        click.echo(f"{told}; {len(files)} files {'to be written' if dry_run else 'written'}")
    if conflicts:
        sys.exit(1)
