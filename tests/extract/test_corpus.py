"""Many reports: which files a folder stands for, one report at a time, and one writer to a run folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.asking import Budget, ask_all
from extract.corpus import Corpus, chosen_sections, survey
from extract.document import Annotated
from extract.run import extract_reports
from extract.store.folder import RunFolder
from schemas.errors import InputError, ReportError, RunFolderError

TEXT = "Metals in {month}\n\nTin\nTin output was {n},000 mt in the month.\n\nLead\nLead output fell 3% MoM.\n"
HOLD = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from extract.corpus import Corpus
    from extract.rules import Rules
    from extract.run import extract_reports

    class Slow(Rules):
        def answer(self, section):
            print("asked", flush=True)
            time.sleep(600)

    extract_reports(Corpus([sys.argv[1]], "2025-01"), Slow(), Path(sys.argv[2]))
    """
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three reports."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for n, month in enumerate(("2024-12", "2025-01", "2025-02"), 1):
        (reports / f"metals-{month}.txt").write_text(TEXT.format(month=month, n=n))
    return reports


class TestWhatAFolderStandsFor:
    def test_a_folder_stands_for_the_reports_in_it_by_name(self, folder: Path) -> None:
        (folder / ".hidden.txt").write_text("no report")
        (folder / "notes.pdf").write_bytes(b"%PDF")
        assert [report.id for report in Corpus([folder], "2025-01")] == [
            "metals-2024-12", "metals-2025-01", "metals-2025-02"
        ]  # fmt: skip

    def test_a_gold_folder_is_one_report_and_may_stand_in_a_folder(self) -> None:
        root = Path(__file__).parents[2] / "gold"
        assert [path.name for path in Corpus([root]).paths] == ["2025-01"]
        assert [report.id for report in Corpus([root / "2025-01"])] == ["smm-2025-01"]

    def test_a_folder_without_a_report_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ReportError, match="without a text file"):
            Corpus([tmp_path])

    def test_a_run_over_a_folder_holds_every_section_in_order(self, folder: Path, fake: Any) -> None:
        corpus = Corpus([folder], "2025-01")
        out, manifest = extract_reports(corpus, fake(), folder.parent / "run")
        assert manifest.counts["sections"] == 6
        assert [each["id"] for each in manifest.inputs.reports] == [r.id for r in corpus]
        assert len((out / "extractions.jsonl").read_text().splitlines()) == 6


class TestOneReportAtATime:
    def test_a_report_that_changed_meanwhile_is_refused(self, folder: Path) -> None:
        corpus = Corpus([folder], "2025-01")
        contents = survey(corpus)
        (folder / "metals-2025-02.txt").write_text(TEXT.format(month="2025-02", n=9))
        with pytest.raises(ReportError, match="changed meanwhile"):
            list(chosen_sections(corpus, contents))

    def test_a_slug_of_one_report_is_enough(self, folder: Path) -> None:
        (folder / "metals-2025-02.txt").write_text("Metals\n\nZinc\nZinc output was 5 mt.\n")
        corpus = Corpus([folder], "2025-01")
        assert survey(corpus, ["zinc"]).sections == 1
        with pytest.raises(InputError, match="no section is named gold"):
            survey(corpus, ["zinc", "gold"])

    @pytest.mark.parametrize("concurrency", [1, 4])
    def test_no_section_is_read_long_before_it_is_asked(self, give: Any, fake: Any, concurrency: int) -> None:
        read = kept = 0

        def sections() -> Iterator[tuple[str, Annotated]]:
            nonlocal read
            for n in range(40):
                read += 1
                assert read - kept <= concurrency + 1
                yield "report", give.section("Output was 5 mt.", slug=f"tin-{n}")

        def keep(stored: Any) -> None:
            nonlocal kept
            kept += 1

        assert ask_all(fake(concurrency=concurrency), sections(), Budget(None, 0.0), keep)
        assert kept == 40


class TestOneWriter:
    def start(self, report: Path, out: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(report), str(out)],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        return process

    def test_a_second_process_is_refused_and_a_killed_one_leaves_no_lock(
        self, folder: Path, tmp_path: Path
    ) -> None:
        report, out = folder / "metals-2025-01.txt", tmp_path / "run"
        first = self.start(report, out)
        try:
            command = [sys.executable, "-m", "assay", "extract", str(report), "--month", "2025-01"]
            second = subprocess.run(
                [*command, "--out", str(out)], capture_output=True, text=True, check=False
            )
            assert second.returncode == 2
            assert "another process is writing this run" in second.stderr
            assert second.stderr.count("\n") == 1
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            assert first.stdout is not None
            first.stdout.close()
        third = subprocess.run([*command, "--out", str(out)], capture_output=True, text=True, check=False)
        assert third.returncode == 0, third.stderr
        assert (out / "extractions.jsonl").exists()

    def test_the_lock_is_let_go_when_a_run_fails(self, folder: Path, tmp_path: Path, fake: Any) -> None:
        class Broken(fake):  # type: ignore[misc]
            def answer(self, section: Annotated) -> Any:
                raise InputError("no key")

        corpus = Corpus([folder], "2025-01")
        with pytest.raises(InputError, match="no key"):
            extract_reports(corpus, Broken(), tmp_path / "run")
        extract_reports(corpus, fake(), tmp_path / "run")

    def test_two_in_one_process_exclude_each_other(self, folder: Path, tmp_path: Path, fake: Any) -> None:
        corpus = Corpus([folder], "2025-01")
        out, manifest = extract_reports(corpus, fake(), tmp_path / "run")
        with (
            RunFolder(out).opened(manifest.inputs),
            pytest.raises(RunFolderError, match="another process"),
            RunFolder(out).opened(manifest.inputs),
        ):
            pass
