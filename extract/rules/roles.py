"""Roles: whether a figure is a level, a move, or the base of a comparison, and which way it moved.

The word that governs a figure decides: first what stands right behind it ("5% lower", "a 5% drop"),
then the preposition or verb before it ("from", "to", "by", "fell", "stood at"), last the figure before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Figure
from extract.rules.as_part import as_part
from extract.rules.comparing import base_of, comparing
from extract.rules.date_texts import month_number
from extract.rules.gapped import gapped
from extract.rules.governing import governing
from extract.rules.keeping import held_to, kept_bare
from extract.rules.marks import missed_by
from extract.rules.parts import EARNED, beside_cost, earns, has_capacity, is_built, is_levied, of_whole
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import TURNS, Role, RoleKind, governor, is_money, is_ratio, listed
from extract.rules.switching import closed_for_good, switching
from extract.rules.taken_off import takes_share
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Direction, Indicator

__all__ = ["role_of"]

_POINTS = ("percentage_point", "basis_point")
_GAPPED, _ALIKE = 3, 5
_AMONG = frozenset({"at", "in", "among", "for"})
_SMALL = 2
_FAR_OFF = 20
_AMOUNTS = (UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW)


def role_of(place: Place, clause: Sequence[Token], previous: Role | None, last: Figure | None = None) -> Role:
    """Return a figure's role.

    `clause` are the tokens before it in its clause, `previous` and `last` the role of the figure before
    and that figure.
    """
    role = (
        _unmoved(place)
        or held_to(place)
        or closed_for_good(place)
        or _missing(place)
        or _rate_before(place, previous, last)
        or _plain(place)
        or as_part(place, previous, last)
        or _as_much_again(place, previous, last)
        or _goes_on_back(place, previous, last)
        or _told_again(place, previous, last)
    )
    role = role or gapped(place, previous, last) or _next_item(place, previous, last) or _told(place, clause)
    role = role or _carried_on(place, previous, last)
    if role.is_change and role.direction is None and not place.figure.value and is_ratio(place):
        return replace(role, direction=Direction.FLAT)
    if role.is_change and role.direction is None:
        way = _printed(place.figure) or _moved(place.left) or _beyond(role, previous)
        way = way or _carried(previous) or _moved(clause)
        if (way is None and place.led is not None and place.led.low == "off") or _is_limited(role, place):
            way = Direction.DOWN
        return replace(role, direction=way) if way is not None else _no_move(place, role, previous)
    if role.stated and role.direction is None:
        return replace(role, direction=_led_on(place, clause, previous))
    return role


def _beyond(role: Role, previous: Role | None) -> Direction | None:
    """Read "8% under May's and 27% over that of a year earlier": two sides, and no move told of both."""
    sides = previous is not None and previous.word in ("under", "below", "beneath", "behind")
    return Direction.UP if sides and role.word == "over" else None


def _unmoved(place: Place) -> Role | None:
    """Read "(0.0%)" behind a level."""
    none = not place.figure.value and is_ratio(place) and [token.text for token in place.left[-1:]] == ["("]
    return Role(RoleKind.CHANGE, Direction.FLAT, "no move") if none else None


def _rate_before(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Read "76.8%, 84.0% the month before": behind a rate, one of another time that is about as high."""
    if last is None or previous is None or previous.kind is not RoleKind.LEVEL or place.figure.signed:
        return None
    rates = last.unit == place.figure.unit == "percent"
    alike = last.value <= place.figure.value * 2 and place.figure.value <= last.value * 2
    plain = all(token.text in BREAKS or is_light(token) for token in place.left)
    after = place.right[0] if place.right and place.right[0].has(Kind.REFERABLE) else None
    return Role(RoleKind.BASE, None, after.low) if rates and alike and plain and after is not None else None


def _missing(place: Place) -> Role | None:
    way = missed_by(place)
    return Role(RoleKind.CHANGE, way, "missed or beaten by") if way is not None else None


def _led_on(place: Place, clause: Sequence[Token], previous: Role | None) -> Direction | None:
    """Return the way of a level that "to" alone leads to: from the figure before, or against it."""
    if previous is not None and previous.kind is RoleKind.BASE and previous.word == "from":
        foretold = any(token.low in listed("guiding") for token in clause)
        return None if foretold else _moved(clause)  # "narrowed from 650 to 180"
    onward = previous is not None and previous.kind is RoleKind.LEVEL and not previous.stated
    if onward and place.led is not None and place.led.low == "to" and _comes_from(clause):
        return _moved(clause)  # "slid from its high of $3,990 on May 11 to $3,260"
    way = _carried(previous)
    back = any(token.low in _RETURNING for token in place.left)
    if back and previous is not None and previous.stated and way in TURNS:
        return Direction.DOWN if way is Direction.UP else Direction.UP  # "rose to 77 and returned to 74"
    led = place.led is not None and place.led.low == "to"
    return Direction.UP if back and led and way is None else way  # "should come back to 74"


