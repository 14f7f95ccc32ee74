"""Because: the part of a sentence that tells why something moved, whose comparisons are those of the cause.

"Output fell as stocks were higher than a year before": it fell from the month before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.rules.tokens import Kind, Token, grammar

__all__ = ["without_causes"]

_NOT_BEHIND = {
    "as": frozenset({"such", "same", "twice", "as"}),
    "since": frozenset({"ever"}),
    "with": frozenset({"line", "par", "level", "together", "along", "comparison", "keeping"}),
}
_ENDING = frozenset({"but", "though", "although", "while", "whereas", "yet"})
_LIGHT = frozenset(
    "a an the both either each its their some slight small modest further also still again even then".split()
)
_NO_CAUSE = frozenset(
    "well of in whole expected planned forecast usual before scheduled anticipated foreseen predicted".split()
)
_GOING_ON = (Kind.MOVE, Kind.LEVEL, Kind.KEEPING, Kind.BASIS, Kind.COMPARING, Kind.REFERENCE)
_OPENS, _SPAN = 2, 6


def without_causes(tokens: Sequence[Token], where: Token, times: Collection[int]) -> list[Token]:
    """Return tokens without those that tell why: in front of the move at `where`, and behind it.

    `times` are the offsets of times that something is compared with.
    """
    kept: list[Token] = []
    at, opened = 0, True
    while at < len(tokens):
        token = tokens[at]
        in_front = token.start < where.start
        if _opens(tokens, at, times) and (opened if in_front else token.start > where.start):
            at = _end_in_front(tokens, at, where) if in_front else _end_behind(tokens, at)
            opened = False
            continue
        opened = opened and at < _OPENS and token.low in _ENDING
        kept.append(token)
        at += 1
    return kept


def _opens(tokens: Sequence[Token], at: int, times: Collection[int]) -> bool:
    """Tell whether a cause opens at a token: "as orders ...", and neither "as against" nor "on the year"."""
    token = tokens[at]
    first = token.low.partition(" ")[0]
    if not (first in grammar("because") or token.text == ":") or token.has_any(
        Kind.BASIS, Kind.COMPARING, Kind.REFERENCE
    ):
        return False
    if at and tokens[at - 1].low in _NOT_BEHIND.get(first, ()):
        return False
    behind = tokens[at + 1 : at + 1 + _SPAN]
    told = next((t for t in behind if not (t.low in _LIGHT or t.has_any(Kind.DEGREE, Kind.TREND))), None)
    if told is None or told.start in times or told.has_any(Kind.BASIS, Kind.COMPARING, Kind.REFERENCE):
        return False
    return told.kind != Kind.MARK and told.low not in _NO_CAUSE


def _end_in_front(tokens: Sequence[Token], at: int, where: Token) -> int:
    """Return where a cause ends that stands in front: behind its last comma before the move."""
    ends = [
        n + 1 for n, token in enumerate(tokens) if n > at and token.text == "," and token.start < where.start
    ]
    return ends[-1] if ends else at + 1


def _end_behind(tokens: Sequence[Token], at: int) -> int:
    """Return where a cause ends that stands behind: where the sentence goes on with what it is about."""
    for n in range(at + 1, len(tokens)):
        token = tokens[n]
        after = next((t for t in tokens[n + 1 : n + 1 + _SPAN] if t.low not in _LIGHT), None)
        if token.text == ";" or token.low in _ENDING:
            return n
        if after is None or not after.has_any(*_GOING_ON):
            continue
        if token.text == "," or (token.low == "and" and not after.has(Kind.TREND)):
            return n
    return len(tokens)
