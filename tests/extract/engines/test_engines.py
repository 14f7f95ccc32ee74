"""Engines: whoever does the work, the run folder is the same, and a worker that dies costs no answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from extract.api import extract
from extract.corpus import Corpus
from extract.engines import make_engine
from extract.engines.worker import Recipe
from extract.model.settings import Settings
from extract.overlay.force import overlaid
from extract.overlay.form import load_overlay
from extract.run import extract_reports
from schemas.errors import InputError

ROOT = Path(__file__).parents[3]
NAMES = ("Tin", "Lead", "Zinc", "Alumina", "Copper Cathode", "Stainless Steel")
BODY = (
    "{name} output was {n},700 mt in January 2025, down {n}.46% MoM and up 1.25% YoY, due to weak orders. "
    "The operating rate stood at 8{k}.22%, down 7.50 percentage points MoM. "
    "In February, output is expected to fall by about {k}.5% MoM as plants close for the holiday."
)
DERIVED = (
    "sections.jsonl",
    "extractions.jsonl",
    "metrics.csv",
    "drivers.csv",
    "findings.csv",
    "metrics.parquet",
    "drivers.parquet",
)
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is an extra: pip install '.[ray]'")
ENGINES = ("processes", pytest.param("ray", marks=needs_ray))


def write(folder: Path, reports: int) -> Path:
    folder.mkdir()
    for n in range(reports):
        month = f"{2020 + n // 12}-{n % 12 + 1:02}"
        parts = [f"{name}\n{BODY.format(name=name, n=n + 1, k=n % 10)}\n" for name in NAMES]
        (folder / f"metals-{month}.txt").write_text("\n".join([f"Metals, {month}\n", *parts]))
    return folder


def command(reports: Path, out: Path, engine: str, *more: str) -> list[str]:
    given = ["extract", str(reports), "--month", "2025-01", "--out", str(out), "--engine", engine]
    return [sys.executable, "-m", "assay", *given, "--workers", "2", *more]


def run(*args: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*args), capture_output=True, text=True, check=False, cwd=ROOT)


def same(one: Path, other: Path) -> list[str]:
    """Return the files in which two runs differ."""
    return [name for name in DERIVED if (one / name).read_bytes() != (other / name).read_bytes()]


def answers(out: Path) -> list[str]:
    lines = (out / "answers.jsonl").read_text().splitlines()
    return [f"{told['report']} {told['section']}" for told in map(json.loads, lines)]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run of the local engine, with its reports beside it."""
    base = tmp_path_factory.mktemp("local")
    extract(write(base / "reports", 6), out=base / "run", month="2025-01")
    return base / "run"


@pytest.mark.parametrize("engine", ENGINES)
class TestEveryEngine:
    def test_the_records_are_those_of_the_local_engine_byte_for_byte(
        self, local: Path, tmp_path: Path, engine: str
    ) -> None:
        done = run(local.parent / "reports", tmp_path / "run", engine)
        assert done.returncode == 0, done.stderr
        assert same(local, tmp_path / "run") == []
        assert sorted(answers(tmp_path / "run")) == sorted(answers(local))
        here, there = (json.loads((out / "run.json").read_text()) for out in (tmp_path / "run", local))
        assert (here["signature"], here["counts"]) == (there["signature"], there["counts"])

    def test_only_what_has_no_answer_is_asked(self, local: Path, tmp_path: Path, engine: str) -> None:
        out = tmp_path / "run"
        reports = local.parent / "reports"
        extract_half(reports, out)
        before = answers(out)
        assert 0 < len(before) < 36
        done = run(reports, out, engine)
        assert done.returncode == 0, done.stderr
        after = answers(out)
        assert after[: len(before)] == before
        assert len(after) == len(set(after)) == 36
        assert same(local, out) == []

    def test_a_report_that_cannot_be_read_by_a_worker_is_one_clear_line(
        self, tmp_path: Path, engine: str
    ) -> None:
        reports = write(tmp_path / "reports", 2)
        (reports / "metals-2020-02.txt").write_bytes(b"\x00\x01")
        done = run(reports, tmp_path / "run", engine)
        assert done.returncode == 2
        assert "a binary file" in done.stderr
        assert "Traceback" not in done.stderr

    def test_what_stops_a_worker_stops_the_run_with_its_reason(self, tmp_path: Path, engine: str) -> None:
        reports = write(tmp_path / "reports", 1)
        more = ("--model", "local/m", "--base-url", "http://127.0.0.1:9/v1", "--no-cache")
        done = run(reports, tmp_path / "run", engine, *more)
        assert done.returncode == 2
        assert "is the server running" in done.stderr
        assert "Traceback" not in done.stderr


