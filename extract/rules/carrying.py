"""Carrying: what a figure measures whose own words name nothing, by the figures and words before it."""

from __future__ import annotations

from itertools import pairwise

from extract.rules.asked import OF_NOTHING
from extract.rules.candidates import has_new_subject, has_own_clause
from extract.rules.fitting import fits
from extract.rules.light import AROUND
from extract.rules.places import is_light
from extract.rules.reckoning import reckons
from extract.rules.role import RoleKind
from extract.rules.tokens import Kind, grammar
from extract.rules.topics import Asked, Named, endpoint
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["carried"]

_CLOSE, _SUBJECT, _TWO = 4, 6, 2
_WHOLE = frozenset({"that", "this", "which", "it", "them", "these"})
_WHO = frozenset({"who", "which", "whose", "where"})


def carried(asked: Asked) -> Named | None:
    """Name a figure by those before it in its sentence, where nothing new is spoken of."""
    if _is_apart(asked):
        return None
    amount = asked.place.kind is UnitKind.AMOUNT
    based = amount and asked.role.kind is RoleKind.BASE and not asked.here
    if based and any(token.has(Kind.OTHER) for token in asked.tokens[: asked.place.at]):
        return Named(None, f"what it is compared with {OF_NOTHING}", is_none=True)
    resumed = _fronted(asked) or _behind_aside(asked) or _behind_share(asked)
    if resumed is not None:
        return resumed
    if asked.unit == "percent" and not asked.role.is_change and _is_told_again(asked):
        return Named(Indicator.SHARE, "the part that the amount before it is")
    return _as_before(asked)


def _fronted(asked: Asked) -> Named | None:
    """Read "at 68.4%, the operating rate was ...": the subject follows."""
    at, tokens = asked.place.at, asked.tokens
    if at != 1 or tokens[0].low not in ("at", "with") or at + 1 >= len(tokens) or tokens[at + 1].text != ",":
        return None
    for token in tokens[at + 2 : at + 2 + _SUBJECT]:
        indicator = token.code(Kind.INDICATOR)
        if indicator is not None:
            fitting = fits(indicator, asked.unit, change=asked.role.is_change)
            return Named(indicator, f"{token.text!r} behind it") if fitting else None
    return None


def _is_apart(asked: Asked) -> bool:
    """Tell whether a figure has a subject of its own, or is what the authors reckon with."""
    place, change = asked.place, asked.role.is_change
    priced = place.kind is UnitKind.MONEY_PER_MEASURE
    if priced and (has_own_clause(place) or _is_of_product(asked)):
        return True
    if (priced or (change and endpoint(asked) is UnitKind.MONEY_PER_MEASURE)) and has_new_subject(place):
        return True
    return place.kind is UnitKind.AMOUNT and not change and reckons(place.left)


def _is_of_product(asked: Asked) -> bool:
    """Read "profits were 180 yuan/mt, thanks to iron ore falling under $70/mt": of a product that moved."""
    if not asked.here or asked.here[-1].indicator not in (Indicator.PROFIT, Indicator.COST):
        return False
    products = grammar("matter") | grammar("products_at") | grammar("minerals")
    return any(
        (token.low in products or token.low.endswith("'s")) and after.has_any(Kind.MOVE, Kind.TREND)
        for token, after in pairwise(asked.place.left)
    )


def _as_before(asked: Asked) -> Named | None:
    change = asked.role.is_change
    if change and asked.unit == "percent" and _is_of_output(asked):
        return Named(Indicator.PRODUCTION, "the output of which the sentence is")
    for draft in reversed(asked.here):
        rated = draft.figure.unit == "percentage_point" or (draft.figure.unit, draft.is_change) == (
            "percent",
            False,
        )
        paid = draft.indicator is Indicator.PRICE and rated and asked.unit == "percent"
        points = change and asked.unit == "percentage_point" and draft.indicator is Indicator.PRICE
        if points and draft.figure.unit == "percent" and not draft.is_change:
            return Named(Indicator.PRICE, "what is paid of a price, as before")
        if draft.indicator is Indicator.COVERAGE_RATE:
            # What a survey covers is told once: "the rate of the sample, which covers 95%, was 56.7%".
            before = asked.tokens[: asked.place.at]
            if any(t.code(Kind.INDICATOR) is Indicator.OPERATING_RATE for t in before):
                return Named(Indicator.OPERATING_RATE, "what the sentence is about")
            continue
        if fits(draft.indicator, asked.unit, change=change) or (paid and not change):
            return Named(draft.indicator, "as for the figure before")
    return None


