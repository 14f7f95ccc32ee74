"""Naming: which indicator a figure measures.

Candidates come in this order: the noun right behind the figure, the nearest noun or verb before it, the
noun of its "of" or "in" behind it, the figure before it in the sentence, what a pronoun points to, what the
section spoke of last.
The first that can have the figure's unit is taken; where none is, the figure stays unread.
"""

from __future__ import annotations

import re

from extract.rules.antecedents import pointed_to
from extract.rules.as_part import PART, SAID_BY_SOME
from extract.rules.asked import OF_NOTHING
from extract.rules.candidates import candidates
from extract.rules.carrying import carried
from extract.rules.charges import below_nought, of_contracts, takes_over_charge
from extract.rules.crossing import moved_abroad
from extract.rules.defaults import by_default
from extract.rules.fitting import AMOUNTS, MONEY, fits, turned
from extract.rules.foretold import foretold_as
from extract.rules.light import AROUND
from extract.rules.lost import SAVING
from extract.rules.marks import missed_by
from extract.rules.partners import PARTNER, partner_of
from extract.rules.parts import beside_cost, earns, is_levied, of_whole
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.priced import is_front, moved_price, quoted, spent
from extract.rules.rated import PAID, annual, cuts_load, loaded, of_price, part, runs_at
from extract.rules.role import is_ratio, listed
from extract.rules.sizes import is_by_line, is_new
from extract.rules.switching import names_capacity
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.topics import NOTHING, Asked, Named, is_compared, lost_or_won, topic
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Indicator

__all__ = ["named"]

_PARTS = {PART: "a part of what is told of", SAID_BY_SOME: "a part of those asked"}
_BREADTH = 60
_CONCENTRATION = re.compile(r"CR-?\d{1,2}(?:['’]s)?")
_BRACKETED = 2
_CLOSE = 4
_FOURTH = 4
_LOOKED_AT = 24
_ENDS = frozenset({"to", "at", "by", "of", "from"})
_BALANCES = ("balance", "surplus", "deficit")
_IN_PERCENT = (
    "efficiency", "efficiencies", "recovery", "conversion", "availability", " yield", " yields", " rate",
    " rates",
)  # fmt: skip
_NEAR = 5
_GIVING = frozenset({"contributed", "contributes", "contributing", "represented", "constituted"})
# "SHFE 178 kt, +9.6 kt w/w": tonnes told of an exchange are those in its warehouses.
_STORING = frozenset({"SHFE", "LME", "COMEX", "INE", "GFEX", "Shfe", "Comex"})
_EXCEPTING = frozenset({"excluding", "including", "excl", "incl", "before", "ex"})
_NAMING = (Kind.OTHER, Kind.INDICATOR)
_GOING_ON = frozenset({"at", "to", "from", "by", "in", "of", "and", "but"})
_FEES = ("processing fee", "processing charge", "smelting fee")


def named(asked: Asked) -> Named:
    """Name what a figure measures."""
    found = (
        _of_other(asked)
        or _in_brackets(asked)
        or _foretold(asked)
        or moved_abroad(asked)
        or _of_partner(asked)
        or _of_concentration(asked.place)
        or _by_unit(asked)
        or of_contracts(asked)
        or _goes_on_with_nothing(asked)
        or _by_words(asked)
        or moved_price(asked)
        or carried(asked)
        or pointed_to(asked)
        or topic(asked)
    )
    found = by_default(asked) if found == NOTHING else found
    return (below_nought(asked) if found.indicator is Indicator.PRICE else None) or found


def _of_partner(asked: Asked) -> Named | None:
    trade = None if asked.role.is_change else partner_of(asked.tokens, asked.place, asked.here, asked.earlier)
    return None if trade is None else Named(trade.indicator, PARTNER)


