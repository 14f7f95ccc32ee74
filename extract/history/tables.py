"""The tables across months: facts read from runs, queries over them, Parquet out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.store.folder import SECTIONS, RunFolder
from schemas.errors import InputError, RunFolderError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "counts", "history", "rows", "write_tables"]

TABLES = ("series", "forecasts", "directions", "restated", "gaps", "conflicts", "units")
_SQL = Path(__file__).parent / "sql"
_METRICS = "metrics.parquet"
_MEMORY = "2GB"  # beyond it DuckDB goes to disk


@contextmanager
def history(runs: Sequence[Path]) -> Iterator[DuckDBPyConnection]:
    """Open a database in memory with a table of each name in `TABLES`, and `reports`.

    Raises:
        InputError: DuckDB is not installed, or a report is in two of the runs.
        RunFolderError: a folder holds no finished run, or its tables cannot be read.
    """
    try:
        import duckdb
    except ImportError as error:
        raise InputError("`assay history` needs DuckDB: pip install 'assay-metals[history]'") from error
    reports = list(_reports(runs))
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "autoinstall_known_extensions": False,  # nothing is fetched
    }
    with duckdb.connect(config=options) as base:
        try:
            base.execute("CREATE TABLE reports (report VARCHAR, month VARCHAR, run VARCHAR)")
            base.executemany("INSERT INTO reports VALUES (?, ?, ?)", reports)
            paths = {
                "sections": [str(run / SECTIONS) for run in runs],
                "metrics": [str(run / _METRICS) for run in runs],
            }
            _create(base, "steps", {"sections": paths["sections"]})
            _create(base, "facts", {"metrics": paths["metrics"]})
            for name in ("conflicts", "told", "series", *TABLES[1:5], "units"):
                _create(base, name, {})
        except duckdb.Error as error:
            said = " ".join(str(error).split())[:200]
            raise RunFolderError(f"the tables of the runs cannot be read ({said})") from error
        yield base


def _create(base: DuckDBPyConnection, name: str, given: dict[str, Any]) -> None:
    query = (_SQL / f"{name}.sql").read_text(encoding="utf-8")
    base.execute(f"CREATE TABLE IF NOT EXISTS {name} AS {query}", given)


def _reports(runs: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """Yield id, month and run of each report, each of which is in one run alone."""
    seen: dict[str, Path] = {}
    for run in runs:
        manifest = RunFolder(run).read_manifest()
        if manifest.get("state") != "complete" or not (run / _METRICS).exists():
            raise RunFolderError(f"{run}: holds no complete run; finish it first")
        for report in manifest.get("reports", ()):
            other = seen.setdefault(report["id"], run)
            if other != run:
                raise InputError(
                    f"the report {report['id']} is in {other} and in {run}: give one run of each report"
                )
            yield report["id"], report["month"], str(run)


def rows(
    base: DuckDBPyConnection, table: str, order: str = "", limit: int | None = None
) -> list[dict[str, Any]]:
    """Return rows of a table as mappings, ordered by an SQL expression where one is given."""
    most = f" LIMIT {limit}" if limit is not None else ""
    found = base.execute(f"SELECT * FROM {table}{f' ORDER BY {order}' if order else ''}{most}")
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def counts(base: DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {name: _one(base, f"SELECT count(*) FROM {name}") for name in ("reports", *TABLES)}


def _one(base: DuckDBPyConnection, query: str) -> int:
    found = base.execute(query).fetchone()
    return int(found[0]) if found else 0


def write_tables(base: DuckDBPyConnection, out: Path) -> None:
    """Write each table as `OUT/<name>.parquet`; a file takes its name when it is whole.

    Raises:
        RunFolderError: the folder cannot be written.
    """
    folder = RunFolder(out)
    with folder.reported():
        out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        with folder.replacing_path(f"{name}.parquet") as path:
            target = json.dumps(str(path))[1:-1].replace("'", "''")
            base.execute(f"COPY {name} TO '{target}' (FORMAT parquet)")
