"""The command line of batches: `prepare`, `submit`, `collect`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.options import Asking, asking_options
from extract.overlay.option import overlay_option

if TYPE_CHECKING:
    from extract.batch.opened import State

__all__ = ["batch_group"]

_WAITING = 3  # the exit code of a job that goes on


@click.group("batch")
def batch_group() -> None:
    """Extract through the OpenAI Batch API, or any program that answers its request files.

    \b
    Example:
      assay batch prepare reports/ --model openai/gpt-5-mini --out runs/archive
      assay batch submit runs/archive
      assay batch collect runs/archive --wait
    """


@batch_group.command("prepare")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@asking_options
@overlay_option
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Run folder.")
@click.option("--month", metavar="YYYY-MM", help="Reference month; wins over what the report says.")
@click.option("--sections", "slugs", metavar="SLUG,...", help="Only these sections.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def prepare_command(
    reports: tuple[Path, ...],
    asking: Asking,
    out: Path,
    month: str | None,
    slugs: str | None,
    *,
    as_json: bool,
) -> None:
    """Write the request files of REPORTS into the run folder, and tell what they may cost.

    Nothing is sent and no key needed. Ids of requests come from their content: the same work has the
    same id. The files are in batch/round-01 of the run folder.

    \b
    Example:
      assay batch prepare gold/2025-01 --model openai/gpt-5-mini --out runs/january
    """
    from extract.batch.work import prepare
    from extract.commands import chosen_slugs
    from extract.corpus import Corpus

    if asking.model == "rules":
        raise click.UsageError("--model must name a model: rules need no batch (see `assay extract`)")
    corpus = Corpus(reports, month)
    state = prepare(corpus, asking.model, asking.settings, out, sections=chosen_slugs(slugs))
    _show(state, out, as_json=as_json)


@batch_group.command("submit")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def submit_command(run: Path, *, as_json: bool) -> None:
    """Upload the request files of RUN and make a batch of each; never twice.

    \b
    Example:
      assay batch submit runs/january
    """
    from extract.batch.work import submit

    _show(submit(run), run, as_json=as_json)


@batch_group.command("collect")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "answers",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Answers of any program that reads request files; several may be given.",
)
@click.option("--wait", is_flag=True, help="Submit further rounds and wait until nothing is left.")
@click.option(
    "--poll", type=click.FloatRange(0), default=60, show_default=True, help="Seconds between looks."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def collect_command(run: Path, answers: tuple[Path, ...], poll: float, *, wait: bool, as_json: bool) -> None:
    """Take what came back, and write the tables of RUN, or the requests of its next round.

    What failed, expired, or was answered wrongly goes into the next round, a wrong answer with what is
    wrong with it. Exits 0 when nothing is left, 1 when a section failed for good, 3 when the job goes on.

    \b
    Example:
      assay batch collect runs/january --wait
      assay batch collect runs/january --from answers.jsonl
    """
    from extract.batch.work import collect, submit

    if wait and answers:
        raise click.UsageError("give --from or --wait, not both")
    if wait and _is_unsent(run):
        submit(run)
    state = collect(run, answers)
    while wait and not state.job.done:
        if state.job.unsent:
            submit(run)
        time.sleep(poll)
        state = collect(run)
    _show(state, run, as_json=as_json)
    sys.exit(_WAITING if not state.job.done else 1 if state.failed else 0)


def _is_unsent(run: Path) -> bool:
    from extract.batch.job import load_job

    return bool(load_job(run).unsent)


def _show(state: State, run: Path, *, as_json: bool) -> None:
    for note in state.notes:
        click.echo(f"assay: {note}", err=True)
    told = _told(state, run)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    failed = f", {told['failed']} failed" if told["failed"] else ""
    click.echo(f"{told['sections']} sections, {told['left']} of them not done{failed}")
    for file in told["files"]:
        click.echo(f"{file['path']}: {file['requests']} requests{_batch(file)}")
    if state.estimate is not None:
        cost = state.estimate.cost
        price = (
            "an unknown cost: there is no price for it" if cost is None else f"${cost:.4f}, at batch prices"
        )
        click.echo(
            f"about {state.estimate.input_tokens} tokens in, {state.estimate.output_tokens} out, {price}, "
            "without prefix caching, further rounds and reasoning"
        )
    if state.job.done:
        click.echo(f"done: {run}")
    elif state.job.unsent:
        click.echo(
            f"next: assay batch submit {run}, or answer the files and assay batch collect {run} --from FILE"
        )
    else:
        click.echo(f"next: assay batch collect {run}")


def _batch(file: dict[str, Any]) -> str:
    return f", {file['batch']}" if file["batch"] else ""


def _told(state: State, run: Path) -> dict[str, Any]:
    folder = state.job.folder(run)
    estimate = state.estimate
    return {
        "run": str(run),
        "done": state.job.done,
        "sections": state.sections,
        "left": state.left,
        "failed": state.failed,
        "round": state.job.round,
        "files": [
            {"path": str(folder / f.name), "requests": f.requests, "sha256": f.sha256, "batch": f.batch}
            for f in state.job.files
        ],
        "input_tokens": estimate.input_tokens if estimate else None,
        "output_tokens": estimate.output_tokens if estimate else None,
        "cost": estimate.cost if estimate else None,
    }
