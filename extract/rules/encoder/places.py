"""Places: where a text names something in the same words, in any case."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["places_of"]

_REMEMBERED = 4096
_MOST = 32
"""How many places are looked at: a text that is named more often is not told better by more of them."""


@lru_cache(maxsize=_REMEMBERED)
def places_of(body: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of a text in a body, where it is no part of a longer word, in text order."""
    words = r"\s+".join(map(re.escape, text.split()))
    if not words:
        return ()
    found = re.finditer(rf"(?<!\w){words}(?!\w)", body, re.IGNORECASE)
    return tuple(match.span() for match, _ in zip(found, range(_MOST), strict=False))
