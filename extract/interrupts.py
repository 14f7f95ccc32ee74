"""Interrupts while a run ends: noted, not raised, so that none is lost in a finaliser or a callback."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Interrupts", "noted"]


class Interrupts:
    """Whether an interrupt came since these were noted."""

    def __init__(self) -> None:
        """Begin with none."""
        self.came = False

    def note(self, number: int, frame: FrameType | None) -> None:
        """Note an interrupt; a handler of signals."""
        del number, frame
        self.came = True


@contextmanager
def noted() -> Iterator[Interrupts]:
    """Note interrupts instead of raising them; elsewhere than in the main thread none are seen."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)
