"""Labels by number become records; whatever cannot be resolved is a finding and no record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.resolve import resolve, unanswered
from schemas.answer import Misread, Rejection
from schemas.vocabulary import Basis, Category, Direction, FindingCode, Indicator, Reason, Status

TEXT = "Output came to 81,700 mt, down 7.46% MoM, in all 12 provinces. Costs rose by about 300-500 yuan/mt."
UP, DOWN, FLAT = Direction.UP, Direction.DOWN, Direction.FLAT


def codes(resolution: Any) -> list[str]:
    return [str(finding.code) for finding in resolution.findings if finding.code != FindingCode.UNCLAIMED]


def texts(spans: Any) -> list[str]:
    return [span.text for span in spans]


def test_value_unit_hedge_and_span_come_from_the_text(give: Any) -> None:
    label = give.figure(4, indicator=Indicator.COST, basis=Basis.CHANGE, direction=UP, sentences=(2,))
    (metric,) = resolve(give.section(TEXT), give.answer(figures=(label,))).metrics
    assert (metric.value, metric.value_max, metric.unit) == (300, 500, "yuan/mt")
    assert (metric.qualifier, metric.direction) == ("approximately", "up")
    assert metric.figure.text == "300-500 yuan/mt"
    assert metric.evidence.text == "Costs rose by about 300-500 yuan/mt."


def test_what_is_neither_claimed_nor_rejected_stands_as_unclaimed(give: Any) -> None:
    answer = give.answer(
        figures=(give.figure(1),), rejected=(Rejection(figure=3, reason=Reason.COUNT_IN_PASSING),)
    )
    resolution = resolve(give.section(TEXT), answer)
    assert texts(m.figure for m in resolution.metrics) == ["81,700 mt"]
    assert texts(resolution.unclaimed) == ["7.46%", "300-500 yuan/mt"]
    assert [(r.text, r.reason) for r in resolution.rejected] == [("12", "count_in_passing")]
    unclaimed = [f for f in resolution.findings if f.code == FindingCode.UNCLAIMED]
    assert [TEXT[slice(*f.spans[0])] for f in unclaimed] == texts(resolution.unclaimed)


def test_one_figure_may_state_several_metrics(give: Any) -> None:
    labels = (give.figure(1, segment="output"), give.figure(1, indicator=Indicator.SALES, segment="costs"))
    resolution = resolve(give.section(TEXT), give.answer(figures=labels))
    assert {m.indicator for m in resolution.metrics} == {"production", "sales"}
    assert codes(resolution) == []


@pytest.mark.parametrize(
    ("part", "label", "code"),
    [
        ("figures", {"figure": 9}, "unknown_figure"),
        ("figures", {"figure": 1, "sentences": (9,)}, "unknown_sentence"),
        ("figures", {"figure": 1, "period": "2025-02-30"}, "period_invalid"),
        ("figures", {"figure": 1, "period": "2025-02/2025-01"}, "period_invalid"),
        ("figures", {"figure": 1, "period": "0000-01"}, "period_invalid"),
        ("figures", {"figure": 1, "segment": "300-series"}, "digits_not_in_evidence"),
        ("figures", {"figure": 1, "entity": "700"}, "digits_not_in_evidence"),
        ("figures", {"figure": 2, "basis": Basis.MOM}, "direction_missing"),
        ("figures", {"figure": 2, "basis": Basis.MOM, "direction": FLAT}, "direction_against_sign"),
        ("missed", {"sentence": 9}, "unknown_sentence"),
        ("movements", {"sentences": (1, 9)}, "unknown_sentence"),
        ("movements", {"region": "zone 5"}, "digits_not_in_evidence"),
        ("movements", {"period": "2025-13-01"}, None),
    ],
)
def test_a_label_that_cannot_be_resolved_is_a_finding_and_no_record(
    give: Any, part: str, label: dict[str, Any], code: str | None
) -> None:
    build = {"figures": give.figure, "movements": give.movement, "missed": give.missed}[part]
    if code is None:
        with pytest.raises(ValueError, match="period"):
            build(**label)
        return
    made = build(**({"quote": "81"} if part == "missed" else {}), **label)
    resolution = resolve(give.section(TEXT), give.answer(**{part: (made,)}))
    assert (resolution.metrics, codes(resolution)) == ((), [code])
    assert len(resolution.unclaimed) == 4


@pytest.mark.parametrize("part", ["misread", "rejected"])
def test_a_figure_number_that_is_unknown_is_a_finding_wherever_it_stands(give: Any, part: str) -> None:
    label = {"misread": Misread(figure=9, note="x"), "rejected": Rejection(figure=9, reason=Reason.DATE)}[
        part
    ]
    assert codes(resolve(give.section(TEXT), give.answer(**{part: (label,)}))) == ["unknown_figure"]


def test_a_figure_without_a_readable_unit_gives_no_record(give: Any) -> None:
    resolution = resolve(give.section("The index was 70.12."), give.answer(figures=(give.figure(1),)))
    assert (resolution.metrics, codes(resolution)) == ((), ["figure_unit_unknown"])
    assert texts(resolution.unclaimed) == ["70.12"]


def test_a_figure_that_was_misread_gives_no_record(give: Any) -> None:
    answer = give.answer(
        figures=(give.figure(1),),
        rejected=(Rejection(figure=1, reason=Reason.DATE),),
        misread=(Misread(figure=1, note="it is in kilograms"),),
    )
    resolution = resolve(give.section(TEXT), answer)
    assert (resolution.metrics, codes(resolution)) == ((), ["misread_figure"])
    assert "81,700 mt" in texts(resolution.unclaimed)


def test_a_figure_both_claimed_and_rejected_stays_claimed_with_a_finding(give: Any) -> None:
    answer = give.answer(
        figures=(give.figure(1),), rejected=(Rejection(figure=1, reason=Reason.NOT_A_METRIC),)
    )
    resolution = resolve(give.section(TEXT), answer)
    assert codes(resolution) == ["claimed_and_rejected"]
    assert texts(m.figure for m in resolution.metrics) == ["81,700 mt"]
    assert resolution.rejected == ()


@pytest.mark.parametrize(
    ("printed", "direction", "value", "given"),
    [
        ("5%", UP, 5, UP),
        ("5%", DOWN, -5, DOWN),
        ("-5%", DOWN, -5, DOWN),
        ("-5%", None, -5, DOWN),
        ("+5%", None, 5, UP),
        ("0%", FLAT, 0, FLAT),
        ("doubled", UP, 100, UP),
        ("halved", None, -50, DOWN),
    ],
)
def test_a_change_takes_its_sign_from_print_or_direction(
    give: Any, printed: str, direction: Direction | None, value: int, given: Direction
) -> None:
    section = give.section(f"Output moved: {printed} on the month.")
    label = give.figure(1, basis=Basis.MOM, direction=direction)
    (metric,) = resolve(section, give.answer(figures=(label,))).metrics
    assert (metric.value, metric.direction) == (value, given)


@pytest.mark.parametrize(
    ("printed", "direction", "code"),
    [
        ("-5%", UP, "direction_against_sign"),
        ("+5%", DOWN, "direction_against_sign"),
        ("doubled", DOWN, "direction_against_sign"),
        ("-0.5% to 0.3%", DOWN, "direction_against_sign"),
        ("-0.5% to 0.3%", UP, "direction_against_sign"),
        ("-0.5% to 0.3%", None, "direction_missing"),
        ("0-0.5%", FLAT, "direction_against_sign"),
        ("0%", None, "direction_missing"),
    ],
)
def test_a_change_whose_sign_is_in_doubt_gives_no_record(
    give: Any, printed: str, direction: Direction | None, code: str
) -> None:
    section = give.section(f"Output moved between {printed} on the month.")
    assert len(section.figures) == 1
    label = give.figure(1, basis=Basis.MOM, direction=direction)
    resolution = resolve(section, give.answer(figures=(label,)))
    assert (resolution.metrics, codes(resolution)) == ((), [code])


@pytest.mark.parametrize(
    ("printed", "negative", "ends"),
    [
        ("300 yuan/mt", True, (-300, None)),
        ("300-500 yuan/mt", True, (-300, -500)),
        ("-300 yuan/mt", True, (-300, None)),
        ("-300 yuan/mt", False, (-300, None)),
        ("300 yuan/mt", False, (300, None)),
    ],
)
def test_a_level_is_below_zero_where_print_or_answer_says_so(
    give: Any, printed: str, negative: bool, ends: tuple[int, int | None]
) -> None:
    label = give.figure(1, indicator=Indicator.PROFIT, negative=negative)
    section = give.section(f"The loss came to {printed} then.")
    (metric,) = resolve(section, give.answer(figures=(label,))).metrics
    assert (metric.value, metric.value_max) == ends


def test_a_printed_plus_is_never_made_a_loss(give: Any) -> None:
    label = give.figure(1, indicator=Indicator.PROFIT, negative=True)
    resolution = resolve(give.section("It came to +300 yuan/mt then."), give.answer(figures=(label,)))
    assert (resolution.metrics, codes(resolution)) == ((), ["direction_against_sign"])


class TestMissed:
    """A figure that the program did not number is quoted, found and read by the program itself."""

    def test_a_quoted_run_is_read_from_the_text(self, give: Any) -> None:
        section = give.section("Grade 62% Fe ore, and 99.9% purity, led.")
        assert section.figures == ()
        answer = give.answer(missed=(give.missed("62%", indicator=Indicator.SHARE),))
        resolution = resolve(section, answer)
        (metric,) = resolution.metrics
        assert (metric.value, metric.unit, metric.figure.text) == (62, "percent", "62%")
        assert texts(resolution.rejected) == ["99.9%"]

    @pytest.mark.parametrize(
        ("text", "quote"),
        [
            ("A purity of 24.76% Fe was met.", "4.76%"),
            ("A purity of 24.76% Fe was met.", ".76%"),
            ("A purity of 24.76% Fe was met.", "24.7"),
            ("A purity of 4.761% Fe was met.", "4.76"),
            ("A purity of 1,762% Fe was met.", "762%"),
            ("A purity of 62% Fe was met.", "63%"),
            ("A purity of 62% Fe or 62% Fe was met.", "62%"),
            ("A purity of 62% Fe was met.", "Fe"),
            ("A purity of 62% Fe and 5 of 65% Cu was met.", "62% Fe and 5 of 65%"),
            ("They made 5 mt of it.", "5 mt"),
            ("They made 5 mt of it.", "5"),
            ("It fell. A purity of 62% Fe was met.", "62%"),
            ("Output of 1.2.3 mt was met.", "1.2.3 mt"),
        ],
    )
    def test_a_quote_that_is_not_a_whole_unnumbered_figure_gives_no_record(
        self, give: Any, text: str, quote: str
    ) -> None:
        resolution = resolve(give.section(text), give.answer(missed=(give.missed(quote),)))
        assert (resolution.metrics, codes(resolution)) == ((), ["missed_not_found"])

    def test_a_quote_is_found_though_a_longer_number_ends_like_it(self, give: Any) -> None:
        section = give.section("A purity of 162% Fe or 62% Fe was met.")
        assert section.figures == ()
        (metric,) = resolve(
            section, give.answer(missed=(give.missed("62%", indicator=Indicator.SHARE),))
        ).metrics
        assert (metric.value, metric.figure.start) == (62, 23)

    def test_two_quotes_that_overlap_never_both_become_records(self, give: Any) -> None:
        section = give.section("Ore of H1-65% Cu was sold.")
        assert section.figures == ()
        resolution = resolve(section, give.answer(missed=(give.missed("65%"), give.missed("H1-65%"))))
        assert (len(resolution.metrics), codes(resolution)) == (1, ["missed_not_found"])

    def test_the_rest_of_a_run_that_a_quote_is_cut_from_is_still_accounted_for(self, give: Any) -> None:
        text = "From January 1 to January 25 mt of it."
        section = give.section(text)
        resolution = resolve(section, give.answer(missed=(give.missed("25 mt"),)))
        covered = texts(
            [*(m.figure for m in resolution.metrics), *resolution.unclaimed, *resolution.rejected]
        )
        assert sorted("".join(c for run in covered for c in run if c.isdigit())) == ["1", "2", "5"]

    def test_a_fact_quoted_and_labelled_twice_is_one_record(self, give: Any) -> None:
        section = give.section("A purity of 62% Fe was met.")
        resolution = resolve(section, give.answer(missed=(give.missed("62%"), give.missed("62%"))))
        assert (len(resolution.metrics), codes(resolution)) == (1, ["duplicate"])


class TestDuplicates:
    """The same fact twice is one record; two readings of one figure are both doubtful."""

    def test_the_same_label_twice_is_one_record_with_a_finding(self, give: Any) -> None:
        resolution = resolve(give.section(TEXT), give.answer(figures=(give.figure(1), give.figure(1))))
        assert (len(resolution.metrics), codes(resolution)) == (1, ["duplicate"])
        assert resolution.findings[0].records == ()

    def test_the_same_fact_with_another_sign_makes_the_record_doubtful(self, give: Any) -> None:
        labels = [give.figure(2, basis=Basis.MOM, direction=way) for way in (UP, DOWN)]
        first, second = (
            resolve(give.section(TEXT), give.answer(figures=tuple(order))) for order in (labels, labels[::-1])
        )
        assert first == second
        (metric,) = first.metrics
        assert first.findings[0].records == (metric.id,)

    def test_two_facts_of_one_scope_on_one_figure_are_both_doubtful(self, give: Any) -> None:
        labels = (give.figure(1), give.figure(1, indicator=Indicator.SALES))
        resolution = resolve(give.section(TEXT), give.answer(figures=labels))
        (finding,) = (f for f in resolution.findings if f.code == FindingCode.DUPLICATE)
        assert set(finding.records) == {m.id for m in resolution.metrics}
        assert len(finding.records) == 2

    def test_one_driver_twice_is_one_record(self, give: Any) -> None:
        drivers = (give.driver("weak orders"), give.driver("Weak  orders".replace("  ", " ")))
        resolution = resolve(give.section("Output fell on weak orders."), give.answer(drivers=drivers))
        assert (len(resolution.drivers), codes(resolution)) == (1, ["duplicate"])


class TestMovementsAndDrivers:
    """Records without a figure stand on the clause that says so."""

    def test_a_movement_has_a_direction_and_no_value(self, give: Any) -> None:
        text = "Primary output rose on the month, while secondary output fell."
        label = give.movement(direction=DOWN, segment="secondary")
        (metric,) = resolve(give.section(text), give.answer(movements=(label,))).metrics
        assert (metric.value, metric.unit, metric.qualifier, metric.figure) == (None, None, None, None)
        assert (metric.direction, metric.evidence.text) == ("down", "while secondary output fell.")

    @pytest.mark.parametrize(
        ("text", "cause", "evidence"),
        [
            ("Ports closed for days; as a result plants slowed; prices held.", "Ports closed for days",
             "Ports closed for days; as a result plants slowed"),
            ("Margins were thin; output fell, as the power was cut, while prices held.", "the power was cut",
             "output fell, as the power was cut"),
            ("Output fell on weak orders, but prices held.", "weak orders", "Output fell on weak orders"),
            ("Prices held; the plants slowed on thin demand.", "orders were thin",
             "the plants slowed on thin demand."),
        ],
    )  # fmt: skip
    def test_a_driver_stands_on_its_cause_and_the_clause_of_its_effect(
        self, give: Any, text: str, cause: str, evidence: str
    ) -> None:
        (driver,) = resolve(give.section(text), give.answer(drivers=(give.driver(cause),))).drivers
        assert driver.evidence.text == evidence

    def test_a_driver_stands_on_the_clause_that_names_its_cause(self, give: Any) -> None:
        text = "Output fell; the furnaces were under repair. Orders were weak."
        label = give.driver("furnaces under repair", category=Category.MAINTENANCE, sentences=(1, 2))
        (driver,) = resolve(give.section(text), give.answer(drivers=(label,))).drivers
        assert driver.evidence.text == "the furnaces were under repair."
        assert (driver.cause, driver.category, driver.direction) == (
            "furnaces under repair",
            "maintenance",
            "down",
        )

    @pytest.mark.parametrize("cause", ["price fell to 7,000 yuan", "prices fell 3%"])
    def test_a_cause_with_digits_of_its_own_gives_no_record(self, give: Any, cause: str) -> None:
        section = give.section("Output fell as prices fell to 7,500 yuan/mt, 30% lower.")
        resolution = resolve(section, give.answer(drivers=(give.driver(cause),)))
        assert (resolution.drivers, codes(resolution)) == ((), ["digits_not_in_evidence"])

    def test_a_cause_may_repeat_the_digits_of_its_sentence(self, give: Any) -> None:
        section = give.section("Output fell as prices fell to 7,500 yuan/mt.")
        resolution = resolve(section, give.answer(drivers=(give.driver("prices at 7,500"),)))
        assert len(resolution.drivers) == 1


class TestIds:
    """The same fact in the same text has the same id in every run."""

    def ids(self, give: Any, text: str, **parts: Any) -> list[str]:
        resolution = resolve(give.section(text), give.answer(**parts))
        return [record.id for record in (*resolution.metrics, *resolution.drivers)]

    def test_ids_and_records_do_not_hang_on_the_order_of_labels(self, give: Any) -> None:
        figures = (
            give.figure(2, basis=Basis.MOM, direction=DOWN),
            give.figure(1),
            give.figure(1, indicator=Indicator.SALES),
        )
        drivers = (give.driver("weak orders"), give.driver("soft orders"), give.driver("orders"))
        movements = (give.movement(), give.movement(indicator=Indicator.OPERATING_RATE))
        section = give.section(TEXT)
        forth = resolve(section, give.answer(figures=figures, drivers=drivers, movements=movements))
        back = resolve(
            section, give.answer(figures=figures[::-1], drivers=drivers[::-1], movements=movements[::-1])
        )
        assert forth == back
        assert len({d.id for d in forth.drivers}) == 3

    def test_an_id_does_not_hang_on_other_facts_or_on_confidence(self, give: Any) -> None:
        alone = self.ids(give, TEXT, figures=(give.figure(1),))
        beside = self.ids(give, TEXT, figures=(give.figure(1, confidence=0.5), give.figure(3)))
        assert alone == beside[:1]

    def test_another_fact_or_another_text_has_another_id(self, give: Any) -> None:
        labels = [
            give.figure(1),
            give.figure(1, indicator=Indicator.SALES),
            give.figure(1, period="2025-02"),
            give.figure(1, status=Status.FORECAST),
            give.figure(1, segment="output"),
        ]
        ids = [self.ids(give, TEXT, figures=(label,))[0] for label in labels]
        ids += self.ids(give, f"{TEXT} ", figures=(labels[0],))
        assert len(set(ids)) == 6

    def test_an_id_is_the_same_in_every_version(self, give: Any) -> None:
        assert self.ids(give, "They made 5 mt.", figures=(give.figure(1),)) == ["m-545d16422749"]


def test_a_section_without_an_answer_still_accounts_for_every_digit(give: Any) -> None:
    section = give.section("On January 5 they made 7 mt, or 1.2.3.")
    resolution = unanswered(section, "no answer")
    assert texts(resolution.unclaimed) == ["7 mt"]
    assert texts(resolution.rejected) == ["January 5", "1.2.3"]
    assert [(str(f.code), f.message) for f in resolution.findings] == [("section_failed", "no answer")]


def test_decimals_keep_their_printed_digits(give: Any) -> None:
    (metric,) = resolve(give.section("It was 0.10%."), give.answer(figures=(give.figure(1),))).metrics
    assert metric.value == Decimal("0.1")
    assert metric.model_dump(mode="json")["value"] == 0.1
