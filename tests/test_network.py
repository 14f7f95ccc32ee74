"""Tests cannot reach the network."""

from __future__ import annotations

import os
import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest

REFUSED = "reached for the network"


def test_no_connection_leaves_the_machine() -> None:
    with socket.socket() as plug, pytest.raises(RuntimeError, match=REFUSED):
        plug.connect(("192.0.2.1", 80))
    with socket.socket(socket.AF_INET6) as plug, pytest.raises(RuntimeError, match=REFUSED):
        plug.connect_ex(("2001:db8::1", 80, 0, 0))
    with socket.socket(type=socket.SOCK_DGRAM) as plug, pytest.raises(RuntimeError, match=REFUSED):
        plug.sendto(b"x", ("192.0.2.1", 53))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(RuntimeError, match=REFUSED):
        socket.getaddrinfo("example.org", 443)


def test_clients_find_a_dead_proxy() -> None:
    with pytest.raises(URLError):
        urlopen("http://example.org", timeout=5)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as plug:
        plug.connect(server.getsockname())
        assert plug.getpeername() == server.getsockname()


def test_no_key_is_at_hand() -> None:
    assert [name for name in os.environ if name.endswith("_API_KEY")] == []
