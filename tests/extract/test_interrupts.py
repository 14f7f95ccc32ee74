"""Interrupts that are noted: none is raised, and none is lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from extract.interrupts import Interrupts, noted


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Let an interrupt be raised also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_is_noted_and_the_handler_of_before_is_back_behind() -> None:
    before = signal.getsignal(signal.SIGINT)
    with noted() as interrupts:
        assert not interrupts.came
        signal.raise_signal(signal.SIGINT)
        assert interrupts.came
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_an_interrupt_in_a_finaliser_is_noted() -> None:
    class Ending:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with noted() as interrupts:
        Ending()
        assert interrupts.came


def test_another_thread_sees_none() -> None:
    seen: list[Interrupts] = []

    def look() -> None:
        with noted() as interrupts:
            seen.append(interrupts)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert not seen[0].came
