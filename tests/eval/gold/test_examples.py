"""Examples for prompts come from dev alone, are right, and are never scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.cases import join
from eval.gold.commands import gold_group
from eval.gold.examples import answer_of, examples_of
from eval.goldset import load_gold
from eval.runs import load_run
from extract.annotate import annotate
from extract.reading import read_report
from extract.resolve import resolve
from extract.rules import Rules
from extract.run import extract_reports
from schemas.errors import InputError

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "gold" / "2025-01"


def test_an_answer_made_of_labels_resolves_to_the_labels() -> None:
    gold = load_gold(GOLD)
    made = 0
    for section in gold.sections:
        text = annotate(section.text, gold.month)
        try:
            answer = answer_of(text, section)
        except InputError:
            continue
        made += 1
        records = resolve(text, answer).metrics
        told = sorted(
            (m.indicator, m.basis, m.value, m.unit, m.period, m.status) for m in records if m.figure
        )
        wanted = sorted(
            (m.indicator, m.basis, m.value, m.unit, m.period, m.status)
            for m in section.labels.metrics
            if m.figure is not None
        )
        assert told == wanted, section.slug
    assert made >= 40


def test_a_section_of_the_test_split_or_of_no_set_is_no_example() -> None:
    gold = load_gold(GOLD)
    with pytest.raises(InputError, match="of the test split"):
        examples_of(gold, ["refined-tin"])
    with pytest.raises(InputError, match="has no section wibble"):
        examples_of(gold, ["wibble"])


def test_the_packaged_examples_are_what_the_command_prints() -> None:
    packaged = json.loads((ROOT / "extract" / "model" / "examples" / "2025-01.json").read_text())
    slugs = ",".join(example["id"].rpartition("/")[2] for example in packaged["examples"])
    done = CliRunner().invoke(gold_group, ["examples", str(GOLD), "--sections", slugs])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["examples"] == packaged["examples"]


class Shown(Rules):
    """The rules, as if they had been shown an example."""

    shots = ("smm-2025-01/refined-zinc",)


def test_a_scored_section_that_was_an_example_is_a_hard_error(tmp_path: Path) -> None:
    gold, report = load_gold(GOLD), read_report(GOLD)
    whole, _ = extract_reports([report], Shown(), tmp_path / "whole", sections=["refined-zinc", "silver"])
    with pytest.raises(InputError, match="were examples in the prompt; extract with --except refined-zinc"):
        join(gold, load_run(whole))
    rest, _ = extract_reports([report], Shown(), tmp_path / "rest", sections=["silver"])
    assert len(join(gold, load_run(rest)).cases) == 1
