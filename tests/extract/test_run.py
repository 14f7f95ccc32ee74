"""The main job: what it writes, how it goes on where it stopped, and what it refuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest

from extract.run import extract_reports
from schemas.errors import InputError, ReportError, RunFolderError

BODIES = (
    "They made 5,000 mt, down 3% on weak orders.\nAs of January 5 stocks were 70 mt.",
    "Nothing is known of it.",
    "The index was 70.12, and they made 12 mt.",
    "They made 1-2 kt.",
    "They cut 5%.",
    "They cut 6%.",
)
DERIVED = (
    "extractions.jsonl",
    "metrics.csv",
    "drivers.csv",
    "findings.csv",
    "metrics.parquet",
    "drivers.parquet",
)
FILES = {".lock", "run.json", "sections.jsonl", "answers.jsonl", *DERIVED}


def derived(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in DERIVED}


def results(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "extractions.jsonl").read_text().splitlines()]


@pytest.fixture
def run(tmp_path: Path, give: Any, fake: Any) -> Any:
    """Return a function that runs the job in a folder of that name, and returns folder, manifest, fake."""

    def runs(name: str = "run", bodies: tuple[str, ...] = BODIES, **options: Any) -> Any:
        answerer = options.pop("answerer", None) or fake(**options.pop("fake", {}))
        out, manifest = extract_reports([give.report(*bodies)], answerer, tmp_path / name, **options)
        return out, manifest.to_json(), answerer

    return runs


class TestFiles:
    """The files of the contract."""

    def test_the_folder_holds_the_files_of_the_contract(self, run: Any) -> None:
        out, _, _ = run()
        assert {path.name for path in out.iterdir()} == FILES

    def test_a_line_holds_the_fields_of_the_contract(self, run: Any, digest: Any) -> None:
        out, _, _ = run()
        first = results(out)[0]
        assert list(first) == [
            *(
                "schema",
                "report",
                "month",
                "section",
                "commodity",
                "heading",
                "status",
                "error",
                "text_sha256",
            ),
            *("metrics", "drivers", "unclaimed", "rejected"),
        ]
        assert first["schema"] == "1"
        assert (first["report"], first["month"]) == ("metals-2025-01", "2025-01")
        assert (first["section"], first["heading"], first["commodity"]) == ("metal-1", "Metal 1", None)
        assert first["text_sha256"] == digest(BODIES[0])
        metric = first["metrics"][0]
        assert list(metric) == [
            *(
                "id",
                "indicator",
                "basis",
                "value",
                "value_max",
                "unit",
                "direction",
                "qualifier",
                "period",
                "status",
            ),
            *("segment", "region", "entity", "evidence", "figure", "confidence", "findings"),
        ]
        assert metric["figure"] == {"start": 10, "end": 18, "text": "5,000 mt"}
        assert list(first["drivers"][0]) == [
            *(
                "id",
                "category",
                "cause",
                "effect",
                "direction",
                "period",
                "status",
                "segment",
                "region",
                "entity",
            ),
            *("evidence", "confidence", "findings"),
        ]
        assert first["rejected"] == [{"start": 50, "end": 59, "text": "January 5", "reason": "date"}]

    def test_the_manifest_says_what_the_run_was_made_from(self, run: Any) -> None:
        out, manifest, _ = run(parameters={"temperature": 0})
        assert json.loads((out / "run.json").read_text()) == manifest
        assert manifest["state"] == "complete"
        assert (manifest["model"], manifest["model_version"], manifest["prompt"]) == (
            "fake/claims-all",
            "1",
            "p1",
        )
        assert manifest["schema"] == "assay/1"
        assert manifest["parameters"] == {"temperature": 0}
        assert [report["id"] for report in manifest["reports"]] == ["metals-2025-01"]
        assert len(manifest["reports"][0]["sha256"]) == 64
        assert manifest["counts"]["sections"] == 6
        assert manifest["counts"]["ok"] == 5
        assert manifest["counts"]["empty"] == 1
        assert manifest["tokens"] == {"input": 600, "cached": 240, "output": 120}
        assert manifest["cost"] == pytest.approx(0.006)

    def test_answers_are_kept_as_they_came(self, run: Any) -> None:
        out, _, _ = run()
        lines = [json.loads(line) for line in (out / "answers.jsonl").read_text().splitlines()]
        assert [line["section"] for line in lines] == [f"metal-{n}" for n in range(1, 7)]
        assert lines[0]["tries"] == 2
        assert lines[0]["usage"] == {
            "input_tokens": 100,
            "cached_tokens": 40,
            "output_tokens": 20,
            "cost": 0.001,
            "seconds": 0.0,
        }
        assert lines[0]["answer"]["figures"][0]["figure"] == 1

    def test_sections_are_kept_with_their_spans(self, run: Any) -> None:
        out, _, _ = run()
        lines = [json.loads(line) for line in (out / "sections.jsonl").read_text().splitlines()]
        assert [line["text"] for line in lines] == list(BODIES)
        assert lines[1]["sentences"] == [[0, 23]]

    def test_progress_counts_to_the_end(self, run: Any) -> None:
        seen: list[tuple[int, int, float]] = []
        run(progress=lambda *args: seen.append(args))
        assert [(done, total) for done, total, _ in seen] == [(n, 6) for n in range(1, 7)]
        assert seen[-1][2] == pytest.approx(0.006)


class TestSameness:
    """The same input gives the same bytes."""

    def test_two_runs_give_the_same_bytes(self, run: Any) -> None:
        assert derived(run("a")[0]) == derived(run("b")[0])

    def test_a_run_again_in_its_folder_asks_nothing_and_gives_the_same_bytes(self, run: Any) -> None:
        out, first, _ = run()
        before = derived(out)
        _, second, answerer = run()
        assert answerer.asked == []
        assert derived(out) == before
        assert {**second, "started": 0, "finished": 0} == {**first, "started": 0, "finished": 0}

    def test_many_at_once_give_the_same_bytes(self, run: Any) -> None:
        out, _, answerer = run("many", fake={"concurrency": 4})
        assert derived(out) == derived(run("one")[0])
        assert sorted(answerer.asked) == [f"metal-{n}" for n in range(1, 7)]

    def test_answers_in_another_order_give_the_same_bytes(self, run: Any) -> None:
        out, _, _ = run()
        before = derived(out)
        answers = out / "answers.jsonl"
        answers.write_text("".join(reversed(answers.read_text().splitlines(keepends=True))))
        run()
        assert derived(out) == before

    def test_only_the_named_sections_are_asked_in_the_order_of_the_report(self, run: Any) -> None:
        out, manifest, answerer = run(sections=["metal-4", "metal-2"])
        assert answerer.asked == ["metal-2", "metal-4"]
        assert [line["section"] for line in results(out)] == ["metal-2", "metal-4"]
        assert manifest["only_sections"] == ["metal-4", "metal-2"]


class TestStatus:
    """With records, with nothing found, failed: these three never look the same."""

    def test_the_three_look_different(self, run: Any) -> None:
        out, manifest, _ = run(fake={"failing": ("metal-3",)})
        ok, empty, failed = results(out)[:3]
        assert (ok["status"], ok["error"], bool(ok["metrics"])) == ("ok", None, True)
        assert (empty["status"], empty["error"], empty["metrics"], empty["unclaimed"]) == (
            "empty",
            None,
            [],
            [],
        )
        assert (failed["status"], failed["error"]) == ("failed", "the server said no three times")
        assert (failed["metrics"], failed["drivers"]) == ([], [])
        assert manifest["counts"]["failed"] == 1
        assert manifest["findings"]["section_failed"] == 1
        rows = (out / "findings.csv").read_text().splitlines()
        assert [row for row in rows if "section_failed" in row] == [
            "metals-2025-01,metal-3,section_failed,the server said no three times,,,,,,,"
        ]

    def test_every_digit_of_a_failed_section_stands_in_its_line(self, run: Any) -> None:
        body = "On January 5 they made 12 mt, or 1.2.3."
        out, manifest, _ = run(bodies=(body,), fake={"failing": ("metal-1",)})
        (line,) = results(out)
        assert [run["text"] for run in line["unclaimed"]] == ["12 mt"]
        assert [(run["text"], run["reason"]) for run in line["rejected"]] == [
            ("January 5", "date"),
            ("1.2.3", "unreadable"),
        ]
        assert manifest["findings"] == {"section_failed": 1}

    def test_a_section_with_an_unclaimed_figure_is_not_empty(self, run: Any, give: Any, fake: Any) -> None:
        silent = fake()
        silent.answer = lambda section: __import__("extract").Reply(give.answer())
        out, _, _ = run(bodies=("They made 5 mt.", "They made little."), answerer=silent)
        assert [line["status"] for line in results(out)] == ["ok", "empty"]
        assert [len(line["unclaimed"]) for line in results(out)] == [1, 0]


class TestResume:
    """A run that stopped goes on where it stopped."""

    def test_failed_sections_are_asked_again(self, run: Any) -> None:
        out, _, _ = run(fake={"failing": ("metal-1", "metal-4")})
        _, manifest, answerer = run()
        assert answerer.asked == ["metal-1", "metal-4"]
        assert derived(out) == derived(run("whole")[0])
        assert "failed" not in manifest["counts"]

    @pytest.mark.parametrize("cut", [1, 40, 200])
    def test_a_last_line_that_was_cut_is_asked_again(self, run: Any, cut: int) -> None:
        out, _, _ = run()
        before = derived(out)
        answers = out / "answers.jsonl"
        answers.write_bytes(answers.read_bytes()[:-cut])
        _, _, answerer = run()
        assert answerer.asked == ["metal-6"]
        assert derived(out) == before
        assert [json.loads(line)["section"] for line in answers.read_text().splitlines()][-1] == "metal-6"

    def test_a_broken_line_in_the_middle_is_told(self, run: Any) -> None:
        out, _, _ = run()
        answers = out / "answers.jsonl"
        lines = answers.read_text().splitlines(keepends=True)
        answers.write_text("".join([lines[0][:30] + "\n", *lines[1:]]))
        with pytest.raises(RunFolderError, match="broken line"):
            run()

    def test_every_other_file_follows_from_sections_and_answers(self, run: Any) -> None:
        out, _, _ = run()
        before = derived(out)
        for name in DERIVED:
            (out / name).unlink()
        _, _, answerer = run()
        assert answerer.asked == []
        assert derived(out) == before

    def test_what_a_killed_run_left_half_written_is_cleared(self, run: Any) -> None:
        out, _, _ = run()
        stale = [".metrics.csv.ab12_xyz", ".metrics.parquet.00000000", ".run.json.abcdefgh"]
        for name in stale:
            (out / name).write_text("half")
        (out / ".keep").write_text("mine")
        run()
        assert {path.name for path in out.iterdir()} == {*FILES, ".keep"}

    def test_a_run_killed_before_its_first_file_starts_afresh(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / ".run.json.abcdefgh").write_text("half")
        out, _, _ = run()
        assert {path.name for path in out.iterdir()} == FILES

    @pytest.mark.parametrize("concurrency", [1, 3])
    def test_an_error_that_ends_the_run_loses_no_answer(self, run: Any, fake: Any, concurrency: int) -> None:
        answerer = fake(concurrency=concurrency)
        answer = answerer.answer

        def until_the_key_expires(section: Any) -> Any:
            if section.section.slug == "metal-4":
                raise InputError("the key has expired")
            return answer(section)

        answerer.answer = until_the_key_expires
        with pytest.raises(InputError, match="expired"):
            run(answerer=answerer)
        out, manifest, second = run(fake={"concurrency": concurrency})
        assert "metal-4" in second.asked
        assert {"metal-1"}.isdisjoint(second.asked)
        assert manifest["state"] == "complete"
        assert derived(out) == derived(run("whole")[0])


def test_answers_that_came_with_an_error_are_kept(run: Any, fake: Any, tmp_path: Path) -> None:
    answerer = fake(concurrency=6)
    answer, go, done = answerer.answer, Event(), Semaphore(0)

    def waits(section: Any) -> Any:
        if section.section.slug == "metal-1":
            return answer(section)
        go.wait(60)
        try:
            if section.section.slug == "metal-2":
                raise InputError("the key has expired")
            return answer(section)
        finally:
            done.release()

    def all_come_while_the_first_is_told(at: int, *_: object) -> None:
        if at > 1:
            return
        go.set()
        for _ in range(5):
            done.acquire(timeout=60)
        time.sleep(0.05)  # Not needed to pass: it lets the others count as come by the time of the error.

    answerer.answer = waits
    with pytest.raises(InputError, match="expired"):
        run(answerer=answerer, progress=all_come_while_the_first_is_told)
    lines = (tmp_path / "run" / "answers.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["section"] for line in lines) == [f"metal-{n}" for n in (1, 3, 4, 5, 6)]


KILLED = """
    import sys, time
    from pathlib import Path
    from extract import Reply, extract
    from schemas.answer import Answer, FigureLabel
    from schemas.vocabulary import Basis, Indicator, Status

    report, out, asked, gate = map(Path, sys.argv[1:])

    class Slow:
        model, version, prompt, concurrency = "slow", "1", None, 1

        def answer(self, section):
            with asked.open("a") as log:
                log.write(section.section.slug + "\\n")
            while section.section.slug == "silver" and not gate.exists():
                time.sleep(0.01)
            return Reply(Answer(figures=tuple(
                FigureLabel(figure=f.number, indicator=Indicator.PRODUCTION, basis=Basis.LEVEL,
                    direction=None, negative=False, period="2025-01", status=Status.ACTUAL, segment=None,
                    region=None, entity=None, sentences=(f.sentence,), confidence=None)
                for f in section.figures), movements=(), rejected=(), misread=(), missed=(), drivers=()))

    extract(report, model=Slow(), out=out)