def _of_other(asked: Asked) -> Named | None:
    """Read "plants ran at 52% with a current efficiency of 76%": what stands right before is no indicator."""
    if not is_ratio(asked.place):
        return None
    before = asked.tokens[: asked.place.at]
    nearest = next((t for t in reversed(before) if not (is_light(t) or t.low in _ENDS)), None)
    if nearest is None or not nearest.has(Kind.OTHER) or not nearest.low.endswith(_IN_PERCENT):
        return None
    return Named(None, f"{nearest.text!r} {OF_NOTHING}", is_none=True)


def _goes_on_with_nothing(asked: Asked) -> Named | None:
    """Read "car sales rose 11% to 2.69 million units": what moved to it is none of the indicators.

    So is what a level of it gained: "recovery averaged 92.3%, up 0.4 percentage points".
    """
    before = asked.tokens[max(0, asked.place.at - AROUND) : asked.place.at]
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i].figure is not None), None)
    if at is None or any(draft.figure is before[at].figure for draft in reversed(asked.here)):
        return None
    back = ((token, before[i - 1]) for i, token in reversed([*enumerate(before[:at])]))
    found = (t for t, last in back if t.has_any(*_NAMING) or (t.text in BREAKS and not last.figure))
    named = next(found, None)
    if named is None or not named.has(Kind.OTHER) or not all(map(_only_leads_on, before[at + 1 :])):
        return None
    return Named(None, f"{named.text!r}, with which it goes on, {OF_NOTHING}", is_none=True)


def _only_leads_on(token: Token) -> bool:
    """Tell whether a token names nothing of its own: a move, a comparison, a time, "to", "and"."""
    if token.has_any(*_NAMING, Kind.ACTION):
        return False
    return bool(token.tags) or token.kind != Kind.WORD or is_light(token) or token.low in _GOING_ON


def _is_led_to(place: Place, token: Token) -> bool:
    """Tell whether a figure is what a word before it comes to: "the output value of the industry rose 5%"."""
    between = [each for each in place.left if each.start > token.start]
    lead = [each for each in place.left if each.start < token.start]
    if [each.low for each in lead[-1:]] == ["of"] and any(each.code(Kind.INDICATOR) for each in lead[-2:]):
        return False  # "the share of registrations"
    if all(is_light(each) or each.low in _ENDS or each.has_any(Kind.LEVEL, Kind.MOVE) for each in between):
        return True
    lows = {each.low for each in between}
    parted = not (BREAKS.isdisjoint(lows) and grammar("clauses").isdisjoint(lows)) or "and" in lows
    balanced, within = token.low.startswith(_BALANCES), bool(lead) and lead[-1].low in ("of", "in")
    return is_ratio(place) and not (parted or balanced or within)


def _foretold(asked: Asked) -> Named | None:
    """Name "consensus was 44 kt" behind "made 42.1 kt": an expectation of what was told about as large."""
    if missed_by(asked.place) is not None:
        return _missed(asked)
    if asked.role.is_change or foretold_as(asked.place) is None:
        return None
    size = asked.place.figure.value
    told = [
        draft
        for draft in (*asked.earlier[-_LOOKED_AT:], *asked.here[-_LOOKED_AT:])
        if draft.figure.unit == asked.unit
        and draft.basis is Basis.LEVEL
        and abs(draft.figure.value - size) * _FOURTH <= abs(draft.figure.value)
    ]
    if not told:
        return None
    nearest = min(told, key=lambda draft: abs(draft.figure.value - size))
    return Named(nearest.indicator, "what was expected of it")


def _missed(asked: Asked) -> Named | None:
    """Name a miss: of the last level of its unit, or of the last amount where it is a rate."""
    for draft in reversed((*asked.earlier[-_LOOKED_AT:], *asked.here[-_LOOKED_AT:])):
        of_amount = is_ratio(asked.place) and unit_kind(draft.figure.unit or "count") is UnitKind.AMOUNT
        if draft.basis is Basis.LEVEL and (of_amount or draft.figure.unit == asked.unit):
            return Named(draft.indicator, "what was missed or beaten")
    return None


