"""The second reading: what learned weights overrule of the grammar, when, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log
from typing import Any

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.rules import Rules, explain, models, review
from extract.rules.context import statements
from extract.rules.draft import Draft
from extract.rules.models import TAKEN, model_of
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review.periods import Claim, periods_of, told_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen, seen_in
from extract.rules.review.weighing import NONE, QUESTIONS, Opinion, opinions
from extract.rules.review.words import CLAIM, claims, figure_words, kinds_around, sentence_times
from schemas.answer import FigureLabel
from schemas.vocabulary import Basis, Direction, Indicator, Reason, Status

pytestmark = pytest.mark.usefixtures("weights_alone")

MONTH = "2025-06"
TEXT = (
    "Refined zinc output in June was 52,000 mt, up 4% MoM. In July it is expected to fall to 50,000 mt, "
    "and smelters lost 300 yuan/mt."
)
CLASSES = (
    "indicator:none", "indicator:price", "indicator:profit", "indicator:production", "reading:level|",
    "reading:mom|down", "reading:mom|up", "reading:yoy|down",
)  # fmt: skip


def section_of(text: str = TEXT) -> Annotated:
    return annotate(Section(1, "s", "Refined Zinc", 0, 0, text), MONTH)


def drafts_of(section: Annotated) -> list[Draft]:
    return first_outcomes(section, list(statements(section)), own_words(section)).drafts


def seen_of(section: Annotated) -> list[Seen]:
    return list(seen_in(section, list(statements(section)), drafts_of(section)))


def told(classes: tuple[str, ...], direct: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    none = [0] * len(classes)
    outs: list[list[int]] = [[] for _ in classes]
    return {
        "classes": list(classes), "direct": direct, "step": 0, "biases": [], "bases": none, "outs": outs,
        "rows": {},
    }  # fmt: skip


Weights = Mapping[str, Mapping[str, int]]


@pytest.fixture
def weigh(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what puts weights of figures, of their periods and of their status in force."""
    usual = models.weights_of

    def in_force(figure: Weights, period: Weights | None = None, status: Weights | None = None) -> None:
        named = {
            "figure": model_of(told(CLASSES, figure)),
            "period": model_of(told((TAKEN,), period or {})),
            "status": model_of(told(("actual", "forecast"), status or STATUS)),
        }
        monkeypatch.setattr(models, "weights_of", lambda name: named.get(name) or usual(name))

    return in_force


def labels(section: Annotated) -> dict[str, FigureLabel]:
    printed = {figure.number: section.text(figure.start, figure.end) for figure in section.figures}
    return {printed[label.figure]: label for label in Rules().answer(section).answer.figures}


CLAIMS = {
    "claim:reading:mom|up": {"reading:mom|up": 500},
    "claim:basis:level": {"reading:level|": 500},
    "claim:indicator:profit": {"indicator:profit": 900},
    "claim:indicator:production": {"indicator:production": 900},
}
CLAIMED = {"claim:is taken": {TAKEN: 500}}
STATUS = {"claim:status:actual": {"actual": 500}, "claim:status:forecast": {"forecast": 500}}


def test_what_the_weights_are_sure_of_goes_before_the_grammar(weigh: Any) -> None:
    weigh(CLAIMS | {"R1:mom": {"reading:yoy|down": 1500}}, CLAIMED)
    label = labels(section_of())["4%"]
    assert (label.basis, label.direction) == (Basis.YOY, Direction.DOWN)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"reading:yoy|down": 400}, id="less sure"),
        pytest.param({"reading:mom|down": 5000}, id="the stated way turned round"),
    ],
)
def test_the_grammar_stays(weigh: Any, told: dict[str, int]) -> None:
    weigh(CLAIMS | {"R1:mom": told}, CLAIMED)
    label = labels(section_of())["4%"]
    assert (label.basis, label.direction) == (Basis.MOM, Direction.UP)


