"""What the words around a figure say that it counts: a part of a whole, what is built, what is earned."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["EARNED", "beside_cost", "earns", "has_capacity", "is_built", "is_levied", "of_whole"]

EARNED = "lose or earn"
"""Why a sum is a level: producers lose or earn it."""

_WHOLES = (
    Indicator.PRODUCTION, Indicator.CAPACITY, Indicator.SALES, Indicator.DEMAND, Indicator.INVENTORY,
    Indicator.SHIPMENTS, Indicator.ARRIVALS,
)  # fmt: skip
_LEFT = 6
_SIZED = 12
_LEAVING = frozenset("left leave leaves leaving".split())
_LOSING = frozenset("lose loses lost losing earn earns earned earning make makes made making".split())
_TYPICAL = frozenset("typical integrated non-integrated standalone marginal".split())
_WHO = frozenset("they we who".split())
_WHOLE_WORDS = frozenset("total whole it them which all world national market country's overall".split())


def of_whole(place: Place) -> bool:
    """Tell whether "of the producers", "of output", "of it", "of the total" or the like follows."""
    after = place.near[:7]
    if after and after[0].low == "of" and place.figure.unit == "percent":
        return not _names_time(after[1:3])
    if place.opens and _opens_with_whole(place.left):
        return place.figure.unit == "percent"
    which = place.right[:2]
    if len(which) == 2 and (which[0].low, which[1].low) == ("of", "which"):
        return True
    if not after or after[0].low != "of":
        return False
    return any(
        token.low in words().countable or token.code(Kind.INDICATOR) in _WHOLES or token.low in _WHOLE_WORDS
        for token in after[1:]
    )


def _names_time(tokens: Sequence[Token]) -> bool:
    """Tell whether "the 37% of last June" is of a time, and no part of anything."""
    for token in tokens:
        word = token.low.removesuffix("'s")
        if token.kind == Kind.DATE or word in words().months or token.has_any(Kind.REFERENCE, Kind.REFERABLE):
            return True
    return False


def _opens_with_whole(left: Sequence[Token]) -> bool:
    """Tell whether a sentence opens with a whole ("Of these smelters, 45%")."""
    lead = [token.low for token in left if not is_light(token) or token.low in ("this", "these", "that")]
    whole = {"total", "which", "these", "them"}
    return lead[:1] == ["of"] and lead[-1] == "," and not whole.isdisjoint(lead[:4])


def is_built(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the yearly rate at token `at` is of what is built ("43.5 million mt/year built")."""
    behind = [token.low for token in tokens[at + 1 : at + 4]]
    if behind[:2] == ["of", "capacity"]:
        behind = behind[2:]
    return behind[:1] in (["built"], ["installed"], ["existing"], ["nameplate"]) or behind[:2] in (
        ["in", "place"], ["of", "built"], ["of", "installed"], ["of", "existing"], ["of", "nameplate"],
    )  # fmt: skip


def has_capacity(place: Place) -> bool:
    """Tell whether a plant is told of by its size ("a smelter in Anhui with a capacity of 60,000 t/y")."""
    lows = [token.low for token in place.left[-_SIZED:]]
    if lows[-2:] != ["capacity", "of"] and lows[-1:] != ["capacity of"]:
        return False
    at = next((i for i in range(len(lows) - 1, -1, -1) if lows[i] == "with"), None)
    if at is None or {"new", "more", "additional", "further", "another"} & set(lows):
        return False
    return any(low in grammar("installations") or low in words().countable for low in lows[:at])


def beside_cost(place: Place) -> str | None:
    """Return "above" or "below" where a sum for each tonne is set beside a cost: a profit or a loss."""
    lows = [token.low for token in place.near[:1]]
    if place.kind is not UnitKind.MONEY_PER_MEASURE or lows not in (
        ["above"],
        ["below"],
        ["over"],
        ["under"],
    ):
        return None
    rest = place.near[1:_BESIDE]
    at = next((i for i, token in enumerate(rest) if token.code(Kind.INDICATOR) is Indicator.COST), None)
    if at is None or any(token.has_any(Kind.BASIS, Kind.REFERENCE) for token in rest):
        return None
    behind = [token.low for token in place.near[at + 2 : at + 4]]
    return None if behind[:1] in (["of"], ["in"], ["at"]) else lows[0]


_BESIDE = 5


def earns(place: Place) -> bool:
    """Tell whether producers lose or earn a sum for each tonne ("recyclers lose 15,000 yuan/mt")."""
    if place.kind is UnitKind.MONEY:
        return _loses_a_sum(place)
    if place.kind is not UnitKind.MONEY_PER_MEASURE:
        return False
    if _LOSING.isdisjoint(place.said) and "with" not in place.said:
        return False
    left = [token for token in place.left if not (is_light(token) or token.low in _HOW_MUCH)]
    left = left[:-1] if [token.low for token in left[-1:]] == ["between"] else left
    if left and left[-1].low == "with" and any(token.low in _LEAVING for token in left[-_LEFT:]):
        return True  # "the industry was left with 35 yuan/mt"
    if not left or left[-1].low not in _LOSING:
        return False
    if left[-1].low == "lose" and not any(token.code(Kind.INDICATOR) is Indicator.PRICE for token in left):
        return True  # "most assemblers lose 0.03 yuan/W", "they lose about 60 yuan/mt"
    if all(token.text in BREAKS for token in left[:-1]):
        return left[-1].low.startswith("los")
    if left[-1].low.startswith("los") and left[-2].low in _WHO:
        return True  # "at that price they lose 60 yuan/t"
    return any(_is_maker(token) or token.low in _TYPICAL for token in left[:-1])


def _loses_a_sum(place: Place) -> bool:
    """Read "Sanxing lost 186 million yuan in the first quarter": what a company lost or earned in all."""
    left = [token for token in place.left if not (is_light(token) or token.low in _HOW_MUCH)]
    if not left or left[-1].low not in _LOST or any(token.has(Kind.INDICATOR) for token in left):
        return False
    return len(left) > 1 and (left[-2].text[:1].isupper() or _is_maker(left[-2]))


_LOST = frozenset({"lost", "loses", "lose", "earned", "earns", "earn", "netted"})
_HOW_MUCH = frozenset("up to as much more than over at least".split())


def is_levied(place: Place) -> bool:
    """Tell whether a percentage is what a duty stands at ("a cut in the 20% export tariff")."""
    if place.figure.unit != "percent" or place.figure.signed:
        return False
    ahead = place.right[:_LEVY]
    taxed = bool(place.left) and place.left[-1].low in ("the", "a")
    at = next(
        (
            i
            for i, t in enumerate(ahead)
            if t.code(Kind.INDICATOR) is Indicator.TARIFF or (taxed and t.low in ("tax", "taxes"))
        ),
        None,
    )
    if at is None or any(
        t.kind != Kind.WORD or (t.tags and t.low not in _TRADED) or is_light(t) for t in ahead[:at]
    ):
        return False
    after = ahead[at + 1 : at + 2]
    return not any(t.has_any(Kind.MOVE, Kind.TREND) for t in after)


_LEVY = 4
_TRADED = frozenset({"export", "import"})


def _is_maker(token: Token) -> bool:
    """Tell whether a word is of those who make something: "producers", "ovens", "assemblers", "they"."""
    if token.low in words().countable or token.low in grammar("plants"):
        return True
    return (
        token.kind == Kind.WORD
        and not token.tags
        and token.low.endswith(("ers", "ors"))
        and len(token.low) > 6
    )
