"""The command line of the evaluating half: `score`, `compare` and `bless`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from eval.compare import Comparison

__all__ = ["PAGE", "bless_command", "compare_command", "score_command"]

PAGE = "scores.html"

_gold_option = click.option(
    "--gold",
    "folders",
    metavar="DIR",
    type=click.Path(path_type=Path),
    multiple=True,
    default=(Path("gold/2025-01"),),
    show_default=True,
    help="Gold set, or a folder of several months' sets; may be given more than once.",
)
_json_option = click.option("--json", "form", flag_value="json", help="Print JSON instead of tables.")
_markdown_option = click.option(
    "--markdown", "form", flag_value="markdown", help="Print Markdown instead of tables, for a pull request."
)


@click.command("score")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_gold_option
@click.option(
    "--edition", metavar="NAME", help="restated or publisher; known by the text's hash unless told."
)
@click.option("--source", type=click.Path(path_type=Path), help="A copy of the publisher's article.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for scores.json; RUN, where it is one.")
@click.option("--unreviewed", is_flag=True, help="Score against guesses that nobody has reviewed, too.")
@click.option("--examples", type=click.IntRange(0), default=12, show_default=True, help="Mistakes to print.")
@click.option("--held-out", is_flag=True, help="Print mistakes of test sections, too.")
@_json_option
@_markdown_option
def score_command(  # noqa: PLR0913 - an option each
    runs: tuple[Path, ...],
    folders: tuple[Path, ...],
    edition: str | None,
    source: Path | None,
    out: Path | None,
    examples: int,
    form: str | None,
    *,
    unreviewed: bool,
    held_out: bool,
) -> None:
    """Score RUN against a gold set, print the tables, and write scores.json and scores.html into RUN.

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
    scores, kept = _score(runs, folders, edition, source, out, unreviewed=unreviewed)
    if form == "json":
        click.echo(json.dumps(scores, ensure_ascii=False, indent=2))
    elif form == "markdown":
        from eval.markdown import score_markdown

        click.echo(score_markdown(scores, examples=examples, held_out=held_out))
    else:
        from eval.tables import print_score

        print_score(scores, examples=examples, held_out=held_out)
        click.echo(
            f"{kept / 'scores.json'}, {kept / PAGE}" if kept else "not kept; give --out DIR to keep it"
        )


def _score(
    runs: Sequence[Path],
    folders: Sequence[Path],
    edition: str | None = None,
    source: Path | None = None,
    out: Path | None = None,
    *,
    unreviewed: bool = False,
) -> tuple[Mapping[str, Any], Path | None]:
    """Score runs; keep scores and page in `out` or the one run's folder, and return that folder too."""
    from eval.gold.sets import load_sets
    from eval.pages import score_page, texts_of_pool
    from eval.runs import load_run
    from eval.scores_json import SCORES, pool_of, score_pool, write_scores, write_text

    read = [load_run(run) for run in runs]
    pool = pool_of(load_sets(folders), read, edition, source, unreviewed=unreviewed)
    scores = score_pool(pool, read)
    kept = out or (runs[0] if len(runs) == 1 and runs[0].is_dir() else None)
    if kept is None:
        return scores, None
    write_scores(scores, kept / SCORES)
    write_text(score_page(scores, texts_of_pool(pool)), kept / PAGE)
    return scores, kept


@click.command("compare")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--margin", type=click.FloatRange(0, 100), default=2.0, show_default=True, help="Points of F1.")
@click.option(
    "--shared", is_flag=True, help="Compare the sections whose text and labels are the same in both."
)
@click.option("--rescore", is_flag=True, help="Score both runs again first, against --gold.")
@_gold_option
@click.option("--html", type=click.Path(path_type=Path), help="Write both runs side by side into this file.")
@_json_option
@_markdown_option
def compare_command(
    base: Path,
    run: Path,
    margin: float,
    folders: tuple[Path, ...],
    html: Path | None,
    form: str | None,
    *,
    shared: bool,
    rescore: bool,
) -> None:
    """Compare two scored runs by section: is RUN no worse than BASE?

    BASE and RUN are run folders, files of scores, or names of baselines. Exits 0 when no worse, 1 when
    regressed, 3 when inconclusive.

    \b
    Example:
      assay compare rules runs/demo
      assay compare runs/before runs/after --margin 1
      assay compare runs/before runs/after --html compared.html
      assay compare runs/before runs/after --rescore --gold gold/2025-01
    """
    from eval.baselines import read_scores
    from eval.compare import compare

    if rescore:
        for scored in (base, run):
            if not scored.is_dir():
                raise click.UsageError(
                    f"{scored}: only a run folder can be scored again; bless a baseline anew"
                )
            _score([scored], folders)
    ours, theirs = read_scores(base), read_scores(run)
    result = compare(ours, theirs, margin / 100, shared=shared)
    if html is not None:
        _write_comparison(html, result, (base, ours), (run, theirs))
    if form == "json":
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    elif form == "markdown":
        from eval.markdown import comparison_markdown

        click.echo(comparison_markdown(result))
    else:
        from eval.tables import print_comparison

        print_comparison(result)
    click.get_current_context().exit(result.exit_code)


def _write_comparison(
    file: Path, result: Comparison, base: tuple[Path, Mapping[str, Any]], run: tuple[Path, Mapping[str, Any]]
) -> None:
    from eval.pages import comparison_page, texts_of_run
    from eval.scores_json import write_text

    texts = [texts_of_run(scores, place) for place, scores in (base, run)]
    write_text(comparison_page(result, base[1], run[1], texts), file)


@click.command("bless")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Name of the baseline; the model's unless told.")
@click.option(
    "--into", "folder", type=click.Path(path_type=Path), help="Folder of baselines; Assay's own unless told."
)
def bless_command(run: Path, name: str | None, folder: Path | None) -> None:
    """Store the scores of RUN as a baseline, by default under eval/baselines/.

    \b
    Example:
      assay bless runs/demo --name rules
      assay bless runs/demo --name gpt --into baselines
    """
    from eval.baselines import BASELINES, bless

    click.echo(bless(run, name, folder or BASELINES))
