"""The overlay: what may stand in it, and that reading, rules, prompt and tables follow it."""

from __future__ import annotations

import csv
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract import extract, read_report
from extract.commands import extract_command, sections_command
from extract.model.commands import prompt_command
from extract.model.prompt import load_prompt
from extract.overlay.force import current, overlaid
from extract.overlay.form import load_overlay
from extract.reading.commodities import load_commodities
from extract.replay import replay
from extract.rules import Rules
from extract.rules.tokens import lexicon
from schemas.errors import DataFileError, RunFolderError

ROOT = Path(__file__).parents[3]
HOUSE = """
commodities:
  - {slug: gallium-oxide, name: Gallium Oxide, group: minor, aliases: [Ga2O3 powder]}
aliases:
  copper-cathode: [Grade A cathodes]
segments: [floating-roof route]
categories:
  - {name: labour, base: other, meaning: strikes and lack of staff, cues: [strike, walkout, picket]}
cues:
  indicators: {production: [throughput]}
  categories: {energy: [load shedding]}
  bases: {mom: [versus a month ago]}
  moves: {down: [softened]}
"""
REPORT = """Metals in January 2025

Gallium Oxide
Throughput of the floating-roof route fell 4.2% MoM in January.
Production fell in January due to a picket at the mines.

Copper Cathode
Copper cathode production fell by 5,000 mt MoM in January due to load shedding.
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return the overlay's file."""
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE)
    return file


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a report that speaks the house's words."""
    file = tmp_path / "report.txt"
    file.write_text(REPORT)
    return file


@pytest.fixture(autouse=True)
def nothing_stays_in_force() -> Iterator[None]:
    """Hold every test to leaving no overlay behind."""
    yield
    assert current() is None
    assert load_commodities().find("Gallium Oxide") is None


def test_sections_are_found_by_the_names_of_the_overlay(house: Path, report: Path) -> None:
    assert [part.commodity for part in read_report(report).sections] == [None, "copper-cathode"]
    with overlaid(load_overlay(house)):
        read = read_report(report)
        assert [part.commodity for part in read.sections] == ["gallium-oxide", "copper-cathode"]
        assert read.sections[0].group == "minor"
        grade_a = load_commodities().find("Grade A Cathodes")
        assert grade_a is not None
        assert grade_a.slug == "copper-cathode"


def test_the_rules_know_its_words_and_segments(house: Path, report: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        extract_command, [str(report), "--overlay", str(house), "--out", str(tmp_path / "run")]
    )
    assert run.exit_code == 0, run.output
    lines = [json.loads(line) for line in (tmp_path / "run" / "extractions.jsonl").read_text().splitlines()]
    fall = lines[0]["metrics"][0]
    assert (fall["indicator"], fall["value"], fall["segment"]) == ("production", -4.2, "floating-roof route")
    assert "energy" in {driver["category"] for driver in lines[1]["drivers"]}


def test_a_users_category_stands_in_the_table_beside_its_base(
    house: Path, report: Path, tmp_path: Path
) -> None:
    with overlaid(load_overlay(house)):
        out, _ = extract(report, out=tmp_path / "run")
    with (out / "drivers.csv").open() as file:
        rows = list(csv.DictReader(file))
    named = {row["own_category"]: row["category"] for row in rows if row["own_category"]}
    assert named == {"labour": "other"}
    lines = (out / "extractions.jsonl").read_text()
    assert "own_category" not in lines


def test_without_an_overlay_there_is_no_such_column(report: Path, tmp_path: Path) -> None:
    out, manifest = extract(report, out=tmp_path / "run")
    assert "own_category" not in (out / "drivers.csv").read_text().splitlines()[0]
    assert manifest["overlay"] is None
    assert not (out / "overlay.yaml").exists()


def test_a_model_is_told_the_words(house: Path, report: Path) -> None:
    plain = load_prompt()
    with overlaid(load_overlay(house)):
        told = load_prompt()
        assert "- category other: also strikes and lack of staff (strike, walkout, picket)" in told.text
        assert "- moves down: also softened" in told.text
        assert "- names of segments: floating-roof route" in told.text
    assert told.version != plain.version
    shown = CliRunner().invoke(prompt_command, [str(report), "gallium-oxide", "--overlay", str(house)])
    assert "strikes and lack of staff" in shown.output
    assert load_prompt() == plain


def test_the_command_lists_sections_by_it(house: Path, report: Path) -> None:
    shown = CliRunner().invoke(sections_command, [str(report), "--overlay", str(house), "--json"])
    assert [part["slug"] for part in json.loads(shown.output)] == ["gallium-oxide", "copper-cathode"]


