"""The tidy tables: one row a record, with report, section and commodity columns, as CSV and Parquet.

Text from a report is data: a CSV cell that a spreadsheet would run as a formula is guarded with an
apostrophe. The Parquet files hold the text as it stands.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, Self

from extract.findings import Finding
from extract.overlay.force import current
from extract.overlay.words import own_category
from extract.store.folder import RunFolder
from schemas.records import Driver, Metric, SectionResult

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "DRIVER_COLUMNS",
    "FINDING_COLUMNS",
    "METRIC_COLUMNS",
    "TableWriter",
    "columns",
    "driver_rows",
    "finding_rows",
    "metric_rows",
    "own_columns",
]

_PLACE = {"report": str, "month": str, "section": str, "commodity": str, "heading": str}
_SCOPE = {"segment": str, "region": str, "entity": str}
_EVIDENCE = {"evidence_start": int, "evidence_end": int, "evidence": str}

METRIC_COLUMNS: dict[str, type] = {
    **_PLACE, "id": str, "indicator": str, "basis": str, "value": float, "value_max": float,
    "unit": str, "direction": str, "qualifier": str, "period": str, "status": str, **_SCOPE,
    **_EVIDENCE, "figure_start": int, "figure_end": int, "figure": str, "confidence": float,
    "findings": str,
}  # fmt: skip
DRIVER_COLUMNS: dict[str, type] = {
    **_PLACE, "id": str, "category": str, "cause": str, "effect": str, "direction": str,
    "period": str, "status": str, **_SCOPE, **_EVIDENCE, "confidence": float, "findings": str,
}  # fmt: skip
FINDING_COLUMNS: dict[str, type] = {
    "report": str, "section": str, "code": str, "message": str, "records": str,
    "start": int, "end": int, "text": str, "other_start": int, "other_end": int, "other_text": str,
}  # fmt: skip

OWN = "own_category"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 4096


def columns(known: Mapping[str, type], extras: Sequence[str]) -> dict[str, type]:
    """Return the columns of a table with those of a version's own fields behind them."""
    return {**known, **dict.fromkeys(extras, str)}


def own_columns() -> tuple[str, ...]:
    """Return the column for users' own cause categories, where the overlay in force has any."""
    overlay = current()
    return (OWN,) if overlay and overlay.categories else ()


def metric_rows(result: SectionResult) -> Iterator[dict[str, Any]]:
    """Yield the rows of `metrics.csv` of one section."""
    for metric in result.metrics:
        yield {**_row(result, metric), **_figure(metric)}


def driver_rows(result: SectionResult) -> Iterator[dict[str, Any]]:
    """Yield the rows of `drivers.csv` of one section."""
    for driver in result.drivers:
        yield {**_row(result, driver), OWN: own_category(driver.category, driver.cause)}


def _row(result: SectionResult, record: Metric | Driver) -> dict[str, Any]:
    row = record.model_dump(mode="json", exclude={"evidence", "figure"})
    return {
        "report": result.report,
        "month": result.month,
        "section": result.section,
        "commodity": result.commodity,
        "heading": result.heading,
        **row,
        "evidence_start": record.evidence.start,
        "evidence_end": record.evidence.end,
        "evidence": record.evidence.text,
        "findings": " ".join(record.findings),
    }


def _figure(metric: Metric) -> dict[str, Any]:
    figure = metric.figure
    return {
        "figure_start": figure.start if figure else None,
        "figure_end": figure.end if figure else None,
        "figure": figure.text if figure else None,
    }


def finding_rows(result: SectionResult, body: str, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `findings.csv` of one section; a pair of figures gives both spans."""
    for finding in findings:
        first, *rest = finding.spans or ((0, 0),)
        others: list[tuple[int, int] | None] = [*rest] or [None]
        for other in others:
            yield {
                "report": result.report,
                "section": result.section,
                "code": str(finding.code),
                "message": finding.message,
                "records": " ".join(finding.records),
                "start": first[0] if finding.spans else None,
                "end": first[1] if finding.spans else None,
                "text": body[slice(*first)] if finding.spans else None,
                "other_start": other[0] if other else None,
                "other_end": other[1] if other else None,
                "other_text": body[slice(*other)] if other else None,
            }


class _Lines:
    """A text file for a CSV writer: its lines end in a plain newline."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, line: str) -> None:
        self._out.write(line.removesuffix("\r\n") + "\n")


class TableWriter:
    """Writes one table, row by row, as CSV and (where named) as Parquet."""

    def __init__(self, folder: RunFolder, name: str, columns: Mapping[str, type], *, parquet: bool) -> None:
        """Name the table; files are opened by the `with` statement and appear when it ends well."""
        self._folder, self._name, self._columns, self._parquet = folder, name, columns, parquet
        self._stack = ExitStack()
        self._pending: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        """Open the files."""
        out: IO[str] = self._stack.enter_context(self._folder.replacing(f"{self._name}.csv"))
        # The writer quotes what its line end holds: a lone carriage return in a cell must be, too.
        self._csv = csv.writer(_Lines(out), lineterminator="\r\n")
        self._csv.writerow(self._columns)
        self._sink: pyarrow.parquet.ParquetWriter | None = None
        if self._parquet:
            self._open_parquet()
        return self

    def _open_parquet(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        self._schema = pa.schema([(name, types[kind]) for name, kind in self._columns.items()])
        path = self._stack.enter_context(self._folder.replacing_path(f"{self._name}.parquet"))
        # An open file, since pyarrow takes no path that is not valid UTF-8.
        out = self._stack.enter_context(path.open("wb"))
        self._sink = self._stack.enter_context(pq.ParquetWriter(out, self._schema))

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Close the files; they take their names only where no error came."""
        if kind is None:
            with self._stack:
                self._flush()
        else:
            self._stack.__exit__(kind, error, trace)

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row; columns that it lacks are empty."""
        values = [row.get(name) for name in self._columns]
        self._csv.writerow([_cell(value) for value in values])
        if self._sink is not None:
            # Parquet takes no whole number beyond 2**53 for a float, though it has the same digits.
            typed = (
                float(value) if kind is float and value is not None else value
                for kind, value in zip(self._columns.values(), values, strict=True)
            )  # fmt: skip
            self._pending.append(dict(zip(self._columns, typed, strict=True)))
            if len(self._pending) >= _BATCH:
                self._flush()

    def _flush(self) -> None:
        if self._sink is None or not self._pending:
            return
        import pyarrow as pa

        self._sink.write_table(pa.Table.from_pylist(self._pending, schema=self._schema))
        self._pending.clear()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    # A lone surrogate can be in no UTF-8 file that another program would open.
    text = value.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.startswith(_FORMULA) else text
