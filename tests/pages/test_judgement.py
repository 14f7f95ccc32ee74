from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pages import SectionView, Verdict, judge, view_section
from pages.marks import Piece
from schemas.records import Metric, SectionResult

Entry = Callable[..., dict[str, Any]]


def pieces(view: SectionView) -> dict[str, Piece]:
    return {piece.text: piece for line in view.lines for part in line for piece in part.pieces}


def test_a_record_without_an_entry_is_right(result: SectionResult, body: str) -> None:
    judged = judge(result, body, [])
    assert {ref: j.verdict for ref, j in judged.by_ref.items()} == dict.fromkeys(
        ("m0", "m1", "d0"), Verdict.RIGHT
    )
    assert judged.missing == ()


def test_a_wrong_record_has_both_readings_all_kinds_and_the_gravest_severity(
    result: SectionResult, body: str, entry: Entry
) -> None:
    gold = {"basis": "yoy", "value": -0.1, "segment": "refined"}
    errors = [entry("segment", "m0", gold, severity="minor"), entry("value", "m0", gold, severity="severe")]
    wrong = judge(result, body, errors).by_ref["m0"]
    assert (wrong.verdict, wrong.kinds, wrong.severity) == (Verdict.WRONG, ("segment", "value"), "severe")
    assert isinstance(wrong.gold, Metric)
    assert (wrong.gold.value, wrong.gold.segment) == (Decimal("-0.1"), "refined")
    assert wrong.gold.figure is not None
    assert wrong.gold.figure.text == "7.46%"


def test_what_only_one_side_has_is_missing_or_spurious(
    result: SectionResult, body: str, entry: Entry, rise: dict[str, Any]
) -> None:
    judged = judge(result, body, [entry("spurious", "d0", None), entry("missing", None, rise)])
    assert judged.by_ref["d0"].verdict is Verdict.SPURIOUS
    (missing,) = judged.missing
    assert missing.verdict is Verdict.MISSING
    assert judged.counts() == {Verdict.RIGHT: 2, Verdict.SPURIOUS: 1, Verdict.MISSING: 1}


def test_of_a_record_told_twice_the_last_is_too_many(result: SectionResult, body: str, entry: Entry) -> None:
    twice = result.model_copy(update={"metrics": (result.metrics[0],) * 2, "drivers": ()})
    errors = [entry("basis", "m0", {"basis": "yoy"}), entry("duplicate", "m0", None)]
    by_ref = judge(twice, body, errors).by_ref
    assert [by_ref[ref].verdict for ref in ("m0", "m1")] == [Verdict.WRONG, Verdict.SPURIOUS]
    by_ref = judge(twice, body, errors[1:]).by_ref
    assert [by_ref[ref].verdict for ref in ("m0", "m1")] == [Verdict.RIGHT, Verdict.SPURIOUS]


@pytest.mark.parametrize(
    "changes", [{"id": "m-9"}, {"evidence": [0, 9999]}, {"basis": "sideways"}, {"figure": 3}]
)
def test_entries_of_another_run_or_form_are_refused(
    changes: dict[str, Any], result: SectionResult, body: str, entry: Entry
) -> None:
    error = entry("basis", "m0", {"basis": "yoy"} | changes)
    if "id" in changes:
        error["predicted"]["id"] = changes["id"]
    with pytest.raises(ValueError, match=r"tin|beyond|valid"):
        judge(result, body, [error])


def test_verdicts_stand_on_the_figures_and_say_both_readings(
    result: SectionResult, body: str, entry: Entry, rise: dict[str, Any]
) -> None:
    errors = [entry("basis", "m0", {"basis": "yoy"}), entry("missing", None, rise)]
    view = view_section(result, body, anchor="s-tin", judgement=judge(result, body, errors))
    found = pieces(view)
    assert "".join(found) == body.replace("\n", "")
    assert found["7.46%"].verdicts == (Verdict.WRONG,)
    assert "wrong in basis; the gold set has: production, YoY" in found["7.46%"].note
    assert found["12,500 mt"].verdicts == (Verdict.RIGHT,)
    # The run left unclaimed what the gold set has: both are said, at one place.
    assert found["3%"].state == "missing unclaimed"
    assert found["3%"].verdicts == (Verdict.MISSING,)
    assert found["3%"].refs == ("g0",)
    assert found["9"].verdicts == ()


def test_what_is_missing_without_a_figure_has_a_sign_of_its_own(
    result: SectionResult, body: str, entry: Entry
) -> None:
    place = [body.index("plants"), body.index(" 9 lines")]
    gold = {**entry("x", "d0", None)["predicted"], "category": "policy", "evidence": place}
    error = entry("missing", None, gold)
    view = view_section(result, body, anchor="s-tin", judgement=judge(result, body, [error]))
    signs = [chip for line in view.lines for part in line for chip in part.chips]
    assert [(chip.ref, chip.verdict) for chip in signs] == [("d0", Verdict.RIGHT), ("g0", Verdict.MISSING)]
    assert signs[1].text.startswith("∅ ▼ policy")
    assert signs[1].id == ""


def test_an_unscored_section_shows_no_verdict(result: SectionResult, body: str) -> None:
    view = view_section(result, body, anchor="s-tin")
    assert all(piece.verdicts == () for piece in pieces(view).values())
    assert "judged" not in view.data()