def test_they_leave_what_was_expected_to_the_grammar(weigh: Any) -> None:
    weigh(CLAIMS | {"unit:percentage_point": {"reading:mom|up": 5000}}, CLAIMED)
    text = "The operating rate of zinc smelters was 61% in June, 3.1 percentage points below our forecast."
    label = labels(section_of(text))["3.1 percentage points"]
    assert (label.basis, label.direction) == (Basis.VS_EXPECTATION, Direction.DOWN)


def test_they_leave_to_the_grammar_what_some_of_those_asked_say(weigh: Any) -> None:
    weigh(CLAIMS | {"unit:percent": {"reading:mom|down": 5000, "indicator:production": 5000}}, CLAIMED)
    label = labels(section_of("Zinc output was steady. For July, 29% foresee lower output."))["29%"]
    assert (label.indicator, label.basis, label.direction) == (Indicator.SHARE, Basis.LEVEL, None)


def test_they_leave_a_base_its_own_date(weigh: Any) -> None:
    weigh(CLAIMS, {"is inherited": {TAKEN: 5000}})
    text = "Zinc prices slid from a May average of 24,100 yuan/mt to 22,300 yuan/mt in June."
    assert [label.period for label in labels(section_of(text)).values()] == ["2025-05", "2025-06"]


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output slid by 16% in June, whereas May had risen by 9.1%.",
        "Zinc output was 1,735 mt in June; in May we had made 1,860 mt.",
        "Zinc output slid by 16% against May, when it had risen by 9.1%.",
    ],
)
def test_they_leave_its_date_to_what_a_clause_of_its_own_dates(weigh: Any, text: str) -> None:
    weigh(CLAIMS, {"is main": {TAKEN: 5000}})
    assert [label.period for label in labels(section_of(text)).values()] == ["2025-06", "2025-05"]


def chance(per_mille: int) -> int:
    """Return the weight, in hundredths of the log odds, that gives one of two answers a chance."""
    return round(log(per_mille / (1000 - per_mille)) * 100)


@pytest.mark.parametrize(("more", "status"), [(-20, Status.TARGET), (20, Status.FORECAST)])
def test_a_plan_gives_way_to_what_is_all_but_certain(weigh: Any, more: int, status: Status) -> None:
    told = {"claim:status:target": {"forecast": chance(review.PLANNED + more)}}
    weigh(CLAIMS, CLAIMED, told)
    label = labels(section_of("Zinc output was steady. Smelters plan output of 50,000 mt in July."))[
        "50,000 mt"
    ]
    assert label.status is status


@pytest.mark.parametrize(("weight", "period"), [(250, "2025-05"), (500, "2025-06")])
def test_a_figure_with_its_own_date_gives_way_where_they_are_surer(
    weigh: Any, weight: int, period: str
) -> None:
    weigh(CLAIMS, {"is month": {TAKEN: weight}})
    section = section_of("Zinc output in May was 50,000 mt.")
    (opinion,) = opinions(seen_of(section))
    likelier = opinion.periods()[MONTH]
    assert likelier >= review.SURE["period"]
    assert (likelier >= review.DATED) is (period == MONTH)
    assert labels(section)["50,000 mt"].period == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Zinc output was 50,000 mt in May.", "2025-05"),
        ("Zinc output was 50,000 mt for the January-May period.", "2025-01/2025-05"),
        ("Zinc output in May was 50,000 mt.", MONTH),
        ("Zinc output was 50,000 mt, below that in May.", MONTH),
    ],
)
def test_a_time_right_behind_a_figure_stays(weigh: Any, text: str, period: str) -> None:
    weigh(CLAIMS, {"is month": {TAKEN: 5000}})
    assert labels(section_of(text))["50,000 mt"].period == period


@pytest.mark.parametrize(("chance_of_month", "period"), [(390, "2025-05"), (410, MONTH), (900, MONTH)])
def test_a_figure_follows_the_one_before_it_to_another_period(
    monkeypatch: pytest.MonkeyPatch, chance_of_month: int, period: str
) -> None:
    def periods(opinion: Opinion) -> Mapping[str, int]:
        likely = 900 if opinion.seen.draft.figure.value == 57 else chance_of_month
        return {MONTH: likely, "2025-05": 1000 - likely}

    monkeypatch.setattr(Opinion, "periods", periods)
    text = "In May large and small smelters ran at operating rates of 57% and 31% respectively."
    found = labels(section_of(text))
    assert (found["57%"].period, found["31%"].period) == (MONTH, period)


