"""The Parquet tables of a run once more, in a folder for each month: what a lake of many runs is made of."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import ExitStack
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extract.store.folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["PARTITIONS", "write_partitions"]

PARTITIONS = "parquet"
_ROWS = 4096


def write_partitions(folder: RunFolder) -> None:
    """Write `parquet/metrics/month=2025-01/part-0.parquet` and so on, some thousand rows at a time.

    Raises:
        RunFolderError: the run has no tables, or the files cannot be written.
    """
    with folder.reported():
        for table in ("metrics", "drivers"):
            out = folder.path / PARTITIONS / table
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            _write(folder.path / f"{table}.parquet", out)


def _write(table: Path, out: Path) -> None:
    import pyarrow.parquet as pq

    parts: Counter[str] = Counter()
    with ExitStack() as stack:
        # Buffered ahead, or by threads with a heap each, it would take more memory the more rows there are.
        read = pq.ParquetFile(stack.enter_context(table.open("rb")), pre_buffer=False)
        schema = read.schema_arrow.remove(read.schema_arrow.get_field_index("month"))
        # Rows stand in the order of reports: a month that comes again gets another part.
        for month, runs in groupby(_runs(read), key=lambda run: run[0]):
            folder = out / f"month={month}"
            folder.mkdir(exist_ok=True)
            with (
                (folder / f"part-{parts[month]}.parquet").open("wb") as target,
                pq.ParquetWriter(target, schema) as writer,
            ):
                for _, rows in runs:
                    writer.write_table(rows.select(schema.names))
            parts[month] += 1


def _runs(read: Any) -> Iterator[tuple[str, Any]]:
    """Yield the rows in stretches of one month, with the month."""
    import pyarrow as pa

    for batch in read.iter_batches(_ROWS, use_threads=False):
        rows, at = pa.Table.from_batches([batch]), 0
        for month, group in groupby(rows.column("month").to_pylist()):
            length = sum(1 for _ in group)
            yield month, rows.slice(at, length)
            at += length
