"""Figures are audited against each other and against the words beside them; nothing is repaired."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.vocabulary import Basis, Category, Direction, Indicator, Status

UP, DOWN = Direction.UP, Direction.DOWN
MOM = {"basis": Basis.MOM, "direction": UP}
FEBRUARY = {"period": "2025-02", "status": Status.FORECAST}

# The finding of a check, a text with its labels that agrees with itself, and one that does not.
CASES: dict[str, tuple[str, dict[str, Any], str, dict[str, Any]]] = {
    "levels_disagree": (
        "It made 1,000 mt, or 1.0 kt.",
        {"1,000 mt": {}, "1.0 kt": {}},
        "It made 1,000 mt, or 1.2 kt.",
        {"1,000 mt": {}, "1.2 kt": {}},
    ),
    "change_against_percent": (
        "It made 1,100 mt, up 100 mt, or 10%.",
        {"1,100 mt": {}, "100 mt": MOM, "10%": MOM},
        "It made 1,100 mt, up 100 mt, or 20%.",
        {"1,100 mt": {}, "100 mt": MOM, "20%": MOM},
    ),
    "change_against_levels": (
        "It made 1,100 mt in January, and 1,000 mt the month before: up 100 mt.",
        {"1,100 mt": {}, "1,000 mt": {"period": "2024-12"}, "100 mt": MOM},
        "It made 1,100 mt in January, and 900 mt the month before: up 100 mt.",
        {"1,100 mt": {}, "900 mt": {"period": "2024-12"}, "100 mt": MOM},
    ),
    "base_against_actual": (
        "It made 1,000 mt. It may make 1,050 mt, up 5%.",
        {"1,000 mt": {}, "1,050 mt": FEBRUARY, "5%": MOM | FEBRUARY},
        "It made 1,000 mt. It may make 1,200 mt, up 5%.",
        {"1,000 mt": {}, "1,200 mt": FEBRUARY, "5%": MOM | FEBRUARY},
    ),
    "rate_against_capacity": (
        "Of 1,000 mt a year 800 mt a year ran, a rate of 80%.",
        {
            "1,000 mt a year": {"indicator": Indicator.CAPACITY},
            "800 mt a year": {"indicator": Indicator.OPERATING_CAPACITY},
            "80%": {"indicator": Indicator.OPERATING_RATE},
        },
        "Of 1,000 mt a year 800 mt a year ran, a rate of 75%.",
        {
            "1,000 mt a year": {"indicator": Indicator.CAPACITY},
            "800 mt a year": {"indicator": Indicator.OPERATING_CAPACITY},
            "75%": {"indicator": Indicator.OPERATING_RATE},
        },
    ),
    "parts_against_total": (
        "Of 15 smelters surveyed 4 smelters made more.",
        {
            "15": {"indicator": Indicator.PRODUCER_COUNT},
            "4": {"indicator": Indicator.PRODUCER_COUNT, "segment": "made more"},
        },
        "Of 15 smelters surveyed 40 smelters made more.",
        {
            "15": {"indicator": Indicator.PRODUCER_COUNT},
            "40": {"indicator": Indicator.PRODUCER_COUNT, "segment": "made more"},
        },
    ),
    "direction_against_words": (
        "Output rose by 5% on the month.",
        {"5%": MOM},
        "Output fell by 5% on the month.",
        {"5%": MOM},
    ),
    "basis_against_words": (
        "Output moved 5% MoM.",
        {"5%": MOM},
        "Output moved 5% YoY.",
        {"5%": MOM},
    ),
    "unit_against_indicator": (
        "It came to 5,000 mt.",
        {"5,000 mt": {}},
        "It came to 5,000 yuan/mt.",
        {"5,000 yuan/mt": {}},
    ),
    "period_out_of_range": (
        "It came to 5,000 mt.",
        {"5,000 mt": {"period": "2022-02"}},
        "It came to 5,000 mt.",
        {"5,000 mt": {"period": "2021-12"}},
    ),
    "status_against_period": (
        "It came to 5,000 mt.",
        {"5,000 mt": {"period": "2025-02"}},
        "It came to 5,000 mt.",
        {"5,000 mt": {"period": "2025-03"}},
    ),
    "text_not_in_section": (
        "Large smelters made 5,000 mt.",
        {"5,000 mt": {"segment": "large smelter"}},
        "Large smelters made 5,000 mt.",
        {"5,000 mt": {"region": "Yunnan"}},
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_what_agrees_has_no_finding(give: Any, code: str) -> None:
    text, labels, _, _ = CASES[code]
    _, resolution = give.checked(text, labels)
    assert len(resolution.metrics) == len(labels)
    assert [finding.code for finding in resolution.findings] == []


@pytest.mark.parametrize("code", CASES)
def test_what_disagrees_is_found_and_not_repaired(give: Any, code: str) -> None:
    agreeing, _, text, labels = CASES[code]
    section, resolution = give.checked(text, labels)
    assert {str(finding.code) for finding in resolution.findings} == {code}
    assert len(resolution.metrics) == len(labels)
    marked = {m.id for m in resolution.metrics if code in m.findings}
    assert marked == {record for finding in resolution.findings for record in finding.records}
    for finding in resolution.findings:
        assert finding.records
        assert finding.spans
        assert all(section.text(*span) for span in finding.spans)
    if code not in ("period_out_of_range", "status_against_period", "text_not_in_section"):
        assert agreeing != text


def test_both_spans_of_a_disagreement_are_given(give: Any) -> None:
    section, resolution = give.checked("It made 1,000 mt, or 1.2 kt.", {"1,000 mt": {}, "1.2 kt": {}})
    (finding,) = resolution.findings
    assert [section.text(*span) for span in finding.spans] == ["1,000 mt", "1.2 kt"]


class TestRounding:
    """A printed number stands for every number that rounds to it."""

    @pytest.mark.parametrize(
        ("percent", "agrees"),
        [
            ("8.8%", True),
            ("8.9%", True),
            ("9%", True),
            ("8.7%", False),
            ("9.1%", False),
            ("8%", False),
            ("about 8%", True),
        ],
    )
    def test_agreement_is_within_the_last_printed_digit(self, give: Any, percent: str, agrees: bool) -> None:
        # The level may be 1,335 to 1,345 and the change 108.5 to 109.5: a rise of 8.78 to 8.94 percent.
        text = f"It made 1.34 kt, up 109 mt, or {percent}."
        labels = {"1.34 kt": {}, "109 mt": MOM, percent.removeprefix("about "): MOM}
        _, resolution = give.checked(text, labels)
        assert (resolution.findings == ()) is agrees

    @pytest.mark.parametrize("hedged", ["more than 1.2 kt", "less than 1.2 kt", "1.2-1.4 kt"])
    def test_a_bound_or_a_range_is_not_audited(self, give: Any, hedged: str) -> None:
        figure = hedged.removeprefix("more than ").removeprefix("less than ")
        _, resolution = give.checked(f"It made 1,000 mt, or {hedged}.", {"1,000 mt": {}, figure: {}})
        assert resolution.findings == ()

    def test_about_widens_what_a_number_stands_for(self, give: Any) -> None:
        exact = give.checked("It made 1,100 mt, or 1 kt.", {"1,100 mt": {}, "1 kt": {}})[1]
        assert exact.findings == ()
        narrow = give.checked("It made 1,600 mt, or 1 kt.", {"1,600 mt": {}, "1 kt": {}})[1]
        assert [f.code for f in narrow.findings] == ["levels_disagree"]
        wide = give.checked("It made 1,600 mt, or about 1 kt.", {"1,600 mt": {}, "1 kt": {}})[1]
        assert wide.findings == ()


class TestArithmetic:
    """Levels, changes and percentages of one quantity, and of no other."""

    def test_a_percentage_must_lead_from_the_other_level(self, give: Any) -> None:
        text = "It made 1,100 mt after 1,000 mt: up 20%."
        labels = {"1,100 mt": {}, "1,000 mt": {"period": "2024-12"}, "20%": MOM}
        assert [f.code for f in give.checked(text, labels)[1].findings] == ["change_against_levels"]

    def test_a_year_on_year_change_leads_from_the_year_before(self, give: Any) -> None:
        text = "It made 1,100 mt after 1,000 mt: up {}."
        yoy = {"basis": Basis.YOY, "direction": UP}
        for printed, codes in (("10%", []), ("20%", ["change_against_levels"])):
            labels = {"1,100 mt": {}, "1,000 mt": {"period": "2024-01"}, printed: yoy}
            assert [f.code for f in give.checked(text.format(printed), labels)[1].findings] == codes

    def test_a_fall_is_audited_with_its_sign(self, give: Any) -> None:
        down = {"basis": Basis.MOM, "direction": DOWN}
        text = "It made 900 mt, down 100 mt, or {}."
        for printed, codes in (("10%", []), ("11%", ["change_against_percent"])):
            labels = {"900 mt": {}, "100 mt": down, printed: down}
            assert [f.code for f in give.checked(text.format(printed), labels)[1].findings] == codes

    def test_points_lead_from_rate_to_rate(self, give: Any) -> None:
        rate = {"indicator": Indicator.OPERATING_RATE}
        text = "The rate was 52.0% after 50.0%, up {}."
        for printed, codes in (("2.0 ppts", []), ("3.0 ppts", ["change_against_levels"])):
            labels = {"52.0%": rate, "50.0%": rate | {"period": "2024-12"}, printed: rate | MOM}
            assert [f.code for f in give.checked(text.format(printed), labels)[1].findings] == codes

    @pytest.mark.parametrize(
        "other",
        [{"segment": "alloy"}, {"region": "north"}, {"indicator": Indicator.SALES}, {"period": "2024-11"}],
    )
    def test_other_quantities_are_not_held_against_each_other(self, give: Any, other: dict[str, Any]) -> None:
        text = "It made 1,000 mt, the alloy of the north 1.2 kt."
        assert give.checked(text, {"1,000 mt": {}, "1.2 kt": other})[1].findings == ()

    def test_a_forecast_of_the_same_month_is_no_base(self, give: Any) -> None:
        text = "It made 1,000 mt. It may make 1,050 mt."
        assert give.checked(text, {"1,000 mt": {}, "1,050 mt": FEBRUARY})[1].findings == ()


class TestCapacities:
    """An operating rate is running capacity over capacity of one scope and time."""

    def test_capacities_of_other_scopes_are_left_alone(self, give: Any) -> None:
        _, _, text, labels = CASES["rate_against_capacity"]
        apart = labels | {"75%": labels["75%"] | {"segment": "rate"}}
        assert give.checked(text, apart)[1].findings == ()

    def test_two_rates_of_one_scope_decide_nothing(self, give: Any) -> None:
        text = "Of 1,000 mt a year 800 mt a year ran, 75% or more than 80%."
        _, _, _, labels = CASES["rate_against_capacity"]
        both = labels | {"80%": {"indicator": Indicator.OPERATING_RATE}}
        codes = [f.code for f in give.checked(text, both)[1].findings]
        assert "rate_against_capacity" not in codes


def test_a_share_above_the_whole_is_found(give: Any) -> None:
    share = {"indicator": Indicator.SHARE}
    for printed, codes in (("100%", []), ("120%", ["parts_against_total"])):
        _, resolution = give.checked(f"Its share was {printed}.", {printed: share})
        assert [f.code for f in resolution.findings] == codes


def test_a_level_told_with_its_direction_may_be_compared_nominally(give: Any) -> None:
    _, resolution = give.checked("It stood 5,000 mt MoM.", {"5,000 mt": {"direction": UP}})
    assert resolution.findings == ()


def test_drivers_are_checked_too(give: Any) -> None:
    driver = give.driver("weak orders", category=Category.DEMAND, period="1999", region="Yunnan")
    _, resolution = give.checked("Output fell on weak orders.", {}, drivers=(driver,))
    (record,) = resolution.drivers
    assert record.findings == ("period_out_of_range", "text_not_in_section")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Indonesian smelters made 5,000 mt.", "Indonesia"),
        ("Chinese smelters made 5,000 mt.", "China"),
        ("Guinea's mines made 5,000 mt.", "Guinean"),
    ],
)
def test_an_adjective_says_its_place(give: Any, text: str, region: str) -> None:
    _, resolution = give.checked(text, {"5,000 mt": {"region": region}})
    assert resolution.findings == ()