def test_they_take_nothing_of_a_month_to_come_for_measured(weigh: Any) -> None:
    weigh(CLAIMS, CLAIMED, STATUS | {"claim:status:forecast": {"actual": 5000}})
    label = labels(section_of())["50,000 mt"]
    assert (label.period, label.status) == ("2025-07", Status.FORECAST)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (
            "Slab output of 41,200 mt was 5.1% above May and 3.8% above June of last year; it nevertheless "
            "missed our forecast by 900 mt.",
            Direction.DOWN,
        ),
        (
            "The rate was 61%, 8.4 percentage points less than the month before and, to our surprise, "
            "2.2 percentage points above our forecast.",
            Direction.UP,
        ),
        (
            "Tube output was 9.1% less than in May, yet 1.4 percentage points above our forecast.",
            Direction.UP,
        ),
    ],
)
def test_a_forecast_beaten_or_missed_keeps_its_sign_by_the_weights_that_we_ship(
    text: str, way: Direction
) -> None:
    label = list(labels(section_of(text)).values())[-1]
    assert (label.basis, label.direction) == (Basis.VS_EXPECTATION, way)


def test_a_period_is_chosen_among_those_that_may_be_meant(weigh: Any) -> None:
    weigh(CLAIMS, CLAIMED | {"is next month": {TAKEN: 400}, "is L0": {TAKEN: 400}})
    found = labels(section_of())
    assert [found[printed].period for printed in ("52,000 mt", "4%")] == ["2025-06", "2025-06"]
    weigh(CLAIMS, CLAIMED | {"is next month": {TAKEN: 800}})
    assert labels(section_of())["52,000 mt"].period == "2025-07"


def test_a_status_goes_by_the_period_that_was_settled(weigh: Any) -> None:
    status = STATUS | {"dated:m+1": {"forecast": 1500}}
    weigh(CLAIMS, CLAIMED, status)
    assert labels(section_of())["52,000 mt"].status is Status.ACTUAL
    weigh(CLAIMS, CLAIMED | {"is next month": {TAKEN: 800}}, status)
    assert labels(section_of())["52,000 mt"].status is Status.FORECAST


def test_what_measures_nothing_by_the_weights_is_rejected(weigh: Any) -> None:
    weigh(CLAIMS | {"unit:yuan/mt": {"indicator:none": 2000}}, CLAIMED)
    section = section_of()
    rejected = Rules().answer(section).answer.rejected
    assert [section.text(f.start, f.end) for f in section.figures if f.number == rejected[0].figure] == [
        "300 yuan/mt"
    ]
    assert rejected[0].reason is Reason.NOT_A_METRIC


UNNAMED = "Zinc output was 52,000 mt in June. Jiangsu 76%."


@pytest.mark.parametrize(
    ("unnamed", "printed"),
    [
        pytest.param({"indicator:none": 900}, ["52,000 mt"], id="measures nothing"),
        pytest.param({"indicator:profit": 900}, ["52,000 mt", "76%"], id="measures something"),
        pytest.param({"indicator:price": 900}, ["52,000 mt"], id="nothing of its unit"),
    ],
)
def test_a_figure_that_no_words_name_is_read_where_the_weights_find_it_measured(
    weigh: Any, unnamed: dict[str, int], printed: list[str]
) -> None:
    weigh(CLAIMS | {"claim:unnamed:True": unnamed}, CLAIMED)
    found = labels(section_of(UNNAMED))
    assert list(found) == printed
    if len(printed) > 1:
        assert found["76%"].indicator is Indicator.PROFIT
    assert found["52,000 mt"].indicator is Indicator.PRODUCTION


