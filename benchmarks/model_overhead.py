"""What asking a model costs beside the model: `python -m benchmarks.model_overhead [sections] [latency]`.

Ways to ask the same server for the same sections, side by side in one run, 16 in flight: ours, the whole
run that ours is part of, a plain instructor loop, a plain openai `create` loop with the schema computed
once, and bare HTTP; all but the whole run begin with the messages at hand. Throughput is in percent of the
ideal (sections x latency / 16); CPU is the client's, a request, start-up and imports apart.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.chat_server import serving
from benchmarks.sections import report_of

__all__ = ["main"]

FLYING = 16
Ask = Callable[[], None]


def _messages(report: Path) -> list[list[dict[str, Any]]]:
    from extract.annotate import annotate
    from extract.model.modes import Mode, Shape
    from extract.model.prompt import load_prompt
    from extract.model.request import section_message
    from extract.reading import read_report

    read, shape = read_report(report), Shape(Mode.JSON_SCHEMA, load_prompt())
    return [shape.messages(section_message(annotate(s, read.month))) for s in read.sections]


def _answerer(report: Path, url: str) -> Any:
    from extract.model.answerer import ModelAnswerer
    from extract.model.cache import Cache
    from extract.model.providers import endpoint
    from extract.model.settings import Settings

    cache = Cache(report.parent / "cache.sqlite", refresh=True)
    return ModelAnswerer(endpoint("local/fake", url), Settings(concurrency=FLYING), cache=cache)


def ours(report: Path, url: str) -> Ask:
    """Return our asking: each answer validated, priced, cached and kept in `answers.jsonl`."""
    from extract.annotate import annotate
    from extract.asking import Budget, ask_all
    from extract.reading import read_report
    from extract.store.folder import RunFolder

    read, answerer = read_report(report), _answerer(report, url)
    pending = [(read.id, annotate(section, read.month)) for section in read.sections]

    def ask() -> None:
        folder = RunFolder(Path(tempfile.mkdtemp(dir=report.parent)))
        with folder.appending() as log:
            assert ask_all(answerer, pending, Budget(None, 0.0), log.append)

    return ask


def whole_run(report: Path, url: str) -> Ask:
    """Return a whole run: annotated before, resolved, checked, compared with the rules, and written after."""
    from extract.reading import read_report
    from extract.run import extract_reports

    read, answerer = read_report(report), _answerer(report, url)

    def ask() -> None:
        folder = Path(tempfile.mkdtemp(dir=report.parent)) / "run"
        _, manifest = extract_reports([read], answerer, folder)
        assert not manifest.counts.get("failed"), manifest.counts

    return ask


def instructor_loop(report: Path, url: str) -> Ask:
    """Return a plain loop over `instructor.from_openai`."""
    import instructor
    from openai import OpenAI

    from extract.model.wire import wire_answer

    client = instructor.from_openai(
        OpenAI(base_url=url, api_key="none", max_retries=0), mode=instructor.Mode.JSON_SCHEMA
    )
    model = wire_answer()

    def one(messages: Any) -> None:
        client.chat.completions.create(model="fake", messages=messages, response_model=model, max_retries=0)

    return _pooled(one, _messages(report))


def create_loop(report: Path, url: str) -> Ask:
    """Return a plain loop over openai's `create`, the schema computed once."""
    from openai import OpenAI

    from extract.model.modes import Mode, Shape
    from extract.model.prompt import load_prompt
    from extract.model.wire import wire_answer

    client, model = OpenAI(base_url=url, api_key="none", max_retries=0), wire_answer()
    fixed: Any = dict(Shape(Mode.JSON_SCHEMA, load_prompt()).fixed)

    def one(messages: Any) -> None:
        reply = client.chat.completions.create(model="fake", messages=messages, **fixed)
        model.model_validate_json(reply.choices[0].message.content or "")

    return _pooled(one, _messages(report))


def bare_http(report: Path, url: str) -> Ask:
    """Return a loop that only sends bytes and reads them."""
    from threading import local

    from extract.model.modes import Mode, Shape
    from extract.model.prompt import load_prompt

    fixed = Shape(Mode.JSON_SCHEMA, load_prompt()).fixed
    bodies = [json.dumps({"model": "fake", "messages": m, **fixed}) for m in _messages(report)]
    thread, where = local(), urlsplit(url)

    def one(body: str) -> None:
        if not hasattr(thread, "connection"):
            thread.connection = http.client.HTTPConnection(where.hostname or "", where.port)
        thread.connection.request("POST", f"{where.path}/chat/completions", body, {"content-type": "x"})
        json.loads(thread.connection.getresponse().read())

    return _pooled(one, bodies)


def _pooled(one: Callable[[Any], None], items: list[Any]) -> Ask:
    def ask() -> None:
        with ThreadPoolExecutor(FLYING) as pool:
            list(pool.map(one, items))

    return ask


WAYS = {
    "ours": ours,
    "ours, whole run": whole_run,
    "instructor": instructor_loop,
    "create": create_loop,
    "bare HTTP": bare_http,
}


def _measure(way: str, report: str, url: str) -> None:
    """Print wall and CPU seconds of one way, after a first round that is not counted."""
    ask = WAYS[way](Path(report), url)
    ask()
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]))


def main() -> None:
    """Print the table."""
    if len(sys.argv) == 5:
        _measure(*sys.argv[2:])
        return
    sections = int(sys.argv[1]) if len(sys.argv) > 1 else 480
    latency = float(sys.argv[2]) if len(sys.argv) > 2 else 0.2
    ideal = sections * latency / FLYING
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    print(f"{sections} sections, {latency * 1000:.0f} ms, {FLYING} in flight: ideal {ideal:.2f} s")
    print(f"{'way':<18}{'wall, s':>10}{'% of ideal':>12}{'CPU, ms/request':>18}")
    with tempfile.TemporaryDirectory() as folder, serving(latency=latency) as url:
        report = report_of(sections, Path(folder) / "metals-2025-01.txt")
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.model_overhead", "measure", way, str(report), url]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            wall, cpu = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{way:<18}{wall:>10.2f}{100 * ideal / wall:>12.1f}{1000 * cpu / sections:>18.2f}", flush=True
            )


if __name__ == "__main__":
    main()