def _by_unit(asked: Asked) -> Named | None:
    """Name a figure that its unit and its nearest words settle."""
    place, role = asked.place, asked.role
    if is_levied(place):
        return Named(Indicator.TARIFF, "the duty that it is")
    if (switched := _of_capacity(asked)) is not None:
        return switched
    if role.word in _PARTS or (is_ratio(place) and not role.is_change and of_whole(place)):
        return Named(Indicator.SHARE, _PARTS[role.word]) if role.word in _PARTS else part(asked)
    if asked.unit.endswith("/year") and place.kind is UnitKind.RATE_OF_FLOW:
        return annual(asked)
    if asked.unit.endswith(("/kwh", "/mwh")) or (asked.unit.endswith("/unit") and _of_power(asked)):
        return Named(Indicator.COST, "its unit is a price of power")
    if asked.unit in ("percent", "percentage_point") and (paid_or_run := _paid_or_run(asked)) is not None:
        return paid_or_run
    moved = place.right[:1] and place.right[0].low.partition(" ")[0] in ("off", "back")
    moved = moved or (
        role.word in listed("taking_away") and not any(t.has(Kind.INDICATOR) for t in place.near)
    )
    if role.transitive and role.is_change and moved and place.kind is UnitKind.AMOUNT:
        return Named(lost_or_won(asked), "output that was lost or came back")
    stored = [token.text for token in place.left if token.text not in (":", "at")][-1:]
    at_exchange = bool(stored) and stored[0] in _STORING
    if place.kind is UnitKind.AMOUNT and (at_exchange or (not role.is_change and _is_in_store(place))):
        return Named(Indicator.INVENTORY, "what lies in store")
    if asked.unit.endswith("/month") and role.is_change and role.transitive and not _is_told(asked):
        return Named(Indicator.PRODUCTION, "output that was lost or came back")
    return _in_money(asked) or (_of_percent(asked) if asked.unit == "percent" else None)


def _of_concentration(place: Place) -> Named | None:
    """Read "the operating rate was 48%, and CR3 reached 87.5%"."""
    if not is_ratio(place):
        return None
    told = (t for t in reversed(place.left) if t.has(Kind.INDICATOR) or _CONCENTRATION.fullmatch(t.text))
    nearest = next(told, None)
    if nearest is None or not _CONCENTRATION.fullmatch(nearest.text):
        return None
    return Named(Indicator.SHARE, "the share of the largest")


def _is_in_store(place: Place) -> bool:
    """Read "9,400 mt of intermediates in hand", "12,900 mt of unsold metal"."""
    for token in place.near[:_NEAR]:
        if token.code(Kind.ACTION) is Indicator.INVENTORY:
            return True
        if token.tags:
            return False
    return False


def _of_capacity(asked: Asked) -> Named | None:
    """Name tonnes of capacity: the size of a line, or what somebody took off, brought back or built."""
    place, role = asked.place, asked.role
    if place.kind is UnitKind.AMOUNT and not role.is_change and is_by_line(place):
        return Named(Indicator.CAPACITY, "the size of a line or plant")
    if not (role.is_change and role.transitive and place.kind is UnitKind.AMOUNT and names_capacity(place)):
        return None
    if is_new(place):
        return Named(Indicator.CAPACITY, "new capacity")
    return Named(Indicator.OPERATING_CAPACITY, "capacity that was taken off or came back")


