-- The same fact told otherwise by a later report, beyond what the printed rounding of both allows. A bound
-- ("more than") says no value that another could differ from.
WITH pairs AS (
    SELECT
        *,
        lag(value) OVER later AS earlier_value, lag(value_max) OVER later AS earlier_value_max,
        lag(step) OVER later AS earlier_step, lag(month) OVER later AS earlier_month,
        lag(report) OVER later AS earlier_report, lag(id) OVER later AS earlier_id
    FROM told
    WHERE status = 'actual' AND coalesce(qualifier, '') NOT IN ('more_than', 'less_than')
    WINDOW later AS (
        PARTITION BY commodity, indicator, basis, unit, segment, region, entity, period ORDER BY month
    )
)
SELECT
    commodity, indicator, basis, unit, segment, region, entity, period,
    earlier_value, value AS later_value, value - earlier_value AS difference,
    CASE WHEN earlier_value <> 0 THEN 100 * (value - earlier_value) / abs(earlier_value) END AS percent,
    (coalesce(step, 0) + coalesce(earlier_step, 0)) / 2 AS rounding,
    earlier_report, report AS later_report, earlier_id, id AS later_id
FROM pairs
WHERE earlier_value IS NOT NULL
    AND greatest(abs(value - earlier_value), abs(value_max - earlier_value_max))
        > (coalesce(step, 0) + coalesce(earlier_step, 0)) / 2 * (1 + 1e-9)
ORDER BY ALL
