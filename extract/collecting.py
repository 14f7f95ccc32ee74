"""The garbage collector in a long run: what the first section loads stays, and need not be looked through."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["seldom_collecting"]

_OBJECTS = 10_000
"""How many objects may come to be before the collector looks for circles in them: sections leave none."""


@contextmanager
def seldom_collecting() -> Iterator[Callable[[], None]]:
    """Collect seldom within; what is given is called once all that stays is loaded.

    Behind it the collector is as it was before.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    frozen = gc.get_freeze_count()
    try:
        yield gc.freeze
    finally:
        gc.set_threshold(*before)
        if not frozen:
            gc.unfreeze()
