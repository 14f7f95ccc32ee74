"""Batches end as the online path does: over HTTP, with what fails, expires, is lost or answered wrongly."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extract.answerers import make_answerer
from extract.batch.job import load_job
from extract.batch.lines import RequestFiles, read_outcomes
from extract.batch.work import collect, prepare, submit
from extract.document import Report
from extract.estimate import estimate
from extract.model.settings import Settings
from extract.run import extract_reports
from schemas.errors import DataFileError, InputError, RunFolderError

MODEL, KEY = "local/gpt-5-mini", "sk-test-0123456789abcdef"
_ONE = ("Output was 5 mt, down 3% MoM.", "They made 12 mt.", "Nothing is known.")
DERIVED = ("sections.jsonl", "extractions.jsonl", "metrics.csv", "drivers.csv", "findings.csv")


def report(give: Any, count: int) -> Report:
    made: Report = give.report(*(f"Output was {n + 1:,} mt, down {n % 9 + 1}% MoM." for n in range(count)))
    return made


def files(run: Path, round_: int) -> list[Path]:
    return sorted((run / "batch" / f"round-{round_:02}").glob("requests-*.jsonl"))


def requests(run: Path, round_: int) -> list[dict[str, Any]]:
    return [json.loads(line) for path in files(run, round_) for line in path.read_text().splitlines()]


@pytest.fixture
def good(chat: Any) -> Callable[[dict[str, Any]], Any]:
    """Return how a model answers well: it claims every figure, but forgets one of ours until told."""

    def answer(body: dict[str, Any]) -> Any:
        listed = chat.figures_of(body)
        again = any(message["role"] == "assistant" for message in body["messages"])
        # Every third section is answered without its first figure, and asked again.
        number = int(re.findall(r"HEADING⟧ Metal (\d+)", body["messages"][-1 - 2 * again]["content"])[0])
        told = set(listed) if again or number % 3 else set(listed) - {1}
        claims = [_claim(n, s) for n, s in listed.items() if n in told]
        empty = {key: [] for key in ("movements", "rejected", "misread", "missed", "drivers")}
        return chat.completion(json.dumps({"figures": claims, **empty}), body)

    return answer


def _claim(figure: int, sentence: int) -> dict[str, Any]:
    basis, way = (("level", None), ("mom", "down"))[figure - 1]
    return {
        "figure": figure, "indicator": "production", "basis": basis, "direction": way, "negative": False,
        "period": "2025-01", "status": "actual", "segment": None, "region": None, "entity": None,
        "sentences": [sentence], "confidence": None,
    }  # fmt: skip


@pytest.fixture
def serve(batches: Any, good: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Return a starter of servers; `fate` may decide otherwise than the good answer, by returning it."""
    monkeypatch.setenv("ASSAY_API_KEY", KEY)
    running: list[Any] = []

    def start(fate: Callable[[str, dict[str, Any], int], Any] | None = None, **options: Any) -> Any:
        def decide(custom_id: str, body: dict[str, Any], times: int) -> Any:
            return (fate(custom_id, body, times) if fate else None) or good(body)

        server = batches.BatchServer(decide, **options)
        server.__enter__()
        running.append(server)
        return server

    yield start
    for server in running:
        server.__exit__()


def settings(server: Any, **changes: Any) -> Settings:
    return Settings(base_url=server.url, cache=False, **changes)


def online(server: Any, reports: list[Report], out: Path, **changes: Any) -> None:
    with closing(make_answerer(MODEL, settings(server, concurrency=1, **changes))) as answerer:
        extract_reports(reports, answerer, out)


def to_its_end(run: Path) -> Any:
    """Submit and collect until nothing is left."""
    state = submit(run)
    for _ in range(12):
        state = collect(run)
        if state.job.done:
            return state
        if state.job.unsent:
            submit(run)
    raise AssertionError(state)


