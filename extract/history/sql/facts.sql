-- Every metric, with what tells its series. A scope is compared without regard to case.
SELECT
    coalesce(m.commodity, m.section) AS commodity, m.indicator, m.basis, m.unit,
    lower(trim(coalesce(m.segment, ''))) AS segment, lower(trim(coalesce(m.region, ''))) AS region,
    lower(trim(coalesce(m.entity, ''))) AS entity,
    m.period, m.status, m.value, coalesce(m.value_max, m.value) AS value_max, m.direction, m.qualifier,
    s.step, m.month, m.report, m.section, m.id,
    regexp_full_match(m.period, '[0-9]{4}-[0-9]{2}') AS monthly
FROM read_parquet($metrics) AS m
LEFT JOIN steps AS s
    ON s.report = m.report AND s.section = m.section
    AND s.figure_start = m.figure_start AND s.figure_end = m.figure_end
