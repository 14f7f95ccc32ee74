-- Where one quantity is told in several units: each is a series of its own.
SELECT
    commodity, indicator, basis, segment, region, entity, list(DISTINCT unit ORDER BY unit) AS units,
    count(*) AS figures
FROM told
GROUP BY commodity, indicator, basis, segment, region, entity
HAVING count(DISTINCT coalesce(unit, '')) > 1
ORDER BY ALL
