-- The stretches within a series of which nothing is told, since the first report: the months between two
-- that are told, how many they are, and of how many of them there is a report.
WITH points AS (
    SELECT DISTINCT
        commodity, indicator, basis, unit, segment, region, entity, CAST(period || '-01' AS DATE) AS month
    FROM series
    WHERE status = 'actual' AND regexp_full_match(period, '[0-9]{4}-[0-9]{2}')
        AND period >= (SELECT min(month) FROM reports)
),
pairs AS (
    SELECT
        *,
        lead(month) OVER (
            PARTITION BY commodity, indicator, basis, unit, segment, region, entity ORDER BY month
        ) AS following
    FROM points
),
stretches AS (
    SELECT
        * EXCLUDE (month, following), strftime(month, '%Y-%m') AS told_before,
        strftime(following, '%Y-%m') AS told_after, date_diff('month', month, following) - 1 AS months
    FROM pairs
    WHERE date_diff('month', month, following) > 1
),
known AS (SELECT DISTINCT month FROM reports),
spans AS (SELECT DISTINCT told_before, told_after FROM stretches),
reported AS (
    SELECT s.told_before, s.told_after, count(k.month) AS reported
    FROM spans AS s
    LEFT JOIN known AS k ON k.month > s.told_before AND k.month < s.told_after
    GROUP BY ALL
)
SELECT stretches.*, reported.reported
FROM stretches JOIN reported USING (told_before, told_after)
ORDER BY ALL