def extract_half(reports: Path, out: Path) -> None:
    """Make a run that stopped when about half of its sections were answered."""
    from extract.rules import Rules

    class Stopping(Rules):
        def answer(self, section: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise InputError("stopped")
            return super().answer(section)

    left = 17
    with pytest.raises(InputError, match="stopped"):
        extract_reports(Corpus([reports], "2025-01"), Stopping(), out)


def workers_of(mark: str) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"ASSAY_TEST={mark}".encode() in (path / "environ").read_bytes().split(b"\0")
            line = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if mine and (b"spawn_main" in line or (line.startswith(b"ray::") and b"Answering" in line)):
            found.append(int(path.name))
    return found


def killed_in_the_middle(
    reports: Path, out: Path, engine: str, times: int = 1
) -> subprocess.CompletedProcess[str]:
    """Run, and kill a worker once some answers are there; more times, any that is started instead."""
    mark = uuid4().hex
    process = subprocess.Popen(
        command(reports, out, engine),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "ASSAY_TEST": mark},
    )
    path = out / "answers.jsonl"
    while not (path.exists() and path.stat().st_size):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    known = set(workers_of(mark))
    os.kill(min(known), signal.SIGKILL)
    for _ in range(times - 1):
        while not (new := set(workers_of(mark)) - known):
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        known |= new
        os.kill(min(new), signal.SIGKILL)
    stdout, stderr = process.communicate()
    return subprocess.CompletedProcess([], process.returncode, stdout, stderr)


class TestAWorkerThatIsKilled:
    @needs_ray
    def test_ray_starts_it_anew_and_nothing_is_lost(self, tmp_path: Path) -> None:
        reports = write(tmp_path / "reports", 120)
        done = killed_in_the_middle(reports, tmp_path / "ray", "ray")
        assert done.returncode == 0, done.stderr
        extract(reports, out=tmp_path / "local", month="2025-01")
        assert same(tmp_path / "local", tmp_path / "ray") == []
        assert len(answers(tmp_path / "ray")) == len(set(answers(tmp_path / "ray"))) == 720

    def test_processes_are_started_anew_and_nothing_is_lost(self, tmp_path: Path) -> None:
        reports = write(tmp_path / "reports", 120)
        done = killed_in_the_middle(reports, tmp_path / "run", "processes")
        assert done.returncode == 0, done.stderr
        assert "started anew" in done.stderr
        extract(reports, out=tmp_path / "local", month="2025-01")
        assert same(tmp_path / "local", tmp_path / "run") == []
        assert len(answers(tmp_path / "run")) == len(set(answers(tmp_path / "run"))) == 720

    def test_processes_that_die_again_stop_the_run_and_the_same_command_goes_on(self, tmp_path: Path) -> None:
        reports, out = write(tmp_path / "reports", 120), tmp_path / "run"
        done = killed_in_the_middle(reports, out, "processes", times=2)
        assert (done.returncode, done.stderr.count("\n")) == (2, 2), done.stderr
        assert "died over the same sections twice" in done.stderr
        kept = answers(out)
        assert 0 < len(kept) < 720
        assert run(reports, out, "processes").returncode == 0
        assert answers(out)[: len(kept)] == kept
        assert len(answers(out)) == len(set(answers(out))) == 720


class TestWhatAnEngineTakes:
    def test_the_overlay_in_force_is_in_force_in_the_workers(self, tmp_path: Path) -> None:
        reports = tmp_path / "reports"
        reports.mkdir()
        (reports / "a.txt").write_text("Metals\n\nGallium\nGallium throughput was 5 mt in January 2025.\n")
        (tmp_path / "own.yaml").write_text(
            "commodities:\n  - {slug: gallium, name: Gallium, group: minor}\n"
            "cues:\n  indicators: {production: [throughput]}\n"
        )
        with overlaid(load_overlay(tmp_path / "own.yaml")):
            for engine in ("local", "processes"):
                extract(reports, out=tmp_path / engine, month="2025-01", engine=engine, workers=1)
        assert same(tmp_path / "local", tmp_path / "processes") == []
        assert "throughput was 5 mt" in (tmp_path / "local" / "metrics.csv").read_text()

    def test_a_limit_of_cost_and_an_answerer_of_ones_own_need_the_local_engine(
        self, local: Path, give: Any, fake: Any, tmp_path: Path
    ) -> None:
        engine = make_engine("processes", Recipe("rules", Settings()))
        with pytest.raises(InputError, match="local engine alone"):
            extract_reports([give.report("x")], fake(), tmp_path / "run", engine=engine)
        with pytest.raises(InputError, match="local engine alone"):
            extract(local.parent / "reports", model=fake(), out=tmp_path / "run", engine="processes")
        assert not (tmp_path / "run").exists()

    def test_an_unknown_engine_is_refused(self) -> None:
        with pytest.raises(InputError, match="no engine 'spark'"):
            make_engine("spark", Recipe("rules", Settings()))

    @pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
    def test_without_ray_the_error_says_what_to_install(self) -> None:
        with pytest.raises(InputError, match="pip install"):
            make_engine("ray", Recipe("rules", Settings()))
