"""What stands around a numeral: sign, currency, multiplier and unit, as canonical unit and scale."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extract.annotate.lexicon import alternatives, folded, units
from extract.record import record

__all__ = ["Prefix", "Suffix", "currency_codes", "read_prefix", "read_suffix"]

_GAP = r"[^\S\n]{0,2}"
_MINUS = "-−–"
_LOOK_BACK = 16
_MINUS_WORDS = ("minus", "negative")
# Behind these a minus set off by a space is a sign; elsewhere "- 65%" is a dash, or the mark of a list.
_SIGN_LEAD = re.compile(
    r"(?:\b(?:at|of|to|by|from|and|between|was|were|is|reached|about|around)\s+|[(:=]\s*)$", re.I
)
# "505,000 tonnes a month earlier" is told of a time, and is no rate.
_EACH = r"(?:an?|per|(?:on|for)\s+(?:each|every))"
_NO_POINT = r"(?!\s+(?:earlier|before|ago|previously|prior|back|later|after)\b)"
# "-50 w/w" and "$35 m/m" are told with their comparison, and in no watts or millions.
_NO_COMPARISON = rf"(?!{_GAP}(?P<same>[dmqwy])/(?P=same)(?!\w))"
# "R1.36/kWh": the rand's own sign, which is a currency only where a measure or a multiplier follows.
_RAND = "zar"
# Names of currencies that are printed before a number as well: "Yuan 2,440/t".
_LEADING_NAMES = ("yuan", "euro")
# "R19,800 per 4E ounce", "$1,240 per dry tonne": what is measured, and no unit of its own.
_MEASURED = r"(?:(?:wet|dry|fine|troy|payable|contained|metal|[3-6]E|PGM)\s+)?"
# "$860 per short ton", "per long ton": other tons.
_TONS = r"(?:short|net|long|gross)(?=\s+tons?\b)"
_SQUARE = r"(?:square|cubic)(?=\s+met(?:re|er)\b)"
# "151,000 yuan per standard ton": of a content that the trade has agreed on.
_STANDARD = r"(?:standard\s+(?=(?:mt|tons?|tonnes?)\b))"
# "8,250 yuan per 50% base tonne": of a content that the price is told for.
_BASED = r"(?:\d\d(?:%\s|-)?\s?(?:base|basis)\s+(?=(?:mt|tons?|tonnes?)\b))?"
# "18,500 mt daily", "120,000 mt p.a.": a rate as well.
_OFTEN = {"daily": "day", "annually": "year", "p.a.": "year"}
_POWERS = str.maketrans("²³", "23")


@record(frozen=True, slots=True)
class Prefix:
    """Sign and currency before a numeral; `start` is where they begin."""

    start: int
    negative: bool
    signed: bool
    currency: str | None


@record(frozen=True, slots=True)
class Suffix:
    """Multiplier and unit after a numeral; `end` is where they stop, `unit` None where none stands."""

    end: int
    multiplier: Decimal
    scale: Decimal
    unit: str | None
    per: str | None
    duration: bool = False


@cache
def currency_codes() -> tuple[str, ...]:
    """Return the codes that are printed before a number, in the cases that they are printed in."""
    codes = [form.upper() for form in units().currencies if form.isalpha() and len(form) <= 3]
    named = [case for name in _LEADING_NAMES for case in (name, name.capitalize(), name.upper())]
    return (*codes, *(code.capitalize() for code in codes), *named)


@cache
def _prefix_pattern() -> re.Pattern[str]:
    symbols = ["Rs.", *(form.upper() for form in units().currencies if not form.isalpha())]
    codes = currency_codes()
    return re.compile(
        rf"(?:(?<![\w%.,)\]])(?P<sign>[{_MINUS}+]|(?i:{alternatives(_MINUS_WORDS)})(?=\s))\s?)?"
        rf"(?P<currency>(?:(?<![A-Za-z])(?:{alternatives(symbols)})|"
        rf"\b(?:{alternatives(codes)}|R(?!\s)))\s?)?(?P<inner>[-−+])?$"
    )


@cache
def _leading_words() -> frozenset[str]:
    return frozenset([*_MINUS_WORDS, *(code.lower() for code in currency_codes()), "r"])


def _may_lead(window: str) -> bool:
    """Tell whether the last word or mark before a numeral may be a sign or a currency: most are none."""
    last = window.rpartition(" ")[2] if window[-1:] != " " else window[:-1].rpartition(" ")[2]
    return not last.isalpha() or last.lower() in _leading_words()


def read_prefix(text: str, start: int) -> Prefix:
    """Read sign and currency that end at `start`."""
    window = text[max(0, start - _LOOK_BACK) : start]
    match = _prefix_pattern().search(window) if _may_lead(window) else None
    if not match:
        return Prefix(start, negative=False, signed=False, currency=None)
    sign, currency, inner = match["sign"], match["currency"], match["inner"]
    spaced = window[match.end("sign") : match.end("sign") + 1].isspace()
    if sign in ("-", "–", "+") and spaced:
        at = start - len(window) + match.start("sign")
        if not _SIGN_LEAD.search(text[max(0, at - _LOOK_BACK) : at]):
            sign = None
    if inner and not currency:
        # A hyphen glued to a word or number ("mid-5%", "3-5") is no sign.
        before = window[: match.end() - 1][-1:]
        if before and not before.isspace() and before not in "([":
            inner = None
    if not (sign or currency or inner):
        return Prefix(start, negative=False, signed=False, currency=None)
    printed = sign or inner
    offset = match.start("sign" if sign else "currency" if currency else "inner")
    return Prefix(
        start - len(window) + offset,
        negative=bool(printed) and (printed in _MINUS or printed.lower() in _MINUS_WORDS),
        signed=bool(printed),
        currency=_currency(currency.strip().lower()) if currency else None,
    )


def _currency(printed: str) -> str:
    return _RAND if printed == "r" else units().currencies[printed]


@cache
def _each_forms() -> str:
    return alternatives([*units().times, *units().measures, "unit"])


@cache
def _suffix_pattern() -> re.Pattern[str]:
    lexicon = units()
    edge = r"(?![\w²³]|-o-)"  # "w-o-w" is no watt
    per = (
        rf"(?:{_GAP}/{_GAP}{_MEASURED}(?P<slash>ni-unit|{_STANDARD}?[A-Za-z]{{1,12}}[²³23]?){edge}"
        rf"|[\s-]+per[\s-]+{_BASED}{_MEASURED}(?P<per>(?:(?:10(?=\s?g)|metric|{_TONS}|{_SQUARE})\s+|{_STANDARD}|\w+\s+(?=(?:unit|point)\b))?[A-Za-z]{{1,12}}(?:(?<=watt)[\s-]hours?)?){edge}"
        rf"|[\s-]+{_EACH}[\s-]+(?P<each>{_each_forms()}){edge}"
        rf"{_NO_POINT}|\s+(?P<apiece>apiece){edge}|\s+(?P<often>{alternatives(_OFTEN)})(?!\w))?"
    )
    multipliers = rf"(?P<multiplier>{alternatives(lexicon.multipliers)}){edge}"
    beside = rf"(?P<beside>{alternatives(lexicon.beside_unit)})"
    words = list(lexicon.currencies)
    # "mt" must never be read as a million of t: the bare m needs a space behind it.
    measures = [*lexicon.measures, *lexicon.flows]
    cased = rf"(?-i:{alternatives(lexicon.cased)})"
    return re.compile(
        rf"{_NO_COMPARISON}(?:{_GAP}-?(?:{multipliers}|"
        rf"{beside}(?=[^\S\n]{{1,2}}(?:{alternatives([*measures, *words])}|{cased}){edge})))?"
        rf"(?:{_GAP}-?(?:"
        rf"(?P<ratio>(?:{alternatives(f for f in lexicon.ratios if f[-1] not in '%％')}){edge}"
        rf"|(?:{alternatives(f for f in lexicon.ratios if f[-1] in '%％')}))"
        rf"|(?:(?:[3-6]E\s+(?=ounces?\b|oz\b))?(?P<measure>{cased}|{alternatives(measures)})|(?P<currency>{alternatives(words)})){edge}{per}"
        rf"|(?P<duration>{alternatives(lexicon.durations)}){edge}))?",
        re.IGNORECASE,
    )


@cache
def _money_suffix_pattern() -> re.Pattern[str]:
    lexicon = units()
    edge = r"(?![\w²³]|-o-)"  # "w-o-w" is no watt
    forms = alternatives([*lexicon.multipliers, *lexicon.beside_unit])
    return re.compile(
        rf"{_NO_COMPARISON}(?:{_GAP}(?P<multiplier>{forms}){edge})?"
        rf"(?:{_GAP}/{_GAP}{_MEASURED}(?P<slash>ni-unit|[A-Za-z]{{1,12}}[²³23]?){edge}"
        rf"|\s+per\s+{_MEASURED}(?P<per>(?:(?:10(?=\s?g)|metric|{_TONS}|{_SQUARE})\s+|\w+\s+(?=(?:unit|point)\b))?[A-Za-z]{{1,12}}(?:(?<=watt)[\s-]hours?)?){edge}"
        rf"|\s+{_EACH}\s+(?P<each>{_each_forms()}){edge}{_NO_POINT}"
        rf"|\s+(?P<apiece>apiece){edge})?",
        re.IGNORECASE,
    )


def _per_unit(form: str | None) -> str | None:
    if form is None:
        return None
    lexicon, key = units(), folded(form)
    if key == "ni-unit":
        return "nickel_unit"
    if key == "pc":
        return "piece"  # "0.88 yuan/pc"; before nothing it is a percentage
    if key.startswith("10 g"):
        return "10g"
    if form in lexicon.cased or key in lexicon.measures:
        return lexicon.measures.get(key, lexicon.cased.get(form, (key, Decimal(1))))[0]
    return lexicon.times.get(key, key.replace(" ", "_").translate(_POWERS))


def read_suffix(text: str, end: int, currency: str | None = None) -> Suffix:
    """Read multiplier and unit that begin at `end`; `currency` is the one printed before, if any."""
    lexicon = units()
    pattern = _money_suffix_pattern() if currency else _suffix_pattern()
    match = pattern.match(text, end)
    if match is None:
        return Suffix(end, Decimal(1), Decimal(1), currency, None)
    found = match.groupdict()
    word = found.get("multiplier") or found.get("beside")
    multiplier = Decimal(1)
    if word:
        key = folded(word)
        multiplier = lexicon.multipliers.get(key) or lexicon.beside_unit[key]
    apiece = "piece" if found.get("apiece") else None
    often = _OFTEN.get((found.get("often") or "").lower())
    per = _per_unit(found.get("slash") or found.get("per") or found.get("each") or apiece or often)
    unit, scale = _unit(found, currency)
    if unit == "lb" and per == "mt" and (found.get("measure") or "").lower().startswith("pound"):
        unit = "gbp"  # "148 pounds a tonne"
    whole = f"{unit}/{per}" if unit and per and "/" not in unit else unit
    return Suffix(match.end(), multiplier, scale, whole, per, bool(found.get("duration")))


def _unit(found: dict[str, str | None], currency: str | None) -> tuple[str | None, Decimal]:
    lexicon = units()
    if currency:
        return currency, Decimal(1)
    if ratio := found.get("ratio"):
        return lexicon.ratios[folded(ratio)], Decimal(1)
    if measure := found.get("measure"):
        form = " ".join(measure.split())
        table = lexicon.cased.get(form) or lexicon.flows.get(folded(form))
        return table or lexicon.measures[folded(form)]
    if money := found.get("currency"):
        key = folded(money)
        return lexicon.currencies[key], lexicon.small_money.get(key, Decimal(1))
    if duration := found.get("duration"):
        return lexicon.durations[folded(duration)], Decimal(1)
    return None, Decimal(1)