def test_a_run_with_another_overlay_is_another_run(house: Path, report: Path, tmp_path: Path) -> None:
    with overlaid(load_overlay(house)):
        out, manifest = extract(report, out=tmp_path / "run")
        extract(report, out=out)  # the same again goes on
    assert re.fullmatch(r"[0-9a-f]{12}", manifest["overlay"])
    with pytest.raises(RunFolderError, match="another run"):
        extract(report, out=out)
    house.write_text(HOUSE.replace("picket", "sit-in"))
    with overlaid(load_overlay(house)), pytest.raises(RunFolderError, match="another run"):
        extract(report, out=out)


def test_a_comment_or_another_name_of_the_file_changes_nothing(house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("# ours\n" + HOUSE)
    assert load_overlay(other).id == load_overlay(house).id


def test_a_replay_uses_the_overlay_of_the_run(house: Path, report: Path, tmp_path: Path) -> None:
    with overlaid(load_overlay(house)):
        out, _ = extract(report, out=tmp_path / "run")
    again, manifest = replay(out, tmp_path / "again")
    assert (again / "drivers.csv").read_bytes() == (out / "drivers.csv").read_bytes()
    assert (again / "overlay.yaml").read_bytes() == (out / "overlay.yaml").read_bytes()
    assert manifest.inputs.overlay == load_overlay(house).id


@pytest.mark.parametrize("name", ["indicators", "causes", "comparisons", "moves"])
def test_what_it_adds_to_a_lexicon_takes_nothing_away(house: Path, name: str) -> None:
    key = {"indicators": "nouns", "causes": "categories", "comparisons": "bases", "moves": "verbs"}[name]
    before = {code: list(words) for code, words in lexicon(name)[key].items()}
    with overlaid(load_overlay(house)):
        after = lexicon(name)[key]
        assert all(after[code][: len(words)] == words for code, words in before.items())
        assert sum(map(len, after.values())) > sum(map(len, before.values()))
    assert lexicon(name)[key] == before


def test_the_rules_answer_as_before_when_it_is_taken_off(house: Path, give: Any) -> None:
    section = give.section("Throughput fell 4.2% MoM in January.", slug="tin")
    before = Rules().answer(section).answer
    with overlaid(load_overlay(house)):
        assert Rules().answer(section).answer.figures
    assert Rules().answer(section).answer == before


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a writer of overlay files."""

    def make(text: str) -> Path:
        file = tmp_path / "odd.yaml"
        file.write_text(textwrap.dedent(text))
        return file

    return make


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colours: [red]", "colours: Extra inputs"),
        ("commodities: [{slug: x, name: X}]", "commodities 1 group: Field required"),
        ("commodities: [{slug: x y, name: X, group: minor}]", "commodities 1 slug: String should match"),
        ("cues: {categories: {strikes: [picket]}}", "cues categories strikes"),
        ("cues: {moves: {sideways: [x]}}", "cues moves sideways"),
        (
            "cues: {indicators: {production: ['out(put)']}}",
            "cues indicators production 1: String should match",
        ),
        ("categories: [{name: labour, base: strikes, meaning: x, cues: [y]}]", "categories 1 base"),
        (
            "categories: [{name: energy, base: other, meaning: x, cues: [y]}]",
            "'energy' is a category already",
        ),
        ("categories: [{name: labour, base: other, meaning: x, cues: []}]", "categories 1 cues"),
        ('segments: ["a\\nb"]', "segments 1"),
        ("- a", "must hold a mapping"),
        (
            "categories: [&a {name: labour, base: other, meaning: x, cues: [y]}, *a]",
            "the category 'labour' stands there twice",
        ),
    ],
)
def test_a_file_that_is_not_of_its_form_is_told_with_the_place(write: Write, text: str, message: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(message)) as told:
        load_overlay(write(text))
    assert "odd.yaml" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("aliases: {unobtainium: [wishes]}", "aliases for unobtainium, which is no commodity"),
        ("aliases: {alumina: [Copper Cathode]}", "names"),
        ("commodities: [{slug: x, name: Alumina, group: minor}]", "names"),
    ],
)
def test_a_name_for_nothing_or_for_two_commodities_is_told(write: Write, text: str, message: str) -> None:
    with overlaid(load_overlay(write(text))), pytest.raises(DataFileError, match=message):
        load_commodities()


def test_every_part_may_be_left_out(write: Write) -> None:
    with overlaid(load_overlay(write("segments:\ncategories: []"))):
        assert load_commodities().find("Alumina") is not None


def test_the_commands_of_the_guide_run(house: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assay import cli

    monkeypatch.chdir(house.parent)
    guide = (ROOT / "docs" / "overlay.md").read_text()
    commands = [line.split()[1:] for line in guide.splitlines() if line.startswith("    assay ")]
    assert len(commands) == 3
    for command in commands:
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 0, f"{command}: {done.output}"
    assert (house.parent / "runs" / "house" / "overlay.yaml").exists()


def test_the_guide_shows_the_overlay_that_is_tested_here() -> None:
    guide = (ROOT / "docs" / "overlay.md").read_text()
    shown = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert shown is not None
    without_comments = re.sub(r"\s+#.*", "", shown[1])
    assert without_comments.split() == HOUSE.split()
