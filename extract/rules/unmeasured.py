"""Unmeasured: what has a unit and is of no indicator: exchange rates, interest, consumption, contents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.rules.places import Place
from extract.rules.tokens import Kind, Token
from schemas.units import CURRENCIES, TIMES, UnitKind
from schemas.vocabulary import Reason

__all__ = ["unmeasured"]

_GRADES = frozenset({"g/cc", "g/cm3", "g/ml", "g/l", "g/cbm", "kg/cbm", "mt/cbm", "g/mt", "mg/l"})
_ENERGY = frozenset({"kwh", "twh"})
_INTEREST = "basis_point"
_BUILT = frozenset({"built", "complete", "completed", "finished"})
_TONNES = frozenset({"tonne", "tonnes", "ton", "tons", "mt", "kilogram", "kg", "ounce", "unit"})
_CONSUMING = frozenset(
    "took takes take taking needed needs need needing consumed consumes consuming required requires used "
    "uses using swallowed swallows burnt burned burns ate".split()
)
_TAKING_UP = frozenset("taking consuming using requiring needing".split())
"""What tells of the input, behind the level of what is made from it: ", taking 122,500 mt of nickel"."""
_CURRENCIES = frozenset(
    "dollar usd yen jpy lira rand rupee ruble rouble peso yuan renminbi euro krone ringgit kwacha rupiah "
    "baht zloty krona franc tenge hryvnia".split()
)
_STRONG = frozenset({"weaker", "stronger", "firmer", "softer", "cheaper", "dearer"})
_WAYS = frozenset({"up", "down", "off"})
_SET_AGAINST = frozenset("against versus vs per in to of with by from".split())
_FAR = 8
_REMEMBERED = 4096


def unmeasured(tokens: Sequence[Token], place: Place) -> tuple[Reason, str] | None:
    """Return the reason why a figure is of no indicator, and what it is; None where it may be of one."""
    unit = place.figure.unit or ""
    money, _, measure = unit.rpartition("/")
    if unit in _GRADES:
        return Reason.GRADE, "a density, or a content"
    told = {
        "a rate of exchange": (money and measure in _CURRENCIES) or _is_of_currency(place),
        "an amount of power": unit in _ENERGY or unit.startswith(("kwh/", "mwh/")),
        "so much of one thing for so much of another": _is_ratio_of_amounts(unit) or _is_consumed(place),
        "a change of interest": unit == _INTEREST and not any(t.code(Kind.INDICATOR) for t in place.left),
        "how far a project has come": unit == "percent" and _is_built(tokens, place),
    }
    return next(((Reason.NOT_A_METRIC, why) for why, is_so in told.items() if is_so), None)


def _is_built(tokens: Sequence[Token], place: Place) -> bool:
    """Read "the smelter is 73% built", "the project, 40% complete"."""
    behind = any(token.low in _BUILT for token in place.right[:1])
    return behind and tokens[place.at - 1].low not in ("of", "by")


def _is_ratio_of_amounts(unit: str) -> bool:
    """Tell whether a unit is an amount by the tonne, piece or volume of something: "kg/mt", "nm3/mt"."""
    amount, _, measure = unit.partition("/")
    return bool(measure) and measure not in TIMES and amount not in CURRENCIES


def _is_consumed(place: Place) -> bool:
    """Read "a tonne of alumina took 2.61 mt of bauxite", "8.1 mt of concentrate for a tonne of carbonate"."""
    if place.kind is not UnitKind.AMOUNT:
        return False
    left = [token.low for token in place.left]
    made = next((at for at, low in enumerate(left[:-1]) if low in _TONNES and left[at + 1] == "of"), None)
    if made is not None and left[made - 1 : made] in (["a"], ["one"], ["each"], ["every"], ["per"]):
        return not _CONSUMING.isdisjoint(left[made:])
    right = [token.low for token in place.right[:_FAR]]
    if left[-2:-1] == [","] and left[-1] in _TAKING_UP and right[:1] == ["of"]:
        return True
    joint = next((at for at, low in enumerate(right) if low in ("for", "per")), None)
    if joint is None or right[:1] != ["of"] or not {",", ";"}.isdisjoint(right[:joint]):
        return False
    told = [low for low in right[joint + 1 :] if low not in ("a", "each", "every", "one")]
    return told[:1] != [] and told[0] in _TONNES


def _is_of_currency(place: Place) -> bool:
    """Read "the weak lira, which lost 2%", "the dollar, down 1.3%", "the rupiah was 2% weaker"."""
    if place.figure.unit != "percent" or not any(_of_currency(token.low) for token in place.left[-_FAR:]):
        return False
    behind = any(token.low in _STRONG for token in place.right[:1])
    moved = behind
    for at in range(len(place.left) - 1, -1, -1):
        token = place.left[at]
        if token.text in ";:" or token.has(Kind.ACTION) or token.code(Kind.INDICATOR):
            return False
        if token.has(Kind.LEVEL) and not behind:
            return False
        moved = moved or token.has_any(Kind.MOVE, Kind.TREND) or token.low in _WAYS
        if _of_currency(token.low):
            lead = place.left[at - 1] if at else None
            against = lead is not None and (lead.low in _SET_AGAINST or lead.has(Kind.MOVE))
            return moved and (not against or (lead is not None and lead.low in _STRONG))
    return False


@lru_cache(maxsize=_REMEMBERED)
def _of_currency(low: str) -> bool:
    return low.removesuffix("'s").removesuffix("’s").rpartition(" ")[2] in _CURRENCIES
