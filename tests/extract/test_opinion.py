"""The second opinion: only what is worth a look, beside the run, and changing nothing in it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from extract.ask import Reply
from extract.rules import Rules
from extract.run import extract_reports
from schemas.answer import Rejection
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason

BODY = (
    "Output fell by 81,700 mt MoM in January 2025, a decline of 7.46%, due to weak demand. "
    "The operating rate was 80.22%."
)


class Answering:
    """A model that gives one answer."""

    model, version, prompt, concurrency, second_opinion = "fake/one", "1", None, 1, True

    def __init__(self, answer: Any) -> None:
        self.given = answer

    def answer(self, section: Any) -> Reply:
        return Reply(self.given)


def opinions(give: Any, out: Path, answer: Any, body: str = BODY) -> list[dict[str, str]]:
    _, manifest = extract_reports([give.report(body)], Answering(answer), out)
    with (out / "second_opinion.csv").open(newline="") as source:
        rows = list(csv.DictReader(source))
    assert manifest.counts["second_opinion"] == len(rows)
    return rows


def test_where_both_agree_nothing_is_listed(give: Any, tmp_path: Path) -> None:
    answer = Rules().answer(give.section(BODY)).answer
    assert answer.figures
    assert opinions(give, tmp_path / "run", answer) == []


def test_a_label_that_the_rules_read_otherwise_is_listed_by_field_with_both_readings(
    give: Any, tmp_path: Path
) -> None:
    figures = list(Rules().answer(give.section(BODY)).answer.figures)
    figures[0] = figures[0].model_copy(update={"basis": Basis.YOY})
    rest = Rules().answer(give.section(BODY)).answer
    (row,) = opinions(give, tmp_path / "run", rest.model_copy(update={"figures": tuple(figures)}))
    assert (row["kind"], row["field"], row["answer"], row["rules"]) == ("figure", "basis", "yoy", "mom")
    assert (row["text"], BODY[int(row["start"]) : int(row["end"])]) == ("81,700 mt", "81,700 mt")
    assert row["record"]


def test_a_figure_that_the_answer_left_out_is_listed_and_one_that_the_rules_did_is_not(
    give: Any, tmp_path: Path
) -> None:
    whole = Rules().answer(give.section(BODY)).answer
    figures = [label for label in whole.figures if label.figure not in (1, 3)]
    rejected = (Rejection(figure=1, reason=Reason.NAME),)
    rows = opinions(
        give, tmp_path / "run", whole.model_copy(update={"figures": tuple(figures), "rejected": rejected})
    )
    assert [(row["text"], row["field"], row["answer"]) for row in rows] == [
        ("81,700 mt", "claimed", "rejected as name"),
        ("80.22%", "claimed", "unclaimed"),
    ]
    silent = "Wibble stood at 5.2 wobble, 17%."
    claim = give.answer(figures=(give.figure(1, indicator=Indicator.SHARE),))
    assert Rules().answer(give.section(silent)).answer.figures == ()
    assert opinions(give, tmp_path / "other", claim, silent) == []


def test_a_cause_that_points_the_other_way_is_listed(give: Any, tmp_path: Path) -> None:
    whole = Rules().answer(give.section(BODY)).answer
    assert [driver.category for driver in whole.drivers] == [Category.DEMAND]
    turned = tuple(driver.model_copy(update={"direction": Direction.UP}) for driver in whole.drivers)
    (row,) = opinions(give, tmp_path / "run", whole.model_copy(update={"drivers": turned}))
    assert (row["kind"], row["answer"], row["rules"]) == ("driver", "up", "down")


def test_the_rules_own_runs_have_none(give: Any, tmp_path: Path) -> None:
    _, manifest = extract_reports([give.report(BODY)], Rules(), tmp_path / "run")
    assert "second_opinion" not in manifest.counts
    assert not (tmp_path / "run" / "second_opinion.csv").exists()