"""
METALS = ("Copper Cathode", "Alumina", "Silver", "Lithium Carbonate")


def test_a_killed_run_goes_on_and_asks_no_answered_section_again(tmp_path: Path) -> None:
    report, out, asked, gate = (tmp_path / name for name in ("report.txt", "run", "asked", "gate"))
    bodies = [f"{metal}\nOutput came to {n},000 mt.\n" for n, metal in enumerate(METALS, 1)]
    report.write_text("Metals in January 2025\n\n" + "\n".join(bodies))
    script = tmp_path / "job.py"
    script.write_text(textwrap.dedent(KILLED))
    command = [sys.executable, str(script), *map(str, (report, out, asked, gate))]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root) as job:
        # It cannot get past the third section: the gate is shut.
        while job.poll() is None and "silver" not in (asked.read_text() if asked.exists() else ""):
            time.sleep(0.01)
        assert job.poll() is None
        os.kill(job.pid, signal.SIGKILL)
    assert len((out / "answers.jsonl").read_text().splitlines()) == 2
    assert json.loads((out / "run.json").read_text())["state"] == "running"
    assert not (out / "extractions.jsonl").exists()
    gate.touch()
    subprocess.run(command, cwd=root, check=True)
    slugs = [metal.lower().replace(" ", "-") for metal in METALS]
    assert asked.read_text().split() == [*slugs[:3], *slugs[2:]]
    whole = tmp_path / "whole"
    subprocess.run([*command[:3], str(whole), *command[4:]], cwd=root, check=True)
    assert derived(out) == derived(whole)
    assert [len(line["metrics"]) for line in results(out)] == [1, 1, 1, 1]


class TestRefusals:
    """A folder of another run, and inputs that cannot be worked on."""

    @pytest.mark.parametrize(
        "change",
        [
            {"bodies": (*BODIES[:-1], "They cut 7%.")},
            {"sections": ["metal-1"]},
            {"parameters": {"temperature": 1}},
        ],
    )
    def test_other_inputs_are_refused_and_nothing_is_touched(self, run: Any, change: dict[str, Any]) -> None:
        out, _, _ = run()
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        with pytest.raises(RunFolderError, match="holds another run"):
            run(**change)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    @pytest.mark.parametrize("part", ["model", "version", "prompt"])
    def test_another_answerer_is_refused(self, run: Any, fake: Any, part: str) -> None:
        run()
        other = fake()
        setattr(other, part, "another")
        with pytest.raises(RunFolderError, match="holds another run"):
            run(answerer=other)

    def test_another_month_is_refused(self, run: Any, give: Any, fake: Any, tmp_path: Path) -> None:
        out, _, _ = run()
        with pytest.raises(RunFolderError, match="holds another run"):
            extract_reports([give.report(*BODIES, month="2025-02")], fake(), out)

    def test_a_folder_with_other_files_is_refused(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "thesis.txt").write_text("mine")
        with pytest.raises(RunFolderError, match="not empty"):
            run()
        assert [path.name for path in (tmp_path / "run").iterdir()] == ["thesis.txt"]

    @pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"signature": 3}', "\x00"])
    def test_a_folder_with_a_broken_manifest_is_refused(
        self, run: Any, tmp_path: Path, manifest: str
    ) -> None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "run.json").write_text(manifest)
        with pytest.raises(RunFolderError):
            run()

    def test_sections_of_another_annotator_are_not_replayed(
        self, run: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run()
        monkeypatch.setattr("extract.store.manifest.ANNOTATOR_VERSION", "0")
        with pytest.raises(RunFolderError, match="holds another run"):
            run()

    def test_an_answer_of_another_text_is_not_used(self, run: Any) -> None:
        out, _, _ = run()
        answers = out / "answers.jsonl"
        lines = [json.loads(line) for line in answers.read_text().splitlines()]
        lines[0]["text_sha256"] = "0" * 64
        answers.write_text("".join(json.dumps(line) + "\n" for line in lines))
        with pytest.raises(ReportError, match="another text"):
            run()

    def test_an_unknown_section_is_refused_before_anything_is_written(self, run: Any, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no section is named tin"):
            run(sections=["metal-1", "tin"])
        assert not (tmp_path / "run").exists()

    @pytest.mark.parametrize("month", ["0000-01", "0001-01", "9999-12"])
    def test_a_month_that_no_report_has_is_refused(
        self, give: Any, fake: Any, tmp_path: Path, month: str
    ) -> None:
        with pytest.raises(InputError, match=month):
            extract_reports([give.report("x", month=month)], fake(), tmp_path / "run")

    def test_two_reports_of_one_name_are_refused(self, give: Any, fake: Any, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="two reports are named"):
            extract_reports([give.report("a"), give.report("b")], fake(), tmp_path / "run")


def test_several_reports_share_one_folder(give: Any, fake: Any, tmp_path: Path) -> None:
    reports = [give.report("They made 5 mt."), give.report("They made 6 mt.", name="metals-2025-02")]
    out, manifest = extract_reports(reports, fake(), tmp_path / "run")
    assert [(line["report"], line["section"]) for line in results(out)] == [
        ("metals-2025-01", "metal-1"),
        ("metals-2025-02", "metal-1"),
    ]
    assert [line["metrics"][0]["value"] for line in results(out)] == [5, 6]
    assert manifest.counts["sections"] == 2


def test_a_folder_is_named_after_report_model_and_signature(
    give: Any, fake: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out, manifest = extract_reports([give.report("They made 5 mt.")], fake())
    assert out == Path("runs") / f"metals-2025-01-fake-claims-all-{manifest.inputs.signature[:8]}"