def _in_brackets(asked: Asked) -> Named | None:
    """Read "on rising LME stocks (120 kt)": what stands right before the bracket."""
    tokens, at = asked.tokens, asked.place.at
    if at < _BRACKETED or tokens[at - 1].text != "(" or asked.role.is_change:
        return None
    before, behind = tokens[at - 2].figure, [token.text for token in tokens[at + 1 : at + 2]]
    priced = before is not None and unit_kind(before.unit or "count") is UnitKind.MONEY_PER_MEASURE
    if priced and behind == [")"] and is_ratio(asked.place) and not asked.place.figure.signed:
        return Named(None, "the content that a price is told for", is_none=True)  # "97,500 yuan/t (20.5%)"
    indicator = tokens[at - 2].code(Kind.INDICATOR)
    fitting = indicator not in (None, Indicator.PROFIT, Indicator.COST) and fits(
        indicator, asked.unit, change=False
    )
    return Named(indicator, f"{tokens[at - 2].text!r} before the bracket") if fitting else None


def _of_percent(asked: Asked) -> Named | None:
    """Name a percentage of what plants run at or cut their load by, or of what somebody contributed."""
    led = asked.place.led
    if asked.role.is_change:
        return Named(Indicator.OPERATING_RATE, "the load of plants") if cuts_load(asked) else None
    if led is not None and led.low in _GIVING:
        return Named(Indicator.SHARE, "what somebody contributed")
    return Named(Indicator.OPERATING_RATE, "what plants run at") if runs_at(asked) else None


def _in_money(asked: Asked) -> Named | None:
    """Name what is earned, spent or asked for, by the verb beside its sum."""
    if earns(asked.place) or beside_cost(asked.place) is not None:
        return Named(Indicator.PROFIT, "what producers earn or lose")
    if asked.role.is_change and asked.role.word in SAVING:
        return Named(Indicator.COST, "what is saved, or comes on top")
    before = asked.here[-1] if asked.here and asked.here[-1].figure.unit == asked.unit else None
    charged = before is not None and before.indicator in (Indicator.COST, Indicator.TREATMENT_CHARGE)
    if asked.role.word in ("cheaper", "dearer") and before is not None and charged:
        return Named(before.indicator, "as for the figure before")
    if asked.role.word in ("cheaper", "dearer"):
        return Named(Indicator.PRICE, f"{asked.role.word!r} behind it")
    return quoted(asked) or spent(asked)


def _paid_or_run(asked: Asked) -> Named | None:
    """Name a percentage that is paid of a price, or that plants run at."""
    ratio = asked.unit == "percentage_point" or not asked.role.is_change
    paid = not PAID.isdisjoint(asked.place.said) or any(t.low in PAID for t in asked.place.right[:1])
    if ratio and (paid or of_price(asked)):
        return Named(Indicator.PRICE, "what is paid of a price")
    if asked.unit != "percent":
        return None
    if asked.role.is_change:
        return None
    nearest = [token for token in asked.place.left if not is_light(token)][-_CLOSE:]
    at_load = loaded(asked) or any(t.low in ("load", "operating load") for t in nearest)
    return Named(Indicator.OPERATING_RATE, "running at a part of capacity") if at_load else None


