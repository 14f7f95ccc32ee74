"""The engine: each cell is a run of its own in the experiment's folder, and is scored when it is done.

A cell that is done is not asked again; one that was stopped goes on. What one cell paid for, others read
from the cache. A cell that cannot be run is a result, and ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.gold.sets import load_sets
from eval.goldset import GoldSet
from eval.runs import load_run
from eval.scores_json import SCORES, score_run, write_scores
from experiment.plan import Cell, Experiment, cells
from extract.answerers import make_answerer
from extract.document import Report
from extract.model.settings import Settings
from extract.model.shots import load_examples
from extract.overlay.force import overlaid
from extract.overlay.form import load_overlay
from extract.reading import read_report
from extract.run import extract_reports
from extract.store.folder import ANSWERS
from schemas.errors import InputError
from schemas.versions import DEFAULT

__all__ = ["Outcome", "Watch", "run_experiment", "shown_sections"]

RUNS = "runs"
Watch = Callable[[str, int, int, float], None]
"""Called with the cell's name, sections done and in all (of the whole experiment), and the cost so far."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a cell: its scores and manifest, or why there are none.

    `state` is "complete", "stopped" (by the cost cap) or "failed". `seconds` is the wall time of this start;
    None where nothing was asked in it.
    """

    cell: Cell
    state: str
    error: str | None = None
    scores: dict[str, Any] | None = None
    manifest: dict[str, Any] | None = None
    seconds: float | None = None


def run_experiment(
    experiment: Experiment, folder: Path, watch: Watch | None = None, *, max_cost: float | None = None
) -> Iterator[Outcome]:
    """Run the cells in their order, and yield what became of each; `max_cost` wins over the plan's.

    Raises:
        InputError: the gold set, the overlay or the folder cannot be used.
    """
    cap = max_cost if max_cost is not None else experiment.max_cost
    with ExitStack() as stack:
        if experiment.overlay is not None:
            stack.enter_context(overlaid(load_overlay(folder / experiment.overlay)))
        gold = load_sets([folder / path for path in experiment.gold])
        reports = [read_report(one.folder) for one in gold]
        slugs = _slugs(experiment, gold)
        size = sum(not slugs or part.slug in slugs for report in reports for part in report.sections)
        planned = list(cells(experiment))
        meter = _Meter(watch, size, len(planned) * size)
        for cell in planned:
            meter.cell = cell.name
            left = None if cap is None else max(0.0, cap - meter.spent)
            outcome = _run(cell, folder, (gold, reports, slugs), meter.tell, left)
            meter.close((outcome.manifest or {}).get("cost") or 0.0)
            yield outcome


@dataclass(slots=True)
class _Meter:
    """Counts sections and cost over all cells; `before` are the sections of the cells that are done."""

    watch: Watch | None
    size: int
    total: int
    cell: str = ""
    before: int = 0
    spent: float = 0.0

    def tell(self, done: int, total: int, cost: float) -> None:
        """Tell how far the present cell is."""
        if self.watch is not None:
            self.watch(self.cell, self.before + done, self.total, self.spent + cost)

    def close(self, cost: float) -> None:
        """Count the present cell as done."""
        self.before, self.spent = self.before + self.size, self.spent + cost
        self.tell(0, self.size, 0.0)


def shown_sections(experiment: Experiment, gold: Sequence[GoldSet]) -> tuple[str, ...]:
    """Return the slugs of the sets' sections that examples may show: no cell is scored on them."""
    if not any(experiment.shots):
        return ()
    ids = {example.id for example in load_examples(DEFAULT)}
    return tuple(s.slug for one in gold for s in one.sections if f"{one.report}/{s.slug}" in ids)


def _slugs(experiment: Experiment, gold: Sequence[GoldSet]) -> tuple[str, ...]:
    """Return the sections to run: those named, or those of the split, less those shown; () is all."""
    chosen = _chosen(experiment, gold)
    shown = set(shown_sections(experiment, gold))
    if not shown:
        return chosen
    whole = chosen or tuple(dict.fromkeys(s.slug for one in gold for s in one.sections))
    left = tuple(slug for slug in whole if slug not in shown)
    if not left:
        raise InputError("shots: every section that is to be run may be shown as an example")
    return left


def _chosen(experiment: Experiment, gold: Sequence[GoldSet]) -> tuple[str, ...]:
    if experiment.split is None:
        return experiment.sections
    splits: dict[str, set[str]] = {}
    for one in gold:
        for section in one.sections:
            splits.setdefault(section.slug, set()).add(section.split)
    both = [slug for slug, found in splits.items() if len(found) > 1]
    if both:
        raise InputError(
            f"split: {both[0]} is dev in one gold set and test in another; run one set at a time"
        )
    chosen = tuple(slug for slug, found in splits.items() if experiment.split in found)
    return tuple(slug for slug in chosen if not experiment.sections or slug in experiment.sections)


def _run(
    cell: Cell,
    folder: Path,
    material: tuple[Sequence[GoldSet], Sequence[Report], tuple[str, ...]],
    told: Callable[[int, int, float], None],
    max_cost: float | None,
) -> Outcome:
    gold, reports, slugs = material
    out = folder / RUNS / cell.name
    before, started = _answered(out), perf_counter()
    try:
        settings = _settings(cell, folder)
        answerer = make_answerer(cell.choice.model, settings)
        try:
            path, manifest = extract_reports(
                reports,
                answerer,
                out,
                sections=slugs,
                parameters=dict(settings.parameters),
                schema=cell.schema,
                progress=told,
                max_cost=max_cost,
            )
        finally:
            getattr(answerer, "close", lambda: None)()
        seconds = perf_counter() - started if _answered(out) > before else None
        if manifest.state != "complete":
            return Outcome(cell, manifest.state, "the cost cap is reached", None, manifest.to_json(), seconds)
        scores = score_run(gold, load_run(path))
        write_scores(scores, path / SCORES)
    except InputError as error:
        return Outcome(cell, "failed", str(error))
    return Outcome(cell, "complete", None, scores, manifest.to_json(), seconds)


def _settings(cell: Cell, folder: Path) -> Settings:
    choice, prompt = cell.choice, cell.prompt
    return Settings(
        base_url=choice.base_url,
        mode=choice.mode,
        prompt=str(folder / prompt) if prompt and prompt.endswith(".txt") else prompt,
        schema=cell.schema,
        tries=choice.tries,
        shots=cell.shots,
        samples=cell.samples,
        concurrency=choice.concurrency,
        timeout=choice.timeout,
        parameters=choice.parameters,
    )


def _answered(run: Path) -> int:
    """Return the size of what has been answered in a run folder, in bytes."""
    file = run / ANSWERS
    return file.stat().st_size if file.exists() else 0
