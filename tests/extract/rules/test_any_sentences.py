"""Whatever sentences are put side by side, the rules answer; a fault of theirs costs one section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.rules import Rules
from extract.run import extract_reports
from schemas.errors import AnswerError
from schemas.vocabulary import Indicator

OPENERS = (
    "", "(1) ", "2. ", "First, ", "Second, ", "This ", "As a result, ", "Coupled with ",
    "In addition, ", "Meanwhile, ", "The reasons are as follows: ", "There were two reasons: ",
    "Looking ahead, ", "In June, ", "If ", "Although ",
)  # fmt: skip
NOUNS = (
    "ore supply", "weak demand", "the holiday", "maintenance at two plants", "output",
    "production of billet", "stocks", "the operating rate", "prices", "profits", "licences", "costs",
    "power", "new lines", "smelters", "it", "rain", "port stocks of concentrate", "buyers",
    "treatment charges", "exports", "4,100 mt", "81.2%", "12-15%",
)  # fmt: skip
VERBS = (
    "fell", "rose by", "led to", "was so short that", "were due to", "held back", "kept", "lowered",
    "are expected to raise", "did not affect", "therefore cut", "is expected to recover to",
    "remained at", "offset part of", "stopped", "ran",
)  # fmt: skip
JOINTS = (
    ", so ", ", as ", " because ", " and ", ", while ", ", which ", " despite ", "; ", ": ",
    " so that ", ", leaving ", " owing to ", ", with ", " after ", ", but ", " rather than ", " to ",
    ", ",
)  # fmt: skip
ENDS = (". ", ".\n", "\n", "; ", ":\n", "? ", "")

clauses = st.tuples(st.sampled_from(NOUNS), st.sampled_from(VERBS), st.sampled_from(NOUNS)).map(" ".join)
sentences = st.builds(
    lambda opener, parts, end: opener + "".join(parts)[1:] + end,
    st.sampled_from(OPENERS),
    st.lists(st.builds(str.__add__, st.sampled_from(JOINTS), clauses), min_size=1, max_size=4),
    st.sampled_from(ENDS),
)
TEXTS = st.lists(sentences, min_size=1, max_size=8).map("".join)


@settings(max_examples=400)
@given(text=TEXTS)
def test_any_sentences_side_by_side_are_answered(give: Any, text: str) -> None:
    section = give.section(text)
    assert Rules().answer(section) == Rules().answer(section)


def test_a_phrase_cut_off_by_the_end_of_its_sentence_is_answered(give: Any) -> None:
    assert Rules().answer(give.section("Of the fall, maintenance accounted for")).answer.figures == ()


def test_a_chain_that_ends_in_the_sentence_of_a_list_is_answered(give: Any) -> None:
    answer = (
        Rules()
        .answer(
            give.section(
                "Output fell in May compared with April at most plants that answered, for two reasons:\n"
                "(1) licences were so scarce that stocks of ore sank.\n"
                "(2) Orders were weak."
            )
        )
        .answer
    )
    assert len(answer.drivers) >= 2


def test_a_list_of_many_reasons_keeps_the_effect_of_its_lead(give: Any) -> None:
    reasons = ("Orders were weak", "ore was scarce", "two kilns broke down", "power was rationed",
               "margins were thin", "heavy rain fell", "trucks were short")  # fmt: skip
    lines = "\n".join(f"({n}) {reason}." for n, reason in enumerate(reasons, 1))
    drivers = Rules().answer(give.section(f"Output fell in May for these reasons:\n{lines}")).answer.drivers
    assert len({driver.category for driver in drivers if driver.effect is Indicator.PRODUCTION}) >= 6


def test_a_fault_of_the_rules_costs_its_section_alone(
    give: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError("beyond the end")

    monkeypatch.setattr("extract.rules.read_movements", fail)
    with pytest.raises(AnswerError, match="a fault"):
        Rules().answer(give.section("Output fell by 3%."))
    run, manifest = extract_reports([give.report("Output fell by 3%.")], Rules(), tmp_path / "run")
    (line,) = (json.loads(line) for line in (run / "extractions.jsonl").read_text().splitlines())
    assert line["status"] == "failed"
    assert manifest.counts["failed"] == 1