def _comes_from(clause: Sequence[Token]) -> bool:
    """Tell whether an extreme, or a level of another day, is told behind "from"."""
    at = next((i for i in range(len(clause) - 1, -1, -1) if clause[i].low == "from"), None)
    if at is None or any(token.text in BREAKS for token in clause[at:]):
        return False
    return sum(token.figure is not None for token in clause[at:]) == 1


_RETURNING = frozenset(
    {"return", "returns", "returned", "returning", "reverted", "went back", "came back", "come back", "back"}
)


def _plain(place: Place) -> Role | None:
    """Read what is a level whatever is said of it: a part of a whole, the size of a line, what is earned."""
    if is_ratio(place) and not place.figure.signed and of_whole(place) and not _is_paid(place):
        return takes_share(place) or _led_to(place) or Role(RoleKind.LEVEL, None, "of")
    if place.figure.unit == "percentage_point" and (taken := takes_share(place)) is not None:
        return taken
    if is_levied(place):
        return kept_bare(place) or Role(RoleKind.LEVEL, None, "duty")
    if place.kind is UnitKind.RATE_OF_FLOW and is_built(place.right, -1):
        return Role(RoleKind.LEVEL, None, place.right[0].low)
    if earns(place) or beside_cost(place) is not None:
        return Role(RoleKind.LEVEL, None, EARNED)
    sized = bool(place.right) and place.right[0].low in grammar("installations") and not is_money(place)
    if (sized or has_capacity(place)) and not is_ratio(place):
        return Role(RoleKind.LEVEL, None, place.right[0].low if sized else "capacity")
    return None


def _led_to(place: Place) -> Role | None:
    """Read "stayed at 60% of capacity", "climbed to half of its rating": a part that moved or held."""
    led = governor(place.left)
    leads = led is not None and (led.low in ("at", "to") or led.low.endswith((" at", " to")))
    if not leads or "up" in place.said:
        return None
    told = governing(place)
    if told is None or told.kind is not RoleKind.LEVEL or not told.stated:
        return None
    # "The cold kept a mine at 70% of its load": somebody else's doing, and no move of its own.
    itself = told.direction in TURNS or told.word in listed("remaining") or told.word.endswith(" at")
    return told if itself else None


