"""Parts of a whole told by a verb or a list: "of it, 58% came from scrap", "83% going to Korea"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.document import Figure
from extract.rules.parting import names_time
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, RoleKind
from extract.rules.tokens import Kind, Token
from schemas.units import UnitKind, unit_kind

__all__ = ["PART", "SAID_BY_SOME", "as_part", "of_the_whole"]

PART = "part"
"""The word of a role that tells a part of a whole."""
SAID_BY_SOME = "said by some"
"""The word of a role that tells how many of those asked say something."""
_ANSWERING = frozenset("foresee foresaw expect report anticipate plan intend see saw predict".split())
_ACTING = frozenset("cut raised lowered reduced increased kept shortened lengthened".split())
_ARE = frozenset("is are was were been".split())
_SAID = frozenset("reported foreseen expected planned seen named cited noted".split())
_WHOLES = frozenset("which it this that these those them total".split())
_TAKING = frozenset(
    "took take takes taking contributed contributes contributing represented represents constituted "
    "constitutes supplied supplies supplying provided provides providing made was were is are had has went "
    "goes".split()
)
_GOING = frozenset(
    "going went goes heading headed bound destined shipped exported sold sent delivered came coming "
    "comes made produced sourced derived obtained stemming originating smelted extracted".split()
)
_WHITHER = frozenset("to for from by via abroad overseas into through".split())
_LISTING = frozenset("for from to in was were is are took went came and at used goes".split())
_SORTS = frozenset("raw feed route process origin destination product type use".split())
_ITEM = 6
_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)


def as_part(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Return the role of a percentage that is a part of a whole, or None."""
    if place.figure.unit != "percent" or place.figure.signed:
        return None
    if _is_said_by_some(place, previous):
        return Role(RoleKind.LEVEL, None, SAID_BY_SOME)
    if _answers_on(place, previous, last):
        return Role(RoleKind.LEVEL, None, SAID_BY_SOME)
    if _is_compared(place):
        return None
    rated = last is not None and last.unit == "percent" and previous is not None and previous.word != PART
    if rated and previous is not None and not previous.is_change and of_the_whole(place.left):
        return None  # "the rate fell to 54%, of which that of large plants was 63%"
    told = _of_whole(place) or _going(place) or _by_kind(place) or _goes_on(place, previous, last)
    return Role(RoleKind.LEVEL, None, PART) if told or _again(place, previous, last) else None


def _is_said_by_some(place: Place, previous: Role | None) -> bool:
    """Read "29% foresee lower output", "38% cut their output", "a smaller order book is reported by 52%"."""
    lead, behind = place.left, [token.low for token in place.right[:2]]
    goes_on = previous is not None and previous.word == SAID_BY_SOME
    if lead and lead[-1].low == "by":
        said = len(lead) > 2 and lead[-2].low.split()[-1] in _SAID and lead[-3].low in _ARE
        apposed = goes_on and len(lead) <= _ITEM and not any(token.has(Kind.INDICATOR) for token in lead)
        return said or apposed
    acted_on = ("their", "it") if goes_on else ("their",)
    acts = len(behind) > 1 and behind[0] in _ACTING and behind[1] in acted_on
    if not acts and not (behind and behind[0] in _ANSWERING):
        return False
    cut = max((i for i, token in enumerate(lead) if token.text in BREAKS or token.low == "and"), default=-1)
    governed = (Kind.MOVE, Kind.TREND, Kind.INDICATOR, Kind.LEVEL, Kind.FUTURE)
    return not any(token.has_any(*governed) for token in lead[cut + 1 :])


def _answers_on(place: Place, previous: Role | None, last: Figure | None) -> bool:
    """Read "60% of smelters expect lower output, 25% no change and 15% an increase": others were asked."""
    if previous is None or last is None or last.unit != "percent" or previous.kind is not RoleKind.LEVEL:
        return False
    lead = [token for token in place.left if not is_light(token)][-1:]
    bare = any(token.text == "," or token.low in ("and", "while") for token in lead)
    asked = previous.word in ("of", SAID_BY_SOME)
    behind = " ".join(token.low for token in place.right[:2]).split()[:2]
    return bare and asked and behind[:1] in (["no"], ["an"], ["a"]) and behind[-1] in _ANSWERS


_ANSWERS = frozenset("change changes increase rise growth decline decrease fall drop reduction cut".split())


def of_the_whole(left: Sequence[Token]) -> bool:
    """Tell whether "of which", "of it" or the like opens a clause of some words."""
    return any(
        one.low == "of" and two.low in _WHOLES and (not at or left[at - 1].text in BREAKS)
        for at, (one, two) in enumerate(pairwise(left))
    )


def _is_compared(place: Place) -> bool:
    right = place.right[:2]
    if any(token.has_any(Kind.BASIS, Kind.BEHIND, Kind.TREND, Kind.COMPARING) for token in right):
        return True
    if [token.low for token in right[:1]] == ["over"] and names_time(right[-1]):
        return True
    cut = max((i for i, token in enumerate(place.left) if token.text in BREAKS), default=-1)
    return any(
        token.has_any(Kind.MOVE, Kind.TREND, Kind.FUTURE, Kind.INDICATOR) or token.low == "by"
        for token in place.left[cut + 1 :]
    )


def _of_whole(place: Place) -> bool:
    """Read "of it, 58% came from scrap", "of which high-purity grades took 71%"."""
    if not of_the_whole(place.left):
        return False
    bare = all(token.text in BREAKS or is_light(token) for token in place.left[2:])
    return bare or (place.led is not None and place.led.low in _TAKING)


def _going(place: Place) -> bool:
    """Read "83% going to Korea", "60% made from scrap"."""
    lows = [token.low for token in place.right[:2]]
    led = place.led
    fresh = led is None or led.text in BREAKS or led.low in ("with", "and", "about", "some", "only")
    going = lows[:1] == ["going to"] or (len(lows) > 1 and lows[0] in _GOING and lows[1] in _WHITHER)
    return fresh and going


def _by_kind(place: Place) -> bool:
    """Read "in terms of raw materials, hydroxide was used for 52%"."""
    lows = [token.low for token in place.left]
    fronted = lows[:3] == ["in", "terms", "of"] or (lows[:1] == ["by"] and not _SORTS.isdisjoint(lows[1:2]))
    used = place.led is not None and place.led.low in _TAKING | {"for"}
    return fronted and used and place.opens and "," in lows


def _goes_on(place: Place, previous: Role | None, last: Figure | None) -> bool:
    """Read "..., 31% from scrap and 11% from matte", "..., matte for 28%"."""
    if previous is None or last is None or last.unit != "percent" or place.opens:
        return False
    lead = [t for t in place.left if not (t.text in BREAKS or is_light(t) or t.low == "and")]
    if not lead and previous.word in (PART, "of") and previous.kind is RoleKind.LEVEL:
        return bool(place.right) and place.right[0].low in ("from", "to", "for", "in", "of", "by", "as")
    named = len(lead) <= _ITEM and all(not t.tags or t.low in _LISTING for t in lead)
    return named and previous.word == PART


def _again(place: Place, previous: Role | None, last: Figure | None) -> bool:
    """Read "took 4,500 mt or 72.5%": an amount told once more, as a part."""
    lows = [token.low for token in place.left if not is_light(token) and token.text != ","]
    level = previous is not None and previous.kind is RoleKind.LEVEL and not previous.stated
    amount = last is not None and unit_kind(last.unit or "count") in _AMOUNTS
    return level and amount and lows == ["or"]
