"""What holds for every test: none reaches the network, and none sees a key."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
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
