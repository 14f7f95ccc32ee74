"""Moves told behind a level: "37%, down from December", "45 kt, unchanged", "54 kt, slightly up MoM"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.date_texts import month_number
from extract.rules.draft import Draft
from extract.rules.places import BREAKS, is_light
from extract.rules.role import listed
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction, Indicator

__all__ = ["APPOSED", "apposed_move", "trailing_move"]

APPOSED = "its way is told behind it, in apposition"
"""Why a level has a direction, and what tells it is no movement of its own."""

_DATED = 9
_TRAIL = 14
_FRONTED = 2
_HELD = frozenset("maintained kept held reiterated reaffirmed retained".split())
_COMPARED = frozenset({"for", "from", "on", "against", "that", "the", "than", "versus"})
_GAPS = frozenset("higher lower dearer cheaper more less".split())
_ADJECTIVES = frozenset("up down higher lower weaker stronger below above fewer less more".split())
_AGAINST, _COMPARED_WITH = frozenset({"from", "on", "than", "as"}), 4
_CAUSING = frozenset("for because since as after amid due owing thanks again".split())
_ALONE = frozenset("lower higher smaller larger weaker firmer softer dearer cheaper".split())
_HOW_MUCH = frozenset(
    "little almost much a touch shade tad bit hair fraction rather likewise both just again still "
    "somewhat".split()
)
_BETWEEN = frozenset(
    "metal physical content in at on for the end of this month year was were is are which also still "
    "again as by to a mt with without".split()
)


def trailing_move(tokens: Sequence[Token], draft: Draft) -> Direction | None:
    """Return the way of a level that is told behind it, in apposition or in its own clause."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    rest = tokens[at + 1 : at + 1 + _TRAIL]
    told = _apposed(rest, draft.figure.unit)
    way = None if told is None else _way_of(told)
    alone = told is not None and _is_alone(rest, told)
    if draft.indicator is Indicator.PRODUCER_COUNT and (not rest or rest[0].text != ","):
        return None  # "10 were unchanged": what they did, and not how many they are
    return way if way is not None and (alone or _is_of_time(rest)) else _trailing(tokens, draft)


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
    if any(
        (t.has(Kind.LEVEL) and t.low != "at") or t.low in ("and", "but", "while", "which")
        for t in rest[:comma]
    ):
        return False
    end = next((i for i, t in enumerate(rest[comma + 1 :]) if t.text in BREAKS), None)
    behind = rest[comma + 1 :][:end][:_DATED]
    return any(map(_is_time, behind))


def _is_time(token: Token) -> bool:
    """Tell whether a word names a time that something may be compared with."""
    if token.kind == Kind.DATE or token.has_any(Kind.BASIS, Kind.REFERENCE):
        return True
    return month_number(token.text) is not None or token.low in ("before", "previously", "usual", "ago")


def apposed_move(tokens: Sequence[Token], level: Draft) -> Token | None:
    """Return the word that tells the way of a level behind it, in apposition: "54 kt, unchanged from May".

    What it tells is the level's direction, and no movement beside it.
    """
    at = next(i for i, token in enumerate(tokens) if token.figure is level.figure)
    told = _apposed(tokens[at + 1 : at + 1 + _TRAIL], level.figure.unit)
    return told if told is not None and _way_of(told) is level.direction else None


def _apposed(rest: Sequence[Token], unit: str | None) -> Token | None:
    """Return the word that tells a way in apposition, behind the first comma, or alone in brackets.

    ", unchanged from May", ", steady MoM", ", less than May's 9,600 mt", ", lower for want of ore", "(flat)".
    """
    if [token.text for token in rest[:3:2]] == ["(", ")"] and rest[1].code(Kind.MOVE) is Direction.FLAT:
        return rest[1]
    comma = next((i for i, t in enumerate(rest[:_DATED]) if t.text == ","), None)
    if comma is None or any(t.has(Kind.MOVE) or t.figure is not None for t in rest[:comma]):
        return None
    behind = rest[comma + 1 :]
    at = next((i for i, t in enumerate(behind) if t.low == "as" or not _is_passed(t)), None)
    if at is None or _way_of(behind[at]) is None:
        return None
    if behind[at].low == "as":
        return behind[at] if _names_then(behind[at + 1 : at + 3]) else None
    end = next((i for i, t in enumerate(behind) if i > at and t.text in BREAKS), len(behind))
    against = [t for t in behind[at + 1 : end] if t.low in _AGAINST or not _is_passed(t)][:_COMPARED_WITH]
    if not against or against[0].low in _CAUSING:
        flat = _way_of(behind[at]) is Direction.FLAT and not against  # "slag-based plants 10,000 mt, flat"
        return behind[at] if flat or behind[at].low in _ALONE else None
    alike = behind[at].low.endswith((" as", " with", " to", " the same"))
    compares = alike or against[0].has(Kind.BASIS) or (against[0].low in _AGAINST and not against[0].figure)
    return behind[at] if compares and _is_with_level(against, unit) else None


def _is_alone(rest: Sequence[Token], told: Token) -> bool:
    """Tell whether a word tells a way with nothing to compare with: "(flat)", ", lower for want of ore"."""
    at = next(i for i, token in enumerate(rest) if token is told)
    than = at + 1 < len(rest) and rest[at + 1].low in _AGAINST
    return rest[0].text == "(" or (told.low in _ALONE and not than)


def _way_of(token: Token) -> Direction | None:
    way: Direction | None = token.code(Kind.MOVE)
    if token.low in ("more", "less", "fewer"):
        way = way or token.code(Kind.BEHIND)
    return Direction.FLAT if token.low == "as" else way


def _names_then(behind: Sequence[Token]) -> bool:
    """Read "as in February", "as at the end of May"."""
    return len(behind) > 1 and behind[0].low in ("in", "at") and _is_time(behind[1])


def _is_with_level(against: Sequence[Token], unit: str | None) -> bool:
    """Tell whether what is compared with has no figure, or that of the same thing at another time."""
    at = next((i for i, token in enumerate(against) if token.figure is not None), None)
    if at is None:
        return True
    figure = against[at].figure
    dated = any(map(_is_time, (*against[:at], *against[at + 2 : at + 3])))
    return dated and figure is not None and figure.unit == unit


def _is_passed(token: Token) -> bool:
    """Tell whether a word only says by how much, or nothing: "a touch higher", "also little changed"."""
    return token.has(Kind.DEGREE) or is_light(token) or token.low in _HOW_MUCH
