"""What a figure only names: a grade of what is traded, a class of enterprises, a condition."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Indicator, Qualifier

__all__ = ["names_class", "names_grade", "names_threshold", "parts_nothing"]

_BOUNDS = frozenset("less more under over above below least between than fewer exceeding from".split())
_NEAR, _FAR, _ADJECTIVES = 5, 8, 3
_SIZING = frozenset({*"above below under over more less than".split()})
_LIMITS = frozenset({"above", "below", "under", "over", "beneath"})
_MONEY = (UnitKind.MONEY, UnitKind.MONEY_PER_MEASURE)
_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)
_WHOLES = (
    Indicator.PRODUCTION, Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.SALES, Indicator.DEMAND,
    Indicator.INVENTORY, Indicator.SHIPMENTS, Indicator.ARRIVALS,
)  # fmt: skip


def names_grade(tokens: Sequence[Token], place: Place) -> bool:
    """Read "65% wolframite concentrate rose", "37% ore at $3.60/dmtu", "$560/t for 6%"."""
    if place.figure.unit != "percent" or place.figure.signed or place.kind is not UnitKind.RATIO:
        return False
    if _is_priced_for(tokens, place):
        return True
    led = place.led
    opened = bool(place.left) and place.left[-1].low in grammar("openers")
    if led is not None and not opened:
        if led.has_any(Kind.MOVE, Kind.TREND) or led.low in ("of", "to", "from", "by"):
            return False
    for at, token in enumerate(tokens[place.at + 1 : place.at + 2 + _ADJECTIVES]):
        if token.low in grammar("matter"):
            after = tokens[place.at + 2 + at : place.at + 3 + at]
            return not any(t.has_any(Kind.INDICATOR, Kind.OTHER) for t in after)
        if token.low not in grammar("minerals"):
            return False
    return False


def _is_priced_for(tokens: Sequence[Token], place: Place) -> bool:
    before = [token for token in tokens[max(0, place.at - 2) : place.at] if not is_light(token)]
    if len(before) < 2 or before[-1].low not in ("for", "basis"):
        return False
    return before[-2].figure is not None and "/" in (before[-2].figure.unit or "")


def names_class(tokens: Sequence[Token], place: Place) -> bool:
    """Read "those with less than 20,000 mt/year", "smelters above 500,000 mt/year"."""
    if place.kind not in _AMOUNTS:
        return False
    if not any(_is_class_noun(token) for token in place.left[-_FAR:]):
        return False
    lead = [token.low for token in place.left[-_NEAR:]]
    if place.kind is UnitKind.RATE_OF_FLOW:
        if {"with", "of"} & set(lead[:-1]) and _BOUNDS & set(lead):
            return True
        ranged = place.figure.value_max is not None and lead[-2:] in (["those", "of"], ["ones", "of"])
        if ranged or _is_bounded(place):
            return True
    if lead[-2:] in (["smaller", "than"], ["larger", "than"], ["bigger", "than"]):
        return True
    if "with" not in lead:
        return False
    sized = [token for token in place.left[-_NEAR:] if not is_light(token)]
    built = bool(sized) and sized[-1].low in _LIMITS and any(
        token.code(Kind.INDICATOR) is Indicator.CAPACITY for token in sized[-2:]
    )  # fmt: skip
    behind = [token.low for token in tokens[place.at + 1 : place.at + 3]]
    sizing = bool(sized) and sized[-1].low in _SIZING and behind == ["of", "capacity"]
    return built or sizing


def _is_class_noun(token: Token) -> bool:
    low = token.low
    return low in words().countable or low in ("those", "ones") or low.endswith("rates")


def _is_bounded(place: Place) -> bool:
    """Tell whether a size is told as a bound right behind who has it, with no verb between."""
    hedged = place.figure.qualifier in (Qualifier.MORE_THAN, Qualifier.LESS_THAN)
    behind = [token.low for token in place.right[:2]]
    bounded = behind[:1] in (["or"], ["and"]) and behind[-1] in (
        "more",
        "above",
        "less",
        "below",
        "over",
        "under",
    )
    for token in reversed(place.left):
        if _is_class_noun(token):
            return hedged or bounded
        if not (is_light(token) or token.low in _LIMITS or token.low in ("(", ":", "than", "more", "less")):
            return False
    return False


def names_threshold(tokens: Sequence[Token], place: Place) -> bool:
    """Read "buyers hold off above 300,000 yuan/mt", "below $25,000/t, refiners would lose money"."""
    if place.kind not in _MONEY or place.led is None or place.led.low not in _LIMITS:
        return False
    left = [token for token in place.left if not is_light(token)]
    if len(left) > 1 and left[-2].low in grammar("dealing"):
        return True
    if len(left) > 2 and left[-2].low == "off" and left[-3].low in ("hold", "held", "holding", "put"):
        return True
    with_ = next(
        (i for i in range(len(left) - 2, max(-1, len(left) - _NEAR), -1) if left[i].low == "with"), 0
    )
    if with_ and left[with_ - 1].low in words().countable:
        return True  # "producers with power costs above 0.4 yuan/kWh"
    opens = len(left) == 1 or left[-2].text in ":;"
    behind = tokens[place.at + 1 :]
    return opens and bool(behind) and behind[0].text == "," and any(
        token.low in ("would", "could", "would be") for token in behind
    )  # fmt: skip


def parts_nothing(place: Place) -> bool:
    """Tell whether a fraction is of something that is none of the indicators ("half of the usual rate")."""
    if place.figure.unit != "percent":
        return False
    after = [token for token in place.near[:_FAR] if token.low not in ("all", "both")]
    if not after or after[0].low != "of":
        return False
    for token in after[1:]:
        if token.low in grammar("no_wholes"):
            return True
        if token.code(Kind.INDICATOR) in _WHOLES or token.low in words().countable or token.text in BREAKS:
            return False
    return False
