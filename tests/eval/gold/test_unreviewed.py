from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.gold.commands import gold_group
from eval.goldset import load_gold
from eval.runs import load_run
from eval.scores_json import score_run
from extract.guesses import guesses
from extract.reading import read_report
from schemas.errors import DataFileError, InputError

TEXT = "Metals in March 2024\n\nTin\nIn March output came to 81,700 mt, down 7.46% MoM.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    report = tmp_path / "metals.txt"
    report.write_text(TEXT)
    words = ["new", str(report), "--out", str(tmp_path / "set")]
    assert CliRunner().invoke(gold_group, words, obj=guesses).exit_code == 0
    lines = [result.to_json_line() for result in guesses(read_report(report))]
    (tmp_path / "extractions.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path / "set"


def test_a_run_is_not_scored_against_guesses_unless_told_and_the_signature_says_so(folder: Path) -> None:
    gold, run = load_gold(folder), load_run(folder.parent / "extractions.jsonl")
    with pytest.raises(InputError, match=rf"{gold.unreviewed} labels are unreviewed .* --unreviewed"):
        score_run(gold, run)
    scores = score_run(gold, run, unreviewed=True)
    assert f"|unreviewed:{gold.unreviewed}|" in scores["signature"]
    assert scores["edition"] == "publisher"
    assert scores["metrics"]["strict"]["f1"] == 1


def test_a_reviewed_set_of_the_publishers_edition_alone_is_scored(folder: Path) -> None:
    path = folder / "sections" / "tin" / "labels.yaml"
    path.write_text(path.read_text().replace("  - reviewed: false\n    ", "  - "))
    scores = score_run(load_gold(folder), load_run(folder.parent / "extractions.jsonl"))
    assert "unreviewed" not in scores["signature"]
    assert (scores["edition"], scores["metrics"]["full"]["f1"]) == ("publisher", 1)


def test_reviewing_a_label_changes_the_hash_and_its_mark_alone_would_not_be_missed(folder: Path) -> None:
    before = load_gold(folder).sha256
    path = folder / "sections" / "tin" / "labels.yaml"
    path.write_text(path.read_text().replace("  - reviewed: false\n    ", "  - ", 1))
    assert load_gold(folder).sha256 != before


@pytest.mark.parametrize("editions", ["publisher", "[]", "[french]", "[publisher, publisher]"])
def test_editions_that_a_set_cannot_have_are_refused(folder: Path, editions: str) -> None:
    path = folder / "set.yaml"
    path.write_text(path.read_text().replace("editions:\n  - publisher", f"editions: {editions}"))
    with pytest.raises((DataFileError, InputError), match=r"editions|restated"):
        load_gold(folder)
