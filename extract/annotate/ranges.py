"""Ranges: "300-500 yuan/mt", "between 5% and 7%", "3.5m-3.7m t"; told from a move and where it led."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.annotate.lexicon import alternatives, folded, units
from extract.annotate.measures import Prefix, Suffix, currency_codes, read_suffix
from extract.annotate.numerals import Numeral
from extract.annotate.readings import DIGITS, Reading, bounded, numeral_at, signed_value

__all__ = ["range_end", "repeated_scale"]

_CODE = rf"(?:{alternatives([*currency_codes(), 'US$', 'A$', 'C$', 'R$'])})"
_MINUS = r"(?:minus|negative)\s+"
_AHEAD = rf"(?=(?:{_MINUS})?[\d$¥￥€£+−-]|{_CODE}\s?[\d+−-])"
_DASH = re.compile(rf"[^\S\n]?[-–—~〜～][^\S\n]?{_AHEAD}")
_TO = re.compile(rf"\s+(?:to|through)\s+{_AHEAD}")
_AND = re.compile(rf"\s+and\s+{_AHEAD}")
_BETWEEN = re.compile(
    r"\b(?:between|rang(?:es?|ed|ing)\s+from|vary(?:ing)?\s+from|range\s+of)\s+(?:\w+\s+)?$", re.I
)
_MOVED = re.compile(
    r"\b(?:up|down|by|rose|rises?|rising|fell|falls?|falling|grew|grows?|growing|gain(?:ed|ing)|climb(?:ed|ing)"
    r"|(?:increas|declin|decreas)(?:e|es|ed|ing)|dropp(?:ed|ing)|slipp(?:ed|ing))\s+(?:\w+\s+)?$",
    re.I,
)
_CURRENCY_AHEAD = re.compile(
    rf"(?P<sign>[-−+]|{_MINUS})?\s?(?P<symbol>US\$|A\$|[$¥￥€£]|{_CODE})?\s?(?P<inner>[-−+])?(?=\d)"
)
# "3.5m-3.7m t": a multiplier that the other end of the range repeats.
_SCALED = re.compile(rf"[^\S\n]?(?P<scale>[a-z]+)(?=(?:[^\S\n]?[-–—~]|\s+to\s+|\s+and\s+){_AHEAD})", re.I)
_FROM = re.compile(r"\bfrom\s+(?:[\w'’-]+\s+){0,2}$", re.I)
# "from a May average of 900 yuan/mt to 950 yuan/mt"
_FROM_LEVEL = re.compile(
    r"\bfrom\s+(?:[\w'’-]+\s+){0,4}(?:average|mean|level|high|low|peak|trough|record|base)\s+of\s+(?:\w+\s+)?$",
    re.I,
)
_LOOK_BACK, _LOOK_FURTHER = 32, 64
_WIDEST_RANGE = Decimal("2.5")


def repeated_scale(text: str, end: int, suffix: Suffix) -> Suffix:
    """Take a multiplier without a unit where the other end of a range has the same one."""
    scaled = _SCALED.match(text, end)
    lexicon = units()
    word = folded(scaled["scale"]) if scaled else ""
    scale = lexicon.multipliers.get(word) or lexicon.beside_unit.get(word)
    if scaled is None or scale is None:
        return suffix
    again = re.compile(rf"\D{{1,12}}[\d.,]+\s?{re.escape(scaled['scale'])}(?![\w²³])")
    return replace(suffix, end=scaled.end(), multiplier=scale) if again.match(text, scaled.end()) else suffix


def range_end(text: str, numeral: Numeral, prefix: Prefix, suffix: Suffix, limit: int) -> Reading | None:
    """Read the other end of a range, where the text states one."""
    separator, worded = _separator(text, prefix.start, suffix.end)
    if separator is None:
        return None
    ahead = _CURRENCY_AHEAD.match(text, separator.end())
    if ahead is None:
        return None
    run = DIGITS.match(text, ahead.end())
    if run is None or run.end() > limit:
        return None
    other = numeral_at(text, run.start(), run.end())
    if other.value is None or numeral.value is None:
        return None
    symbol = ahead["symbol"]
    currency = units().currencies[symbol.lower()] if symbol else prefix.currency
    tail = bounded(read_suffix(text, other.end, currency), other.end, limit)
    first = suffix.multiplier * suffix.scale
    last = tail.multiplier * tail.scale
    bare = suffix.unit is None or (suffix.unit == currency and tail.unit != currency)
    if bare and suffix.multiplier == 1:
        # "1.2-1.4 million mt": the multiplier and the unit behind the second end hold for both.
        first = last
    unit = tail.unit if bare or tail.unit is not None else suffix.unit
    if not bare and tail.unit not in (suffix.unit, None):
        return None
    low = signed_value(numeral, negative=prefix.negative) * first
    sign = (ahead["sign"] or ahead["inner"] or "").strip()
    high = signed_value(other, negative=sign in ("-", "−", "minus", "negative")) * last
    measured = suffix.unit is not None and suffix.unit not in units().ratios.values()
    if _is_dashed_off(separator[0], low, high, measured=suffix.unit is not None):
        return None
    if worded and not _plausible(
        text, prefix.start, (low, high), bare=suffix.unit is None, measured=measured
    ):
        return None
    return Reading(
        start=prefix.start,
        end=tail.end,
        value=low,
        value_max=high,
        unit=unit,
        step=max(numeral.step * first, other.step * last),
        signed=prefix.signed,
        bare=unit is None,
    )


def _is_dashed_off(separator: str, low: Decimal, high: Decimal, *, measured: bool) -> bool:
    """Tell a dash that sets words apart from one between two ends: "11,240 mt – 560 mt short of May"."""
    spaced = separator[:1].isspace() and separator[-1:].isspace()
    return spaced and measured and 0 <= high < low


def _separator(text: str, start: int, end: int) -> tuple[re.Match[str] | None, bool]:
    """Return the separator of a range, and whether it is a word."""
    if dash := _DASH.match(text, end):
        return dash, False
    before = text[max(0, start - _LOOK_BACK) : start]
    if _BETWEEN.search(before):
        return _AND.match(text, end) or _TO.match(text, end), False
    return _TO.match(text, end), True


def _plausible(text: str, start: int, ends: tuple[Decimal, Decimal], *, bare: bool, measured: bool) -> bool:
    """Tell a range worded with "to" from two figures.

    "5 to 7 days" and "up 5% to 7%" are ranges. "From 52% to 58%", "down 3% to 80%", "up 500 to 12,500
    mt" and "up 10,000 mt to 25,000 mt" are two figures: a move, and where it led.
    """
    low, high = ends
    before = text[max(0, start - _LOOK_BACK) : start]
    if _FROM.search(before) or _FROM_LEVEL.search(text, max(0, start - _LOOK_FURTHER), start):
        return False
    moved = _MOVED.search(before) is not None
    if moved and measured:
        return False
    if bare and not moved:
        return low < high
    if high < 0:
        return low < high and low >= high * _WIDEST_RANGE  # "minus $145 to minus $135/dmt"
    return low < high <= low * _WIDEST_RANGE