def _by_words(asked: Asked) -> Named | None:
    """Name a figure by the words of its sentence."""
    place, change = asked.place, asked.role.is_change
    for token, why in candidates(place, asked.role):
        if token.has(Kind.OTHER):
            if token.low.endswith(("quota", "quotas")) and fits(Indicator.QUOTA, asked.unit, change=change):
                return Named(Indicator.QUOTA, why)
            plain = place.kind is UnitKind.AMOUNT and "/" not in asked.unit
            if (plain or is_compared(asked)) and token.low.endswith(("grade", "grades")):
                continue  # "of which rutile grade was 4,300 mt": no grade is an amount
            money = place.kind is UnitKind.MONEY_PER_MEASURE
            priced = any(part in token.low for part in ("price", "freight", "rate"))
            if token.end < place.figure.start - _BREADTH or (money and not priced):
                continue
            return Named(None, f"{token.text!r} {OF_NOTHING}", is_none=_is_led_to(place, token))
        indicator: Indicator = token.code(Kind.INDICATOR) or token.code(Kind.ACTION)
        index = _index(asked, token)
        led = asked.tokens[index - 1] if 0 < index < len(asked.tokens) else None
        if led is not None and led.low in _EXCEPTING and asked.role.word != led.low:
            continue  # "costs excluding royalty"
        if indicator is Indicator.PRICE and token.has(Kind.ACTION) and _is_of_nothing(asked, index):
            return Named(None, f"what stands before {token.text!r} {OF_NOTHING}", is_none=True)
        if indicator is Indicator.PRICE:
            indicator = _in_price_words(asked, token, led)
        if indicator is Indicator.COST and is_front(asked.tokens, _index(asked, token)):
            return Named(Indicator.PRICE, "a product's, told of for its cost")
        if (
            indicator is Indicator.PRICE
            and fits(Indicator.TREATMENT_CHARGE, asked.unit, change=change)
            and token.low.startswith(_FEES)
            and _of_ore(asked)
        ):
            return Named(Indicator.TREATMENT_CHARGE, f"{why}, of concentrate")
        if indicator is Indicator.CAPACITY and _is_restarted(asked):
            return Named(Indicator.OPERATING_CAPACITY, f"{why}, and it came back")
        if fits(indicator, asked.unit, change=change):
            return Named(indicator, why)
        of = _priced(asked, token) if token.has(Kind.ACTION) else None
        if of is not None and fits(of, asked.unit, change=change):
            return Named(of, f"what stands before {token.text!r}")  # "TCs for concentrate sold to China were"
        other = turned(indicator, asked.unit)
        if other is not None:
            return Named(other, f"{why}, and its unit")
    return None


def _in_price_words(asked: Asked, token: Token, led: Token | None) -> Indicator:
    """Return what a word of prices tells of: "TC/RC realisation", "treatment charge quotes" are no price."""
    if led is not None and led.code(Kind.INDICATOR) is Indicator.TREATMENT_CHARGE:
        return Indicator.TREATMENT_CHARGE
    if takes_over_charge(asked, token):
        return Indicator.TREATMENT_CHARGE
    priced = _priced(asked, token) if token.has(Kind.ACTION) else None
    return priced or Indicator.PRICE


def _is_of_nothing(asked: Asked, verb: int) -> bool:
    """Read "the stock index closed at": what stands before a verb of prices is no indicator."""
    near = asked.tokens[max(0, verb - AROUND) : verb]
    said = next((token for token in reversed(near) if token.figure is None and not is_light(token)), None)
    return said is not None and said.has(Kind.OTHER)


def _priced(asked: Asked, verb: Token) -> Indicator | None:
    """Return what is measured in money of which a verb of prices tells: "annual TCs were settled at"."""
    for token in reversed(asked.place.left):
        code = token.code(Kind.INDICATOR)
        if token.start < verb.start and code is not None:
            return code if code in MONEY else None
        if token.start < verb.start and token.text in BREAKS:
            return None
    return None


def _is_restarted(asked: Asked) -> bool:
    """Read "130,000 mt of capacity was restarted"."""
    restarting = (*grammar("restarting"), "energis", "energiz")
    return any(t.low.startswith(restarting) for t in asked.place.right[:_NEAR])


def _index(asked: Asked, token: Token) -> int:
    return next((i for i, one in enumerate(asked.tokens) if one is token), len(asked.tokens))


def _is_told(asked: Asked) -> bool:
    """Tell whether what was lost is told right behind its figure or is the object of the verb."""
    near = (*asked.place.left[-_NEAR:], *asked.place.near[:_NEAR])
    return any(t.code(Kind.INDICATOR) in AMOUNTS for t in near)


def _of_power(asked: Asked) -> bool:
    """Tell whether power is spoken of: it is sold by the unit of a kilowatt-hour."""
    return any(set(t.low.split()) & grammar("power") for t in asked.tokens)


def _of_ore(asked: Asked) -> bool:
    """Tell whether a fee is for treating concentrate: smelters earn it, and semis makers another one."""
    return any(t.low.startswith(("concentrate", "ore")) for t in asked.tokens)
