-- The latest that is told of each series and period.
SELECT
    commodity, indicator, basis, unit, segment, region, entity, period, status,
    arg_max(value, month) AS value,
    CASE WHEN arg_max(value_max, month) <> arg_max(value, month) THEN arg_max(value_max, month) END AS value_max,
    arg_max(coalesce(direction, ''), month) AS direction, arg_max(coalesce(qualifier, ''), month) AS qualifier,
    max(month) AS told_in, arg_max(report, month) AS report, arg_max(section, month) AS section,
    arg_max(id, month) AS id, count(*) AS times_told
FROM told
GROUP BY commodity, indicator, basis, unit, segment, region, entity, period, status
ORDER BY ALL