class TestTheWholeWay:
    def test_failed_expired_and_lost_items_end_complete_and_as_online(
        self, give: Any, serve: Any, chat: Any, tmp_path: Path
    ) -> None:
        ids: list[str] = []

        def fate(custom_id: str, body: dict[str, Any], times: int) -> Any:
            if not custom_id or times > 1:
                return None
            ids.append(custom_id)
            at = len(ids) % 100  # of each hundred: two fail, one expires, one is never told of
            if at in (7, 57):
                return chat.error(500 if at == 7 else 429, "busy")
            return {31: "expire", 77: "lose"}.get(at)

        server = serve(fate, polls=1)
        reports = [report(give, 200)]
        state = prepare(reports, MODEL, settings(server), tmp_path / "run")
        assert (state.sections, state.left, state.job.files[0].requests) == (200, 200, 200)
        done = to_its_end(tmp_path / "run")
        assert (done.sections, done.left, done.failed) == (200, 0, 0)
        # A third of all was asked for the figure it forgot; 8 requests of 200 failed, and 3 of the 66.
        assert Counter(server.asked.values()) == {1: 255, 2: 11}
        assert len(server.asked) == 200 + 66

        online(server, reports, tmp_path / "online")
        for name in DERIVED:
            assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "online" / name).read_bytes(), name
        here, there = (json.loads((tmp_path / n / "run.json").read_text()) for n in ("run", "online"))
        assert (here["state"], here["signature"], here["counts"], here["tokens"]) == (
            "complete", there["signature"], there["counts"], there["tokens"]
        )  # fmt: skip

    def test_a_batch_costs_half(self, give: Any, serve: Any, tmp_path: Path) -> None:
        server = serve()
        reports = [give.report(*_ONE)]
        state = prepare(reports, "openai/gpt-5-mini", settings(server), tmp_path / "run")
        with closing(make_answerer("openai/gpt-5-mini", settings(server))) as answerer:
            estimated = estimate(answerer, reports)
            extract_reports(reports, answerer, tmp_path / "online")
        assert state.estimate is not None
        assert state.estimate.cost == pytest.approx(estimated["cost"] / 2)
        to_its_end(tmp_path / "run")
        here, there = (json.loads((tmp_path / n / "run.json").read_text()) for n in ("run", "online"))
        assert here["cost"] == pytest.approx(there["cost"] / 2)
        assert there["cost"] > 0

    def test_what_was_answered_wrongly_is_asked_again_with_what_is_wrong(
        self, give: Any, serve: Any, tmp_path: Path
    ) -> None:
        server = serve()
        prepare([report(give, 3)], MODEL, settings(server), tmp_path / "run")
        submit(tmp_path / "run")
        state = collect(tmp_path / "run")
        assert (state.left, state.job.round) == (1, 2)
        again = requests(tmp_path / "run", 2)
        assert [m["role"] for m in again[0]["body"]["messages"]] == ["system", "user", "assistant", "user"]
        assert "F1 is in none of figures" in again[0]["body"]["messages"][-1]["content"]

    def test_several_answers_are_asked_for_in_one_round(self, give: Any, serve: Any, tmp_path: Path) -> None:
        server = serve()
        reports = [report(give, 2)]
        prepare(reports, MODEL, settings(server, samples=3), tmp_path / "run")
        assert len({r["custom_id"] for r in requests(tmp_path / "run", 1)}) == 6
        to_its_end(tmp_path / "run")
        online(server, reports, tmp_path / "online", samples=3)
        for name in DERIVED:
            assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "online" / name).read_bytes(), name

    def test_a_run_that_waits_can_be_read_and_go_on_online(
        self, give: Any, serve: Any, chat: Any, tmp_path: Path
    ) -> None:
        server = serve(lambda i, body, n: chat.error(500, "down") if i and "Metal 2\n" in str(body) else None)
        reports = [report(give, 6)]
        run = tmp_path / "run"
        prepare(reports, MODEL, settings(server), run)
        submit(run)
        collect(run)
        lines = [json.loads(line) for line in (run / "extractions.jsonl").read_text().splitlines()]
        waiting = [line["section"] for line in lines if line["error"]]
        assert waiting == ["metal-3", "metal-6"]
        assert "waits for round 2" in lines[2]["error"]
        online(server, reports, run)
        assert json.loads((run / "run.json").read_text())["counts"]["ok"] == 6


