"""What holds for every test: none reaches the network, none sees a key; and a browser for some."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Timing never decides a test.
settings.register_profile("assay", deadline=None)
settings.load_profile("assay")

LOOPBACK = ("localhost", "::1", "0.0.0.0", "::")


def _is_local(address: object) -> bool:
    """Tell whether an address is a path of a unix socket, or on this machine."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    return host is None or host in LOOPBACK or str(host).startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection and every look-up of a name that leaves this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        resolve = socket.getaddrinfo

        def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
            _refuse((host,))
            return resolve(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        # What a test starts as a process of its own finds a proxy that nobody answers, and no key.
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            for variable in (name, name.upper()):
                patch.setenv(variable, "http://127.0.0.1:9")
        for name in [name for name in os.environ if name.endswith("_API_KEY")]:
            patch.delenv(name)
        yield


def _guarded(method: Any) -> Any:
    def guarded(self: socket.socket, *args: Any) -> Any:
        # The address is the last argument of sendto, and the only one of the others.
        _refuse(args[-1])
        return method(self, *args)

    return guarded


def _refuse(address: object) -> None:
    if not _is_local(address):
        raise RuntimeError(f"a test reached for the network: {address!r}")


_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-dev-shm-usage"
_PATIENCE = 20_000  # milliseconds that one action may take
_LONGEST = 240  # seconds after which a test that hangs is ended


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return headless Chromium, or skip where the extra or the program is missing."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="browser tests are an extra: pip install -e '.[browser]'"
    )
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        names = ", ".join(_BROWSERS)
        pytest.skip(f"no browser here: none of {names} is on the PATH (apt-get install chromium)")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=_FLAGS.split(), timeout=3 * _PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def hang_guard() -> Iterator[None]:
    """End a test whose browser hangs, instead of hanging too: a script in a page has no time limit."""

    def end(*_: object) -> None:
        raise TimeoutError(f"the browser did not answer for {_LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(_LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def open_page(chromium: Any, hang_guard: None) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a file in a window of its own; no page may complain of anything."""
    contexts, complaints = [], []

    def opened(path: Path, fragment: str = "", *, width: int = 1280, scheme: str = "light") -> Any:
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, color_scheme=scheme, accept_downloads=True)
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
