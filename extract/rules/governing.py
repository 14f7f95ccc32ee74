"""Governing: the preposition, verb or noun before a figure that says what it is.

The walk goes back from the figure: "to" and "by" are kept in mind until the word of movement before
them is found ("cut the output of slabs by 5%"); a verb, a noun of movement or a thing measured ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.rules.keeping import kept, kept_at, turned
from extract.rules.light import is_light, is_sign
from extract.rules.places import BREAKS, Place
from extract.rules.role import TURNS, Role, RoleKind, beside, governor, is_money, is_ratio, listed
from extract.rules.tokens import Kind, Token, lexicon
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Direction, Indicator, Qualifier

__all__ = ["governing"]

_REACH = 11
_CROSSING = 6
_NEAR = 4
_CLOSE = 3
_HEDGE = 3
_ALTOGETHER, _IN_ALL = (["altogether"], ["overall"]), (["in", "all"], ["in", "total"])
_TO = frozenset({"to", "toward", "towards", "into"})
_NO_END = frozenset("owing due thanks according contrary prior close next equivalent relative".split())
"""What makes "to" no end of a move."""
_BY = frozenset({"by", "a", "an"})
_STORING = frozenset({"hold", "holds", "held", "holding"})
_LOOSE = frozenset({"with", "for", "has", "have", "had"})


_FOLLOWING = frozenset({"followed", "follows", "follow"})
_LIKE = frozenset({"with", "to", "as"})


def governing(place: Place) -> Role | None:
    """Return the role that the words before a figure give it, or None where they give none."""
    if _has_piled_up(place):
        return Role(RoleKind.CHANGE, Direction.UP, "accumulated")
    walk, place = _Walk(), _unhedged(place)
    for steps, at in enumerate(range(len(place.left) - 1, max(-1, len(place.left) - 1 - _REACH), -1)):
        found = _step(place, at, steps, walk)
        if walk.ended or found is not None:
            return found
    if walk.endpoint:
        return Role(RoleKind.LEVEL, None, "to", stated=True)
    return Role(RoleKind.CHANGE, None, "by") if walk.bound else None


def _has_piled_up(place: Place) -> bool:
    """Read "social stocks accumulated 4,600 mt": by so much, where "accumulated to" is so much."""
    lead = [token for token in place.left if not is_light(token)][-2:]
    told = len(lead) > 1 and lead[0].code(Kind.INDICATOR) is Indicator.INVENTORY
    return told and lead[1].low in _PILING and place.kind is UnitKind.AMOUNT


_PILING = frozenset({"accumulated", "accumulate", "accumulating"})


def _unhedged(place: Place) -> Place:
    """Return a place without the hedge right before its figure ("dropped to less than 500 mt")."""
    left = place.left
    if place.figure.qualifier is Qualifier.EXACT or len(left) < _HEDGE or left[-1].low != "than":
        return place
    return replace(place, left=left[:-2]) if left[-2].low in listed("hedged_than") else place


@dataclass(slots=True)
class _Walk:
    """What the walk has passed: "to", "by", "of", a comma, the "to" of "up to", a thing measured."""

    endpoint: bool = False
    bound: bool = False
    linked: bool = False
    comma: bool = False
    upper: bool = False
    passed: bool = False
    ended: bool = False


def _step(place: Place, at: int, steps: int, walk: _Walk) -> Role | None:
    """Return the role that the word at place `at` gives, or None and go on."""
    token = place.left[at]
    before, word = place.left[:at], token.low
    if token.text in ";:–—":
        walk.ended = True
        return None
    named = bool(before) and not (before[-1].has(Kind.MOVE) or before[-1].has(Kind.TREND))
    if token.text == "(" and not steps and named and not is_ratio(place) and not place.figure.signed:
        return Role(RoleKind.LEVEL, None, "(")
    if token.text in ",()":
        held = not steps or walk.endpoint or walk.bound or walk.linked
        walk.comma = walk.comma or token.text == ","
        walk.ended = not held
        return None
    if word in listed("thresholds") and steps < _NEAR:
        way = _crossed(before, word)
        if way is not None:
            return Role(RoleKind.LEVEL, way, word, stated=True)
    if word == "to" and at and before[-1].low == "up" and place.figure.qualifier is Qualifier.LESS_THAN:
        walk.upper = True
        return None
    if walk.upper and word == "up":
        # "pushed the cost up to 5,700 yuan/mt": no hedge, but where it was driven.
        driven = any(t.has(Kind.DRIVING) and t.text not in BREAKS for t in before[-_NEAR:])
        return Role(RoleKind.LEVEL, Direction.UP, "up to", stated=True) if driven else None
    if word in _TO and steps <= _NEAR:
        walk.endpoint = walk.endpoint or not (at and before[-1].low in _NO_END)
        return None
    if word in _BY and steps <= _NEAR and not walk.comma:
        walk.bound = walk.bound or word == "by"
        return None
    walk.linked = walk.linked or (word == "of" and steps < _NEAR)
    # "Deepened the loss on refined lead by 160 yuan/mt": the verb tells the way.
    moved = walk.bound and token.code(Kind.INDICATOR) is Indicator.PROFIT and _is_moved(before)
    role = None if moved else _held(place, at, steps, walk) or _governed(place, at, steps, walk)
    if role is not None:
        return replace(role, transitive=True) if walk.passed and token.has(Kind.MOVE) else role
    walk.passed = walk.passed or token.has(Kind.INDICATOR)
    return None


def _held(place: Place, at: int, steps: int, walk: _Walk) -> Role | None:
    """Read levels that are held or stood at, and moves that are the subject of a level's verb."""
    token, before = place.left[at], place.left[:at]
    stored = token.low in _STORING and place.kind is UnitKind.AMOUNT and not walk.endpoint
    if stored and not any(t.low == "at" for t in place.left[at + 1 :]):
        return Role(RoleKind.LEVEL, None, token.low)  # "warehouses held 12,000 mt"
    if token.has(Kind.KEEPING) and not walk.bound:
        held = kept_at(token, place.left[at + 1 :], steps)
        if held is not None:
            return held
    if walk.endpoint:
        grown = at > 0 and token.has(Kind.MOVE) and is_ratio(place) and before[-1].has(Kind.TREND)
        if grown and not before[-1].has(Kind.INDICATOR):
            # "output growth slowed to 3.3% y/y": the growth is the move, and the figure its size.
            return Role(RoleKind.CHANGE, before[-1].code(Kind.TREND), before[-1].low)
        return None
    if token.has(Kind.LEVEL):
        way = _of_move(before)
        if way is not None:
            return Role(RoleKind.CHANGE, way, token.low)
        if token.low == "at" and not walk.bound:
            apposed = len(before) > 1 and before[-1].text == ","
            if apposed and before[-2].code(Kind.MOVE) is Direction.FLAT:
                before = before[:-1]  # "was almost unchanged, at 2,340 yuan/mt"
            return kept(before) or Role(RoleKind.LEVEL, None, token.low)
        if token.low.endswith("ing at") and not walk.bound and before and before[-1].has(Kind.KEEPING):
            return Role(RoleKind.LEVEL, Direction.FLAT, token.low, stated=True)
    if walk.bound:
        return None
    if token.has(Kind.INDICATOR):
        return kept(before)
    return _apposed(place, token) if walk.comma and not is_ratio(place) else None


