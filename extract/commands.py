"""The command line of the extracting half: `sections`, `extract` and `replay`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.options import Asking, asking_options
from extract.overlay.option import overlay_option

if TYPE_CHECKING:
    from extract.document import Annotated, Report
    from extract.run import Progress

__all__ = ["chosen_slugs", "extract_command", "replay_command", "sections_command"]


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.command("sections")
@click.argument("report", type=click.Path(path_type=Path))
@overlay_option
@click.option("--month", metavar="YYYY-MM", help="Reference month; wins over what the report says.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def sections_command(report: Path, month: str | None, *, as_json: bool) -> None:
    """List the sections of REPORT: number, slug, heading, span, sentences, figures.

    REPORT is a text file, a saved HTML page, or a gold folder.

    \b
    Example:
      assay sections gold/2025-01
      assay sections report.txt --month 2025-01 --json
    """
    from extract.annotate import annotate
    from extract.reading import read_report

    read = read_report(report, month)
    annotated = [annotate(section, read.month) for section in read.sections]
    if as_json:
        _json([_section(section) for section in annotated])
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("#", "slug", "heading", "span", "sentences", "figures", box=None)
    for section in annotated:
        part = section.section
        table.add_row(
            str(part.number),
            part.slug,
            escape(part.heading),
            f"{part.start}-{part.end}",
            str(len(section.sentences)),
            str(len(section.figures)),
        )
    Console().print(table)


def _section(section: Annotated) -> dict[str, Any]:
    part = section.section
    return {
        "number": part.number,
        "slug": part.slug,
        "heading": part.heading,
        "commodity": part.commodity,
        "group": part.group,
        "start": part.start,
        "end": part.end,
        "sentences": [
            {
                "number": s.number,
                "start": s.start,
                "end": s.end,
                "text": section.text(s.start, s.end),
            }
            for s in section.sentences
        ],
        "figures": [
            {
                "number": f.number,
                "start": f.start,
                "end": f.end,
                "text": section.text(f.start, f.end),
                "sentence": f.sentence,
                "value": _plain(f.value),
                "value_max": None if f.value_max is None else _plain(f.value_max),
                "unit": f.unit,
                "qualifier": f.qualifier,
            }
            for f in section.figures
        ],
        "excluded": [
            {
                "start": e.start,
                "end": e.end,
                "text": section.text(e.start, e.end),
                "reason": e.reason,
            }
            for e in section.excluded
        ],
    }


def _plain(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@click.command("extract")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@asking_options
@overlay_option
@click.option("--out", type=click.Path(path_type=Path), help="Run folder; resumed where it holds this run.")
@click.option("--month", metavar="YYYY-MM", help="Reference month; wins over what the report says.")
@click.option("--sections", "slugs", metavar="SLUG,...", help="Only these sections.")
@click.option("--except", "left", metavar="SLUG,...", help="All sections but these.")
@click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Stop before the run costs more.")
@click.option("--dry-run", is_flag=True, help="Only estimate tokens and cost: nothing is sent or written.")
@click.option(
    "--engine",
    type=click.Choice(["local", "processes", "ray"]),
    default="local",
    show_default=True,
    help="Who does the work (docs/scale.md).",
)
@click.option("--workers", type=click.IntRange(1), help="Workers of the engine.  [default: the cores]")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def extract_command(  # noqa: PLR0913 - an option each
    reports: tuple[Path, ...],
    asking: Asking,
    out: Path | None,
    month: str | None,
    slugs: str | None,
    left: str | None,
    *,
    max_cost: float | None,
    dry_run: bool,
    engine: str,
    workers: int | None,
    as_json: bool,
) -> None:
    """Extract metrics and drivers from REPORTS into a run folder, and print where it is.

    A report is a text file, a saved page or a gold folder; any other folder stands for the reports in it.

    Exits 1 when a section failed, or was not asked since the run would cost more than --max-cost; the
    same command with a higher one goes on.

    \b
    Example:
      assay extract gold/2025-01
      assay extract report.txt --month 2025-01 --out runs/january
      assay extract reports/ --out runs/archive --engine processes
      assay extract report.txt --model openai/gpt-5-mini
      assay extract report.txt --model vllm/Qwen/Qwen3-8B --base-url http://localhost:8000/v1
    """
    from extract.corpus import Corpus
    from extract.engines import make_engine
    from extract.engines.worker import Recipe
    from extract.estimate import estimate, print_estimate
    from extract.run import extract_reports

    read = Corpus(reports, month)
    sections = _left(read, left) if left is not None else chosen_slugs(slugs)
    if left is not None and slugs is not None:
        raise click.UsageError("give --sections or --except, not both")
    answerer = asking.answerer(dry=dry_run)
    with ExitStack() as stack:
        stack.callback(getattr(answerer, "close", lambda: None))
        if dry_run:
            print_estimate(estimate(answerer, read, sections), as_json=as_json)
            return
        spread = make_engine(engine, Recipe(asking.model, asking.settings), workers)
        if spread is not None:
            stack.callback(spread.close)
        stack.enter_context(asking.logging())
        progress = stack.enter_context(_progress(quiet=asking.logs_to_stderr))
        folder, manifest = extract_reports(
            read,
            answerer,
            out,
            sections=sections,
            parameters=dict(asking.settings.parameters),
            schema=asking.settings.schema,
            progress=progress,
            max_cost=max_cost,
            engine=spread,
        )
    if manifest.state == "stopped":
        click.echo(f"assay: stopped at --max-cost {max_cost}; with a higher one the run goes on", err=True)
    if as_json:
        _json(manifest.to_json())
    else:
        _summary(folder, manifest.to_json())
    if manifest.counts.get("failed"):
        sys.exit(1)


@click.command("replay")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the new run.")
@click.option(
    "--schema", metavar="VERSION", help="Version of the answer schema; the recorded one unless told."
)
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def replay_command(run: Path, out: Path, schema: str | None, *, as_json: bool) -> None:
    """Resolve the recorded answers of RUN anew, without a call, and print where they are.

    After a change of the program or of the schema this tells what the same answers come to now. A run whose
    text was numbered by another version of the annotator is refused.

    \b
    Example:
      assay replay runs/january --out runs/january-again
      assay replay runs/january --schema assay/2 --out runs/january-2
    """
    from extract.replay import replay

    folder, manifest = replay(run, out, schema)
    if as_json:
        _json(manifest.to_json())
    else:
        _summary(folder, manifest.to_json())


def _left(reports: Iterable[Report], text: str) -> list[str]:
    """Return the slugs of all sections but those of --except."""
    left = chosen_slugs(text)
    known = list(dict.fromkeys(section.slug for report in reports for section in report.sections))
    unknown = [slug for slug in left if slug not in known]
    if unknown or len(left) == len(known):
        what = f"names {unknown[0]}, which is no section" if unknown else "leaves no section"
        raise click.UsageError(f"--except {what} (see `assay sections`)")
    return [slug for slug in known if slug not in left]


def chosen_slugs(text: str | None) -> list[str]:
    """Read the slugs of an option; an empty list of them is a slip, and never all sections."""
    slugs = [slug.strip() for slug in (text or "").split(",") if slug.strip()]
    if text is not None and not slugs:
        raise click.UsageError("--sections and --except must name sections (see `assay sections`)")
    return slugs


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress | None]:
    """Show a bar with count, rate, cost and time left, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("sections"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[cost]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sections", total=None, rate="", cost="")

        def show(done: int, total: int, cost: float) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate, cost=f"${cost:.4f}")

        yield show


def _summary(folder: Path, manifest: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "count", box=None, show_header=False)
    for name, count in manifest["counts"].items():
        table.add_row(name, str(count))
    for code, count in manifest["findings"].items():
        table.add_row(f"finding: {code}", str(count))
    Console().print(table)
    # As bytes: a path need not be valid in any encoding.
    click.echo(os.fsencode(folder))
