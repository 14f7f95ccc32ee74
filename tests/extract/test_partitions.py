"""The tables by month hold the rows of the tables, each in its month's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from extract.run import extract_reports
from extract.store.folder import RunFolder
from extract.store.partitions import write_partitions


def test_every_row_is_in_the_folder_of_its_month(give: Any, fake: Any, tmp_path: Path) -> None:
    months = ("2024-12", "2025-01", "2025-02")
    reports = [
        give.report(f"They made {n},000 mt, up 5%.", name=f"metals-{m}", month=m)
        for n, m in enumerate(months, 1)
    ]
    out, _ = extract_reports(reports, fake(), tmp_path / "run")
    for _ in range(2):  # written anew, they hold no row twice
        write_partitions(RunFolder(out))
    folder = out / "parquet" / "metrics"
    assert sorted(path.name for path in folder.iterdir()) == [f"month={month}" for month in months]
    table = (
        ds.dataset(folder, partitioning="hive")
        .to_table()
        .sort_by([("report", "ascending"), ("id", "ascending")])
    )
    whole = pq.read_table(out / "metrics.parquet").sort_by([("report", "ascending"), ("id", "ascending")])
    assert table.num_rows == whole.num_rows == 6
    assert table.select(["report", "id", "value", "month"]).to_pylist() == (
        whole.select(["report", "id", "value", "month"]).to_pylist()
    )
