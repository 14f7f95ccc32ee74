"""Hedges: the words that make a figure approximate, a lower bound or an upper bound."""

from __future__ import annotations

import re
from functools import cache

from extract.annotate.lexicon import alternatives, folded, plain, words
from schemas.vocabulary import Qualifier

__all__ = ["carries_over", "hedge_at"]

_LOOK_BACK = 48
_LOOK_AHEAD = 24
_WORD = re.compile(r"[^\W\d_][\w'’/-]*")
_PIECE = re.compile(r"[^\W\d_]+|[^\w\s]")
_LAST = 3  # "approx. just the 5%": a word, and two small words
_LONGEST_CARRY = 60
# "Below the 5.51 million mt of its June projection" compares, and hedges nothing.
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\s+(?:of|an?|that|it|we|seen|recorded|reached|made|produced|expected|forecast|projected|reported|planned)\b",
    re.IGNORECASE,
)
# "from a month earlier", "less than in the same period last year": part of the figure before.
_COMPARISON = re.compile(
    r"\b(?:(?:less|more|lower|higher|fewer)\s+)?(?:from|than|versus|against|on|compared\s+(?:to|with))\s+"
    r"(?:in\s+)?(?:(?:a|an|the|that|its|same|previous|prior|last|preceding|corresponding)\s+){0,3}"
    r"(?:month|year|week|period|level)s?\b(?:\s+(?:earlier|before|ago|last\s+year))?",
    re.IGNORECASE,
)
# "…, and the national figure of": what follows is another statement.
_NEW_SUBJECT = re.compile(r",\s+and\s+(?!(?:by|a|an|up|down|some)\b)[^,]*\bof\s*$", re.IGNORECASE)
# "Above 15,500 yuan/mt and scrap at 8,850 yuan/mt": the second has a subject of its own.
_AT = re.compile(r"\band\s+(?:[\w'’-]+\s+){1,4}at\s*$", re.IGNORECASE)
# What may stand between two figures under one hedge: basis words, "and", and the noun measured.
_BREAKS = frozenset(
    [
        "but",
        "while",
        "whereas",
        "with",
        "to",
        "from",
        "than",
        "compared",
        "versus",
        "although",
        "though",
        "however",
        "after",
        "before",
        "by",
    ]
)


@cache
def _before() -> re.Pattern[str]:
    lexicon = words()
    forms = [form for form in lexicon.hedges_before if form[-1].isalpha() or form[-1] == "."]
    signs = [form for form in lexicon.hedges_before if form not in forms]
    gap = alternatives(lexicon.hedge_gap)
    return re.compile(
        rf"(?:(?<![\w-])(?P<word>{alternatives(forms)})\s+(?:(?:{gap})\s+){{0,2}}"
        rf"|(?P<sign>{alternatives(signs)})\s*)$",
        re.IGNORECASE,
    )


@cache
def _cues() -> frozenset[str]:
    return frozenset(_PIECE.findall(plain(form.rstrip(".")))[-1] for form in words().hedges_before)


def _may_hedge(window: str) -> bool:
    """Tell whether the last word or mark before a figure, but for small words, is the last one of a hedge."""
    cues, small = _cues(), words().hedge_gap
    for word in reversed(plain(window).split()[-_LAST:]):
        pieces = _PIECE.findall(word.rstrip("."))
        if pieces and pieces[-1] in cues:
            return True
        if word not in small:
            return False
    return False


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<word>{alternatives(words().hedges_after)})(?!\w)", re.IGNORECASE)


def hedge_at(text: str, start: int, end: int, floor: int) -> Qualifier | None:
    """Return the hedge that stands directly at a figure (`floor`: its sentence's start), or None."""
    lexicon = words()
    window = text[max(floor, start - _LOOK_BACK) : start]
    before = _before().search(window) if _may_hedge(window) else None
    if before:
        key = folded(before["word"] or before["sign"])
        leading = _WORD.findall(window[: before.start()])
        blocked = bool(leading) and leading[-1].lower() in lexicon.hedge_blockers.get(key, ())
        compared = _THE.search(before.group()) and _OF_OTHERS.match(text, end)
        if not (blocked or compared):
            return Qualifier(lexicon.hedges_before[key])
    after = _after().match(text[end : end + _LOOK_AHEAD])
    if after:
        return Qualifier(lexicon.hedges_after[folded(after["word"])])
    return None


def carries_over(gap: str) -> bool:
    """Tell whether a hedge reaches over `gap`, the text between two figures.

    It does across plain coordination ("about 7.70% MoM and 25.38% YoY"), not past a new verb, a
    conjunction of contrast or a preposition that opens another statement.
    """
    if len(gap) > _LONGEST_CARRY or any(mark in gap for mark in ";:.()\n"):
        return False
    inner = [word.lower() for word in _WORD.findall(_COMPARISON.sub(" ", gap))]
    if "and" not in inner and "or" not in inner:
        return False
    if _NEW_SUBJECT.search(gap) or _AT.search(gap):
        return False
    return not any(word in _BREAKS or word.endswith(("ed", "ing")) or word in _MOVES for word in inner)


_MOVES = frozenset(
    [
        "up",
        "down",
        "rise",
        "rises",
        "rose",
        "risen",
        "fall",
        "falls",
        "fell",
        "fallen",
        "increase",
        "increases",
        "decrease",
        "decreases",
        "decline",
        "declines",
        "drop",
        "drops",
        "gain",
        "gains",
        "growth",
        "grew",
        "grow",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
    ]
)
