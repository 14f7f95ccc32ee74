"""Parting: which of the words between two figures belong to the first, and which stand near it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.light import BREAKS, is_light, is_sign, leads_by
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["BESIDE", "BUILT", "REFERRED", "cut_of", "names_time", "near_of"]

_NAMED = 5
BUILT = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_AGAINST = frozenset({"against", "versus", "vs", "compared with", "compared to"})
_MORE = frozenset({"less", "more", "fewer", "higher", "lower"})
BESIDE = frozenset({"over", "above", "below", "under", "beneath"})
"""What sets a figure beside that of a month: "10.1%, below October"."""
_COMPARED = 2
REFERRED = frozenset("above below than from with to of on over under versus against".split())


def cut_of(gap: Sequence[Token]) -> int:
    """Return how many tokens between two figures belong to the first."""
    joints, openers = grammar("joints"), grammar("openers")
    signed = len(gap) - 1 if is_sign(gap, len(gap) - 1) else -1
    for at, token in enumerate(gap):
        if at and token.low in openers and token.low != "that" and not _of_date(gap, at):
            return at
        if token.low in _AGAINST and _opens_move(gap[at + 1 : at + 5]):
            return at  # "a MoM increase of 12% against a decrease of 15% in May"
        if at == signed:
            continue
        if token.text in BREAKS or token.low in joints:
            behind = gap[at + 1] if at + 1 < len(gap) else None
            last = at + 2 >= len(gap) or gap[at + 2].text in BREAKS or gap[at + 2].low in joints
            last = last and at + 2 != signed
            if token.text in ",)" and not at and _is_set_beside(gap) and not leads_by(gap):
                continue  # "1.03 Mt, or 7.4%, less than in July", "9 kt (1.2%) more than in July"
            if token.text == "," and behind is not None and behind.has(Kind.BASIS) and last:
                continue  # "2.1%, year on year, ..."
            return at
    if len(gap) > 2 and gap[0].low in ("of", "in") and gap[2].low in ("it", "they") and names_time(gap[1]):
        return 2  # "compared with the 8,680 mt of June 2005 it was 15% lower"
    verbal = (Kind.LEVEL, Kind.INDICATOR, Kind.ACTION, Kind.KEEPING)
    whole = next((at for at in range(1, min(_NAMED, len(gap))) if gap[at].code(Kind.INDICATOR) in BUILT), 0)
    if whole and gap[0].low == "of" and not any(t.has(Kind.MOVE) for t in gap[:whole]):
        return whole + 1  # "84% of installed capacity of 443,000 t"
    if gap and gap[0].code(Kind.INDICATOR) is Indicator.TARIFF:
        return 1  # "the 25% export duty cut shipments by 3,000 t"
    for at, token in enumerate(gap):
        if (
            token.has(Kind.MOVE)
            and not (token.has(Kind.TREND) or token.has(Kind.BEHIND))
            and at + 2 < len(gap)
        ):
            return at
        room = at + 1 < len(gap) if token.has(Kind.INDICATOR) else at + 2 < len(gap)
        if token.has_any(*verbal) and token.low not in ("at", "for", "with") and room:
            return _own(gap)
    at = len(gap)
    while at > 0 and is_light(gap[at - 1]):
        at -= 1
    if at > 0 and (gap[at - 1].low in grammar("leads") or gap[at - 1].has(Kind.COMPARING)):
        return at - 1
    return _own(gap)


def _opens_move(tokens: Sequence[Token]) -> bool:
    """Tell whether a noun of movement and "of" or "by" follow: a move of its own."""
    for one, two in pairwise(tokens):
        if one.has(Kind.TREND):
            return two.low in ("of", "by")
        if not (is_light(one) or one.has_any(Kind.BASIS, Kind.DEGREE)):
            return False
    return False


def _own(gap: Sequence[Token]) -> int:
    """Return how many comparisons and nouns of movement open a gap."""
    own = 0
    while own < len(gap) and gap[own].has_any(Kind.BASIS, Kind.TREND, Kind.BEHIND):
        own += 1
    if 0 < own < len(gap) and gap[own].low in ("in", "of") and gap[own - 1].has(Kind.TREND):
        # "a 15% rise in the power tariff put the cost at": what rose is told of the first.
        for at in range(own + 1, min(own + _NAMED, len(gap))):
            if gap[at].has(Kind.INDICATOR):
                return at + 1
            if gap[at].kind != Kind.WORD or gap[at].tags:
                break
    return own


def near_of(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens up to the first mark or conjunction."""
    before = ""
    joints, openers = grammar("joints"), grammar("openers")
    for at, token in enumerate(tokens):
        low = token.low
        if low in BREAKS or low in joints:
            return tokens[:at]
        if low in openers:
            of = at + 1 < len(tokens) and tokens[at + 1].low == "of"
            referring = low in ("that", "those") and (of or before in REFERRED)
            since = low == "since" and at + 1 < len(tokens) and names_time(tokens[at + 1])
            if not (referring or since or _of_date(tokens, at)):
                return tokens[:at]
        before = low
    return tokens


def _refers(tokens: Sequence[Token]) -> bool:
    """Tell whether a comparison follows "less" or "more": "than in July", and not "than double the"."""
    than = bool(tokens) and tokens[0].low == "than"
    return any(token.has(Kind.BASIS) for token in tokens[:1]) or (
        than and tokens[-1].low in ("in", "at", "on")
    )


def _is_set_beside(gap: Sequence[Token]) -> bool:
    """Tell whether a comparison follows a mark: "less than in July", "below October"."""
    if len(gap) <= _COMPARED:
        return False
    beside = gap[1].low in BESIDE and names_time(gap[_COMPARED])
    return beside or (gap[1].low in _MORE and _refers(gap[_COMPARED : _COMPARED + 2]))


def _of_date(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether token `at` opens "as of June 20"."""
    return tokens[at].low == "as" and at + 1 < len(tokens) and tokens[at + 1].low in ("of", "at")


def names_time(token: Token) -> bool:
    """Tell whether a word names a date or a month."""
    key = token.low.removeprefix("mid-").removeprefix("end-").removesuffix("'s").rstrip(".")
    return token.kind == Kind.DATE or key in words().months or token.low in ("mid", "late", "early")
