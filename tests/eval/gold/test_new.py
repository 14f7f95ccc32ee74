"""The way from a report to a clean gold set: skeleton, guesses that nobody reviewed, review, labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from eval.gold.check import check_gold
from eval.gold.commands import gold_group
from eval.gold.editions import edition_text
from eval.gold.export import export_lines
from eval.goldset import load_gold
from extract import extract
from extract.api import results
from extract.guesses import guesses
from extract.model.settings import Settings
from extract.reading import read_report

TEXT = """Metals in March 2024

Tin
In March output came to 81,700 mt, down 7.46% MoM, due to weak orders.
Two plants were under repair on March 5.

Zinc
Nothing is known of it.

Indium
Output was 30 mt in March.
"""
New = Callable[..., Result]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "metals.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def new(report: Path, tmp_path: Path) -> New:
    """Return a function that runs `gold new` on the report, into tmp_path/set."""

    def made(*options: str) -> Result:
        words = ["new", str(report), "--out", str(tmp_path / "set"), *options]
        return CliRunner().invoke(gold_group, words, obj=guesses)

    return made


def labels(folder: Path, slug: str) -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = yaml.safe_load(
        (folder / "sections" / slug / "labels.yaml").read_text()
    )
    return loaded


def test_a_skeleton_has_every_section_and_every_figure_and_its_guesses_are_marked(
    new: New, tmp_path: Path
) -> None:
    assert new().exit_code == 0
    gold = load_gold(tmp_path / "set")
    assert [section.slug for section in gold.sections] == ["tin", "zinc", "indium"]
    assert {section.split for section in gold.sections} == {"dev", "test"}
    tin = labels(tmp_path / "set", "tin")
    assert tin["metrics"]
    for kind in ("metrics", "drivers", "rejected"):
        assert all(entry["reviewed"] is False for entry in tin[kind])
    assert gold.unreviewed > 3
    head = (tmp_path / "set" / "sections" / "tin" / "labels.yaml").read_text()
    assert head.startswith("# Guesses, not labels")


def test_the_guesses_are_those_of_the_extractor_to_the_character(
    new: New, report: Path, tmp_path: Path
) -> None:
    new()
    gold = load_gold(tmp_path / "set")
    exported = list(export_lines(gold, edition_text(gold, gold.base)))
    for ours, theirs in zip(exported, guesses(read_report(report)), strict=True):
        assert ours.text_sha256 == theirs.text_sha256
        assert {m.id: m.evidence for m in ours.metrics} == {m.id: m.evidence for m in theirs.metrics}
        assert {d.id for d in ours.drivers} == {d.id for d in theirs.drivers}


def test_the_guesses_of_a_later_schema_are_taken_without_its_new_fields(report: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    extract(report, out=run, settings=Settings(schema="assay/2"))
    words = ["new", str(report), "--out", str(tmp_path / "set"), "--guesses", str(run)]
    assert CliRunner().invoke(gold_group, words).exit_code == 0
    read = sum(len(result.metrics) + len(result.drivers) for result in results(run))
    held = [section.labels for section in load_gold(tmp_path / "set").sections]
    assert sum(len(each.metrics) + len(each.drivers) for each in held) == read > 2


def test_guesses_about_another_text_are_refused(report: Path, tmp_path: Path) -> None:
    extract(report, out=tmp_path / "run")
    report.write_text(TEXT.replace("81,700", "81,800").replace("30 mt", "31 mt").replace("Nothing", "Little"))
    words = ["new", str(report), "--out", str(tmp_path / "set"), "--guesses", str(tmp_path / "run")]
    done = CliRunner().invoke(gold_group, words)
    assert "read another text" in str(done.exception)
    assert not (tmp_path / "set").exists()


def test_without_guesses_every_figure_is_open_and_every_other_digit_has_a_reason(
    new: New, tmp_path: Path
) -> None:
    assert new("--no-guesses").exit_code == 0
    tin = labels(tmp_path / "set", "tin")
    assert (tin["metrics"], tin["drivers"]) == ([], [])
    assert len(tin["open"]) >= 2
    faults = [fault.message for fault in check_gold(load_gold(tmp_path / "set"))]
    assert any("has no label" in message for message in faults)
    assert not any("lies in no figure" in message for message in faults)


def test_a_publishers_text_is_kept_for_this_machine_alone(new: New, tmp_path: Path) -> None:
    new()
    folder = tmp_path / "set"
    assert (folder / ".gitignore").read_text().endswith("publisher.txt\n")
    gold = load_gold(folder)
    assert gold.base == "publisher"
    committed = [path for path in folder.rglob("*") if path.is_file() and path.name != "publisher.txt"]
    assert not any("weak orders." in path.read_text() for path in committed)
    assert all(section.publisher_sha256 == section.text.sha256 for section in gold.sections)


def test_a_text_that_changed_after_it_was_labelled_is_a_fault(new: New, tmp_path: Path) -> None:
    new()
    path = tmp_path / "set" / "sections" / "indium" / "publisher.txt"
    path.write_text("Output was 40 mt in March.\n")
    lines = [fault.line() for fault in check_gold(load_gold(tmp_path / "set"))]
    assert any("not the one labelled" in line for line in lines)


def test_text_of_ones_own_stays_in_the_set(new: New, tmp_path: Path) -> None:
    assert new("--edition", "restated").exit_code == 0
    folder = tmp_path / "set"
    assert (folder / "sections" / "indium" / "restated.txt").read_text() == "Output was 30 mt in March.\n"
    assert not (folder / ".gitignore").exists()
    assert load_gold(folder).base == "restated"


def test_a_folder_that_holds_something_is_not_written_into(new: New, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "mine.txt").write_text("mine")
    assert new().exit_code != 0
    assert [path.name for path in (tmp_path / "set").iterdir()] == ["mine.txt"]


def test_what_nobody_reviewed_is_a_fault_until_its_mark_is_taken_out(new: New, tmp_path: Path) -> None:
    new("--edition", "restated")
    folder = tmp_path / "set"
    checked = CliRunner().invoke(gold_group, ["check", str(folder)])
    assert checked.exit_code == 1
    assert "unreviewed" in checked.output
    for path in folder.glob("sections/*/labels.yaml"):
        path.write_text(path.read_text().replace("  - reviewed: false\n    ", "  - "))
    assert load_gold(folder).unreviewed == 0
    done = CliRunner().invoke(gold_group, ["check", str(folder)])
    assert done.exit_code == 0, done.output
