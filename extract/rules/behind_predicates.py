"""Moves told by the predicate of a level: "the price, at 5,900 yuan/mt, moved little", "the duty stays"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.draft import Draft
from extract.rules.places import BREAKS, is_light
from extract.rules.role import TURNS, listed
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction, Indicator, Status

__all__ = ["predicated"]

_HEADLINES = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
_SIZES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.SHARE, Indicator.PRODUCER_COUNT)
_LEADING = frozenset({"at", "of", "near", "around", "(", ",", "about", "some"})
_SUBJECT = 6
_TERMS, _PREDICATE, _REST = 4, 5, 3
_AUXILIARIES = frozenset(
    "was were is are be has have had been did do does also then still again however".split()
)
_DENIED = frozenset("follow react respond budge improve recover fall rise decline".split())
_STAYING = frozenset("stays stayed stands stood continues continued holds persists persisted applies".split())
_HELD = frozenset(
    "unmoved unchanged unaffected untouched kept maintained retained extended reaffirmed reiterated".split()
)
_LITTLE = frozenset({"moved", "moves", "changed", "changes", "varied"})
_VERBAL = frozenset("did has had have was were is are remained remains stayed stays held".split())
_BEHIND = frozenset(
    "on as because after in with for since by amid under at from again and but so too owing due thanks when "
    "while though although further following to during over against alongside despite".split()
)
_NAMED = frozenset("duty tax tariff levy quota target budget".split())


def predicated(tokens: Sequence[Token], level: Draft) -> Direction | None:
    """Return the way that the predicate of a level tells of it, where the level stands in the subject."""
    at = next(i for i, token in enumerate(tokens) if token.figure is level.figure)
    end = _past_terms(tokens, at + 1)
    if end is None:
        return None
    again = tokens[end].low == "and"
    if not (_in_subject(tokens, at) or (again and _in_clause(tokens, at))):
        return None
    way = _told(tokens[end + again :])
    if again and way is not Direction.FLAT:
        return None
    if level.indicator in _SIZES:
        return None
    whole = level.scope.region is None and level.scope.entity is None and level.status is not Status.TARGET
    # Of output itself a move without a figure is one of its own, and the level has no direction.
    return None if way is Direction.FLAT and whole and level.indicator in _HEADLINES else way


def _past_terms(tokens: Sequence[Token], begin: int) -> int | None:
    """Return where the predicate begins: behind terms of trade, names of places and a comma."""
    for at in range(begin, min(len(tokens) - 1, begin + _TERMS + 1)):
        token = tokens[at]
        if token.text == ",":
            return at + 1
        if token.low in _AUXILIARIES | _STAYING | _LITTLE | _HELD or token.low == "and":
            return at
        if token.low in _NAMED or token.code(Kind.INDICATOR) is Indicator.TARIFF:
            continue
        if token.has_any(Kind.MOVE, Kind.TREND):
            return at
        if token.figure is not None or token.has_any(Kind.BASIS, Kind.BEHIND) or token.text in BREAKS:
            return None
        if token.low in grammar("openers") or token.low in grammar("joints"):
            return None
    return None


def _in_subject(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a figure stands in the subject of its clause: no verb stands before it."""
    seen = False
    for token in reversed(tokens[max(0, at - _SUBJECT) : at]):
        if token.text in ";:" or token.low in ("and", "but", "while", "as", "that", "because", "although"):
            return True
        if token.low in _LEADING or is_light(token):
            continue
        if token.has_any(Kind.LEVEL, Kind.FUTURE, Kind.KEEPING) or token.figure is not None:
            return False
        if token.has(Kind.MOVE) or token.low in ("to", "by", "from", "with"):
            return False
        seen = True
    return seen or at <= 1


def _in_clause(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a figure is a plain level, with a verb of levels or none before it."""
    before = tokens[max(0, at - _SUBJECT) : at]
    return not any(token.has(Kind.MOVE) or token.low in ("to", "by", "from") for token in before)


def _told(rest: Sequence[Token]) -> Direction | None:
    """Return what a predicate says of its subject's way, or None where it says nothing of it."""
    at = 0
    denied = False
    while at < len(rest) and (rest[at].low in _AUXILIARIES | {"not"} or rest[at].has(Kind.DEGREE)):
        denied = denied or rest[at].low == "not"
        at += 1
    if at >= len(rest):
        return None
    verb, behind = rest[at], rest[at + 1 :]
    lows = [token.low for token in behind[:2]]
    if denied:
        return Direction.FLAT if verb.low in _DENIED else None
    if lows[:1] in (["little"], ["sideways"]) and verb.low in _LITTLE:
        return Direction.FLAT
    ended = not behind or behind[0].text in BREAKS | {"."}  # "FY guidance 45-46 kt kept"
    if (at or ended) and (verb.low in _HELD or (verb.low == "rolled" and lows[:1] == ["over"])):
        return Direction.FLAT
    if verb.low in _STAYING:  # also "stays in place", "continues in 2026"
        ends = not behind or behind[0].text in BREAKS | {"."} or lows[0] in ("in", "until", "for", "through")
        return Direction.FLAT if ends else None
    way: Direction | None = verb.code(Kind.MOVE)
    if way is Direction.FLAT:
        return way if at or verb.low.partition(" ")[0] in _VERBAL else None
    if any(token.figure is not None for token in behind[:_REST]) or at >= _PREDICATE:
        return None
    if verb.low == "became" and behind[:1]:
        way = behind[0].code(Kind.MOVE) or behind[0].code(Kind.BEHIND)
        return way if way in TURNS else None
    if verb.low in ("followed", "tracked", "dragged", "pulled", "pushed", "driven"):
        near = [t for t in behind[:_REST] if t.low in ("up", "down", "lower", "higher")]
        return near[0].code(Kind.MOVE) if near else None
    adjective = verb.low in listed("standing") or verb.has(Kind.BEHIND)
    adjective = adjective or verb.low.endswith(("ing", " ahead", " behind"))
    other = bool(behind) and not (
        behind[0].text in BREAKS | {"."} or behind[0].low in _BEHIND or behind[0].low.endswith("ly")
    )  # "lowered the cost": something else is moved
    return None if adjective or other or verb.has(Kind.INDICATOR) or way not in TURNS else way
