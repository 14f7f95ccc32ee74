"""Properties of the scorer that hold for any records."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.records import DriverRecord, MetricRecord, Records
from eval.section import Case, score_section
from schemas.vocabulary import Basis, Category, Direction, Indicator, Qualifier, Status

_SPANS = st.tuples(st.integers(0, 80), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1]))
_SCOPES = st.sampled_from([None, "large plants", "small plants", "Hunan"])

METRICS = st.builds(
    MetricRecord,
    id=st.just("m"),
    indicator=st.sampled_from([Indicator.PRODUCTION, Indicator.PRICE]),
    basis=st.sampled_from([Basis.MOM, Basis.YOY, Basis.LEVEL]),
    value=st.integers(-9, 9).map(Decimal),
    value_max=st.none(),
    unit=st.sampled_from(["mt", "percent"]),
    direction=st.sampled_from([Direction.UP, Direction.DOWN]),
    qualifier=st.just(Qualifier.EXACT),
    period=st.sampled_from(["2025-01", "2025-02"]),
    status=st.sampled_from([Status.ACTUAL, Status.FORECAST]),
    segment=_SCOPES,
    region=st.none(),
    entity=st.none(),
    figure=_SPANS,
    evidence=_SPANS,
)
DRIVERS = st.builds(
    DriverRecord,
    id=st.just("d"),
    category=st.sampled_from([Category.DEMAND, Category.ENERGY]),
    cause=st.just("a cause"),
    effect=st.just(Indicator.PRODUCTION),
    direction=st.sampled_from([Direction.UP, Direction.DOWN]),
    period=st.just("2025-01"),
    status=st.just(Status.ACTUAL),
    segment=st.none(),
    region=st.none(),
    entity=st.none(),
    evidence=_SPANS,
)
SIDES = st.builds(
    Records,
    st.lists(METRICS, max_size=7).map(tuple),
    st.lists(DRIVERS, max_size=6).map(tuple),
)


@settings(deadline=None)
@given(SIDES)
def test_records_scored_against_themselves_are_all_right(side: Records) -> None:
    scored = score_section(Case("s", side, side))
    assert all(counts.fp == counts.fn == 0 for counts in scored.tallies.values())


@settings(deadline=None)
@given(SIDES, SIDES, st.randoms())
def test_no_count_depends_on_the_order(gold: Records, predicted: Records, mixed: object) -> None:
    def shuffled(side: Records) -> Records:
        return Records(
            tuple(mixed.sample(side.metrics, len(side.metrics))),  # type: ignore[attr-defined]
            tuple(mixed.sample(side.drivers, len(side.drivers))),  # type: ignore[attr-defined]
        )

    one = score_section(Case("s", gold, predicted))
    other = score_section(Case("s", shuffled(gold), shuffled(predicted)))
    assert one.tallies == other.tallies
    assert one.slices == other.slices


@settings(deadline=None)
@given(SIDES, st.lists(METRICS, max_size=4, unique_by=lambda m: m.key), st.data())
def test_no_score_rises_when_a_right_record_is_left_out(
    gold: Records, wrong: list[MetricRecord], data: st.DataObject
) -> None:
    # Of facts that are told once: where one is told twice, leaving out one of the two is no loss.
    once = tuple({m.key: m for m in gold.metrics}.values())
    said = (*once, *(m for m in wrong if m.key not in {o.key for o in once}))
    if not once:
        return
    lost = data.draw(st.sampled_from(once))
    before = score_section(Case("s", Records(once), Records(said)))
    after = score_section(Case("s", Records(once), Records(tuple(m for m in said if m is not lost))))
    for tier in ("metrics.keys", "metrics.full"):
        assert after.tallies[tier].tp == before.tallies[tier].tp - 1
        assert (after.tallies[tier].f1 or 0) <= (before.tallies[tier].f1 or 0)
