"""History: the metrics of many runs as tables across months, by DuckDB over their Parquet files.

    facts     every metric of the runs, with the rounding that its figure was printed to
    tables    what the queries in `sql/` make of the facts, written as Parquet
    page      the same as one page
    commands  `assay history`

A series is told by commodity, indicator, basis, unit, segment, region and entity, all of them: nothing is
ever converted, added up or matched across these. What a report says twice, and differently, is a conflict
and in no series.
"""
