"""The main job: read sections are asked, and everything else in the run folder follows from the answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.annotate import annotate
from extract.ask import Answerer
from extract.asking import Budget, ask_all
from extract.corpus import Corpus, chosen_sections, survey
from extract.derive import derive, under
from extract.document import Annotated, Report
from extract.opinion import write_opinions
from extract.overlay.force import current
from extract.store.folder import OVERLAY, SECTIONS, AnswerIndex, RunFolder
from extract.store.lines import StoredAnswer, read_section, section_line
from extract.store.manifest import Inputs, Manifest, inputs_of, now
from extract.store.partitions import write_partitions
from schemas.errors import InputError
from schemas.versions import DEFAULT, AnswerSchema, find_schema

if TYPE_CHECKING:
    from extract.engines import Engine

__all__ = ["Progress", "begin", "conclude", "extract_reports", "pending", "run_name"]

Progress = Callable[[int, int, float], None]
"""Called with sections done, sections in all, and the cost so far in US dollars."""


def run_name(inputs: Inputs) -> str:
    """Return the default name of a run folder: report, model and the start of the signature."""
    reports = inputs.reports[0]["id"] if len(inputs.reports) == 1 else f"{len(inputs.reports)}-reports"
    model = "".join(c if c.isalnum() or c in ".-" else "-" for c in inputs.model)
    return f"{reports}-{model}-{inputs.signature[:8]}"


def extract_reports(  # noqa: PLR0913 - an option each
    reports: Iterable[Report],
    answerer: Answerer,
    out: Path | None = None,
    *,
    sections: Sequence[str] = (),
    parameters: dict[str, Any] | None = None,
    schema: str = DEFAULT,
    progress: Progress | None = None,
    max_cost: float | None = None,
    engine: Engine | None = None,
) -> tuple[Path, Manifest]:
    """Run the main job and return the run folder and its manifest.

    `reports` are gone through twice, and one at a time: a `Corpus` of any size takes the same memory.

    The folder is `out`, else `runs/<report>-<model>-<signature>`. A run with the same inputs that is
    already there is resumed: answered sections are not asked again, failed ones are. `max_cost` is the
    most that the run may cost in US dollars, all its starts together: before a section would go beyond
    it, the run stops, and what was not asked stands as failed until the run goes on. An `engine` spreads the
    work of a `Corpus` over workers, which make their own answerers; here `answerer` then only names them.

    Raises:
        InputError: a slug that no report has, two reports of one id, a folder that cannot be used, or a
            most for a model whose price is not known, or for an engine.
    """
    if engine is not None and (max_cost is not None or not isinstance(reports, Corpus)):
        raise InputError("--max-cost is kept, and reports in memory are read, by the local engine alone")
    contents = survey(reports, sections)
    version = find_schema(schema)
    inputs = inputs_of(contents.reports, sections, answerer, parameters or {}, version)
    folder = RunFolder(out if out is not None else Path("runs") / run_name(inputs))
    with folder.opened(inputs):
        manifest = begin(folder, inputs)
        stopped = None
        if engine is not None and isinstance(reports, Corpus):
            from extract.engines.worker import tasks_of

            folder.write_lines(SECTIONS, engine.annotate(tasks_of(reports, contents, sections)))
            _spread(folder, engine, contents.sections, progress)
        else:
            chosen = chosen_sections(reports, contents, sections)
            folder.write_lines(SECTIONS, (section_line(r.id, annotate(part, r.month)) for r, part in chosen))
            stopped = _ask(folder, answerer, version, contents.sections, progress, max_cost)
        second = getattr(answerer, "second_opinion", False)
        manifest = conclude(folder, manifest, stopped, second_opinion=second)
        if engine is not None and engine.partitioned:
            write_partitions(folder)
        return folder.path, manifest


def begin(folder: RunFolder, inputs: Inputs) -> Manifest:
    """Write the manifest of a run that begins, with the overlay in force, and return it."""
    manifest = Manifest(inputs=inputs, state="running", started=now())
    folder.write_manifest(manifest)
    if overlay := current():
        folder.write_lines(OVERLAY, overlay.text.splitlines())
    return manifest


def conclude(
    folder: RunFolder, manifest: Manifest, stopped: str | None = None, *, second_opinion: bool = False
) -> Manifest:
    """Write all that follows from sections and answers, and the manifest that says so; return it."""
    totals = derive(folder, find_schema(manifest.inputs.schema), stopped)
    if second_opinion:
        totals.counts["second_opinion"] = write_opinions(folder)
    manifest = totals.concluded(manifest, "stopped" if stopped else "complete")
    folder.write_manifest(manifest)
    return manifest


def _ask(
    folder: RunFolder,
    answerer: Answerer,
    schema: AnswerSchema,
    total: int,
    progress: Progress | None,
    max_cost: float | None,
) -> str | None:
    """Ask every section that has no answer yet, append each reply as it comes; tell why it ended early."""
    index = folder.answer_index()
    done = index.answered
    budget = Budget(max_cost, index.usage.cost)
    with folder.appending() as log:

        def keep(stored: StoredAnswer) -> None:
            nonlocal done
            log.append(under(schema, stored))
            done += 1
            if progress is not None:
                progress(done, total, budget.spent)

        all_asked = ask_all(answerer, pending(folder, index), budget, keep)
    return None if all_asked else f"not asked: the run may cost ${max_cost:.2f} at most"


def _spread(folder: RunFolder, engine: Engine, total: int, progress: Progress | None) -> None:
    """Let the workers answer every section that has no answer yet, and append each line as it comes."""
    from extract.engines.worker import groups_of

    index = folder.answer_index()
    done, spent = index.answered, index.usage.cost or 0.0
    groups = groups_of(folder.path / SECTIONS, index, engine.recipe.group)
    with folder.appending() as log:
        for line in engine.answer(folder.path / SECTIONS, groups):
            log.append_line(line)
            done += 1
            if progress is not None:
                spent += json.loads(line)["usage"]["cost"] or 0.0
                progress(done, total, spent)


def pending(folder: RunFolder, index: AnswerIndex) -> Iterator[tuple[str, Annotated]]:
    """Yield each section that has no answer, with its report's id, in order."""
    for line in folder.lines(SECTIONS):
        report, section = read_section(line)
        _, answered = index.places.get((report, section.section.slug), (0, False))
        if not answered:
            yield report, section
