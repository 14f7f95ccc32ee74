"""The command line of experiments: `assay experiment`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from experiment.engine import Watch

__all__ = ["experiment_command"]

_MANY: dict[str, Any] = {"multiple": True, "metavar": "NAME"}


@click.command("experiment")
@click.argument("plan", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of a new experiment, made of the options."
)
@click.option(
    "--gold", type=click.Path(path_type=Path), multiple=True, help="Gold set.  [default: gold/2025-01]"
)
@click.option("--model", "models", help="A model; may be given more than once.  [default: rules]", **_MANY)
@click.option("--schema", "schemas", help="A version of the answer schema.  [default: assay/1]", **_MANY)
@click.option("--prompt", "prompts", help="A prompt.  [default: the newest]", **_MANY)
@click.option("--shots", type=click.IntRange(0), multiple=True, help="Examples shown.  [default: 0]")
@click.option("--samples", type=click.IntRange(1), multiple=True, help="Answers a section.  [default: 1]")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only the sections of this split.")
@click.option("--base-url", metavar="URL", help="Address of an OpenAI-compatible server, for all models.")
@click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Stop before it costs more in all.")
@click.option("--json", "as_json", is_flag=True, help="Print results.json instead of the table.")
def experiment_command(
    plan: Path | None, out: Path | None, max_cost: float | None, *, as_json: bool, **options: Any
) -> None:
    """Run a matrix of models, schemas, prompts, shots and samples over a gold set; print the leaderboard.

    PLAN is an experiment.yaml, or the folder that holds one. Without it the options make one in --out. The
    folder gets results.json, leaderboard.md and leaderboard.html, to keep in git, and runs/, which is not.
    A stopped experiment goes on when the same command is given again. Exits 1 where a cell failed, was
    stopped by the cost cap, or has failed sections.

    \b
    Example:
      assay experiment --schema assay/1 --schema assay/2 --out experiments/magnitude
      assay experiment experiments/magnitude
    """
    from experiment.board import board
    from experiment.engine import run_experiment
    from experiment.markdown import leaderboard
    from experiment.page import write_page
    from experiment.plan import load_experiment
    from experiment.results import load_rows, results_of

    folder, file = _folder(plan, out, options)
    experiment = load_experiment(file)
    outcomes, kept = [], load_rows(folder)
    with _progress() as watch:
        for outcome in run_experiment(experiment, folder, watch, max_cost=max_cost):
            outcomes.append(outcome)
            # Written after each cell, so that a kill loses none that is done.
            results = results_of(board(outcomes, experiment.base, kept), experiment.base)
            _write(results, folder, leaderboard(results))
    write_page(results, folder)
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=2))
    else:
        _print(results["cells"])
        click.echo(os.fsencode(folder))
    if any(outcome.state != "complete" for outcome in outcomes) or any(r["failed"] for r in results["cells"]):
        sys.exit(1)


def _folder(plan: Path | None, out: Path | None, options: dict[str, Any]) -> tuple[Path, Path]:
    """Return the experiment's folder and its plan; one made of options is written there first."""
    from experiment.plan import FILE

    given = {name: value for name, value in options.items() if value}
    if plan is not None:
        if given or out is not None:
            raise click.UsageError("a plan says all: leave the options out, or write them into it")
        file = plan / FILE if plan.is_dir() else plan
        return file.parent, file
    if out is None:
        raise click.UsageError("give a plan (experiment.yaml or its folder), or --out for a new one")
    _make(out, given)
    return out, out / FILE


def _make(out: Path, given: dict[str, Any]) -> None:
    """Write the plan that the options make; a folder with another plan is refused."""
    import yaml

    from eval.scores_json import write_text
    from experiment.plan import FILE
    from schemas.errors import InputError

    def inside(path: Path) -> str:
        return Path(os.path.relpath(path.resolve(), out.resolve())).as_posix()

    models = [
        {"model": name, "base_url": given["base_url"]} if given.get("base_url") and name != "rules" else name
        for name in given.get("models", ("rules",))
    ]
    content: dict[str, Any] = {
        "gold": [inside(path) for path in given.get("gold", (Path("gold/2025-01"),))],
        "models": models,
    }
    for name in ("schemas", "shots", "samples"):
        content |= {name: list(given[name])} if given.get(name) else {}
    if given.get("prompts"):
        content["prompts"] = [inside(Path(p)) if p.endswith(".txt") else p for p in given["prompts"]]
    content |= {"split": given["split"]} if given.get("split") else {}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    file = out / FILE
    if file.exists() and file.read_text(encoding="utf-8") != text:
        raise InputError(f"{file}: is another experiment; give its folder alone, or another --out")
    write_text(text, file)


def _write(results: dict[str, Any], folder: Path, markdown: str) -> None:
    from eval.scores_json import write_text
    from experiment.results import write_results

    write_results(results, folder)
    write_text(markdown, folder / "leaderboard.md")
    write_text("runs/\n", folder / ".gitignore")


def _print(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from experiment.markdown import HEADS, cells_of

    table = Table(*HEADS, box=None)
    for row in rows:
        table.add_row(*(escape(cell) for cell in cells_of(row)))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    for row in rows:
        if row["error"]:
            click.echo(f"{row['name']}: {row['state']}: {row['error']}")


@contextmanager
def _progress() -> Iterator[Watch | None]:
    """Show one bar over all cells, with count, cost and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[cost]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, cost="")

        def show(name: str, done: int, total: int, cost: float) -> None:
            bar.update(task, description=name, completed=done, total=total, cost=f"${cost:.4f}")

        yield show
