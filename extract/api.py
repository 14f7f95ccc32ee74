"""The same verbs as on the command line, for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.answerers import make_answerer
from extract.ask import Answerer
from extract.corpus import Corpus
from extract.engines import make_engine
from extract.engines.worker import Recipe
from extract.model.settings import Settings
from extract.run import Progress, extract_reports
from extract.store.folder import EXTRACTIONS, RunFolder
from extract.store.tables import DRIVER_COLUMNS, METRIC_COLUMNS, columns, driver_rows, metric_rows
from schemas.errors import InputError, RunFolderError
from schemas.migrate import upgraded
from schemas.records import SectionResult
from schemas.versions import DEFAULT, find_schema

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Frames", "extract", "frames", "results"]


@dataclass(frozen=True, slots=True)
class Frames:
    """The tidy tables of a run: one row a record, columns as in `metrics.csv` and `drivers.csv`."""

    metrics: DataFrame
    drivers: DataFrame


def extract(  # noqa: PLR0913 - an option each
    reports: str | Path | Sequence[str | Path],
    *,
    model: str | Answerer = "rules",
    out: str | Path | None = None,
    month: str | None = None,
    sections: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    engine: str = "local",
    workers: int | None = None,
) -> tuple[Path, dict[str, Any]]:
    """Run the main job on report files, saved pages or gold folders, or on folders that hold them.

    `model` is a name as for `assay extract --model`, or an answerer of one's own; `month`
    ("2025-01") wins over what the reports say. `parameters` go to the model; `settings` is how it is
    asked besides, the answer schema among it. `engine` ("processes", "ray") spreads the work over as many
    `workers`, where `model` is a name. Returns the run folder and the content of `run.json`.

    Raises:
        InputError: a report, month, model, section or folder that cannot be used.
    """
    paths = [reports] if isinstance(reports, str | Path) else list(reports)
    settings = settings or Settings()
    if parameters:
        settings = replace(settings, parameters=parameters)
    answerer = make_answerer(model, settings) if isinstance(model, str) else model
    spread = make_engine(engine, Recipe(answerer.model, settings), workers)
    if spread is not None and not isinstance(model, str):
        raise InputError("an answerer of one's own is asked by the local engine alone")
    with nullcontext() if spread is None else closing(spread):
        folder, manifest = extract_reports(
            Corpus(paths, month),
            answerer,
            Path(out) if out is not None else None,
            sections=sections,
            parameters=dict(settings.parameters),
            schema=settings.schema,
            progress=progress,
            engine=spread,
        )
    return folder, manifest.to_json()


def results(run: str | Path, schema: str | None = None) -> Iterable[SectionResult]:
    """Yield the lines of a run's `extractions.jsonl` as records, in section order.

    With `schema` they are read under a later version of the answer schema: what it adds is null where
    nothing decides it.

    Raises:
        InputError: the version does not follow that of the run.
        RunFolderError: there is no such file, or a line of it is broken.
    """
    folder = RunFolder(Path(run))
    if not (folder.path / EXTRACTIONS).exists():
        raise RunFolderError(f"{run}: holds no {EXTRACTIONS}")
    for number, line in enumerate(folder.lines(EXTRACTIONS), 1):
        try:
            result = SectionResult.model_validate_json(line)
        except ValueError as error:
            raise RunFolderError(f"{run}/{EXTRACTIONS}: line {number} is broken") from error
        yield upgraded(result, schema) if schema is not None else result


def frames(run: str | Path, schema: str | None = None) -> Frames:
    """Return a run's tables as pandas frames, read under `schema` as by `results`.

    Raises:
        RunFolderError: the folder holds no finished run.
    """
    import pandas as pd

    metrics: list[dict[str, Any]] = []
    drivers: list[dict[str, Any]] = []
    version = find_schema(schema or DEFAULT)
    for result in results(run, schema):
        version = find_schema(result.schema_)
        metrics.extend(metric_rows(result))
        drivers.extend(driver_rows(result))
    return Frames(
        metrics=pd.DataFrame(metrics, columns=list(columns(METRIC_COLUMNS, version.metric_extras))),
        drivers=pd.DataFrame(drivers, columns=list(columns(DRIVER_COLUMNS, version.driver_extras))),
    )
