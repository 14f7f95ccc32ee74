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
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--gold",
    "folders",
    metavar="DIR",
    type=click.Path(path_type=Path),
    multiple=True,
    default=(_GOLD,),
    show_default=True,
    help="Gold set, or a folder of several months' sets; may be given more than once.",
)
@click.option(
    "--edition", metavar="NAME", help="restated or publisher; known by the text's hash unless told."
)
@click.option("--source", type=click.Path(path_type=Path), help="A copy of the publisher's article.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for scores.json; RUN, where it is one.")
@click.option("--examples", type=click.IntRange(0), default=12, show_default=True, help="Mistakes to print.")
@click.option("--json", "as_json", is_flag=True, help="Print scores.json instead of tables.")
def score_command(
    runs: tuple[Path, ...],
    folders: tuple[Path, ...],
    edition: str | None,
    source: Path | None,
    out: Path | None,
    examples: int,
    *,
    as_json: bool,
) -> None:
    """Score RUN against a gold set, print the tables, and write scores.json into RUN.

    RUN is a run folder; of a folder or file with extractions.jsonl alone, no more is needed.
    Several months' sets are pooled, with intervals clustered by commodity. Several runs are one score:
    those over different months together, those over the same month as repeats, averaged by section;
    it is kept where --out says.

    \b
    Example:
      assay extract gold/2025-01 --out runs/demo
      assay score runs/demo
      assay score runs/composed --gold gold/composed
      assay score runs/try-1 runs/try-2 runs/try-3 --out runs/tries
    """
    from eval.gold.sets import load_sets
    from eval.runs import load_run
    from eval.scores_json import SCORES, score_run, write_scores

    scores = score_run(load_sets(folders), [load_run(run) for run in runs], edition, source)
    kept = out or (runs[0] if len(runs) == 1 and runs[0].is_dir() else None)
    if kept is not None:
        write_scores(scores, kept / SCORES)
    if as_json:
        click.echo(json.dumps(scores, ensure_ascii=False, indent=2))
        return
    from eval.tables import print_score

    print_score(scores, examples=examples)
    click.echo(kept / SCORES if kept is not None else "not kept; give --out DIR to keep it")


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
