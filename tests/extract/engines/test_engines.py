"""Engines: whoever does the work, the run folder is the same, and a worker that dies costs no answer."""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from benchmarks.running import MARK, marked
from extract.api import extract
from extract.corpus import Corpus
from extract.engines import make_engine
from extract.engines.handover import hand_over, take_over
from extract.engines.worker import Recipe
from extract.model.settings import Settings
from extract.overlay.force import overlaid
from extract.overlay.form import load_overlay
from extract.run import extract_reports
from extract.store.folder import RunFolder
from extract.store.partitions import write_partitions
from schemas.errors import InputError

ROOT = Path(__file__).parents[3]
T = TypeVar("T")
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
HAS_RAY = find_spec("ray") is not None
needs_ray = (
    pytest.mark.ray,
    pytest.mark.skipif(not HAS_RAY, reason="Ray is an extra: pip install '.[ray]'"),
)
ENGINES = ("processes", pytest.param("ray", marks=needs_ray))
PATIENCE = 120  # seconds that what tests started has to end; agents of Ray seek a dead cluster for a minute
LIMIT = 180  # seconds of a run; one that takes longer hangs
CLUSTER = """
import sys
import ray
ray.init(
    address="local", num_cpus=2, include_dashboard=False, object_store_memory=100 * 1024**2,
    _node_ip_address="127.0.0.1", log_to_driver=False, logging_level="ERROR",
)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()  # to the end of the tests, however they end
"""


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
    return subprocess.run(
        command(*args), capture_output=True, text=True, check=False, cwd=ROOT, timeout=LIMIT
    )


def same(one: Path, other: Path) -> list[str]:
    """Return the files in which two runs differ."""
    return [name for name in DERIVED if (one / name).read_bytes() != (other / name).read_bytes()]


@pytest.fixture(scope="module", autouse=True)
def marks() -> Iterator[dict[str, str]]:
    """Fail where anything that a test started outlives the tests: marks, and whose they are."""
    ensure_running()  # the resource tracker of this process is there as long as this process is
    marks: dict[str, str] = {}
    yield marks
    assert_end(marks)


