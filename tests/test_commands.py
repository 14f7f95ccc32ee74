"""The command line: exit codes, one clear line for every misuse, and JSON where it prints a table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import assay
from extract.ask import Reply
from extract.rules import Rules
from schemas.errors import AnswerError

SCRIPT = Path(sys.executable).with_name("assay")
TEXT = """Metals in January 2025

Copper Cathode
In January output came to 81,700 mt, down 7.46% MoM, due to weak orders.

Tin
Nothing is known of it.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Return a function that runs `assay` in an empty folder: exit code, output, what it says of errors."""
    monkeypatch.chdir(tmp_path)

    def runs(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["assay", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            assay.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return runs


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a short report."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield (*names, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)


def is_group(words: tuple[str, ...]) -> bool:
    command: click.Command = assay.cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return isinstance(command, click.Group)


@pytest.mark.parametrize("words", [(), *commands(assay.cli)], ids=" ".join)
def test_every_command_has_help_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: ")
    if not words or not is_group(words):
        _, _, example = out.partition("Example")
        assert f"assay {' '.join(words)}".strip() in example


class TestSections:
    """`assay sections REPORT`."""

    def test_a_table_has_one_row_a_section(self, run: Run, report: Path) -> None:
        code, out, _ = run("sections", report)
        assert code == 0
        assert [line.split()[:2] for line in out.splitlines()[1:]] == [["1", "copper-cathode"], ["2", "tin"]]

    def test_json_is_a_list_with_the_fields_of_the_contract(self, run: Run, report: Path) -> None:
        code, out, _ = run("sections", report, "--json")
        assert code == 0
        first, second = json.loads(out)
        assert {"number", "slug", "heading", "start", "end", "sentences", "figures"} <= set(first)
        assert [(s["number"], s["slug"], s["heading"]) for s in (first, second)] == [
            (1, "copper-cathode", "Copper Cathode"),
            (2, "tin", "Tin"),
        ]
        assert TEXT[first["start"] : first["end"]].startswith("Copper Cathode\nIn January")
        body = TEXT[first["start"] : first["end"]].partition("\n")[2]
        figures = [(f["number"], f["text"], f["value"], f["unit"], f["qualifier"]) for f in first["figures"]]
        assert figures == [(1, "81,700 mt", 81700, "mt", "exact"), (2, "7.46%", 7.46, "percent", "exact")]
        for part in (*first["figures"], *first["sentences"], *first["excluded"]):
            assert body[part["start"] : part["end"]] == part["text"]
        assert second["figures"] == []

    def test_a_gold_folder_is_a_report(self, run: Run) -> None:
        code, out, _ = run("sections", Path(__file__).parents[1] / "gold" / "2025-01", "--json")
        assert code == 0
        assert {"copper-cathode", "alumina"} <= {section["slug"] for section in json.loads(out)}


class TestExtract:
    """`assay extract REPORT…`."""

    def test_the_run_folder_is_printed(self, run: Run, report: Path, tmp_path: Path) -> None:
        code, out, err = run("extract", report, "--out", "here")
        assert (code, err) == (0, "")
        assert out.splitlines()[-1] == "here"
        assert (tmp_path / "here" / "extractions.jsonl").exists()

    def test_without_a_folder_one_is_named(self, run: Run, report: Path, tmp_path: Path) -> None:
        code, out, _ = run("extract", report)
        assert code == 0
        assert (tmp_path / out.splitlines()[-1] / "run.json").exists()

    def test_json_is_the_manifest(self, run: Run, report: Path, tmp_path: Path) -> None:
        code, out, err = run(
            "extract", report, "--out", "here", "--json", "--param", "a=1", "--param", "b=x=y"
        )
        assert (code, err) == (0, "")
        assert json.loads(out) == json.loads((tmp_path / "here" / "run.json").read_text())
        assert json.loads(out)["parameters"] == {"a": 1, "b": "x=y"}

    def test_the_month_given_wins(self, run: Run, report: Path) -> None:
        _, out, _ = run("extract", report, "--month", "2024-12", "--json")
        assert json.loads(out)["reports"][0]["month"] == "2024-12"

    def test_only_the_named_sections_are_extracted(self, run: Run, report: Path, tmp_path: Path) -> None:
        run("extract", report, "--out", "here", "--sections", "tin")
        (line,) = (tmp_path / "here" / "extractions.jsonl").read_text().splitlines()
        assert json.loads(line)["section"] == "tin"

    def test_the_same_command_again_resumes(self, run: Run, report: Path, tmp_path: Path) -> None:
        run("extract", report, "--out", "here")
        answers = (tmp_path / "here" / "answers.jsonl").read_bytes()
        assert run("extract", report, "--out", "here")[0] == 0
        assert (tmp_path / "here" / "answers.jsonl").read_bytes() == answers

    def test_a_failed_section_makes_it_exit_1(
        self, run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answer = Rules.answer

        def fails(self: Rules, section: Any) -> Reply:
            if section.section.slug == "tin":
                raise AnswerError("the server said no")
            return answer(self, section)

        monkeypatch.setattr(Rules, "answer", fails)
        code, out, _ = run("extract", report, "--out", "here")
        assert code == 1
        assert out.splitlines()[-1] == "here"
        lines = (tmp_path / "here" / "extractions.jsonl").read_text().splitlines()
        assert [json.loads(line)["status"] for line in lines] == ["ok", "failed"]
        monkeypatch.setattr(Rules, "answer", answer)
        assert run("extract", report, "--out", "here")[0] == 0


def misuse(tmp_path: Path) -> dict[str, list[str]]:
    """Return each kind of misuse with its command; the files it needs are made."""
    report = tmp_path / "report.txt"
    other = tmp_path / "run"
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\n")
    (tmp_path / "binary.txt").write_bytes(b"PK\x03\x04\x00\xff\xfe" * 99)
    (tmp_path / "prose.txt").write_text(
        "In January 2025 nothing was said of any metal at all in this text.\n" * 9
    )
    (tmp_path / "page.html").write_text("<html><body><p>In January 2025 nothing was said.</p></body></html>")
    (tmp_path / "undated.txt").write_text("Tin\nOutput fell.\n")
    (tmp_path / "large.txt").write_bytes((TEXT * 9).encode() * (50 * 2**20 // (9 * len(TEXT)) + 1))
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "report.txt").write_text(TEXT)
    (tmp_path / "folder").mkdir()
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    good = ["extract", str(report)]
    return {
        "an empty file": ["extract", str(tmp_path / "empty.txt")],
        "a blank file": ["extract", str(tmp_path / "blank.txt")],
        "a binary file": ["extract", str(tmp_path / "binary.txt")],
        "a missing file": ["extract", str(tmp_path / "missing.txt")],
        "a missing file with a newline": ["extract", str(tmp_path / "mis\nsing.txt")],
        "a text with no sections": ["extract", str(tmp_path / "prose.txt")],
        "a page with no sections": ["extract", str(tmp_path / "page.html")],
        "a report with no month": ["extract", str(tmp_path / "undated.txt")],
        "a 50 MB file": ["extract", str(tmp_path / "large.txt")],
        "a folder that is no gold set": ["extract", str(tmp_path / "folder")],
        "two reports of one name": [*good, str(tmp_path / "copy" / "report.txt")],
        "--out under a file": [*good, "--out", str(report / "run")],
        "--out in /proc": [*good, "--out", "/proc/assay-run"],
        "--out is a file": [*good, "--out", str(report)],
        "--out with other files": [*good, "--out", str(other)],
        "--out with a name too long": [*good, "--out", str(tmp_path / ("x" * 300))],
        "an unknown model": [*good, "--model", "crystal-ball"],
        "an unknown section": [*good, "--sections", "tin,unobtainium"],
        "no section": [*good, "--sections", ","],
        "a month of no form": [*good, "--month", "January"],
        "a 13th month": [*good, "--month", "2025-13"],
        "a month of no calendar": [*good, "--month", "0000-01"],
        "a parameter without a value": [*good, "--param", "temperature"],
        "a parameter without a name": [*good, "--param", "=1"],
        "no concurrency": [*good, "--concurrency", "0"],
        "no report": ["extract"],
        "an unknown option": [*good, "--modle", "rules"],
        "an unknown command": ["extrakt", str(report)],
        "no command": [],
        "no subcommand": ["schema"],
        "sections of an empty file": ["sections", str(tmp_path / "empty.txt")],
        "sections of a missing file": ["sections", str(tmp_path / "missing.txt")],
        "sections of a 50 MB file": ["sections", str(tmp_path / "large.txt")],
        "sections of a bad month": ["sections", str(report), "--month", "2025"],
    }


def test_every_misuse_is_told_in_one_line_and_exits_2(run: Run, report: Path, tmp_path: Path) -> None:
    before = None
    for kind, words in misuse(tmp_path).items():
        before = before or sorted(path.name for path in tmp_path.iterdir())
        code, _, err = run(*words)
        assert (kind, code) == (kind, 2)
        assert (kind, len(err.splitlines())) == (kind, 1), err
        assert err.startswith("assay: "), (kind, err)
        assert "Traceback" not in err
        assert len(err) > len("assay: ") + 10, (kind, err)
    # Nothing was written on the way, not even a folder.
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("kind", ["a binary file", "a missing file", "--out under a file", "no command"])
def test_the_installed_script_does_the_same(report: Path, tmp_path: Path, kind: str) -> None:
    done = subprocess.run(
        [SCRIPT, *misuse(tmp_path)[kind]], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr


def test_the_installed_script_extracts(report: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [SCRIPT, "extract", "report.txt"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / done.stdout.splitlines()[-1] / "metrics.csv").exists()


def test_a_path_need_not_be_valid_text(report: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [SCRIPT, "extract", "report.txt", "--out", b"r\xff"], capture_output=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.splitlines()[-1] == b"r\xff"
    assert (tmp_path / "r\udcff" / "metrics.parquet").exists()


def test_a_parameter_that_no_json_holds_is_text(run: Run, report: Path) -> None:
    deep = "[" * 50_000
    _, out, _ = run(
        "extract", report, "--json", *("--param", "a=NaN"), *("--param", f"b={deep}"), "--param", "c=1e999"
    )
    assert json.loads(out)["parameters"] == {"a": "NaN", "b": deep, "c": "1e999"}


def test_an_interrupt_is_told_in_one_line(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Rules, section: Any) -> Reply:
        raise KeyboardInterrupt

    monkeypatch.setattr(Rules, "answer", interrupted)
    code, _, err = run("extract", report)
    assert code == 130
    assert err.splitlines()[-1] == "assay: interrupted; the same command goes on where it stopped"


class TestSchema:
    """`assay schema`."""

    def test_the_schemas_are_listed(self, run: Run) -> None:
        assert run("schema", "list") == (0, "assay/1\nassay/2\n", "")
        listed = json.loads(run("schema", "list", "--json")[1])
        assert [(each["name"], each["version"], each["follows"]) for each in listed] == [
            ("assay", "1", None),
            ("assay", "2", "assay/1"),
        ]

    def test_two_schemas_are_compared_with_what_they_cost(self, run: Run) -> None:
        code, out, _ = run("schema", "diff", "1", "2", "--gate")
        assert code == 0
        assert "added    drivers.magnitude: one of slight, marked or null" in out
        assert run("schema", "diff", "2", "1", "--gate")[0] == 1
        told = json.loads(run("schema", "diff", "1", "2", "--json")[1])
        assert told["breaking"] is False
        before, after = told["tokens"]["assay/1"], told["tokens"]["assay/2"]
        assert all(before[name] < after[name] for name in ("prompt", "schema", "answer"))

    def test_a_schema_that_there_is_not_is_told(self, run: Run, report: Path) -> None:
        for command in (("schema", "show", "9"), ("extract", report, "--schema", "9")):
            code, _, err = run(*command)
            assert (code, err) == (2, "assay: there is no schema 9; there are: assay/1, assay/2\n")

    def test_a_run_under_version_2_says_so_in_every_line(self, run: Run, report: Path) -> None:
        code, out, _ = run("extract", report, "--schema", "2", "--json", "--out", report.parent / "v2")
        assert code == 0
        assert json.loads(out)["schema"] == "assay/2"
        line = json.loads((report.parent / "v2" / "extractions.jsonl").read_text().splitlines()[0])
        assert line["schema"] == "2"
        assert (report.parent / "v2" / "metrics.csv").read_text().splitlines()[0].endswith(",magnitude")

    def test_a_schema_is_shown_as_json_schema(self, run: Run) -> None:
        code, out, _ = run("schema", "show")
        assert code == 0
        assert set(json.loads(out)["properties"]) == {
            *("figures", "movements", "rejected", "misread", "missed", "drivers"),
        }


def test_the_version_is_the_installed_one(run: Run) -> None:
    from extract.store.manifest import program_version

    code, out, _ = run("--version")
    assert code == 0
    assert out.strip().endswith(program_version())
