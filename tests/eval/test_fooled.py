"""The ways in which scorers are fooled: each is tried on the whole scorer."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.goldset import load_gold
from eval.runs import load_run
from eval.scores_json import score_run
from schemas.errors import InputError

Lines = list[dict[str, Any]]
Score = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(gold_folder: Callable[..., Path]) -> Path:
    return gold_folder(6)


@pytest.fixture
def lines(folder: Path, perfect_run: Callable[..., Lines]) -> Lines:
    return perfect_run(folder)


@pytest.fixture
def score(folder: Path, write_run: Callable[..., Path]) -> Score:
    def scored(lines: Lines, manifest: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        return score_run(load_gold(folder), load_run(write_run(lines, manifest=manifest)), **options)

    return scored


def _all_f1(scores: dict[str, Any]) -> dict[str, float]:
    found = {}
    for side in ("metrics", "drivers"):
        entries = {k: v for k, v in scores[side].items() if isinstance(v, dict) and k != "fields"}
        for name, entry in (entries | scores[side]["fields"]).items():
            if entry["f1"] is not None:
                found[f"{side}.{name}"] = entry["f1"]
    return found


def test_a_run_that_says_what_the_labels_say_scores_one_everywhere(score: Score, lines: Lines) -> None:
    scores = score(lines)
    assert set(_all_f1(scores).values()) == {1.0}
    assert scores["errors"] == []
    assert scores["grounding"]["share"] == 1
    assert scores["metrics"]["movements"]["f1"] is None
    assert scores["metrics"]["fields"]["value_max"]["f1"] is None


def test_two_records_with_their_values_exchanged_are_both_wrong(score: Score, lines: Lines) -> None:
    a, b = lines[0]["metrics"][3], lines[0]["metrics"][4]
    for name in ("value", "figure"):
        a[name], b[name] = b[name], a[name]
    a["evidence"], b["evidence"] = b["evidence"], a["evidence"]
    scores = score(lines)
    assert (scores["metrics"]["strict"]["tp"], scores["metrics"]["strict"]["fp"]) == (34, 2)
    assert scores["metrics"]["keys"]["f1"] == 1
    assert [e["kind"] for e in scores["errors"]] == ["neighbour", "neighbour"]


def test_a_hallucination_in_place_of_a_miss_gains_nothing(score: Score, lines: Lines) -> None:
    left = json.loads(json.dumps(lines))
    del left[0]["metrics"][0]
    missed = score(left)["metrics"]["strict"]
    lines[0]["metrics"][0].update(indicator="inventory", basis="yoy", value=77, period="2024-03")
    scores = score(lines)
    assert scores["metrics"]["strict"]["tp"] == missed["tp"]
    assert scores["metrics"]["strict"]["f1"] < missed["f1"]
    assert sorted(e["kind"] for e in scores["errors"]) == ["missing", "spurious"]


def test_the_order_of_records_and_sections_does_not_count(score: Score, lines: Lines) -> None:
    lines[0]["metrics"][0]["value"] = 1
    lines[1]["drivers"][0]["direction"] = "up"
    before = score(lines)
    mixed = random.Random(7)
    for line in lines:
        mixed.shuffle(line["metrics"])
        mixed.shuffle(line["drivers"])
    mixed.shuffle(lines)
    assert score(lines) == before


def test_documents_told_twice_lose_precision(score: Score, lines: Lines) -> None:
    scores = score([*lines, *lines])
    assert scores["metrics"]["strict"]["recall"] == 1
    assert scores["metrics"]["strict"]["precision"] == scores["drivers"]["span"]["precision"] == 0.5
    assert scores["kinds"] == {"duplicate": 48}


def test_a_document_told_twice_under_another_name_is_known_by_its_text(score: Score, lines: Lines) -> None:
    assert score([*lines, lines[0] | {"section": "metal-0-2"}])["metrics"]["strict"]["fp"] == 6


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"value": 42}, "scale"),
        ({"value": -4.2}, "sign"),
        ({"unit": "percentage_point"}, "unit"),
        ({"value": 1.5}, "neighbour"),
        ({"value": 4.25}, "value"),
        ({"value_max": 5}, "range"),
        ({"basis": "change"}, "basis"),
        ({"period": "2025-02"}, "period"),
        ({"status": "forecast"}, "actual_for_forecast"),
        ({"direction": "down"}, "direction"),
        ({"indicator": "sales"}, "indicator"),
    ],
)
def test_each_mistake_has_its_name_and_costs_a_strict_record(
    score: Score, lines: Lines, changed: dict[str, Any], kind: str
) -> None:
    lines[0]["metrics"][1].update(changed)
    scores = score(lines)
    assert scores["metrics"]["strict"]["tp"] == 35
    assert kind in scores["kinds"]
    wrong = next(e for e in scores["errors"] if e["kind"] == kind)
    assert wrong["section"] == "metal-0"
    assert wrong["gold"] | changed == {**wrong["predicted"], "id": "m2"}


def test_a_month_taken_for_a_year_is_named(score: Score, lines: Lines) -> None:
    lines[0]["metrics"][5]["basis"] = "yoy"
    assert score(lines)["kinds"] == {"mom_for_yoy": 1}


def test_the_whole_key_of_another_record_is_that_record_with_a_neighbours_figure(
    score: Score, lines: Lines
) -> None:
    del lines[0]["metrics"][2]
    lines[0]["metrics"][1]["basis"] = "yoy"
    assert set(score(lines)["kinds"]) == {"missing", "neighbour", "direction", "hedge"}


@pytest.mark.parametrize(
    ("field", "value"), [("segment", "copper"), ("region", "Hunan"), ("qualifier", "exact")]
)
def test_scope_and_hedge_cost_the_full_or_hedged_tier_alone(
    score: Score, lines: Lines, field: str, value: str
) -> None:
    lines[0]["metrics"][1][field] = value
    scores = score(lines)
    assert scores["metrics"]["strict"]["f1"] == 1
    assert scores["metrics"]["hedged" if field == "qualifier" else "full"]["tp"] == 35
    assert [e["kind"] for e in scores["errors"]] == ["hedge" if field == "qualifier" else field]


def test_a_right_key_with_a_wrong_value_is_a_key_and_no_more(score: Score, lines: Lines) -> None:
    for line in lines:
        for metric in line["metrics"]:
            metric["value"] += 1000
    metrics = score(lines)["metrics"]
    assert metrics["keys"]["f1"] == 1
    assert metrics["strict"]["f1"] == metrics["full"]["f1"] == metrics["fields"]["value"]["f1"] == 0
    assert metrics["fields"]["unit"]["f1"] == 1


def test_a_value_off_by_its_last_digit_is_wrong_and_told_beside(score: Score, lines: Lines) -> None:
    lines[0]["metrics"][1]["value"] = 4.3
    lines[1]["metrics"][1]["value"] = 4.4
    metrics = score(lines)["metrics"]
    assert metrics["strict"]["tp"] == 34
    assert metrics["within_digit"]["tp"] == 35


def test_a_duplicate_is_spurious(score: Score, lines: Lines) -> None:
    lines[0]["metrics"].append(lines[0]["metrics"][0] | {"id": "m-9"})
    lines[0]["drivers"].append(lines[0]["drivers"][0] | {"id": "d-9"})
    scores = score(lines)
    assert scores["metrics"]["strict"]["fp"] == scores["drivers"]["span"]["fp"] == 1
    assert scores["kinds"] == {"duplicate": 2}


def test_a_reversed_cause_is_counted_apart_as_severe(score: Score, lines: Lines) -> None:
    lines[0]["drivers"][0]["direction"] = "up"
    scores = score(lines)
    assert scores["drivers"]["reversed"] == scores["severity"]["severe"] == 1
    assert scores["drivers"]["category"]["f1"] == 1
    assert scores["drivers"]["direction"]["tp"] == 11


def test_a_run_that_says_nothing_has_no_precision_and_no_recall(score: Score, lines: Lines) -> None:
    for line in lines:
        line.update(metrics=[], drivers=[], status="empty")
    strict = score(lines)["metrics"]["strict"]
    assert (strict["precision"], strict["recall"], strict["f1"]) == (None, 0, 0)
    assert strict["interval"] is None


def test_everything_extra_has_no_recall(folder: Path, score: Score, lines: Lines) -> None:
    for file in folder.glob("sections/*/labels.yaml"):
        file.write_text("metrics: []\ndrivers: []\nrejected: []\n")
    strict = score(lines)["metrics"]["strict"]
    assert (strict["precision"], strict["recall"], strict["f1"]) == (0, None, 0)


def test_nothing_to_find_and_nothing_said_is_undefined(folder: Path, score: Score, lines: Lines) -> None:
    for file in folder.glob("sections/*/labels.yaml"):
        file.write_text("metrics:\ndrivers:\nrejected:\n")
    for line in lines:
        line.update(metrics=[], drivers=[], status="empty")
    scores = score(lines)
    assert _all_f1(scores) == {}
    assert scores["macro"]["metrics.strict"] == {"f1": None, "interval": None, "sections": 0}
    assert scores["grounding"]["share"] is None


def test_a_missing_and_a_failed_section_are_missed_whole(score: Score, lines: Lines) -> None:
    lines[0].update(metrics=[], drivers=[], status="failed", error="no answer")
    scores = score(lines[:-1])
    assert scores["metrics"]["strict"]["fn"] == 12
    assert scores["statuses"] == {"failed": 1, "ok": 4, "missing": 1}


def test_sections_that_a_run_was_not_asked_for_are_not_missed(score: Score, lines: Lines) -> None:
    scores = score(lines[:2], {"only_sections": ["metal-0", "metal-1"]})
    assert (scores["sections"], scores["metrics"]["strict"]["f1"]) == (2, 1)
    assert "|sections:2of6|" in scores["signature"]
    assert "|sections:" not in score(lines, {})["signature"]


def test_the_edition_is_known_by_the_text(
    folder: Path, score: Score, lines: Lines, perfect_run: Callable[..., Lines]
) -> None:
    assert "edition:restated" in score(lines)["signature"]
    published = perfect_run(folder, "publisher")
    scores = score(published)
    assert "edition:publisher" in scores["signature"]
    assert scores["metrics"]["strict"]["f1"] == scores["drivers"]["direction"]["f1"] == 1
    with pytest.raises(InputError, match="not that of the restated edition"):
        score(published, edition="restated")
    with pytest.raises(InputError, match="different editions"):
        score([*published[:3], *lines[3:]])


def test_text_of_neither_edition_is_refused(score: Score, lines: Lines) -> None:
    lines[2]["text_sha256"] = "0" * 64
    with pytest.raises(InputError, match="metal-2 is of no edition"):
        score(lines)


def test_a_record_that_is_not_where_it_says_is_not_grounded(score: Score, lines: Lines) -> None:
    figure = lines[0]["metrics"][0]["figure"]
    figure["text"] = "99,300 mt"
    found = score(lines)["grounding"]
    assert (found["records"], found["grounded"], found["share"]) == (48, 47, pytest.approx(47 / 48))


def test_evidence_that_is_the_whole_section_is_told(folder: Path, score: Score, lines: Lines) -> None:
    before = score(lines)["grounding"]
    assert before["evidence_characters"] == before["gold_evidence_characters"]
    for line in lines:
        body = _body(folder, line)
        whole = {"start": 0, "end": len(body), "text": body}
        for record in (*line["metrics"], *line["drivers"]):
            record["evidence"] = whole
    after = score(lines)["grounding"]
    assert after["share"] == 1
    assert after["evidence_characters"] > 3 * after["gold_evidence_characters"]


def _body(folder: Path, line: dict[str, Any]) -> str:
    return (folder / "sections" / line["section"] / "restated.txt").read_text().rstrip("\n")


def test_a_figure_that_a_run_says_nothing_of_is_not_accounted_for(
    folder: Path, score: Score, lines: Lines
) -> None:
    told = score(lines)["coverage"]
    assert (told["unclaimed"], told["lost"], told["accounted"]) == (0, 6, pytest.approx(36 / 42))  # the name
    for line in lines:
        del line["metrics"][1]
        at = _body(folder, line).index(" metal ") + 7
        line["rejected"] = [{"start": at, "end": at + 1, "text": line["heading"][-1], "reason": "name"}]
    told = score(lines)["coverage"]
    assert told["lost"] == 12  # both runs of digits of 4.2%
    assert told["accounted"] < 1


def test_values_exchanged_between_scopes_told_in_other_words_are_both_wrong(
    score: Score, lines: Lines
) -> None:
    a, b = lines[0]["metrics"][3], lines[0]["metrics"][4]
    for name in ("value", "figure", "evidence"):
        a[name], b[name] = b[name], a[name]
    a["segment"] = "large copper smelters"
    scores = score(lines)
    assert scores["metrics"]["strict"]["tp"] == 34
    assert scores["metrics"]["fields"]["value"]["tp"] == 34


def test_calibration_is_the_gap_between_confidence_and_truth(score: Score, lines: Lines) -> None:
    assert score(lines)["calibration"]["ece"] is None
    for line in lines:
        for record in (*line["metrics"], *line["drivers"]):
            record["confidence"] = 0.75
    assert score(lines)["calibration"]["ece"] == pytest.approx(0.25)


def test_every_score_is_given_for_both_splits_and_by_section(score: Score, lines: Lines) -> None:
    scores = score(lines)
    assert {s: scores["splits"][s]["sections"] for s in ("dev", "test")} == {"dev": 3, "test": 3}
    assert scores["per_section"]["metal-0"]["tallies"]["metrics.strict"] == [6, 0, 0]
    assert scores["slices"]["indicator"]["operating_rate"]["tp"] == 12
    json.dumps(scores, allow_nan=False)
