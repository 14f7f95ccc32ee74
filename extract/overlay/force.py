"""The overlay that is in force: one in a process at a time, as one lexicon is.

What the lexicons and the list of commodities come to is computed once and kept; an overlay put in force,
or taken off, makes all of it be computed anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from extract.overlay.form import Overlay

__all__ = ["current", "overlaid"]

_IN_FORCE: list[Overlay] = []


def current() -> Overlay | None:
    """Return the overlay in force, or None."""
    return _IN_FORCE[-1] if _IN_FORCE else None


@contextmanager
def overlaid(overlay: Overlay | None) -> Iterator[None]:
    """Put an overlay in force for the `with` block; None changes nothing."""
    if overlay is None:
        yield
        return
    _IN_FORCE.append(overlay)
    _forget()
    try:
        yield
    finally:
        _IN_FORCE.remove(overlay)
        _forget()


def _forget() -> None:
    """Clear what `extract` has computed from its data files."""
    for name, module in list(sys.modules.items()):
        if name.startswith("extract."):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear) and getattr(value, "__module__", "").startswith("extract."):
                    clear()