def _is_of_output(asked: Asked) -> bool:
    """Read "output was 1.6 Mt at a rate of 68%, down 2%": a rate moves by points, and output by percent."""
    if len(asked.here) < _TWO:
        return False
    first, last = asked.here[0], asked.here[-1]
    rated = last.indicator is Indicator.OPERATING_RATE and not last.is_change
    goes_on = last.indicator is Indicator.PRODUCTION and last.is_change
    made = first.indicator is Indicator.PRODUCTION and not first.is_change
    attached = any(
        t.low in ("at", "with") for t in asked.tokens if first.figure.end <= t.start < last.figure.start
    )
    return made and ((rated and attached) or goes_on)


def _is_told_again(asked: Asked) -> bool:
    """Tell whether "made up 61,000 mt, or 14.8%" tells an amount once more, as a share."""
    left = asked.place.left
    bare = all(token.low in (",", "or", "and", "(") or is_light(token) for token in left)
    before = asked.tokens[: asked.place.at]
    if not (bare and asked.here) or asked.here[-1].figure.unit == "percent":
        return False
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i].figure is not None), 0)
    behind = [token.low for token in before[last + 1 : last + 3]]
    parted = behind[:1] == ["of"] and behind[-1] in _WHOLE  # "16,800 mt of that, or 73%"
    return parted or any(t.code(Kind.INDICATOR) is Indicator.SHARE for t in before)


def _behind_share(asked: Asked) -> Named | None:
    """Read "demand from coatings, 58% of the total, fell 4%": what stands ahead of the share in commas."""
    last = asked.here[-1] if asked.here else None
    if last is None or last.indicator is not Indicator.SHARE or last.is_change or not asked.role.is_change:
        return None
    left = asked.place.left
    cut = next((i for i, token in enumerate(left) if token.text == ","), None)
    before = asked.tokens[max(0, asked.place.begin - AROUND) : asked.place.begin]
    at = next((i for i in range(len(before) - 1, 0, -1) if before[i].figure is last.figure), None)
    if at is None or before[at - 1].text != "," or cut is None or cut > _CLOSE:
        return None
    moves = [token for token in left[cut + 1 :] if not is_light(token)]
    if not moves or not all(token.has_any(Kind.MOVE, Kind.LEVEL) or token.low == "by" for token in moves):
        return None
    named = next((token for token in reversed(before[: at - 1]) if token.has(Kind.INDICATOR)), None)
    if named is None or not fits(named.code(Kind.INDICATOR), asked.unit, change=True):
        return None
    return Named(named.code(Kind.INDICATOR), f"{named.text!r}, of which a share is told in commas")


def _behind_aside(asked: Asked) -> Named | None:
    """Read "demand from galvanisers, who ran at 58%, was 3% down": the main clause goes on."""
    left = [token for token in asked.place.left if not is_light(token)]
    goes_on = len(left) > 1 and left[0].text == "," and left[1].has_any(Kind.LEVEL, Kind.MOVE, Kind.KEEPING)
    if not goes_on or len(left) > _CLOSE:
        return None
    before = asked.tokens[: asked.place.begin]
    opened = next((i for i in range(len(before) - 1, 0, -1) if before[i].low in _WHO), None)
    if opened is None or before[opened - 1].text != ",":
        return None
    change = asked.role.is_change
    for token in reversed(before[: opened - 1]):
        indicator = token.code(Kind.INDICATOR)
        if indicator is not None and fits(indicator, asked.unit, change=change):
            return Named(indicator, f"{token.text!r}, of which the main clause tells")
    return None