def test_what_is_read_by_the_weights_alone_says_so(weigh: Any) -> None:
    weigh(CLAIMS | {"claim:unnamed:True": {"indicator:profit": 900}}, CLAIMED)
    section = section_of(UNNAMED)
    number = next(f.number for f in section.figures if section.text(f.start, f.end) == "76%")
    assert any(
        line.startswith("read by the weights (") and line.endswith("most by claim:unnamed:True +9.00")
        for line in explain(section, number)
    )


def test_what_is_no_profit_any_more_is_no_loss(weigh: Any) -> None:
    weigh(CLAIMS, CLAIMED)
    assert labels(section_of())["300 yuan/mt"].negative
    weigh(CLAIMS | {"unit:yuan/mt": {"indicator:price": 2000}}, CLAIMED)
    label = labels(section_of())["300 yuan/mt"]
    assert (label.indicator, label.negative) == (Indicator.PRICE, False)


def test_an_explanation_tells_what_was_overruled_and_by_what(weigh: Any) -> None:
    section = section_of()
    number = next(f.number for f in section.figures if section.text(f.start, f.end) == "4%")
    weigh(CLAIMS | {"R1:mom": {"reading:yoy|down": 1500}}, CLAIMED)
    line = next(line for line in explain(section, number) if "by the weights" in line)
    assert line.startswith("reading yoy|down: ")
    assert "not mom|up; most by R1:mom +15.00" in line
    weigh(CLAIMS, CLAIMED)
    assert not any("by the weights" in line for line in explain(section, number))


def test_an_explanation_of_a_period_tells_what_speaks_for_it_and_for_its_figure(weigh: Any) -> None:
    section = section_of()
    number = next(f.number for f in section.figures if section.text(f.start, f.end) == "52,000 mt")
    weigh(CLAIMS, CLAIMED | {"is next month": {TAKEN: 900}, "unit:mt": {TAKEN: 800}})
    line = next(line for line in explain(section, number) if "by the weights" in line)
    assert line.startswith("period 2025-07: ")
    assert line.endswith("not 2025-06; most by is next month +9.00, unit:mt +8.00")


def test_a_reading_is_seen_with_those_on_its_sides() -> None:
    first, second, third, fourth = seen_of(section_of())
    assert (first.before, first.behind) == (None, (second.draft.figure, second.draft))
    assert (second.before, second.main) == ((first.draft.figure, first.draft), first.draft)
    assert (second.first, second.last) == (None, None)
    assert (third.first, third.last, third.main) == (first.draft, second.draft, None)
    assert [token.low for token in second.left][-1:] == ["up"]
    assert fourth.behind is None


def test_what_may_date_a_figure_is_named_for_each_source() -> None:
    third = seen_of(section_of())[2]
    found = periods_of(third)
    assert third.draft.period == "2025-07"
    assert {"next month", "inherited", "L0"} <= set(found["2025-07"])
    assert {"month", "first", "last"} <= set(found["2025-06"])
    assert {"2025", "2026", "2025-05", "2025-01/2025-06", "2025-04/2025-06", "2025-01/2025-03"} <= set(found)


def test_the_last_quarter_of_a_january_is_of_the_year_before() -> None:
    section = annotate(Section(1, "s", "Zinc", 0, 0, "Zinc output was 52,000 mt."), "2025-01")
    assert "2024-10/2024-12" in periods_of(seen_of(section)[0])


def test_the_claim_of_the_grammar_has_features_of_its_own() -> None:
    taken = told_of(["month", "inherited"], "was", Claim("level", is_base=False, is_taken=True), "m+0")
    other = told_of(["month", "inherited"], "was", Claim("level", is_base=False, is_taken=False), "m+0")
    assert set(taken) > set(other)
    assert all(name.startswith(CLAIM) for name in set(taken) - set(other))
    assert "claim:is taken" in taken
    assert {"is m+0", "is month", "is inherited|was", "claim:is month|level,False"} <= set(other)


def test_the_features_of_a_figure_and_those_of_its_periods_have_other_names() -> None:
    opinion = next(opinions(iter(seen_of(section_of()))))
    claim = Claim("level", is_base=False, is_taken=True)
    own = {
        name
        for period, names in periods_of(opinion.seen).items()
        for name in told_of(names, "was", claim, relative(period, MONTH))
    }
    assert own
    assert not own & set(opinion.features)


