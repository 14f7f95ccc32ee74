-- Each forecast figure of a month beside the first actual one of the same series. The error is what lies
-- between the actual and the nearer end of what was forecast: 0 within it. "More than" and "less than"
-- leave the end open that they point to, also where the value is a fall.
WITH actual AS (
    SELECT * FROM told WHERE status = 'actual' AND monthly
    QUALIFY row_number() OVER (
        PARTITION BY commodity, indicator, basis, unit, segment, region, entity, period ORDER BY month
    ) = 1
),
forecast AS (
    SELECT
        *,
        CASE
            WHEN qualifier = 'less_than' AND value >= 0 OR qualifier = 'more_than' AND value < 0
                THEN CAST('-infinity' AS DOUBLE)
            ELSE least(value, value_max)
        END AS low,
        CASE
            WHEN qualifier = 'more_than' AND value >= 0 OR qualifier = 'less_than' AND value < 0
                THEN CAST('infinity' AS DOUBLE)
            ELSE greatest(value, value_max)
        END AS high
    FROM told
    WHERE status = 'forecast' AND monthly AND period > month
)
SELECT
    f.commodity, f.indicator, f.basis, f.unit, f.segment, f.region, f.entity, f.period, f.qualifier,
    f.value AS forecast, CASE WHEN f.value_max <> f.value THEN f.value_max END AS forecast_max,
    a.value AS actual, CASE WHEN a.value_max <> a.value THEN a.value_max END AS actual_max,
    CASE
        WHEN a.value IS NULL THEN NULL
        WHEN greatest(a.value, a.value_max) < f.low THEN greatest(a.value, a.value_max) - f.low
        WHEN least(a.value, a.value_max) > f.high THEN least(a.value, a.value_max) - f.high
        ELSE 0
    END AS error,
    CASE WHEN a.value <> 0 AND f.basis = 'level' THEN 100 * error / abs(a.value) END AS percent,
    f.report AS forecast_report, a.report AS actual_report, f.id AS forecast_id, a.id AS actual_id,
    CASE
        WHEN a.value IS NOT NULL THEN 'told'
        WHEN f.period IN (SELECT month FROM reports) THEN 'not stated'
        ELSE 'no report'
    END AS outcome
FROM forecast AS f
LEFT JOIN actual AS a
    ON a.commodity = f.commodity AND a.indicator = f.indicator AND a.basis = f.basis
    AND a.unit IS NOT DISTINCT FROM f.unit AND a.segment = f.segment AND a.region = f.region
    AND a.entity = f.entity AND a.period = f.period AND a.month > f.month
ORDER BY ALL
