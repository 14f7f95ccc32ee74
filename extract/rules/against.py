"""Levels with figures of their own that moves are compared with ("3% above the 45 kt of May")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extract.annotate.lexicon import words
from extract.rules.compared_times import DATING
from extract.rules.matter import is_matter
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import is_ratio, listed
from extract.rules.tokens import Kind, Token
from schemas.units import UnitKind

__all__ = ["GAP", "is_gap", "with_bases"]

GAP = "a gap between two prices"
"""Why what looks like a move of a price is a level."""
_LONGEST = 8
_FAR = 6
_BY = 3
_NAME = 4
_MULTIPLES = frozenset({"double", "twice", "triple", "treble", "three times", "four times", "quadruple"})
_BESIDE = frozenset("above below over under beneath".split())
_LEADING = frozenset("on from than against versus vs over".split())
_POINTING = frozenset("the that those of".split())
_NOUNS = frozenset("level levels figure total tonnage volume print reading of in at a".split())


def with_bases(tokens: Sequence[Token], places: Sequence[Place]) -> list[Place]:
    """Return the places of a sentence, the moves with the levels that they are compared with."""
    done = list(places)
    for index, (first, second) in enumerate(pairwise(places)):
        gap = tokens[first.at + 1 : second.at]
        if not gap or len(gap) > _LONGEST or is_ratio(second) or second.kind is UnitKind.COUNT:
            continue
        doubled = [token.low for token in gap] == ["the"] and tokens[first.at].low in _MULTIPLES
        at = 0 if doubled else _compares(gap)  # "double the 45 kt of May"
        if at is None or not (is_ratio(first) or first.figure.unit == second.figure.unit):
            continue
        definite = _refers(gap[-1]) or any(_is_definite(token) for token in gap[at + 1 :])
        if not (definite or _is_dated(second)) or not (is_ratio(first) or at or gap[at].low in _BESIDE):
            continue
        own = gap[: at + 1] if gap[at].low in _BESIDE else gap[:at]
        against = (*gap[at:], *second.near)
        done[index] = replace(done[index], right=tuple(own), against=against)
        left = tuple(t for t in second.left if not own or t.start > own[-1].start)
        done[index + 1] = replace(second, left=left, is_base=True)
    return done


def is_gap(place: Place) -> bool:
    """Tell whether a price is set beside another one of its time ("$40 dearer than local scrap")."""
    near = place.near
    at = next((i for i, t in enumerate(near[:_FAR]) if t.low == "than" or t.low in _BESIDE), None)
    led = (*place.left[-_BY:], *near[: at + 1]) if at is not None else ()
    if at is None or not any(t.has(Kind.BEHIND) for t in led):
        return False
    named = [t for t in near[at + 1 :] if not (is_light(t) or t.low in _POINTING)][:1]
    if named and named[0].low in listed("others"):
        return True  # "90 yuan/mt below the domestic price", "below that of primary material"
    if near[at].low == "than" and _names_product(near[at + 1 :]):
        return True  # "2,100 yuan/mt cheaper than carbonate"
    named = [t for t in near[at + 1 :] if not is_light(t)][:1]
    if not named or named[0].has_any(Kind.BASIS, Kind.REFERENCE) or _is_definite(named[0]):
        return False
    return named[0].low in listed("others") or (named[0].text[:1].isupper() and named[0].kind == Kind.WORD)


def _names_product(behind: Sequence[Token]) -> bool:
    """Tell whether what follows "than" is a product, at no time of its own."""
    phrase = list(takewhile(lambda t: t.kind == Kind.WORD, behind[:_NAME]))
    if any(t.has_any(Kind.BASIS, Kind.REFERENCE, Kind.REFERABLE) or _is_month(t) for t in phrase):
        return False
    return any(is_matter(t.text) for t in phrase)


def _compares(gap: Sequence[Token]) -> int | None:
    """Return where the word stands that compares: behind a move, and before a name of the level alone."""
    if any(token.text in BREAKS for token in gap):
        return None
    at = next((i for i, t in enumerate(gap) if t.low in _BESIDE or t.low in _LEADING or _refers(t)), None)
    if at is None:
        return None
    moved = all(is_light(t) or t.has_any(Kind.BEHIND, Kind.MOVE, Kind.TREND, Kind.DEGREE) for t in gap[:at])
    named = all(is_light(t) or _is_definite(t) or t.low in _NOUNS for t in gap[at + 1 :])
    return at if moved and named and (at or gap[at].low != "than") else None


def _refers(token: Token) -> bool:
    """Tell whether a comparison names whose the level is: "from last month's"."""
    return token.has(Kind.BASIS) and token.low.endswith(("'s", "’s"))


def _is_definite(token: Token) -> bool:
    """Tell whether a word points to a known level: "the", "last month's", "May's"."""
    if token.low in ("the", "its", "their") or token.has(Kind.REFERENCE) or token.kind == Kind.DATE:
        return True
    return _is_month(token)


def _is_month(token: Token) -> bool:
    name = token.low.removesuffix("'s").removesuffix("’s")
    return token.text[:1].isupper() and name in words().months


def _is_dated(place: Place) -> bool:
    """Tell whether a time of its own stands right behind a level ("45 kt in May", "45 kt a year ago")."""
    behind = [t for t in place.near[:_LONGEST] if t.low not in DATING]
    return bool(behind) and (behind[0].has_any(Kind.REFERENCE, Kind.BASIS) or _is_definite(behind[0])) and (
        behind[0].low not in ("the", "its", "their")
    )  # fmt: skip
