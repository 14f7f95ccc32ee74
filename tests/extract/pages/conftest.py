"""Runs to look at: a calm one, and one whose every text is hostile; and a browser, where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.document import Report
from extract.pages import build_page, load_run, render
from extract.run import extract_reports

_PATIENCE = 300.0
_LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""

BODIES = {
    "Copper Cathode": "Copper output fell 7.46% MoM to 1.01 million mt in January 2025."
    "\nThe cause was weak orders.",
    "Refined Tin": "Nothing of note was told.",
    "Failed Metal": "Output was 300 mt in January.",
    "Quiet Metal": "Output was 12,500 mt in January, after 13,000 mt.",
    "Last Metal": "Output was 5,000 mt in January, 2,000 mt in February and 9,000 mt in March.",
}
HOSTILE = {
    "<script>alert(1)</script>": "</script><script>alert(2)</script> output fell 7.46% MoM."
    "\nweak orders & <b>bold</b>",
    '"><img src=x onerror=alert(3)>': 'x"><img src=x onerror=alert(4)> output was 12,500 mt'
    " {{7*7}} {% raw %}",
    "{{7*7}}": "\u202eevil\u202c output \u2066was\u2069 3,000 mt\u2028then \u0007 \u200b 5,000 mt",
    "javascript:alert(5)": "--><!-- output was 4,000 mt ]]> weak orders \U0001f600 <svg onload=alert(6)>",
}


@pytest.fixture(scope="session")
def make_run(give: Any, fake: Any) -> Callable[..., Path]:
    """Return a function that runs sections (heading -> body) into a folder."""

    def run(folder: Path, bodies: dict[str, str], *, failing: tuple[str, ...] = (), quiet: str = "") -> Path:
        report: Report = give.report(*bodies.values())
        sections = tuple(
            replace(section, heading=heading)
            for section, heading in zip(report.sections, bodies, strict=True)
        )
        answerer = fake(failing=failing)
        answer = answerer.answer

        def answering(section: Any) -> Any:
            reply = answer(section)
            silent = section.section.slug == quiet
            return replace(reply, answer=give.answer()) if silent else reply

        answerer.answer = answering
        extract_reports([replace(report, sections=sections)], answerer, folder)
        return folder

    return run


@pytest.fixture(scope="session")
def calm(make_run: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run with an answered, an empty, a failed and an unclaimed section."""
    folder = tmp_path_factory.mktemp("view") / "calm"
    return make_run(folder, BODIES, failing=("metal-3",), quiet="metal-4")


@pytest.fixture(scope="session")
def hostile(make_run: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run whose headings and texts try to be markup, templates and scripts."""
    return make_run(tmp_path_factory.mktemp("view") / "hostile", HOSTILE)


def html_of(run: Path) -> str:
    """Return the page of a run."""
    return render(build_page(load_run(run)))


@pytest.fixture(scope="session")
def page_of() -> Callable[[Path], str]:
    """Return the function from a run to its page."""
    return html_of


class Browser:
    """A page in headless Chromium, spoken to through a pipe: no port, no network, no package."""

    def __init__(self, program: str, profile: Path) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        flags = (
            "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
            "--disable-dev-shm-usage --window-size=1280,800 --remote-debugging-pipe about:blank"
        ).split()
        # Chromium reads from 3 and writes to 4; either number may be taken by the other's end here.
        launch = [sys.executable, "-c", _LAUNCH]
        ends = (theirs_in, theirs_out)
        command = [*launch, *map(str, ends), program, f"--user-data-dir={profile}", *flags]
        self.process = subprocess.Popen(command, pass_fds=ends, stderr=subprocess.DEVNULL)
        # A browser that hangs is ended, and its test fails, instead of hanging too.
        self._guard = threading.Timer(_PATIENCE, self.process.kill)
        self._guard.daemon = True
        self._guard.start()
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb", 0)
        self._number, self._session = 0, None
        self.logged: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def _read(self) -> dict[str, Any]:
        raw = bytearray()
        while (byte := self._in.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser is gone")
            raw += byte
        message: dict[str, Any] = json.loads(raw)
        if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
            self.logged.append(json.dumps(message["params"]))
        return message

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, path: Path, fragment: str = "") -> None:
        # By way of another page: an address that differs in its fragment alone would load nothing.
        for url in ("about:blank", path.as_uri() + fragment):
            self.logged.clear()
            self.call("Page.navigate", url=url)
            state = "location.href + ' ' + document.readyState"
            while self.call("Runtime.evaluate", expression=state)["result"].get("value") != f"{url} complete":
                pass

    def run(self, script: str) -> Any:
        """Return the value of an expression, awaited, one frame after the page has settled."""
        settled = "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        expression = f"(async () => {{ const value = await ({script}); await {settled}; return value; }})()"
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def close(self) -> None:
        with suppress(RuntimeError):
            self.call("Browser.close")
        self.process.wait()
        self._guard.cancel()
        self._in.close()
        self._out.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser, or skip where none is asked for (an extra) or none is there."""
    if not os.environ.get("ASSAY_BROWSER"):
        pytest.skip("browser tests are an extra: set ASSAY_BROWSER=1 and have chromium on the PATH")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip(f"no browser here: none of {', '.join(names)} is on the PATH (apt-get install chromium)")
    opened = Browser(program, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
