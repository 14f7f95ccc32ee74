"""Foreseeing: the words of the future that govern a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extract.annotate.lexicon import words
from extract.rules.context import Statement
from extract.rules.future import is_future, is_perfect
from extract.rules.happened import past_clause
from extract.rules.places import Place, is_light
from extract.rules.role import is_money
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["MODAL", "MODAL_AHEAD", "PAST", "foreseen", "foreseen_behind"]

PAST = frozenset(
    "fell rose grew was were stood came went shrank slid slipped dropped climbed totalled".split()
)
MODAL = frozenset({"will", "would", "should", "may", "might", "could", "is", "are"})
_SUBJECT = 14
_JOINTS = frozenset({"but", "and", "while", "whereas"})
_LEADING = frozenset({"to", "or", "and", "from"})
_FARTHEST = 60
_FINITE = frozenset("is are was were has have had".split())
_STARTS = frozenset("start begin commence enter pass launch commissioned".split())
MODAL_AHEAD = frozenset({"will", "would", "could", "may", "might", "should"})


def foreseen(statement: Statement, place: Place) -> list[Token]:
    """Return the words of the future that govern a figure.

    They stand before it, since the last semicolon; behind it only "is expected" and its like do, and no
    "will" of what follows from it.
    """
    tokens = statement.tokens
    if _in_subject(tokens, place):
        return []
    semicolon = _last(statement, place, ";")
    begin = 0 if semicolon is None else semicolon + 1
    before = [t for t in statement.future if tokens[begin].start <= t.start < place.figure.start]
    colon = _last(statement, place, ":")
    before = [t for t in before if colon is None or t.start > tokens[colon].start or t.low not in MODAL]
    before = [token for token in before if not _overtaken(tokens, token, place.at)]
    over = past_clause(tokens, place.at) if before else None
    if over is not None:
        before = [token for token in before if token.start >= tokens[over].start]
    previous: Token | None = None
    for token in place.near:
        if token.low in grammar("foreseen") and is_future(token, previous):
            before.append(token)
        before += [token] if token.low in MODAL_AHEAD and _comes(place, token) else []
        previous = token
    behind = foreseen_behind(tokens, place.at)
    return before if behind is None else [*before, tokens[behind]]


def _in_subject(tokens: Sequence[Token], place: Place) -> bool:
    """Read "but a tender at 6,150 yuan/mt, 100 yuan/mt lower MoM, will keep": a price as it is now."""
    led = place.led.low if place.led is not None else ""
    if led != "at" or not is_money(place):
        return False
    behind = list(takewhile(lambda token: token.text != ";", tokens[place.at + 1 : place.at + 1 + _SUBJECT]))
    modal = next((at for at, token in enumerate(behind) if token.low in MODAL_AHEAD), 0)
    subject = takewhile(lambda token: token.text != "," and token.low not in _JOINTS, reversed(place.left))
    return modal > 0 and behind[modal - 1].text == "," and not any(t.has(Kind.FUTURE) for t in subject)


def foreseen_behind(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the verb behind a move says that it is foreseen, and where it leads, or None.

    "A decline of 2% to 746,000 mt is forecast"; "a rise of 2,000 mt, to 42,000 mt, is likely"; "gains of 19%
    (200-series) and 13% (300-series) are expected".
    """
    led = apart = bracketed = False
    for index in range(at + 1, min(len(tokens) - 1, at + _FARTHEST)):
        token, behind = tokens[index], tokens[index + 1]
        bracketed = bracketed or token.text == "("
        if bracketed:
            bracketed = token.text != ")"
            continue
        if token.low in ("is", "are") and (led or apart):
            told = behind.low in grammar("foreseen") and is_future(behind, token)
            goes_on = any(t.low == "to" for t in tokens[index + 2 : index + 3])
            apart = apart and (goes_on or not _is_move(tokens[:at]))
            return index + 1 if told and not apart else None
        passed = token.figure is not None or token.has(Kind.BASIS) or token.low in _LEADING
        if not (passed or token.text == "," or is_light(token)):
            return None
        led, apart = led or token.figure is not None, apart or token.text == ","
    return None


def _is_move(lead: Sequence[Token]) -> bool:
    """Tell whether what leads to a figure is a noun of movement, and no verb stands behind it."""
    for token in reversed(lead):
        if token.has(Kind.TREND):
            return True
        if token.text in ";:" or token.low in _FINITE or token.has_any(Kind.MOVE, Kind.LEVEL, Kind.FUTURE):
            return False
    return False


def _last(statement: Statement, place: Place, mark: str) -> int | None:
    """Return where a mark stands last before a figure, or None."""
    if mark not in statement.said:
        return None
    return next((at for at in range(place.at - 1, -1, -1) if statement.tokens[at].text == mark), None)


def _comes(place: Place, modal: Token) -> bool:
    """Tell whether "would be lost", "will come on line" is told of a figure by the words behind it."""
    rest = [token for token in place.right if token.start > modal.start][:4]
    return any(token.has(Kind.EFFECT) or token.low in _STARTS for token in rest)


def _overtaken(tokens: Sequence[Token], cue: Token, at: int) -> bool:
    """Tell whether a verb of the past stands between a word of the future and a figure.

    "Smelters could run four days a week, and output fell by 26%"; "are estimated to have rolled".
    """
    began = next(i for i, token in enumerate(tokens) if token is cue)
    if is_perfect(tokens, began):
        return True
    for index in range(began + 1, at):
        token, lead = tokens[index], tokens[index - 1]
        if token.low in PAST:
            return True
        named = (
            lead.has(Kind.INDICATOR) or lead.low in words().countable or lead.low in ("it", "they", "which")
        )
        if token.has(Kind.MOVE) and token.low.endswith("ed") and named:
            return True
    return False
