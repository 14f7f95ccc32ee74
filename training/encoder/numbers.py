"""Numbers drawn anew: a text with other numbers asks the same, and cannot be known by its numbers.

Each number becomes another with as many digits, and larger ones stay larger. What is no amount keeps its
own: years, and what stands beside a month or a word of time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from random import Random

from extract.annotate.lexicon import words
from extract.rules.encoder.pieces import VOCABULARY

__all__ = ["renumbered"]

_DIGITS = re.compile(r"[1-9]\d{0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_TIME = frozenset("month months day days week weeks year years quarter quarters q h fy half #".split())
_GOES_ON = "##"
_BESIDE = (-2, -1, 1)


def renumbered(ids: Sequence[int], drawn: Random) -> list[int]:
    """Return the pieces of a text with other numbers, as many of them."""
    pieces, amounts, kept = _vocabulary()
    got = list(ids)
    free = [
        at
        for at, piece in enumerate(ids)
        if piece in amounts
        and not any(0 <= at + step < len(ids) and ids[at + step] in kept for step in _BESIDE)
        and not (at + 1 < len(ids) and pieces[ids[at + 1]].startswith(_GOES_ON))
    ]
    for size in {len(pieces[ids[at]]) for at in free}:
        alike = [piece for piece, digits in amounts.items() if digits == size]
        held = sorted({ids[at] for at in free if len(pieces[ids[at]]) == size}, key=lambda n: int(pieces[n]))
        others = sorted(drawn.sample(alike, len(held)), key=lambda n: int(pieces[n]))
        new = dict(zip(held, others, strict=True))
        for at in free:
            got[at] = new.get(ids[at], got[at])
    return got


@cache
def _vocabulary() -> tuple[Sequence[str], dict[int, int], frozenset[int]]:
    """Return the pieces, those that are amounts with their digits, and those beside which none is."""
    pieces = VOCABULARY.read_text(encoding="utf-8").split("\n")
    amounts = {at: len(piece) for at, piece in enumerate(pieces) if _DIGITS.fullmatch(piece)}
    of_time = _OF_TIME | words().months.keys()
    kept = (at for at, piece in enumerate(pieces) if piece in of_time or _YEAR.fullmatch(piece))
    return pieces, amounts, frozenset(kept)
