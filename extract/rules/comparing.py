"""Comparisons: figures that compare by what stands behind them, and levels that others are compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.compared_times import DATING, is_told_of_another
from extract.rules.governing import governing
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import Role, RoleKind, beside, is_ratio, listed
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction, Indicator, Qualifier

__all__ = ["base_of", "comparing"]

_POSSESSIVE = re.compile(r"(?:^end-|['’]s?$|\.$)")
_BACK, _SAME = ("ago", "earlier", "before"), ("the same ", "the corresponding ")
_THEN = frozenset(
    "it they this that the figure rate price level was were had been stood at gave saw brought held made ran "
    "produced mined smelted rolled shipped".split()
)
_MULTIPLES = frozenset({"double", "twice", "triple", "treble", "times"})
_COMPARED = (Basis.MOM, Basis.YOY, Basis.WOW, Basis.CHANGE)
_AFTER = 7
_BRACKETED = 3
_UNMOVED = ("not moved", "not move", "not changed", "not change", "not budged", "not budge")
_NEAR = 6
_LEVELS = frozenset({"level", "average", "mean", "high", "low", "peak"})
_PASSED = frozenset(
    {"per", "cent", "points", "year-to-date", "annual", "yearly", "monthly", "weekly", "quarterly"}
)
_WEIGHING = frozenset(
    "weight pressure impact influence effect burden terms rules agreement scheme strain".split()
)
_POINTING = frozenset({"that", "those", "last"})
_NAMED = 3
_AMOUNTS = frozenset("level figure volume output total result".split())
_CONTRASTED = frozenset({"but", "yet", "though", "although", "whereas"})
_BEHIND_NOUN = frozenset({"in", "on", "from", "against", "compared", "versus", "vs", ")"})


def comparing(place: Place) -> Role | None:
    """Read what stands right behind: "3% lower than", "a 5% MoM drop", "12% up on the year", "4% YoY"."""
    exceeding = _exceeding(place)
    if exceeding is not None:
        return exceeding
    compared: Token | None = None
    lead = place.left[-1].low if place.left else ""
    near = place.near[:_AFTER]
    if [token.low for token in near[:1]] == ["in"] and "content" in {token.low for token in near[1:3]}:
        near = near[2 if near[1].low == "content" else 3 :]  # "600 mt in metal content below"
    if lead in listed("nominal") and _names_thing(near):
        near = near[1:]  # "the 50% output cut"
    for at, token in enumerate(near):
        if token.has(Kind.BASIS):
            if token.has(Kind.REFERABLE) and compared is None and not is_ratio(place):
                break
            compared = compared or token
            continue
        if at <= 1 and token.has(Kind.BEHIND) and _compares(place, at):
            if (moved := _moved_once_more(place, at)) is not None:
                return moved
            way = token.code(Kind.BEHIND)
            return Role(RoleKind.CHANGE, _other_way(way) if _of_fall(place, token) else way, token.low)
        nominal = compared is not None or lead in listed("nominal") or not token.has(Kind.MOVE)
        nominal = nominal or (not at and _is_noun(place))
        lost = not at and token.low == "loss" and is_ratio(place) and lead in listed("nominal")  # "a 3% loss"
        if token.has(Kind.TREND) and (lost or not token.has(Kind.INDICATOR)) and nominal:
            return Role(RoleKind.CHANGE, token.code(Kind.TREND), token.low)
        if not (token.has(Kind.DEGREE) or token.low in _PASSED):
            break
    basis = compared.code(Kind.BASIS) if compared is not None else None
    if compared is not None and basis is Basis.VS_EXPECTATION:
        return Role(RoleKind.CHANGE, beside(compared), compared.low)
    return Role(RoleKind.CHANGE, None, compared.low) if compared is not None and basis in _COMPARED else None


def _moved_once_more(place: Place, at: int) -> Role | None:
    """Read "is expected to drop by some 8% more": another time, and compared with nothing."""
    token, after = place.right[at], place.right[at + 1 : at + 2]
    if token.low != "more" or (after and after[0].has_any(Kind.BASIS, Kind.COMPARING, Kind.REFERENCE)):
        return None
    moved = governing(place)
    return moved if moved is not None and moved.is_change and moved.direction is not None else None


def _exceeding(place: Place) -> Role | None:
    """Read "0.7% over July and 4% over August 2024", where no word tells that it fell; "900 t over July".

    What is contrasted with a fall is a rise: "1.8% under May's but 6.9% over that of a year ago".
    """
    near = place.near[:_NAMED]
    if len(near) < 2 or near[0].low != "over":
        return None
    level = [token.low for token in near[1:]]
    named = level[0] == "the" and len(level) > 1 and level[1] in _AMOUNTS
    if not (named or _is_time(near[1]) or level[0] in _POINTING):
        return None
    if not is_ratio(place) and not is_told_of_another(place.left, told=not place.opens):
        return None  # "sold 900 t over July"
    for token in reversed(place.left):
        if token.has_any(Kind.MOVE, Kind.TREND, Kind.BEHIND):
            return None
        if token.low == "and":
            return Role(RoleKind.CHANGE, None, "over")  # as the figure before
        if token.text in BREAKS or token.low in _CONTRASTED:
            break
    return Role(RoleKind.CHANGE, Direction.UP, "over")


def _is_time(token: Token) -> bool:
    """Tell whether a word names a month, or one that lies back."""
    dated = token.kind == Kind.DATE or token.has(Kind.REFERENCE)
    return dated or _names_month(token)


def _names_month(token: Token) -> bool:
    low = token.low if token.low.isalpha() else _POSSESSIVE.sub("", token.low)
    return low in words().months


def _names_thing(near: Sequence[Token]) -> bool:
    """Tell whether a thing measured stands before a noun of its move."""
    if len(near) < 2 or near[0].has_any(Kind.TREND, Kind.BASIS):
        return False
    return near[0].has(Kind.INDICATOR) and near[1].has(Kind.TREND)


def _of_fall(place: Place, size: Token) -> bool:
    """Tell whether it is a fall that was larger or smaller ("the drop was 2 points greater than in May")."""
    left = [token for token in place.left if not is_light(token)]
    if len(left) < 2 or not left[-1].has(Kind.LEVEL) or size.low not in listed("sizes"):
        return False
    subject = left[-2]
    return subject.code(Kind.TREND) is Direction.DOWN and not subject.has(Kind.INDICATOR)


def _other_way(way: Direction) -> Direction:
    return Direction.DOWN if way is Direction.UP else Direction.UP


def _is_noun(place: Place) -> bool:
    """Tell whether the word of movement right behind a figure is a noun: "(3.9% decrease y/y)"."""
    after = place.right[1] if len(place.right) > 1 else None
    return is_ratio(place) and (after is None or after.has(Kind.BASIS) or after.low in _BEHIND_NOUN)


def _compares(place: Place, at: int) -> bool:
    """Tell whether the word behind a figure compares: "up" and "above" need what they compare with."""
    tokens = place.right
    word = tokens[at].low
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if word.startswith("ahead"):
        rest = [t for t in tokens[at + 1 : at + 4] if not (is_light(t) or t.low == "of")][:1]
        return bool(rest) and (rest[0].has_any(Kind.BASIS, Kind.REFERENCE, Kind.PLAN) or (
            rest[0].low in ("that", "those") or rest[0].kind == Kind.DATE or rest[0].text[:1].isupper()
            or not {*rest[0].low.split()}.isdisjoint(listed("expectations"))
        ))  # fmt: skip
    if word not in listed("adverbs"):
        return not (word in ("less", "more") and after is not None and after.low == "or")
    if place.against and at == len(tokens) - 1:
        return True
    if any(token.low in _WEIGHING for token in tokens[at + 1 : at + 3]):
        return False  # "143,000 yuan/mt under the weight of low tenders"
    if after is None:
        leads_on = place.led is not None and place.led.low in ("from", "between")  # "from 900 down to 850"
        beside = word in ("above", "below") and is_ratio(place)  # "and lead 2% above"
        return beside or (word in ("up", "down") and not leads_on and (place.opens or is_ratio(place)))
    if after.text in ").," and (after.text == ")" or is_ratio(place)):
        beside = after.text != ")" and word in ("above", "below")
        return beside or word in ("up", "down")  # "6,900 mt, 3% down, an official said"
    if word in ("under", "over") and after.low == "the" and not _names_then(tokens[at + 2 : at + 4]):
        return False  # "fell to 900 yuan/mt under the weight of imports"
    told = after.has_any(Kind.BASIS, Kind.REFERENCE, Kind.REFERABLE, Kind.COMPARING)
    told = told or after.low in listed("expectations")
    named = after.kind == Kind.DATE or after.text[:1].isupper()
    return told or named or after.low in listed("compared_with")


def _names_then(tokens: Sequence[Token]) -> bool:
    """Tell whether some words name a level of another time, or what was expected."""
    return any(
        token.kind in (Kind.DATE, Kind.FIGURE)
        or token.has_any(Kind.BASIS, Kind.REFERENCE, Kind.REFERABLE, Kind.PLAN)
        or token.low in listed("expectations") | {"level", "levels", "average", "end", "figure"}
        or token.text[:1].isupper()
        for token in tokens
    )


def base_of(place: Place) -> Role | None:
    """Read the level that another is compared with: "from 45 kt", "vs 98% in May", "45 kt a year earlier"."""
    if is_ratio(place) and any(t.code(Kind.INDICATOR) is Indicator.TARIFF for t in place.right[:3]):
        return None  # "suffered from the 25% US tariff"
    lead = [token for token in place.left[-_BRACKETED:] if token.text != ":"]
    if len(lead) > 1 and lead[-2].text == "(" and (lead[-1].has(Kind.REFERENCE) or lead[-1].has(Kind.BASIS)):
        if lead[-1].has(Kind.REFERABLE):
            return Role(RoleKind.BASE, None, lead[-1].low)  # "(previous year: 99,900 t)"
    if len(lead) > 1 and lead[-1].low == "the" and lead[-2].low in _MULTIPLES and not is_ratio(place):
        return Role(RoleKind.BASE, None, lead[-2].low)  # "more than double the 41 MW of a year ago"
    if place.is_base:
        return Role(RoleKind.BASE, None, place.left[0].low if place.left else "than")
    ago = _told_of_then(place) or _beside_then(place)
    if ago is not None:
        return ago
    for at in range(len(place.left) - 1, -1, -1):
        token = place.left[at]
        compares = token.low in listed("bases") or token.has(Kind.COMPARING)
        if _hedges(place, at) or (compares and token.low != "from" and _parallel(place)):
            return None
        after = place.left[at + 1].low if at + 1 < len(place.left) else ""
        outdone = token.low in ("on", "over") and after.endswith(("'s", "’s")) and not is_ratio(place)
        if compares and at and token.low == "from" and place.left[at - 1].low.endswith(_UNMOVED):
            return Role(RoleKind.LEVEL, Direction.FLAT, place.left[at - 1].low, stated=True)
        if compares or outdone:
            return Role(RoleKind.BASE, None, token.low)  # "3.5% down on March's 12.3 Mt"
        if token.low in ("of", "for") and at and _expects(place.left[at - 1]):
            return Role(RoleKind.BASE, None, place.left[at - 1].low) if _outdone(place, at) else None
        from_past = token.low in listed("thresholds") and at and place.left[at - 1].low == "from"
        passed = from_past or is_light(token) or token.has(Kind.REFERENCE) or token.low in _LEVELS | {"in"}
        passed = passed or (token.low == "of" and at > 0 and place.left[at - 1].low in _LEVELS)
        if not (passed or token.kind == Kind.DATE or _names_month(token)):
            break
    return _dated_back(place)


def _told_of_then(place: Place) -> Role | None:
    """Read "; a month ago it was 77.9%", "the same month of last year gave 4,900 t": the time is first."""
    then: Token | None = None
    for token in place.left:
        if token.text in ",:;(" or token.low in _THEN:
            continue
        if then is not None:
            return None
        then = token
    if then is None or not then.has_any(Kind.BASIS, Kind.REFERENCE) or not then.has(Kind.REFERABLE):
        return None
    past = then.low.endswith(_BACK) or then.low.startswith(_SAME)
    return Role(RoleKind.BASE, None, then.low) if past else None


def _beside_then(place: Place) -> Role | None:
    """Read "above the 60.2% of the same month last year", "below the 45 kt seen in May"."""
    if not place.left or place.left[-1].low not in ("the", "its", "their"):
        return None
    if place.led is None or place.led.low not in listed("thresholds"):
        return None
    behind = [token for token in place.right[:_NEAR] if token.low not in DATING]
    return Role(RoleKind.BASE, None, place.led.low) if behind and _is_time(behind[0]) else None


def _hedges(place: Place, at: int) -> bool:
    """Tell whether "than" belongs to a hedge: "more than 14,000 t", "no better than 55%"."""
    left = place.left
    if left[at].low != "than" or not at or left[at - 1].low not in listed("hedged_than"):
        return False
    denied = at > 1 and left[at - 2].low in ("no", "not")
    return denied or place.figure.qualifier is not Qualifier.EXACT


def _parallel(place: Place) -> bool:
    """Tell whether something else is compared, and no other time: "compared with 78% at small smelters"."""
    if not place.right or place.right[0].low not in ("at", "for", "among"):
        return False
    return not any(
        token.kind == Kind.DATE or token.has(Kind.REFERABLE) or token.low in ("end", "start", "close")
        for token in place.right[:4]
    )


def _expects(token: Token) -> bool:
    expected = Basis.VS_EXPECTATION in (token.code(Kind.REFERABLE), token.code(Kind.BASIS))
    return expected or token.has(Kind.PLAN) or token.low in listed("foreseen")


def _outdone(place: Place, at: int) -> bool:
    """Tell whether a comparison leads to what was expected ("short of the forecast of 574,000 t")."""
    before: Sequence[Token] = place.left[max(0, at - _NEAR) : at]
    if at and place.left[at - 1].code(Kind.BASIS) is Basis.VS_EXPECTATION:
        return True  # "below our forecast of 574,000 t"
    shared = not place.opens and at <= 1
    outdoing = listed("bases") | listed("beaten")
    return shared or any(token.has(Kind.COMPARING) or token.low in outdoing for token in before)


def _dated_back(place: Place) -> Role | None:
    """Read "45 kt a year earlier", "the 17,900 t imported a year earlier"."""
    right = place.right
    skipped = bool(right) and (right[0].has(Kind.ACTION) or right[0].low.endswith("ed"))
    told = right[1:2] if skipped else right[:1]
    if not told or is_ratio(place) or not (told[0].has(Kind.BASIS) and told[0].has(Kind.REFERABLE)):
        return None
    moved = governing(place)
    return None if moved is not None and moved.is_change else Role(RoleKind.BASE, None, told[0].low)