@pytest.fixture(autouse=True)
def mark(marks: dict[str, str], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Mark what a test starts."""
    mark = uuid4().hex
    marks[mark] = request.node.name
    monkeypatch.setenv(MARK, mark)
    return mark


@pytest.fixture(scope="session")
def cluster() -> Iterator[dict[str, str]]:
    """Start a Ray cluster that tests share, and return what is to be in the environment to join it."""
    mark = uuid4().hex
    access = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": uuid4().hex}
    env = {**os.environ, **access, MARK: mark, "RAY_USAGE_STATS_ENABLED": "0"}
    given = [sys.executable, "-c", CLUSTER]
    with subprocess.Popen(
        given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT
    ) as started:
        try:
            assert started.stdout is not None
            yield {**access, "RAY_ADDRESS": started.stdout.readline().strip(), MARK: mark}
            started.communicate(timeout=PATIENCE)
        finally:
            started.kill()
    assert_end({mark: "cluster"})


@pytest.fixture
def workers_mark(
    engine: str, mark: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Let Ray join the shared cluster; return the mark of the workers."""
    if engine != "ray":
        return mark
    joined = dict(request.getfixturevalue("cluster"))
    workers = joined.pop(MARK)
    for name, value in joined.items():
        monkeypatch.setenv(name, value)
    return str(workers)


def assert_end(marks: dict[str, str]) -> None:
    """Wait for all that carries a mark to end; fail where it does not, and end it."""
    began = time.monotonic()
    while (left := [(name, marked(mark)) for mark, name in marks.items() if marked(mark)]) and (
        time.monotonic() < began + PATIENCE
    ):
        time.sleep(0.5)
    for pid in (pid for _, found in left for pid in found):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert not left, left


def workers_but(mark: str, known: set[int]) -> set[int]:
    """Return the processes that carry a mark and answer, but for known ones."""
    return {
        pid
        for pid, line in marked(mark).items()
        if b"spawn_main" in line or (line.startswith(b"ray::") and b"Answering" in line)
    } - known


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.parquet")}


def lines(out: Path) -> list[bytes]:
    return (out / "answers.jsonl").read_bytes().splitlines()


def answers(out: Path) -> list[str]:
    return [f"{told['report']} {told['section']}" for told in map(json.loads, lines(out))]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run of the local engine, with its reports beside it."""
    base = tmp_path_factory.mktemp("local")
    extract(write(base / "reports", 6), out=base / "run", month="2025-01")
    return base / "run"


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run of the local engine over more reports, which stand beside it."""
    base = tmp_path_factory.mktemp("larger")
    extract(write(base / "reports", 60), out=base / "run", month="2025-01")
    return base / "run"


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


def disturbed(
    reports: Path, out: Path, engine: str, kill: Callable[[subprocess.Popen[str]], None]
) -> subprocess.CompletedProcess[str]:
    """Run, and kill what is to be killed once some answers are there."""
    given = command(reports, out, engine)
    with (
        (out.parent / "said").open("w+") as said,
        subprocess.Popen(given, stdout=subprocess.DEVNULL, stderr=said, text=True, cwd=ROOT) as process,
    ):
        path = out / "answers.jsonl"
        try:
            until(lambda: path.exists() and path.stat().st_size > 0, process)
            kill(process)
            process.wait(LIMIT)
        finally:
            process.kill()
    return subprocess.CompletedProcess(given, process.returncode, "", Path(said.name).read_text())


def until(there: Callable[[], T], process: subprocess.Popen[str]) -> T:
    """Wait for something while a run goes on, and return it."""
    began = time.monotonic()
    while not (found := there()):
        assert process.poll() is None, "the run ended"
        assert time.monotonic() < began + LIMIT, "the run hangs"
        time.sleep(0.01)
    return found


def killing(mark: str, times: int = 1) -> Callable[[subprocess.Popen[str]], None]:
    """Return what kills a worker, and then one of those that are started instead."""

    def kill(process: subprocess.Popen[str]) -> None:
        known = set[int]()
        for _ in range(times):
            new = until(partial(workers_but, mark, known), process)
            known |= new
            os.kill(min(new), signal.SIGKILL)

    return kill


@pytest.mark.parametrize("engine", ENGINES)
class TestARunThatIsKilled:
    def test_its_workers_end_with_it_and_the_same_command_asks_only_the_rest(
        self, larger: Path, tmp_path: Path, engine: str, mark: str
    ) -> None:
        reports, out = larger.parent / "reports", tmp_path / "run"
        done = disturbed(reports, out, engine, subprocess.Popen.kill)
        assert done.returncode == -signal.SIGKILL
        began = time.monotonic()
        while workers_but(mark, set()) and time.monotonic() < began + PATIENCE:
            time.sleep(0.1)
        assert workers_but(mark, set()) == set()
        kept = answers(out)
        assert 0 < len(kept) < 360
        again = run(reports, out, engine)
        assert again.returncode == 0, again.stderr
        assert answers(out)[: len(kept)] == kept
        assert same(larger, out) == []
        assert len(answers(out)) == len(set(answers(out))) == 360


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("workers_mark")
class TestEveryEngine:
    def test_the_records_are_those_of_the_local_engine_byte_for_byte(
        self, local: Path, tmp_path: Path, engine: str
    ) -> None:
        done = run(local.parent / "reports", tmp_path / "run", engine)
        assert done.returncode == 0, done.stderr
        assert same(local, tmp_path / "run") == []
        assert sorted(lines(tmp_path / "run")) == sorted(lines(local))
        if engine == "ray":
            write_partitions(RunFolder(local))
            assert files(tmp_path / "run" / "parquet") == files(local / "parquet") != {}
        here, there = (json.loads((out / "run.json").read_text()) for out in (tmp_path / "run", local))
        assert (here["signature"], here["counts"]) == (there["signature"], there["counts"])

    def test_a_model_is_asked_once_for_each_section_with_the_records_of_the_local_engine(
        self, chat: Any, tmp_path: Path, engine: str
    ) -> None:
        def labelled(body: dict[str, Any]) -> Any:
            answer = json.loads(chat.claims(body))
            first, *others = answer["rejected"]
            label = {
                "figure": first["figure"], "indicator": "production", "basis": "level", "direction": None,
                "negative": False, "period": "2025-01", "status": "actual", "segment": None, "region": None,
                "entity": None, "sentences": [1], "confidence": None,
            }  # fmt: skip
            return chat.completion(json.dumps({**answer, "figures": [label], "rejected": others}), body)

        reports = write(tmp_path / "reports", 4)
        with chat.ChatServer(labelled) as server:
            more = ("--model", "local/m", "--base-url", server.url, "--concurrency", "2", "--no-cache")
            for name, asking in (("local", "local"), ("run", engine)):
                server.asked.clear()
                done = run(reports, tmp_path / name, asking, *more)
                assert done.returncode == 0, done.stderr
                assert len(server.asked) == 24
        assert (tmp_path / "run" / "metrics.csv").read_text().count("\n") == 25  # with the header
        assert same(tmp_path / "local", tmp_path / "run") == []

    def test_what_stops_a_worker_stops_the_run_with_its_reason(self, tmp_path: Path, engine: str) -> None:
        reports = write(tmp_path / "reports", 1)
        more = ("--model", "local/m", "--base-url", "http://127.0.0.1:9/v1", "--no-cache")
        done = run(reports, tmp_path / "run", engine, *more)
        assert done.returncode == 2
        assert "is the server running" in done.stderr
        assert "Traceback" not in done.stderr


class TestAWorkerThatIsKilled:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_it_is_started_anew_and_nothing_is_lost(
        self, larger: Path, tmp_path: Path, engine: str, workers_mark: str
    ) -> None:
        out = tmp_path / "run"
        done = disturbed(larger.parent / "reports", out, engine, killing(workers_mark))
        assert done.returncode == 0, done.stderr
        assert same(larger, out) == []
        assert len(answers(out)) == len(set(answers(out))) == 360

    def test_processes_that_die_again_stop_the_run_and_the_same_command_goes_on(
        self, tmp_path: Path, mark: str
    ) -> None:
        reports, out = write(tmp_path / "reports", 120), tmp_path / "run"
        done = disturbed(reports, out, "processes", killing(mark, times=2))
        assert (done.returncode, done.stderr.count("\n")) == (2, 2), done.stderr
        assert "died over the same sections twice" in done.stderr
        kept = answers(out)
        assert 0 < len(kept) < 720
        assert run(reports, out, "processes").returncode == 0
        assert answers(out)[: len(kept)] == kept
        assert len(answers(out)) == len(set(answers(out))) == 720


class TestWhatWorkersHandOver:
    def test_what_goes_through_a_pipe_is_short_whatever_was_made(self, tmp_path: Path) -> None:
        made = [b"x" * 100_000, b"\n", b""]
        told = hand_over(lambda item: [item, *made], str(tmp_path), b"item")
        assert len(pickle.dumps(told)) < select.PIPE_BUF
        assert take_over(told) == [b"item", *made]
        assert list(tmp_path.iterdir()) == []

    def test_nothing_of_it_is_left_behind_a_run(
        self, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "tmp").mkdir()
        monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
        assert run(local.parent / "reports", tmp_path / "run", "processes").returncode == 0
        assert list((tmp_path / "tmp").glob("assay-*")) == []

    def test_nor_behind_one_that_was_killed(
        self, larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
    ) -> None:
        (tmp_path / "tmp").mkdir()
        monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
        disturbed(larger.parent / "reports", tmp_path / "run", "processes", subprocess.Popen.kill)
        began = time.monotonic()
        while workers_but(mark, set()) and time.monotonic() < began + PATIENCE:
            time.sleep(0.1)
        assert list((tmp_path / "tmp").glob("assay-*")) == []


class TestWhatAnEngineTakes:
    def test_only_what_has_no_answer_is_asked(self, local: Path, tmp_path: Path) -> None:
        out = tmp_path / "run"
        reports = local.parent / "reports"
        extract_half(reports, out)
        before = answers(out)
        assert 0 < len(before) < 36
        done = run(reports, out, "processes")
        assert done.returncode == 0, done.stderr
        after = answers(out)
        assert after[: len(before)] == before
        assert len(after) == len(set(after)) == 36
        assert same(local, out) == []

    def test_a_report_that_cannot_be_read_is_one_clear_line(self, tmp_path: Path) -> None:
        reports = write(tmp_path / "reports", 2)
        (reports / "metals-2020-02.txt").write_bytes(b"\x00\x01")
        done = run(reports, tmp_path / "run", "processes")
        assert done.returncode == 2
        assert "a binary file" in done.stderr
        assert "Traceback" not in done.stderr

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

    @pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
    def test_without_ray_the_error_says_what_to_install(self) -> None:
        with pytest.raises(InputError, match="pip install"):
            make_engine("ray", Recipe("rules", Settings()))
