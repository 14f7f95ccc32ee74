-- What each report says of each series and period, once; what it says in two ways is left to the conflicts.
SELECT
    f.commodity, f.indicator, f.basis, f.unit, f.segment, f.region, f.entity, f.period, f.status, f.monthly,
    f.month, min(f.report) AS report, min(f.section) AS section, min(f.id) AS id,
    min(f.value) AS value, min(f.value_max) AS value_max, max(f.step) AS step,
    CASE WHEN count(DISTINCT f.direction) = 1 THEN min(f.direction) END AS direction,
    CASE WHEN count(DISTINCT f.qualifier) = 1 THEN min(f.qualifier) END AS qualifier
FROM facts AS f
WHERE f.value IS NOT NULL
GROUP BY
    f.commodity, f.indicator, f.basis, f.unit, f.segment, f.region, f.entity, f.period, f.status, f.monthly,
    f.month
HAVING count(DISTINCT (f.value, f.value_max)) = 1
