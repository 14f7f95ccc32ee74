"""The command line of the evaluating half: `score`, `compare` and `bless`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eval.compare import Comparison

__all__ = ["bless_command", "compare_command", "score_command"]

_GOLD = Path("gold/2025-01")


@click.command("score")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--gold", type=click.Path(path_type=Path), default=_GOLD, show_default=True, help="Gold set.")
@click.option(
    "--edition", metavar="NAME", help="restated or publisher; known by the text's hash unless told."
)
@click.option("--source", type=click.Path(path_type=Path), help="A copy of the publisher's article.")
@click.option("--examples", type=click.IntRange(0), default=12, show_default=True, help="Mistakes to print.")
@click.option("--json", "as_json", is_flag=True, help="Print scores.json instead of tables.")
def score_command(
    run: Path, gold: Path, edition: str | None, source: Path | None, examples: int, *, as_json: bool
) -> None:
    """Score RUN against a gold set, print the tables, and write scores.json into RUN.

    RUN is a run folder; of a folder or file with extractions.jsonl alone, no more is needed.

    \b
    Example:
      assay extract gold/2025-01 --out runs/demo
      assay score runs/demo
    """
    from eval.labels import load_gold
    from eval.runs import load_run
    from eval.scores_json import SCORES, score_run, write_scores

    scores = score_run(load_gold(gold), load_run(run), edition, source)
    if run.is_dir():
        write_scores(scores, run / SCORES)
    if as_json:
        click.echo(json.dumps(scores, ensure_ascii=False, indent=2))
        return
    from eval.tables import print_score

    print_score(scores, examples=examples)
    if run.is_dir():
        click.echo(run / SCORES)


@click.command("compare")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--margin", type=click.FloatRange(0, 100), default=2.0, show_default=True, help="Points of F1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def compare_command(ctx: click.Context, base: Path, run: Path, margin: float, *, as_json: bool) -> None:
    """Compare two scored runs by section: is RUN no worse than BASE?

    BASE and RUN are run folders, files of scores, or names of baselines. Exits 0 when no worse, 1 when
    regressed, 3 when inconclusive.

    \b
    Example:
      assay compare rules runs/demo
      assay compare runs/before runs/after --margin 1
    """
    from eval.baselines import read_scores
    from eval.compare import EXIT_CODES, compare

    result = compare(read_scores(base), read_scores(run), margin / 100)
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(result)
    ctx.exit(EXIT_CODES[result.verdict])


def _print(result: Comparison) -> None:
    from eval.tables import print_comparison

    print_comparison(result)


@click.command("bless")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Name of the baseline; the model's unless told.")
def bless_command(run: Path, name: str | None) -> None:
    """Store the scores of RUN as a baseline under eval/baselines/.

    \b
    Example:
      assay bless runs/demo --name rules
    """
    from eval.baselines import bless

    click.echo(bless(run, name))
