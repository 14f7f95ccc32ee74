"""Figures: numerals with their sign, currency, range, multiplier, unit and hedge, in base units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract.annotate.hedges import carries_over, hedge_at
from extract.annotate.lexicon import alternatives, folded, units, words
from extract.annotate.measures import Prefix, Suffix, read_prefix, read_suffix
from extract.annotate.numerals import Numeral, read_numeral, spaced
from extract.document import Excluded, Figure
from schemas.vocabulary import Qualifier, Reason

__all__ = ["figures"]

_DIGITS = re.compile(r"\d+(?:[.,'’٬\u2009\u202f\u00a0\u2007\u2008]\d+)*")
_DASH = re.compile(r"[^\S\n]?[-–—~〜～][^\S\n]?(?=[\d$¥￥€£+−-])")
_TO = re.compile(r"\s+(?:to|through)\s+(?=[\d$¥￥€£+−-])")
_AND = re.compile(r"\s+and\s+(?=[\d$¥￥€£+−-])")
_BETWEEN = re.compile(
    r"\b(?:between|rang(?:es?|ed|ing)\s+from|vary(?:ing)?\s+from|range\s+of)\s+(?:\w+\s+)?$", re.I
)
_MOVED = re.compile(
    r"\b(?:up|down|by|rose|rises?|rising|fell|falls?|falling|grew|grows?|growing|gain(?:ed|ing)|climb(?:ed|ing)"
    r"|(?:increas|declin|decreas)(?:e|es|ed|ing)|dropp(?:ed|ing)|slipp(?:ed|ing))\s+(?:\w+\s+)?$",
    re.I,
)
_CURRENCY_AHEAD = re.compile(r"(?P<sign>[-−+])?\s?(?P<symbol>US\$|A\$|[$¥￥€£])?\s?(?P<inner>[-−+])?(?=\d)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CHAIN = re.compile(r",?\s+and\s+|,\s+|\s+or\s+|\s+to\s+")
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|all)\s+)?")
_LOOK_BACK = 32
# Where a text writes decimals with a point, "12,34 mt" may well be a slip for 12,340: it is refused.
_DECIMAL_POINT = re.compile(r"\d\.\d|\d,\d{3}(?!\d)")
_COMMA_PAIR = re.compile(r"\d{1,3},\d{1,2}")
_COUNT_LIMIT = 10_000
_LONGEST_CHAIN = 12
_WIDEST_RANGE = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure before numbering: everything but its sentence and number."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    step: Decimal
    signed: bool
    bare: bool = False


def figures(
    text: str, sentences: Sequence[tuple[int, int]], excluded: Sequence[Excluded]
) -> tuple[list[Figure], list[Excluded]]:
    """Return the numbered figures, and the runs of digits that no figure and no exclusion covers."""
    readings, unreadable = _scan(text, excluded)
    readings = sorted([*readings, *_in_words(text, excluded, readings)], key=lambda reading: reading.start)
    readings = _with_units(text, readings, sentences)
    starts = [start for start, _ in sentences]
    numbered: list[Figure] = []
    for number, reading in enumerate(readings, 1):
        sentence = max(bisect_right(starts, reading.start), 1)
        qualifier = hedge_at(text, reading.start, reading.end, starts[sentence - 1])
        if qualifier is None and numbered and numbered[-1].sentence == sentence:
            before = numbered[-1]
            if before.qualifier is not Qualifier.EXACT and carries_over(text[before.end : reading.start]):
                qualifier = before.qualifier
        numbered.append(
            Figure(
                number=number,
                start=reading.start,
                end=reading.end,
                sentence=sentence,
                value=reading.value,
                value_max=reading.value_max,
                unit=reading.unit,
                qualifier=qualifier or Qualifier.EXACT,
                signed=reading.signed,
                step=reading.step,
            )
        )
    return numbered, unreadable


def _scan(text: str, excluded: Sequence[Excluded]) -> tuple[list[_Reading], list[Excluded]]:
    readings: list[_Reading] = []
    unreadable: list[Excluded] = []
    stops = [(run.start, run.end) for run in excluded]
    at = index = 0
    points = _DECIMAL_POINT.search(text) is not None
    while match := _DIGITS.search(text, at):
        while index < len(stops) and stops[index][1] <= match.start():
            index += 1
        limit = stops[index][0] if index < len(stops) else len(text)
        if match.start() >= limit:
            at = stops[index][1]
            continue
        numeral = _numeral(text, match.start(), min(match.end(), limit))
        if numeral.value is None or (points and _COMMA_PAIR.fullmatch(text, numeral.start, numeral.end)):
            unreadable.append(Excluded(numeral.start, numeral.end, Reason.UNREADABLE))
            at = numeral.end
            continue
        floor = readings[-1].end if readings else 0
        reading = _read(text, numeral, max(floor, stops[index - 1][1] if index else 0), limit)
        readings.append(reading)
        at = reading.end
    return readings, unreadable


def _numeral(text: str, start: int, end: int) -> Numeral:
    """Read the numeral; plain spaces group digits only where a unit word stands behind them."""
    far = spaced(text, start)
    if far is not None and far > end:
        suffix = read_suffix(text, far)
        if suffix.unit is not None and not suffix.duration:
            return read_numeral(text, start, far)
    return read_numeral(text, start, end)


def _read(text: str, numeral: Numeral, floor: int, limit: int) -> _Reading:
    prefix = read_prefix(text, numeral.start)
    if prefix.start < floor:
        prefix = Prefix(numeral.start, negative=False, signed=False, currency=None)
    suffix = _bounded(read_suffix(text, numeral.end, prefix.currency), numeral.end, limit)
    second = _range_end(text, numeral, prefix, suffix, limit)
    if second is not None:
        return second
    factor = suffix.multiplier * suffix.scale
    return _Reading(
        start=prefix.start,
        end=suffix.end,
        value=_signed(numeral, negative=prefix.negative) * factor,
        value_max=None,
        unit=suffix.unit,
        step=numeral.step * factor,
        signed=prefix.signed,
        bare=suffix.unit is None,
    )


def _bounded(suffix: Suffix, end: int, limit: int) -> Suffix:
    """A unit that runs into an excluded run is no unit of this numeral."""
    if suffix.end <= limit:
        return suffix
    return Suffix(end, Decimal(1), Decimal(1), None, None)


def _signed(numeral: Numeral, *, negative: bool) -> Decimal:
    value = numeral.value if numeral.value is not None else Decimal(0)
    return -value if negative else value


def _range_end(text: str, numeral: Numeral, prefix: Prefix, suffix: Suffix, limit: int) -> _Reading | None:
    """Read the other end of a range, where the text states one."""
    separator, worded = _separator(text, prefix.start, suffix.end)
    if separator is None:
        return None
    ahead = _CURRENCY_AHEAD.match(text, separator.end())
    if ahead is None:
        return None
    run = _DIGITS.match(text, ahead.end())
    if run is None or run.end() > limit:
        return None
    other = _numeral(text, run.start(), run.end())
    if other.value is None or numeral.value is None:
        return None
    symbol = ahead["symbol"]
    currency = units().currencies[symbol.lower()] if symbol else prefix.currency
    tail = _bounded(read_suffix(text, other.end, currency), other.end, limit)
    first = suffix.multiplier * suffix.scale
    last = tail.multiplier * tail.scale
    bare = suffix.unit is None or (suffix.unit == currency and tail.unit != currency)
    if bare and suffix.multiplier == 1:
        # "1.2-1.4 million mt": the multiplier and the unit behind the second end hold for both.
        first = last
    unit = tail.unit if bare or tail.unit is not None else suffix.unit
    if not bare and tail.unit not in (suffix.unit, None):
        return None
    low = _signed(numeral, negative=prefix.negative) * first
    high = _signed(other, negative=(ahead["sign"] or ahead["inner"] or "") in tuple("-−")) * last
    measured = suffix.unit is not None and suffix.unit not in units().ratios.values()
    if worded and not _plausible(
        text, prefix.start, (low, high), bare=suffix.unit is None, measured=measured
    ):
        return None
    return _Reading(
        start=prefix.start,
        end=tail.end,
        value=low,
        value_max=high,
        unit=unit,
        step=max(numeral.step * first, other.step * last),
        signed=prefix.signed,
        bare=unit is None,
    )


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
    if re.search(r"\bfrom\s+(?:\w+\s+)?$", before, re.I):
        return False
    moved = _MOVED.search(before) is not None
    if moved and measured:
        return False
    if bare and not moved:
        return low < high
    return low < high <= low * _WIDEST_RANGE


# Between a number word and its counted noun none of these stands.
_NOT_BETWEEN = (
    "of the in to and or at by for with month months day days week weeks year years quarter quarters "
    "consecutive straight a an is was are were has had have been which that more other another such example"
)
# "the first half", "the second half of January" are times and no figures.
_NOT_BEFORE_HALF = ("first", "second", "latter", "last", "other", "1st", "2nd", "early")


@cache
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = words()
    tens = alternatives(w for w, v in lexicon.numbers.items() if v >= 20 and w != "dozen")
    ones = alternatives(w for w, v in lexicon.numbers.items() if v < 10)
    number = rf"(?:(?P<tens>{tens})-(?P<ones>{ones})|(?P<word>{alternatives(lexicon.numbers)}))"
    modifier = rf"(?!(?:{alternatives(_NOT_BETWEEN.split())})\b)[^\W\d_][\w'’-]*\s+"
    counted = re.compile(
        rf"(?<![\w-])(?P<run>{number})(?![\w-])"
        rf"(?:(?=\s+(?:{modifier}){{0,4}}?(?:{alternatives(lexicon.countable)})\b)"
        rf"|(?P<percent>\s+(?:per\s?cent|percent|pct)\b))",
        re.I,
    )
    multiplied = re.compile(
        rf"(?<![\w-])(?P<run>{alternatives(lexicon.multiplying)})(?![\w-]|\s+(?:down|up)\b)", re.I
    )
    parts = alternatives(part for part in lexicon.fractions if part != "half")
    months = alternatives(lexicon.months)
    no_half = "".join(rf"(?<!{word}\s)" for word in _NOT_BEFORE_HALF)
    more = r"\s+(?:more|less|fewer|higher|lower|up|down)\b"
    fraction = re.compile(
        rf"(?<![\w-])(?:a|one|two|three)[\s-](?P<part>{parts})(?=\s+of\s+(?!\d|the\s+(?:year|month))|{more})"
        rf"|(?<=\bby\s)(?:a|one)\s(?P<cut>{parts})(?![\w-])"
        rf"|{no_half}(?<![\w-])half"
        rf"(?=\s+(?:of|the|its|their|all)\s+(?!(?:the\s+)?(?:(?:{months})\b|year|month|week|quarter|\d)))"
        rf"|(?:(?<=\bby\s)|(?<=\bin\s))half(?![\w-]|\s+a\b)",
        re.I,
    )
    return counted, multiplied, fraction


def _in_words(text: str, excluded: Sequence[Excluded], readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """Yield figures in words, where nothing else stands: counted enterprises, "doubled", "half of"."""
    taken = bytearray(len(text))
    for start, end in [*((e.start, e.end) for e in excluded), *((r.start, r.end) for r in readings)]:
        taken[start:end] = b"\x01" * (end - start)
    for reading in _worded(text):
        if not any(taken[reading.start : reading.end]):
            taken[reading.start : reading.end] = b"\x01" * (reading.end - reading.start)
            yield reading


def _worded(text: str) -> Iterator[_Reading]:
    counted, multiplied, fraction = _word_patterns()
    lexicon = words()
    for match in counted.finditer(text):
        if match["word"]:
            value = lexicon.numbers[folded(match["word"])]
        else:
            value = lexicon.numbers[folded(match["tens"])] + lexicon.numbers[folded(match["ones"])]
        unit = "percent" if match["percent"] else "count"
        start, end = (match.start("run"), match.end()) if match["percent"] else match.span("run")
        yield _Reading(start, end, value, None, unit, Decimal(1), signed=False)
    for match in multiplied.finditer(text):
        value = lexicon.multiplying[folded(match["run"])]
        yield _Reading(*match.span("run"), value, None, "percent", Decimal(1), signed=True)
    for match in fraction.finditer(text):
        part = folded(match["part"] or match["cut"] or "half")
        yield _Reading(*match.span(), lexicon.fractions[part], None, "percent", Decimal(1), signed=False)


def _with_units(text: str, readings: list[_Reading], sentences: Sequence[tuple[int, int]]) -> list[_Reading]:
    """Give bare figures the unit that their place implies: a count, or the unit of their chain."""
    done: list[_Reading] = []
    counted_at = -1
    starts = [start for start, _ in sentences]
    for index, reading in enumerate(readings):
        sentence = bisect_right(starts, reading.start)
        current = reading
        if reading.bare:
            chained = _chain(text, readings, index)
            if chained is not None:
                current = chained
            elif _whole(reading) and (_counted(text, reading.end) or 0 <= sentence - counted_at <= 1):
                current = replace(reading, unit="count", bare=False)
        if current.unit == "count":
            counted_at = sentence
        done.append(current)
    return done


def _whole(reading: _Reading) -> bool:
    return reading.step == 1 and abs(reading.value) < _COUNT_LIMIT


def _counted(text: str, end: int) -> bool:
    """Tell whether a counted noun stands within four words."""
    lexicon = words()
    at = end
    for _ in range(4):
        match = _WORD.match(text, at + 1) if text[at : at + 1].isspace() else None
        if match is None:
            return False
        word = match.group().lower()
        if word in lexicon.countable or word in lexicon.countable_in_digits:
            return True
        at = match.end()
    return False


def _chain(text: str, readings: list[_Reading], index: int) -> _Reading | None:
    """Read "83.2, 75.1 and 67.2%": the unit behind the last of a chain holds for all of it."""
    # The length of a chain is bounded, so that a long list costs no more for each of its figures.
    for at in range(index, min(index + _LONGEST_CHAIN, len(readings) - 1)):
        gap = (readings[at].end, readings[at + 1].start)
        if at == index and _OUT_OF.fullmatch(text, *gap) and _whole(readings[index]):
            total = readings[at + 1]
            counted = total.unit == "count" or (total.bare and _counted(text, total.end))
            return replace(readings[index], unit="count", bare=False) if counted else None
        link = _CHAIN.fullmatch(text, *gap)
        if link is None:
            return None
        last = readings[at + 1]
        if not last.bare:
            unit = last.unit
            if unit in (None, "count"):
                return None
            factor = _factor(text, last)
            bare = readings[index]
            return replace(bare, value=bare.value * factor, step=bare.step * factor, unit=unit, bare=False)
    return None


def _factor(text: str, reading: _Reading) -> Decimal:
    """Return by how much a reading's printed number was scaled."""
    run = _DIGITS.search(text, reading.start, reading.end)
    printed = read_numeral(text, *run.span()).step if run else reading.step
    return reading.step / printed