def _apposed(place: Place, token: Token) -> Role | None:
    """Read "supply was weaker, 28,400 tonnes", a level; "a round of price increases, 50 yuan/mt", moves."""
    if is_money(place) and token.has(Kind.TREND) and token.low.endswith("s"):
        return Role(RoleKind.CHANGE, token.code(Kind.TREND), token.low)
    summed = [t.low for t in place.right[:2]]
    if token.code(Kind.MOVE) in TURNS and (summed[:1] in _ALTOGETHER or summed in _IN_ALL):
        return Role(RoleKind.CHANGE, token.code(Kind.MOVE), token.low)  # "raised twice, 120 yuan/mt in all"
    return (
        Role(RoleKind.LEVEL, token.code(Kind.MOVE), token.low, stated=True) if token.has(Kind.MOVE) else None
    )


def _of_forecast(tokens: Sequence[Token]) -> bool:
    """Tell whether a forecast is spoken of: raised or kept, its level moves nothing."""
    return any(
        {"forecast", "projection", "estimate", "estimates", "forecasts"} & set(t.low.split()) for t in tokens
    )


def _forecast_moves(before: Sequence[Token]) -> bool:
    """Tell whether the subject of a verb is a forecast ("output guidance was lowered")."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1):
        token = before[at]
        if token.text in BREAKS or token.low in ("will", "that", "would", "should"):
            return False
        if token.low.split()[-1] in listed("guiding"):
            return not (at and before[at - 1].has(Kind.LEVEL))
    return False


def _governed(place: Place, at: int, steps: int, walk: _Walk) -> Role | None:
    """Return what a word says of the figure behind it, or None where it says nothing."""
    token = place.left[at]
    move = token.code(Kind.MOVE) or token.code(Kind.TREND)
    if token.low == "sheds" and place.kind is UnitKind.AMOUNT:
        move = None  # "overseas sheds 1,755 t": what lies there
    plain = not (walk.endpoint or walk.bound)
    if plain and is_money(place) and token.code(Kind.INDICATOR) is Indicator.PROFIT:
        return turned(place.left[:at], token) or Role(RoleKind.LEVEL, None, token.low)
    if walk.endpoint:
        told = not (_of_forecast(place.left[at + 1 :]) or _forecast_moves(place.left[:at]))
        told = told and not token.low.startswith("expansion")  # "the expansion of the plant to 70,000 t/y"
        led = move is not None or token.low in _FOLLOWING  # "; oxide followed to 81,000 yuan/mt"
        return Role(RoleKind.LEVEL, move if told else None, "to", stated=told) if led else None
    opens = not at or place.left[at - 1].text in BREAKS
    if token.low == "off" and not (steps or opens) and is_money(place):
        if place.left[at - 1].code(Kind.MOVE) is Direction.UP:
            return Role(RoleKind.LEVEL, Direction.UP, token.low)  # "bounced off 4,550 yuan/mt"
    plus = is_sign(place.left, at) or (token.low == "plus" and not at and place.opens)
    if not steps and (plus or (token.low == "off" and (opens or _is_off(place, token, at)))):
        return Role(RoleKind.CHANGE, Direction.UP if plus else Direction.DOWN, token.low)
    if token.low in ("from", "between") and steps <= _CLOSE:
        return Role(RoleKind.LEVEL, None, token.low)
    if token.code(Kind.BASIS) is Basis.VS_EXPECTATION:
        return Role(RoleKind.CHANGE, beside(token), token.low)
    if move is Direction.FLAT:
        after = [t.low for t in place.left[at + 1 : at + 2]]
        same = token.low.endswith("the same") and after == ["as"]  # "almost the same as the record of 45 kt"
        if same or (token.low.split()[-1] in _LIKE and after == ["the"]):
            return Role(RoleKind.BASE, None, token.low)  # "in line with the 45 kt of May"
        return Role(RoleKind.LEVEL, move, token.low, stated=True)
    if move is not None:
        reached = plain and token.low.endswith(" to")  # "accumulated to"
        return Role(RoleKind.LEVEL if reached else RoleKind.CHANGE, move, token.low, stated=reached)
    return _beaten(token, steps) if walk.bound else _measured(place, at, steps, linked=walk.linked)


def _is_moved(before: Sequence[Token]) -> bool:
    """Tell whether a verb of movement has what follows for its object."""
    verb = governor(before)
    return verb is not None and verb.has(Kind.MOVE) and not verb.has(Kind.TREND)


def _is_off(place: Place, token: Token, at: int) -> bool:
    """Read "busheling off $15/gt"; a price that "bounced off" a level is at that level."""
    return token.low == "off" and is_money(place) and not place.left[at - 1].has(Kind.MOVE)


def _measured(place: Place, at: int, steps: int, *, linked: bool) -> Role | None:
    """Return what a verb of levels, or a thing measured, says of the figure behind it."""
    token = place.left[at]
    if token.low in ("reach", "hit", "touch") and at and place.left[at - 1].low == "to":
        moved = next((t for t in reversed(place.left[:at]) if t.text in BREAKS or t.has(Kind.MOVE)), None)
        if moved is not None and moved.code(Kind.MOVE) in TURNS and not moved.has(Kind.TREND):
            return Role(RoleKind.LEVEL, moved.code(Kind.MOVE), token.low, stated=True)
    if token.has(Kind.LEVEL) and not (token.low in _LOOSE and steps >= _CLOSE):
        return Role(RoleKind.LEVEL, None, token.low)
    if token.has_any(Kind.INDICATOR, Kind.ACTION, Kind.OTHER):
        noun = _of_what_moved(place, at) if linked else None
        return noun or _object(place, at) or Role(RoleKind.LEVEL, None, token.low)
    return None


def _of_what_moved(place: Place, at: int) -> Role | None:
    """Read "a further decline in rod output of around 15%", "a drop in alloy prices of 6,000 yuan/mt"."""
    rated = place.left[at].code(Kind.INDICATOR) in _RATED
    if rated or place.left[at].has(Kind.OTHER):
        return None
    for index in range(at - 1, max(0, at - _NEAR) - 1, -1):
        if place.left[index].low in ("in", "of"):
            noun = place.left[index - 1] if index else None
            moved = noun is not None and noun.has(Kind.TREND) and not noun.has(Kind.INDICATOR)
            return Role(RoleKind.CHANGE, noun.code(Kind.TREND), noun.low) if moved and noun else None
    return None


_RATED = (
    Indicator.OPERATING_RATE,
    Indicator.SHARE,
    Indicator.TARIFF,
    Indicator.COVERAGE_RATE,
    Indicator.PROFIT,
)


def _beaten(token: Token, steps: int) -> Role | None:
    """Read "beat our forecast by 9 kt", "fell short of last year by 5%", "and greater by 3.3% than"."""
    if steps <= 1 and token.has(Kind.BEHIND) and token.low.endswith("er"):
        return Role(RoleKind.CHANGE, token.code(Kind.BEHIND), token.low)
    for way, forms in lexicon("roles")["beating"].items():
        if token.low in forms:
            return Role(RoleKind.CHANGE, Direction(way), token.low)
    return None


def _crossed(before: Sequence[Token], word: str) -> Direction | None:
    """Read "fell below", "pushed the price above": which way a threshold was crossed."""
    for steps, token in enumerate(reversed(before)):
        if token.text in BREAKS or steps > _CROSSING:
            return None
        way: Direction | None = token.code(Kind.MOVE)
        if way in TURNS and steps <= 1:
            return way
        after = before[len(before) - steps].low if steps else ""
        if token.low in ("back", "return", "returns", "returned", "come back", "came back") and steps <= 1:
            return Direction.DOWN if word in listed("thresholds_down") else Direction.UP  # "back above 95 kt"
        if token.code(Kind.TREND) in TURNS and after in ("of", "in"):
            return token.code(Kind.TREND)  # type: ignore[no-any-return]  # "the fall of prices below"
        if token.has(Kind.DRIVING):
            return Direction.DOWN if word in listed("thresholds_down") else Direction.UP
    return None


def _object(place: Place, at: int) -> Role | None:
    """Read "cut output 5%": a percentage right behind the thing that a verb moves."""
    led = governor(place.left)
    if not is_ratio(place) or (led is not None and led.low in ("of", "at")):
        return None
    for token in reversed(place.left[max(0, at - _NEAR) : at]):
        if token.text in BREAKS or token.has(Kind.LEVEL):
            return None
        move = token.code(Kind.MOVE)
        if move in TURNS and not token.has(Kind.TREND):
            return Role(RoleKind.CHANGE, move, token.low)
    return None


def _of_move(before: Sequence[Token]) -> Direction | None:
    """Read "the estimated drop is 3%", "the fall in May was 3%": a level verb whose subject is a move."""
    limit = max(0, len(before) - _CROSSING)
    opened = next(
        (i for i in range(len(before) - 1, limit, -1) if before[i].low in ("in", "from", "for")), None
    )
    if opened is not None and before[opened - 1].has(Kind.TREND):
        return _as_noun(before[opened - 1], before[:opened], opens=opened == 1)
    for token in reversed(before[-2:]):
        if token.has(Kind.TREND) and not token.has(Kind.INDICATOR) and not token.low.endswith("ed"):
            return _as_noun(token, before, opens=False)
    return None


def _as_noun(token: Token, before: Sequence[Token], *, opens: bool) -> Direction | None:
    """Return the way of a word of movement that is a noun here: behind a determiner, or no verb at all."""
    if token.has(Kind.INDICATOR):
        return None
    noun = opens or not token.has(Kind.MOVE) or any(t.low in listed("nominal") for t in before[-_NEAR:])
    way: Direction = token.code(Kind.TREND)
    return way if noun else None
