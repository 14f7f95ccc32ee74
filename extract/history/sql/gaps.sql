-- The months between the first and the last of a series of which nothing is told, since the first report.
WITH span AS (
    SELECT
        commodity, indicator, basis, unit, segment, region, entity,
        min(period) AS first, max(period) AS last, count(DISTINCT period) AS told, list(DISTINCT period) AS periods
    FROM series
    WHERE status = 'actual' AND regexp_full_match(period, '[0-9]{4}-[0-9]{2}')
        AND period >= (SELECT min(month) FROM reports)
    GROUP BY ALL
    HAVING told > 1
),
every AS (
    SELECT
        * EXCLUDE (first, last, told),
        strftime(
            unnest(generate_series(CAST(first || '-01' AS DATE), CAST(last || '-01' AS DATE), INTERVAL 1 MONTH)),
            '%Y-%m'
        ) AS period
    FROM span
)
SELECT
    commodity, indicator, basis, unit, segment, region, entity, period,
    CASE WHEN period IN (SELECT month FROM reports) THEN 'not stated' ELSE 'no report' END AS reason
FROM every
WHERE NOT list_contains(periods, period)
ORDER BY ALL