def _as_much_again(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Read "the storm cost 6,000 t, and the strike a further 4,000 t", "with another of 30 yuan"."""
    near = [token.low for token in place.left if token.low not in ("about", "some", "around")]
    if near[-1:] == ["of"]:
        near.pop()
    lead = near[-2:]
    again = lead[-1:] == ["another"] or lead in (["a", "further"], ["a", "second"])
    alike = (
        last is not None and last.unit == place.figure.unit and previous is not None and previous.is_change
    )
    if not (again and alike and previous is not None and (previous.transitive or is_money(place))):
        return None
    moved = any(
        token.has_any(Kind.MOVE, Kind.LEVEL, Kind.SWITCH) for token in place.left if token.low != "with"
    )
    return None if moved and not any(t.low == "at" for t in place.left) else previous


def _no_move(place: Place, role: Role, previous: Role | None) -> Role:
    """Return the level that stands beside a comparison or a span of time, where no word moves it.

    "98% in May and 71% a year earlier" are levels, and so is what "averaged 1,200 yuan/mt over the month".
    """
    bare = all(token.text in BREAKS or token.low in listed("links") for token in place.left)
    if bare and previous is not None and previous.kind is RoleKind.BASE:
        return previous
    governed = governing(place)
    return governed if governed is not None and governed.kind is RoleKind.LEVEL else role


def _is_limited(role: Role, place: Place) -> bool:
    """Read "smelters limited their furnaces by 30%": the verb nearest to "by" tells the way."""
    if role.word != "by":
        return False
    verb = next((t for t in reversed(place.left) if t.low in grammar("limiting") or t.has(Kind.MOVE)), None)
    return verb is not None and verb.low in grammar("limiting")


def _is_paid(place: Place) -> bool:
    return any(token.low.startswith("payab") for token in place.left)


def _told(place: Place, clause: Sequence[Token]) -> Role | None:
    """Return the role that the words around a figure give it."""
    behind, base = comparing(place), base_of(place)
    led = governor(place.left)
    level = led is not None and (led.low == "to" or (led.has(Kind.LEVEL) and not is_ratio(place)))
    if behind is not None and behind.direction is None and level:
        # "slid to 460,000 yuan over the month" is a level, whatever stands behind it.
        grown = governing(place)
        behind = grown if grown is not None and grown.is_change else None
    if behind is not None and behind.direction is None and base is None:
        grown = governing(place)
        if grown is not None and grown.is_change:
            behind = replace(behind, direction=grown.direction)  # "off 8 cents on the month"
    if behind is not None and (base is None or behind.direction is not None):
        return behind
    if base is not None:
        return base
    if place.figure.signed and is_ratio(place) and _is_margin(place, led):
        return Role(RoleKind.LEVEL, None, led.low if led is not None else "margin")
    lost = place.kind in _AMOUNTS and place.figure.value < 0  # no tonnage is negative
    if place.figure.signed and (is_ratio(place) or lost) and not _leads_to(place, led):
        return Role(RoleKind.CHANGE, _printed(place.figure), "its sign")
    bare = None if is_ratio(place) else kept_bare(place)
    return switching(place, clause) or bare or governing(place)


def _is_margin(place: Place, led: Token | None) -> bool:
    """Read "the industry's margin is -14%": a level below nought, not a move."""
    told = any(token.code(Kind.INDICATOR) is Indicator.PROFIT for token in place.left)
    return told and place.figure.value < 0 and (led is None or led.low == "at" or led.has(Kind.LEVEL))


def _carried_on(place: Place, previous: Role | None, last: Figure | None) -> Role:
    """Return the role of a figure of which no word tells: by its sign, its unit, or the figure before."""
    figure, unit = place.figure, last.unit if last is not None else None
    if figure.signed:
        moved = figure.unit in _POINTS or figure.value > 0 or _is_step(place, last)
        return Role(
            RoleKind.CHANGE if moved else RoleKind.LEVEL, _printed(figure) if moved else None, "its sign"
        )
    if figure.unit in _POINTS:
        return Role(RoleKind.CHANGE, None, "its unit")
    nothing = Role(RoleKind.LEVEL, None, "nothing")
    if previous is None or place.opens or not place.said.isdisjoint(";:"):
        return nothing
    ratio = is_ratio(place)
    if not ratio and (")" in place.said or (unit == "percent" and "and" in place.said)):
        # "16,900 mt was made from ore (up 9%), 9,850 mt from scrap", "up 1.7%, and 345,000 mt for the year"
        return nothing
    bare = all(token.text in BREAKS or token.low in listed("links") for token in place.left)
    far = last is not None and unit == figure.unit and abs(figure.value) > _FAR_OFF * abs(last.value)
    if far and not (bare and ratio and _is_dated_back(place)):
        return nothing  # "2 kt fewer than in May, and 449 kt in the nine months"
    alike = previous.is_change and (ratio or previous.word != "by") if bare else previous.is_change and ratio
    if alike and (bare or unit == figure.unit):
        return Role(RoleKind.CHANGE, previous.direction, "the figure before")  # "... and the alloy 4%"
    if last is not None and previous.is_change and unit == figure.unit and _is_gapped(place, last):
        return Role(RoleKind.CHANGE, previous.direction, "the figure before")
    if bare and previous.stated and unit == "percent" == figure.unit and _is_listed(place):
        return Role(RoleKind.LEVEL, previous.direction, previous.word, stated=True)  # "and 90% for cobalt"
    if bare and previous.stated and ratio:
        return Role(RoleKind.CHANGE, previous.direction, "the level before")
    return nothing


def _goes_on_back(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Read "from 266 kt in May and 245 kt in May 2022": another level that it is compared with."""
    if (
        previous is None
        or last is None
        or previous.kind is not RoleKind.BASE
        or last.unit != place.figure.unit
    ):
        return None
    bare = [t.low for t in place.left if not is_light(t)] in ([","], ["and"])
    if bare and is_ratio(place) and not place.figure.signed and not place.right:
        return Role(RoleKind.BASE, None, previous.word)  # "against 94%, 86% and 79% in May"
    joined = not place.opens and all(t.text == "," or t.low == "and" or is_light(t) for t in place.left)
    behind = next((t for t in place.near[:3] if t.low not in ("in", "of", "at", "for")), None)
    dated = behind is not None and (
        behind.kind == Kind.DATE or behind.has(Kind.REFERABLE) or month_number(behind.text) is not None
    )
    return Role(RoleKind.BASE, None, previous.word) if joined and dated else None


def _told_again(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Read "a pullback of 2.2%, equal to about 33,000 mt": one move in another unit."""
    lows = [token.low for token in place.left if token.text != "," and not is_light(token)]
    again = lows in (["equal to"], ["equivalent to"], ["equal", "to"], ["equivalent", "to"])
    moved = previous is not None and previous.is_change and last is not None and last.unit == "percent"
    if not (again and moved and place.kind in _AMOUNTS) or place.figure.signed:
        return None
    return Role(RoleKind.CHANGE, previous.direction if previous is not None else None, "the figure before")


def _is_dated_back(place: Place) -> bool:
    """Read "up 0.7% from May and 21% from June 2005": a time that is compared with stands right behind."""
    lows = [token.low for token in place.right[:1]]
    dated = place.right[1:2] and (
        place.right[1].kind == Kind.DATE
        or place.right[1].has_any(Kind.BASIS, Kind.REFERENCE)
        or month_number(place.right[1].text) is not None
    )
    return lows in (["from"], ["on"], ["over"], ["against"], ["versus"]) and bool(dated)


def _is_step(place: Place, last: Figure | None) -> bool:
    """Read "$335/mtu, -$5": a small sum with a minus, set beside a price or cost, is how far that moved."""
    named = place.left[-2:-1]
    if place.left[-1:] and place.left[-1].text == "(" and named and is_money(place):
        if named[0].code(Kind.INDICATOR) in (Indicator.PRICE, Indicator.COST):
            return True  # "lower soda costs (-$60/t since March)"
    set_beside = bool(place.left) and all(t.text in ",(" or is_light(t) for t in place.left)
    if last is None or not set_beside or last.signed or not is_money(place):
        return False
    return abs(place.figure.value) * _SMALL <= abs(last.value)


def _is_listed(place: Place) -> bool:
    """Tell whether a figure is the next of a list of levels ("to 88% of LME nickel and 90% for cobalt")."""
    return "and" in place.said and bool(place.right) and place.right[0].low in ("for", "at", "among")


def _is_gapped(place: Place, last: Figure) -> bool:
    """Read "coke gained 350 yuan/mt, electrodes 800 yuan/mt": the verb is told once."""
    lead = [token for token in place.left if not is_light(token) and token.low != "and"]
    named = [t for t in lead if t.kind == Kind.WORD and not t.tags and t.low not in grammar("stops")]
    joined = bool(lead) and lead[0].text == "," and 0 < len(named) == len(lead) - 1
    joined = joined or (place.left[0].low == "and" and 0 < len(named) == len(lead))
    return joined and len(named) <= _GAPPED and abs(place.figure.value) <= _ALIKE * abs(last.value)


def _next_item(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Read "output from ore fell 7%, output from scrap 14%", "and that from scrap 2%": no verb is told."""
    if previous is None or last is None or not (previous.is_change and is_ratio(place)):
        return None
    compared = any(token.has_any(Kind.BEHIND, Kind.MOVE, Kind.TREND) for token in place.right[:1])
    alike = last.unit == place.figure.unit and not (place.figure.signed or compared)
    return (
        Role(RoleKind.CHANGE, previous.direction, "the figure before") if alike and _is_item(place) else None
    )


def _is_item(place: Place) -> bool:
    """Tell whether a mark, what is measured told again and a name are all that stands before a figure."""
    lead = [token for token in place.left if token.text != "," and token.low != "and"]
    if not 1 < len(lead) <= _GAPPED + 2 or place.left[0].text not in BREAKS | {"and"}:
        return False
    if lead[0].low in _AMONG and all(t.kind == Kind.WORD and not t.tags for t in lead[1:]):
        return True  # "went up 21% at plants owning mines, at those without mines 8%"
    if lead[-1].code(Kind.INDICATOR) is Indicator.PRODUCTION and len(lead) <= _GAPPED:
        return all(t.kind == Kind.WORD and not t.tags for t in lead[:-1])  # "and P-type output 15%"
    again = lead[0].low in ("that", "those") or lead[0].code(Kind.INDICATOR) is Indicator.PRODUCTION
    named = len(lead) > 2 and all(token.kind == Kind.WORD and not token.tags for token in lead[2:])
    return again and named and lead[1].low in ("from", "of", "by")


def _printed(figure: Figure) -> Direction | None:
    if not figure.signed or not figure.value:
        return None
    return Direction.DOWN if figure.value < 0 else Direction.UP


def _carried(previous: Role | None) -> Direction | None:
    if previous is None or not (previous.is_change or previous.stated):
        return None
    return previous.direction


def _leads_to(place: Place, led: Token | None) -> bool:
    """Tell whether a preposition makes a signed percentage a level ("from -2% to -5%", "at -3%")."""
    after = place.right[0] if place.right else None
    compared = after is not None and (
        after.has(Kind.BASIS) or after.has(Kind.COMPARING) or after.low == "against"
    )
    return led is not None and led.low in ("from", "to", "at") and not compared


def _moved(tokens: Sequence[Token]) -> Direction | None:
    """Return the way of the nearest word of movement, reading backwards."""
    for token in reversed(tokens):
        if token.has(Kind.INDICATOR) and not token.has(Kind.TREND):
            continue
        way: Direction | None = token.code(Kind.TREND) or token.code(Kind.MOVE)
        if way in TURNS:
            return way
    return None