class TestFailures:
    def test_what_fails_too_often_stands_as_failed_with_its_reason(
        self, give: Any, serve: Any, chat: Any, tmp_path: Path
    ) -> None:
        server = serve(lambda i, body, n: chat.error(500, "down") if "Metal 2\n" in _last(body) else None)
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        state = to_its_end(tmp_path / "run")
        assert (state.left, state.failed) == (0, 1)
        failed = json.loads((tmp_path / "run" / "extractions.jsonl").read_text().splitlines()[1])
        assert (failed["status"], failed["section"]) == ("failed", "metal-2")
        assert "down; tried in 5 batches" in failed["error"]
        assert collect(tmp_path / "run").failed == 1
        assert len((tmp_path / "run" / "answers.jsonl").read_text().splitlines()) == 2

    def test_one_bad_request_fails_alone(self, give: Any, serve: Any, chat: Any, tmp_path: Path) -> None:
        server = serve(
            lambda i, body, n: chat.error(400, "no such thing") if "Metal 1\n" in _last(body) else None
        )
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        state = to_its_end(tmp_path / "run")
        assert (state.failed, sum(server.asked.values())) == (1, 2)
        lines = (tmp_path / "run" / "extractions.jsonl").read_text().splitlines()
        assert "no such thing" in json.loads(lines[0])["error"]

    def test_a_parameter_that_is_not_taken_is_left_out_in_the_next_round(
        self, give: Any, serve: Any, chat: Any, tmp_path: Path
    ) -> None:
        def fate(custom_id: str, body: dict[str, Any], times: int) -> Any:
            if "temperature" in body:
                return chat.error(400, "temperature is not supported", param="temperature")
            return None

        server = serve(fate)
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        assert to_its_end(tmp_path / "run").failed == 0
        assert "temperature" not in requests(tmp_path / "run", 2)[0]["body"]

    def test_a_batch_that_is_refused_whole_is_told_and_submitted_again(
        self, give: Any, serve: Any, tmp_path: Path
    ) -> None:
        server = serve()
        server.refuse = "too many tokens are enqueued"
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        submit(tmp_path / "run")
        with pytest.raises(InputError, match="too many tokens are enqueued"):
            collect(tmp_path / "run")
        server.refuse = None
        assert to_its_end(tmp_path / "run").failed == 0

    def test_a_batch_whose_making_was_not_confirmed_is_found_and_not_made_twice(
        self, give: Any, serve: Any, tmp_path: Path
    ) -> None:
        server = serve()
        server.break_next_create = True
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        with pytest.raises(InputError, match="may have been made"):
            submit(tmp_path / "run")
        assert to_its_end(tmp_path / "run").failed == 0
        assert set(server.asked.values()) == {1}
        assert len(server.batches) == 1

    def test_no_key_is_kept(self, give: Any, serve: Any, tmp_path: Path) -> None:
        server = serve()
        prepare([report(give, 2)], MODEL, settings(server), tmp_path / "run")
        to_its_end(tmp_path / "run")
        assert server.keys == {f"Bearer {KEY}"}
        kept = [path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()]
        assert not any(KEY.encode() in each for each in kept)


def _last(body: dict[str, Any]) -> str:
    return str(next(m["content"] for m in body["messages"] if m["role"] == "user"))


class TestRequestFiles:
    def test_the_same_work_has_the_same_id_and_is_asked_once(
        self, give: Any, serve: Any, tmp_path: Path
    ) -> None:
        server = serve()
        first = [report(give, 2), give.report("Output was 1 mt, down 1% MoM.", name="other")]
        prepare(first, MODEL, settings(server), tmp_path / "run")
        prepare(first[:1], MODEL, settings(server), tmp_path / "again")
        prepare(first[:1], MODEL, settings(server, tries=1), tmp_path / "another")
        ids = {
            name: [r["custom_id"] for r in requests(tmp_path / name, 1)]
            for name in ("run", "again", "another")
        }
        assert len(ids["run"]) == 2  # the third section is the first one's text
        assert ids["again"] == ids["run"] == ids["another"]
        prepare(first[:1], MODEL, settings(server, parameters={"seed": 7}), tmp_path / "seeded")
        assert not set(ids["run"]) & {r["custom_id"] for r in requests(tmp_path / "seeded", 1)}
        assert to_its_end(tmp_path / "run").sections == 3

    def test_files_keep_within_the_limits_of_requests_and_bytes(self, tmp_path: Path) -> None:
        files = RequestFiles(tmp_path, most_requests=3, most_bytes=2000)
        for n in range(5):
            files.add(f"id-{n}", {"n": n})
        for n in range(5, 7):
            files.add(f"id-{n}", {"text": "x" * 1200})
        written = files.close()
        assert [each.requests for each in written] == [3, 2 + 1, 1]
        assert all((tmp_path / each.name).stat().st_size <= 2000 for each in written)

    def test_a_line_is_what_the_api_takes(self, give: Any, serve: Any, tmp_path: Path) -> None:
        prepare([report(give, 1)], MODEL, settings(serve()), tmp_path / "run")
        (line,) = requests(tmp_path / "run", 1)
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        assert line["body"]["model"] == "gpt-5-mini"
        assert len(line["custom_id"]) == 64


