"""The Parquet tables of a run once more, in a folder for each month: what a lake of many runs is made of."""

from __future__ import annotations

from extract.store.folder import RunFolder

__all__ = ["PARTITIONS", "write_partitions"]

PARTITIONS = "parquet"
_ROWS = 65_536


def write_partitions(folder: RunFolder) -> None:
    """Write `parquet/metrics/month=2025-01/part-0.parquet` and so on, a batch of rows at a time.

    Raises:
        RunFolderError: the run has no tables, or the files cannot be written.
    """
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    with folder.reported():
        for table in ("metrics", "drivers"):
            with (folder.path / f"{table}.parquet").open("rb") as source:
                read = pq.ParquetFile(source)
                ds.write_dataset(
                    read.iter_batches(_ROWS),
                    str(folder.path / PARTITIONS / table),
                    schema=read.schema_arrow,
                    format="parquet",
                    partitioning=["month"],
                    partitioning_flavor="hive",
                    basename_template="part-{i}.parquet",
                    existing_data_behavior="delete_matching",
                    use_threads=False,
                    max_open_files=64,
                )
