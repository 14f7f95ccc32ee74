"""Movements by the weights: what may tell one, what is taken beside the grammar's, what is told already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.rules import Rules, models
from extract.rules.context import statements
from extract.rules.encoder import Encoded
from extract.rules.models import model_of
from extract.rules.movements import read_movements
from extract.rules.outcomes import first_outcomes, without_repeats
from extract.rules.own import own_words
from extract.rules.review.movements import DOUBTED, MOVE, OF_ANOTHER, OF_NOTHING, TOLD, Candidate, candidates
from extract.rules.review.words import CLAIM
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

pytestmark = pytest.mark.usefixtures("weights_alone")

MONTH = "2025-06"
Weigh = Callable[[Mapping[str, Mapping[str, int]]], None]
SURE, NEVER = {"production": 900}, {"none": 900}
LIKELY = {"production": 370}
"""Two thirds of a chance."""


@pytest.fixture
def weigh(monkeypatch: pytest.MonkeyPatch) -> Weigh:
    """Return what puts weights of moves in force, in hundredths of the log odds: none tells nothing."""
    usual = models.weights_of
    classes = ["none", "operating_rate", "production"]

    def in_force(direct: Mapping[str, Mapping[str, int]]) -> None:
        told = {"classes": classes, "direct": direct, "step": 0, "biases": [], "bases": [300, 0, 0]}
        move = model_of({**told, "outs": [[], [], []], "rows": {}})
        monkeypatch.setattr(models, "weights_of", lambda name: move if name == MOVE else usual(name))

    return in_force


def section_of(text: str) -> Annotated:
    return annotate(Section(1, "s", "Refined Zinc", 0, 0, text), MONTH)


def movements(text: str) -> list[MovementLabel]:
    return list(Rules().answer(section_of(text)).answer.movements)


def found(text: str) -> list[Candidate]:
    section = section_of(text)
    own, spoken = own_words(section), list(statements(section))
    drafts, _ = without_repeats(first_outcomes(section, spoken, own).drafts)
    return list(candidates(section, spoken, own, drafts, read_movements(section, spoken, own, drafts)))


def words(text: str) -> list[tuple[str, Direction]]:
    return [(each.moving.token.low, each.moving.way) for each in found(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Die-casters were gloomy and output slipped.", [("slipped", Direction.DOWN)]),
        ("A recovery of output is foreseen.", [("recovery", Direction.UP)]),
        ("Coated grades held their ground.", [("ground", Direction.FLAT)]),
        ("Alloy gave ground.", [("ground", Direction.DOWN)]),
        ("Alloy was well above May.", [("above", Direction.UP)]),
        ("Smelters met on June 5.", []),
        ("6517 fell, and so did 6014.", [("fell", Direction.DOWN), ("did", Direction.DOWN)]),
        ("Alloy rose, while oxide went the other way.", [("rose", Direction.UP), ("way", Direction.DOWN)]),
        ("Oxide went the other way.", []),
        ("Alloy was flat, and oxide went the other way.", [("flat", Direction.FLAT)]),
        ("Powder is likely to hold.", [("hold", Direction.FLAT)]),
        ("Plants turned out less alloy.", [("less", Direction.DOWN)]),
        ("Powder was made in lesser quantities.", [("quantities", Direction.DOWN)]),
        ("Alloy is due to fall.", [("due to fall", Direction.DOWN)]),
        ("Oxide should not change.", [("change", Direction.FLAT)]),
        ("More alloy was rolled.", [("rolled", Direction.UP)]),
        ("6517 fell. So did 6014.", [("fell", Direction.DOWN), ("did", Direction.DOWN)]),
        ("6517 fell. Smelters met. So did 6014.", [("fell", Direction.DOWN)]),
    ],
)
def test_each_word_of_a_move_may_tell_a_movement(text: str, told: list[tuple[str, Direction]]) -> None:
    assert words(text) == told


def test_a_movement_of_the_grammar_is_claimed_by_its_word() -> None:
    text = "Prices rose, while refined zinc output declined in June."
    taken = [(each.moving.token.low, len(each.moving.taken)) for each in found(text)]
    assert taken == [("rose", 0), ("declined", 1)]
    claims = [f"{CLAIM}took:True" in each.features() for each in found(text)]
    assert claims == [False, True]


def test_what_the_weights_are_sure_of_is_a_movement_with_the_period_of_its_clause(weigh: Weigh) -> None:
    text = "A fuller slate of zinc output is in the cards for July."
    weigh({})
    assert movements(text) == []
    weigh({"w:fuller": SURE})
    (label,) = movements(text)
    assert (label.indicator, label.basis, label.direction) == (Indicator.PRODUCTION, Basis.MOM, Direction.UP)
    assert (label.period, label.status, label.sentences) == ("2025-07", Status.FORECAST, (1,))


def test_what_is_told_of_two_months_is_a_movement_of_each(weigh: Weigh) -> None:
    weigh({"w:declines": SURE})
    text = "Zinc output recovered by 4.5% MoM in June following declines in April and May."
    assert [(label.direction, label.period) for label in movements(text)] == [
        (Direction.DOWN, "2025-04"),
        (Direction.DOWN, "2025-05"),
    ]


def test_the_likelier_indicator_is_taken(weigh: Weigh) -> None:
    weigh({"w:fuller": {"operating_rate": 900, "production": 500}})
    (label,) = movements("A fuller slate of zinc output is in the cards for July.")
    assert label.indicator is Indicator.OPERATING_RATE


def test_a_movement_of_the_grammar_gives_way_where_it_is_unlikely(
    weigh: Weigh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Encoded, "of_move", lambda *_: None)
    text = "Refined zinc output declined in June."
    weigh({"w:declined": {"production": 240}})
    assert [label.direction for label in movements(text)] == [Direction.DOWN]
    weigh({"w:declined": {"production": 180}})
    assert movements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Refined zinc output rose 4% MoM in June. On the whole output was fuller in June.",
        "Refined zinc output declined in June. On the whole output was fuller in June.",
    ],
)
def test_what_a_figure_or_a_movement_before_tells_is_none(weigh: Weigh, text: str) -> None:
    weigh({"w:fuller": SURE, "w:declined": SURE, "w:rose": NEVER})
    assert "fuller" in text
    assert [label.direction for label in movements(text)] in ([], [Direction.DOWN])


def test_another_segment_moves_apart(weigh: Weigh) -> None:
    weigh({"w:declined": SURE, "w:fuller": SURE})
    told = movements("Refined zinc output declined in June. Output of alloyed zinc was fuller.")
    assert [(label.direction, label.segment is None) for label in told] == [
        (Direction.DOWN, True), (Direction.UP, False),
    ]  # fmt: skip


def test_a_target_is_no_movement(weigh: Weigh) -> None:
    text = "The group plans to lift smelter throughput in July."
    assert [each.moving.status for each in found(text)] == [Status.TARGET]
    weigh({"w:lift": SURE})
    assert movements(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Refined zinc output rose in June and is expected to fall in July.",
            [("rose", "2025-06", Status.ACTUAL), ("fall", "2025-07", Status.FORECAST)],
        ),
        (
            "In June, refined zinc output rose and is forecast to fall.",
            [("rose", "2025-06", Status.ACTUAL), ("fall", "2025-07", Status.FORECAST)],
        ),
        (
            "Refined zinc output weakened in May but will recover in July.",
            [("weakened", "2025-05", Status.ACTUAL), ("recover", "2025-07", Status.FORECAST)],
        ),
        ("Refined zinc output in May and June declined.", [("declined", "2025-06", Status.ACTUAL)]),
        (
            "In July, zinc output is expected to hold at the June level.",
            [("hold at", "2025-07", Status.FORECAST)],
        ),
        (
            "May output had already dropped. Refined zinc output rose.",
            [("dropped", "2025-05", Status.ACTUAL), ("rose", "2025-06", Status.ACTUAL)],
        ),
        (
            "Coated zinc output should remain stable because orders extend to September.",
            [("remain stable", "2025-07", Status.FORECAST)],
        ),
        (
            "Mills hurried as the rebate is to be cancelled on July 1, and so zinc output increased.",
            [("increased", "2025-06", Status.ACTUAL)],
        ),
        ("Rains are late this year; zinc output fell.", [("fell", "2025-06", Status.ACTUAL)]),
        (
            "Refined zinc output in June was, for the first time this year, lower.",
            [("lower", "2025-06", Status.ACTUAL)],
        ),
        ("Refined zinc output ought to fall.", [("fall", "2025-07", Status.FORECAST)]),
        ("Refined zinc output exceeded May's.", [("exceeded", "2025-06", Status.ACTUAL)]),
        ("Refined zinc output in June matched that of May.", [("matched", "2025-06", Status.ACTUAL)]),
    ],
)
def test_a_move_has_the_period_and_status_of_its_own_predicate(
    text: str, told: list[tuple[str, str, Status]]
) -> None:
    moved = [each.moving for each in found(text)]
    assert [(each.token.low, each.period, each.status) for each in moved] == told


def test_whose_view_it_is_names_nothing_measured() -> None:
    (label,) = movements("A return is awaited, though in our view output is likely to fall.")
    assert (label.segment, label.period) == (None, "2025-07")


def test_movements_stand_in_text_order(weigh: Weigh) -> None:
    weigh({"w:fuller": SURE, "w:declined": SURE})
    told = movements("Output of alloyed zinc was fuller in June. Refined zinc output declined in June.")
    assert [label.sentences for label in told] == [(1,), (2,)]


@pytest.mark.parametrize(
    "text",
    [
        "Output of coated zinc was 52,000 mt in June. Coated coil was fuller.",
        "Output of 6517 was 52,000 mt in June. 6014 was fuller.",
        "Output was 52,000 mt in June. Demand was weak. Coated zinc was fuller.",
        "Output of coated zinc was fuller.",
    ],
)
def test_what_is_likely_is_a_movement_where_nothing_speaks_against_it(weigh: Weigh, text: str) -> None:
    weigh({})
    assert not movements(text)
    weigh({"w:fuller": LIKELY})
    assert movements(text)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("If prices fall, zinc output will be fuller.", "no move"),
        ("Some 60% of the smelters expect fuller output.", "of some"),
        ("A fuller output of zinc is unlikely.", "denied"),
        ("In Hunan, zinc output was fuller.", "bound"),
        ("In Hunan plants restarted, and zinc output there was fuller.", "bound"),
        ("Zinc output paused amid the fuller of zinc prices.", "of another"),
        ("The rebound of zinc output lagged expectations.", "bound"),
        ("Prices averaged 24,100 yuan/mt. Coated zinc was fuller.", "priced:True,none"),
        ("The rate of interest on loans was fuller.", "not made"),
        ("The turnover of zinc was fuller.", "not made"),
        ("Output was 52,000 mt in June. Galvanisers were fuller.", "buyer"),
        ("Output was 52,000 mt in June. Copper scrap was fuller.", "fed"),
    ],
)
def test_what_the_grammar_doubts_must_be_surer_and_the_weights_know_why(
    weigh: Weigh, text: str, doubt: str
) -> None:
    weigh({"w:fuller": LIKELY, "w:rebound": LIKELY})
    told = [each for each in found(text) if each.moving.token.low in ("fuller", "rebound")]
    assert told
    assert all(f"doubt:{doubt}" in each.features() and each.least() > TOLD for each in told)
    assert movements(text) == []


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Output was 52,000 mt in June. Powder was fuller.", TOLD),
        ("Output was 52,000 mt in June. Jewellers were fuller.", OF_ANOTHER),
        ("Output was 52,000 mt in June. Copper scrap was fuller.", DOUBTED),
        ("Prices averaged 24,100 yuan/mt. Coated zinc was fuller.", OF_ANOTHER),
        ("An upswing may begin in July.", OF_NOTHING),
        ("Output was 52,000 mt in June. An upswing may begin in July.", TOLD),
        ("A fuller output of zinc is unlikely.", DOUBTED),
        ("Daily output was 18,600 mt, slightly fuller than in May.", DOUBTED),
    ],
)
def test_what_may_be_of_another_needs_more_and_what_is_doubted_most(text: str, least: int) -> None:
    (told,) = [each for each in found(text) if each.moving.token.low in ("fuller", "upswing")]
    assert told.least() == least


def test_where_it_may_be_of_another_the_weights_alone_must_be_as_sure(
    weigh: Weigh, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Output was 52,000 mt in June. Jewellers were fuller."
    said = {
        "movement": {"production": 0, "operating_rate": -900, "none": -900},
        "period": {"m+0": 0},
        "status": {"actual": 0},
    }
    monkeypatch.setattr(Encoded, "of_move", lambda *_: said)
    weigh({"w:fuller": {"production": 280}})
    assert movements(text) == []
    weigh({"w:fuller": {"production": 400}})
    assert [label.indicator for label in movements(text)] == [Indicator.PRODUCTION]


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output will be fuller in the fourth quarter.",
        "The group plans to lift smelter throughput in July.",
    ],
)
def test_what_can_be_no_movement_is_none_by_any_weights(weigh: Weigh, text: str) -> None:
    weigh({"w:fuller": SURE, "w:lift": SURE})
    assert {"fuller", "lift"} & {word for word, _ in words(text)}
    assert movements(text) == []