class TestAnswersOfAnotherProgram:
    def answered(self, run: Path, round_: int, good: Any) -> list[str]:
        lines = []
        for request in requests(run, round_):
            response = {"status_code": 200, "request_id": "x", "body": json.loads(good(request["body"]).body)}
            lines.append(json.dumps({"custom_id": request["custom_id"], "response": response, "error": None}))
        return lines

    def test_they_may_come_in_parts_and_in_any_order(
        self, give: Any, serve: Any, good: Any, tmp_path: Path
    ) -> None:
        server, run = serve(), tmp_path / "run"
        reports = [report(give, 5)]
        prepare(reports, MODEL, settings(server), run)
        lines = self.answered(run, 1, good)
        (tmp_path / "a.jsonl").write_text("\n".join(reversed(lines[3:])))
        (tmp_path / "b.jsonl").write_text("\n".join(lines[:3]) + "\n")
        assert collect(run, [tmp_path / "a.jsonl"]).left == 3
        state = collect(run, [tmp_path / "b.jsonl"])
        assert state.left == 1
        (tmp_path / "c.jsonl").write_text("\n".join(self.answered(run, state.job.round, good)))
        assert collect(run, [tmp_path / "c.jsonl"]).job.done
        online(server, reports, tmp_path / "online")
        for name in DERIVED:
            assert (run / name).read_bytes() == (tmp_path / "online" / name).read_bytes(), name

    def test_a_file_of_another_run_is_refused_and_strays_are_told(
        self, give: Any, serve: Any, good: Any, tmp_path: Path
    ) -> None:
        run, path = tmp_path / "run", tmp_path / "a.jsonl"
        prepare([report(give, 2)], MODEL, settings(serve()), run)
        stray = json.dumps({"custom_id": "mine", "response": {"status_code": 200, "body": {}}, "error": None})
        path.write_text(stray)
        with pytest.raises(InputError, match="holds no answer to a request"):
            collect(run, [path])
        path.write_text("\n".join([stray, *self.answered(run, 1, good)]))
        assert "1 answers are to no request" in collect(run, [path]).notes[0]

    @pytest.mark.parametrize("line", ["{", "[]", "{}", '{"custom_id": "x"}', '{"response": {}}'])
    def test_a_broken_file_is_refused_with_its_line(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(f'{{"custom_id": "x", "response": {{}}}}\n{line}\n')
        with pytest.raises(DataFileError, match="line 2"):
            list(read_outcomes(path))

    def test_the_first_reply_stays(self, give: Any, serve: Any, good: Any, tmp_path: Path) -> None:
        run, path = tmp_path / "run", tmp_path / "a.jsonl"
        prepare([report(give, 4)], MODEL, settings(serve()), run)
        lines = self.answered(run, 1, good)
        path.write_text("\n".join(lines))
        before = collect(run, [path])
        path.write_text("\n".join(line.replace("production", "inventory") for line in lines))
        assert collect(run, [path]).left == before.left == 1
        assert "inventory" not in (run / "extractions.jsonl").read_text()


class TestStepsThatDoNotFit:
    def test_collecting_what_was_not_submitted(self, give: Any, serve: Any, tmp_path: Path) -> None:
        prepare([report(give, 1)], MODEL, settings(serve()), tmp_path / "run")
        with pytest.raises(InputError, match="round 1 is not submitted"):
            collect(tmp_path / "run")

    def test_submitting_twice(self, give: Any, serve: Any, tmp_path: Path) -> None:
        server = serve()
        prepare([report(give, 1)], MODEL, settings(server), tmp_path / "run")
        submit(tmp_path / "run")
        with pytest.raises(InputError, match="nothing is to be submitted"):
            submit(tmp_path / "run")
        assert len(server.batches) == 1

    def test_preparing_again_before_and_after_submitting(self, give: Any, serve: Any, tmp_path: Path) -> None:
        server, reports = serve(), [report(give, 3)]
        prepare(reports, MODEL, settings(server), tmp_path / "run")
        first = load_job(tmp_path / "run")
        assert prepare(reports, MODEL, settings(server), tmp_path / "run").job == first
        submit(tmp_path / "run")
        with pytest.raises(RunFolderError, match="under way"):
            prepare(reports, MODEL, settings(server), tmp_path / "run")

    def test_a_run_that_was_not_prepared(self, give: Any, fake: Any, tmp_path: Path) -> None:
        extract_reports([report(give, 1)], fake(), tmp_path / "run")
        with pytest.raises(RunFolderError, match="holds no batch job"):
            collect(tmp_path / "run")

    def test_a_job_of_a_program_that_asks_otherwise(
        self, give: Any, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        prepare([report(give, 1)], MODEL, settings(serve()), tmp_path / "run")
        monkeypatch.setattr("extract.model.answerer._VERSION", "0")
        with pytest.raises(RunFolderError, match="asks otherwise"):
            submit(tmp_path / "run")