def test_each_feature_of_a_figure_holds_once() -> None:
    for opinion in opinions(iter(seen_of(section_of()))):
        assert len(opinion.features) == len(set(opinion.features)) > 50


def test_words_alone_know_nothing_of_the_reading_of_their_figure() -> None:
    seen = seen_of(section_of())[1]
    other = replace(
        seen,
        draft=replace(seen.draft, basis=Basis.YOY, direction=Direction.DOWN, indicator=Indicator.PRICE),
    )
    kinds = kinds_around(seen)
    assert figure_words(seen, kinds) == figure_words(other, kinds)
    assert claims(seen, kinds) != claims(other, kinds)
    assert all(name.startswith(CLAIM) for name in claims(seen, kinds))


def test_a_time_counts_once_for_a_sentence() -> None:
    section = section_of("In June output rose by 3% MoM, in June stocks by 300 mt, and prices in June by 2%.")
    names = sentence_times(next(iter(statements(section))), MONTH)
    assert names.count("t:m+0") == 1
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025-06", "m+0"), ("2025-07", "m+1"), ("2024-06", "m-12"), ("2025-09", "m>"), ("2025-02", "m<"),
        ("2025-06-12", "day"), ("2025-05-30", "day<"), ("2025", "y+0"), ("2024", "y-1"), ("2021", "y<"),
        ("2025-01/2025-06", "ytd"), ("2025-04/2025-06", "3months"), ("2025-01/2025-03", "3months<"),
        ("2025-07/2025-08", "months>"), ("2025-06-02/2025-06-08", "days"),
    ],
)  # fmt: skip
def test_a_period_is_what_it_is_to_the_month_of_the_report(period: str, expected: str) -> None:
    assert relative(period, MONTH) == expected


def test_what_weights_of_their_own_come_to_is_the_whole_without_units() -> None:
    model = model_of(told(CLASSES, CLAIMS))
    summed = model.tally(["claim:basis:level", "claim:indicator:profit", "unknown"])
    found = [model.directly(summed, at) for at in range(len(CLASSES))]
    assert dict(zip(CLASSES, found, strict=True)) == {
        **dict.fromkeys(CLASSES, 0), "reading:level|": 500, "indicator:profit": 900
    }  # fmt: skip


def test_what_a_choice_comes_to_directly_stands_beside_its_units() -> None:
    model = models.weights_of("segment")
    name = next(name for name in model.rows)
    assert len(model.biases) > 0
    one, two = model.tally([name]), model.tally([name]).with_(model.tally([name]))
    assert model.directly(two, 0) - model.bases[0] == 2 * (model.directly(one, 0) - model.bases[0])


def test_each_class_of_the_weights_is_an_answer_to_a_question() -> None:
    known = {
        "indicator": {*Indicator, NONE},
        "reading": {f"{basis}|{way}" for basis in Basis for way in ("", *Direction)},
    }
    assert set(known) == set(QUESTIONS)
    for name in models.classes_of("figure"):
        question, _, member = name.partition(":")
        assert member in known[question]
    assert set(models.classes_of("status")) <= set(Status)


def test_the_least_chance_is_beyond_what_is_likely() -> None:
    assert models.WHOLE / 2 <= min(*review.SURE.values(), review.MEASURED) < models.WHOLE


def test_a_figure_that_is_told_of_several_things_is_reviewed_for_each() -> None:
    section = section_of("CR3 accounted for 40% of output, CR5 for 60%, all up by 2% compared to May.")
    drafts = drafts_of(section)
    of_list = [draft for draft in drafts if draft.figure.value == 2]
    assert [draft.scope.segment for draft in of_list] == ["CR3", "CR5"]
    kept = [
        each
        for each in review.reviewed(section, list(statements(section)), drafts, [])[0]
        if each.figure.value == 2
    ]
    assert [draft.scope.segment for draft in kept] == ["CR3", "CR5"]
