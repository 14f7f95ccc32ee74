-- Each forecast direction of a change beside the actual one, with or without figures on either side.
WITH way AS (
    SELECT
        commodity, indicator, basis, segment, region, entity, period, status, month,
        min(report) AS report, CASE WHEN count(DISTINCT direction) = 1 THEN min(direction) END AS direction
    FROM facts
    WHERE direction IS NOT NULL AND monthly AND basis IN ('mom', 'yoy')
    GROUP BY ALL
),
actual AS (
    SELECT * FROM way WHERE status = 'actual'
    QUALIFY row_number() OVER (
        PARTITION BY commodity, indicator, basis, segment, region, entity, period ORDER BY month
    ) = 1
)
SELECT
    f.commodity, f.indicator, f.basis, f.segment, f.region, f.entity, f.period,
    f.direction AS forecast, a.direction AS actual, f.direction = a.direction AS hit,
    f.report AS forecast_report, a.report AS actual_report
FROM way AS f
LEFT JOIN actual AS a
    ON a.commodity = f.commodity AND a.indicator = f.indicator AND a.basis = f.basis
    AND a.segment = f.segment AND a.region = f.region AND a.entity = f.entity AND a.period = f.period
    AND a.month > f.month
WHERE f.status = 'forecast' AND f.direction IS NOT NULL AND f.period > f.month
ORDER BY ALL
