"""Moves told behind a level: "37%, down from December", "45 kt, unchanged", "54 kt, slightly up MoM"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.date_texts import month_number
from extract.rules.draft import Draft
from extract.rules.places import BREAKS, is_light
from extract.rules.role import listed
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction, Indicator

__all__ = ["told_apart", "trailing_move"]

_DATED = 9
_MONTH = 7
_COMPARISON = 2
_TRAIL = 14
_FRONTED = 2
_HELD = frozenset("maintained kept held reiterated reaffirmed retained".split())
_COMPARED = frozenset({"for", "from", "on", "against", "that", "the", "than", "versus"})
_GAPS = frozenset("higher lower dearer cheaper more less".split())
_ADJECTIVES = frozenset("up down higher lower weaker stronger below above fewer less more".split())
_BETWEEN = frozenset(
    "metal physical content in at on for the end of this month year was were is are which also still "
    "again as by to a mt with without".split()
)


def trailing_move(tokens: Sequence[Token], draft: Draft) -> Direction | None:
    """Return the way of a level that is told behind it, in apposition or in its own clause."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    rest = tokens[at + 1 : at + 1 + _TRAIL]
    way = _apposed(rest)
    if draft.indicator is Indicator.PRODUCER_COUNT and (not rest or rest[0].text != ","):
        return None  # "10 were unchanged": what they did, and not how many they are
    return way if way is not None and _is_of_time(rest) else _trailing(tokens, draft)


def _trailing(tokens: Sequence[Token], draft: Draft) -> Direction | None:
    """Read "37%, down from December", "45 kt, unchanged", "the figure of 45 kt was little changed"."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    rest = list(tokens[at + 1 :])
    fronted = at > 0 and tokens[at - 1].low == "at" and at <= _FRONTED
    apposed = at > 1 and tokens[at - 1].text == "," and any(t.has(Kind.INDICATOR) for t in tokens[:at][-5:])
    if rest[:1] and rest[0].text == "," and len(rest) > 1 and rest[1].low in ("a", "an"):
        noun = next((t for t in rest[2:5] if t.has(Kind.TREND)), None)
        if noun is not None and not any(t.figure for t in rest[2:9]):
            return noun.code(Kind.TREND)  # type: ignore[no-any-return]
    for steps, token in enumerate(rest[:_TRAIL]):
        after = rest[steps + 1] if steps + 1 < len(rest) else None
        if token.figure is not None or token.text in ";:(" or token.low in ("while", "but", "whereas", "and"):
            return None
        if token.low == "that" or (token.has(Kind.INDICATOR) and not (fronted or token.has(Kind.MOVE))):
            return None
        way: Direction | None = token.code(Kind.MOVE)
        if token.low in _HELD and steps and rest[steps - 1].low in ("is", "was", "are", "were", "been"):
            aside = after is not None and after.low in ("up", "back", "off", "down")
            return None if aside else Direction.FLAT
        if way is None and token.low in ("below", "above"):
            way = Direction.UP if token.low == "above" else Direction.DOWN
            named = after is not None and after.low in ("that", "the", "those", "its")
            # "90 yuan/mt below the domestic price" is of no other time.
            if not named or any(t.low in listed("others") for t in rest[steps + 1 : steps + 5]):
                return None
        if way is Direction.FLAT and (after is None or after.figure is None):
            return way
        if way is not None:
            compared = after is not None and (
                after.has(Kind.BASIS) or after.has(Kind.REFERENCE) or after.low in _COMPARED
            )
            apart = apposed and steps > 0 and rest[steps - 1].low in ("a", "an", "the", "its", "their")
            than = after is not None and after.low == "than"
            # "400 yuan/mt lower than domestic ones", "lower than domestic metal": of no other time.
            other = than and not any(map(_is_time, rest[steps + 2 :][:_DATED]))
            if apart or other or (not steps and token.low in _GAPS):
                return None
            going = token.low.partition(" ")[0].endswith("ing")  # "18,600 mt, edging up from May"
            return way if apposed or (compared and (token.low in _ADJECTIVES or fronted or going)) else None
        if not (token.text == "," or token.low in _BETWEEN or token.kind == Kind.DATE or fronted or apposed):
            if not (token.text[:1].isupper() or token.has(Kind.DEGREE)):
                return None
    return None


def _is_of_time(rest: Sequence[Token]) -> bool:
    """Tell whether what stands behind the comma compares with another time, and with no other thing."""
    comma = next(i for i, t in enumerate(rest) if t.text == ",")
    if any(t.has(Kind.LEVEL) or t.low in ("and", "but", "while", "which") for t in rest[:comma]):
        return False
    end = next((i for i, t in enumerate(rest[comma + 1 :]) if t.text in BREAKS), None)
    behind = rest[comma + 1 :][:end][:_DATED]
    return any(map(_is_time, behind))


def _is_time(token: Token) -> bool:
    """Tell whether a word names a time that something may be compared with."""
    if token.kind == Kind.DATE or token.has_any(Kind.BASIS, Kind.REFERENCE):
        return True
    return month_number(token.text) is not None or token.low in ("before", "previously", "usual", "ago")


def told_apart(tokens: Sequence[Token], level: Draft) -> Direction | None:
    """Return the way of output's move told behind its level with no figure: "54 kt, unchanged from May".

    Such a move is one of its own, and the level has no direction.
    """
    if level.indicator is not Indicator.PRODUCTION or level.is_change or level.is_base:
        return None
    if (
        len(level.period) != _MONTH
        or level.scope.region
        or level.scope.entity
        or (level.scope.segment or "").startswith("daily")
    ):
        return None  # of these a movement is none: the level has the direction
    at = next(i for i, token in enumerate(tokens) if token.figure is level.figure)
    rest = tokens[at + 1 : at + 1 + _TRAIL]
    if [t.text for t in rest[:3:2]] == ["(", ")"] and rest[1].code(Kind.MOVE) is Direction.FLAT:
        return Direction.FLAT  # "brine 9,000 mt (flat)"
    listed_up = any(token.figure is not None and token.figure is not level.figure for token in tokens)
    return _apposed(rest, bare=listed_up)  # alone, "14 mt, basically stable" is a level that held


def _apposed(rest: Sequence[Token], *, bare: bool = True) -> Direction | None:
    """Return the way told in apposition, behind the first comma: ", unchanged from May", ", steady MoM"."""
    comma = next((i for i, t in enumerate(rest[:_DATED]) if t.text == ","), None)
    if comma is None or any(t.has(Kind.MOVE) or t.figure is not None for t in rest[:comma]):
        return None
    lead = [
        t
        for t in rest[comma + 1 :]
        if not (t.has(Kind.DEGREE) or is_light(t) or t.low in ("little", "almost", "much"))
    ]
    way: Direction | None = lead[0].code(Kind.MOVE) if lead else None
    if way is None and lead and lead[0].low in ("more", "less", "fewer"):
        way = lead[0].code(Kind.BEHIND)
    if way is Direction.FLAT and (len(lead) < _COMPARISON or lead[1].text in ";."):
        return way if bare else None  # "slag-based plants 10,000 mt, flat"
    if way is None or len(lead) < _COMPARISON:
        return None
    against = lead[1:5]
    flat = lead[0].low.endswith((" as", " with", " to", " the same"))
    compares = flat or against[0].has(Kind.BASIS) or (
        against[0].low in ("from", "on", "than", "as") and not against[0].figure
    )  # fmt: skip
    figured = any(t.figure is not None for t in against) and not any(t.text == "(" for t in against)
    return way if compares and not figured else None
