"""Printed: where a body names what something is told of, in the words of its scope or in others for the same.

Regions are told in a fixed form ("Guinea", "Shanxi, Henan"), and printed in many ("Guinean ore", "Shanxi and
Henan"). Who looks only for the form finds nothing, and takes the region for one that the body does not name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.rules.encoder import Run, places_of
from extract.rules.regions import names_of
from extract.rules.review.runs import REGION

__all__ = ["printed_at"]

_REMEMBERED = 4096
_MOST = 32
_JOINED = r"(?:[\s,/]|\b(?:and|or|as well as|in|the|both)\b)+"
_OF_PORTS = r"(?:\s+ports?)?"


@lru_cache(maxsize=_REMEMBERED)
def printed_at(body: str, field: str, text: str) -> tuple[Run, ...]:
    """Return the offsets at which a body names a text of a field of a scope, in text order."""
    parts = [part for part in text.split(", ") if part]
    if field != REGION or not parts:
        return places_of(body, text)
    named = [rf"(?:{'|'.join(map(_spelled, names_of(part)))})" for part in parts]
    found = re.finditer(rf"(?<!\w)(?i:{(_OF_PORTS + _JOINED).join(named)})(?!\w)", body)
    return tuple(match.span() for match, _ in zip(found, range(_MOST), strict=False))


def _spelled(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))
