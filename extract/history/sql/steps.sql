-- The rounding of each figure, as `sections.jsonl` holds it: one unit of its last printed digit.
SELECT report, section, f.start AS figure_start, f."end" AS figure_end, CAST(f.step AS DOUBLE) AS step
FROM (
    SELECT report, section, unnest(figures) AS f
    FROM read_json(
        $sections, format = 'newline_delimited', maximum_object_size = 33554432,
        columns = {
            report: 'VARCHAR', section: 'VARCHAR',
            figures: 'STRUCT(start BIGINT, "end" BIGINT, step VARCHAR)[]'
        }
    )
)
