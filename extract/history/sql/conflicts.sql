-- One series, one period, one report's month, and more than one value.
SELECT
    commodity, indicator, basis, unit, segment, region, entity, period, status, month,
    list(DISTINCT value ORDER BY value) AS "values", list(DISTINCT report ORDER BY report) AS reports,
    list(DISTINCT id ORDER BY id) AS ids
FROM facts
WHERE value IS NOT NULL
GROUP BY ALL
HAVING count(DISTINCT (value, value_max)) > 1
ORDER BY ALL
