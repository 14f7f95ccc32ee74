"""Figures: numerals with their sign, currency, range, multiplier, unit and hedge, in base units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extract.annotate.hedges import carries_over, hedge_at
from extract.annotate.implied import with_units
from extract.annotate.in_words import fraction_at, in_words
from extract.annotate.measures import Prefix, read_prefix, read_suffix
from extract.annotate.numerals import Numeral
from extract.annotate.ranges import range_end, repeated_scale
from extract.annotate.readings import DIGITS, Reading, bounded, numeral_at, signed_value
from extract.annotate.tonnes import with_sure_tonnes
from extract.annotate.yen import with_yen
from extract.document import Excluded, Figure
from schemas.vocabulary import Qualifier, Reason

__all__ = ["figures"]

# Where a text writes decimals with a point, "12,34 mt" may well be a slip for 12,340: it is refused.
_DECIMAL_POINT = re.compile(r"\d\.\d|\d,\d{3}(?!\d)")
_COMMA_PAIR = re.compile(r"\d{1,3},\d{1,2}")
_MILLION = 1_000_000
# "1 1/2 million tonnes": its last digit alone would be a wrong number.
_MIXED = re.compile(r"(?:\d{1,3}\s)?[1-9]/[2-8](?=\s(?:million|billion|per|tonnes?|tons?|t|mt|kt)\b|\s?%)")


def figures(
    text: str, said: frozenset[str], sentences: Sequence[tuple[int, int]], excluded: Sequence[Excluded]
) -> tuple[list[Figure], list[Excluded]]:
    """Return the numbered figures, and the runs of digits that no figure and no exclusion covers."""
    readings, unreadable = _scan(text, sentences, excluded)
    readings = sorted(
        [*readings, *in_words(text, said, excluded, readings)], key=lambda reading: reading.start
    )
    readings = with_sure_tonnes(text, with_yen(text, with_units(text, readings, sentences)))
    starts = [start for start, _ in sentences]
    numbered: list[Figure] = []
    for number, reading in enumerate(readings, 1):
        sentence = max(bisect_right(starts, reading.start), 1)
        qualifier = hedge_at(text, reading.start, reading.end, starts[sentence - 1])
        if qualifier is None and numbered and numbered[-1].sentence == sentence:
            before = numbered[-1]
            gap = text[before.end : reading.start]
            alike = before.unit == reading.unit or "," not in gap
            if before.qualifier is not Qualifier.EXACT and alike and carries_over(gap):
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


def _scan(
    text: str, sentences: Sequence[tuple[int, int]], excluded: Sequence[Excluded]
) -> tuple[list[Reading], list[Excluded]]:
    readings: list[Reading] = []
    unreadable: list[Excluded] = []
    stops = [(run.start, run.end) for run in excluded]
    starts = [start for start, _ in sentences]
    at = index = 0
    points = _DECIMAL_POINT.search(text) is not None
    while match := DIGITS.search(text, at):
        while index < len(stops) and stops[index][1] <= match.start():
            index += 1
        limit = stops[index][0] if index < len(stops) else len(text)
        if match.start() >= limit:
            at = stops[index][1]
            continue
        if fraction := fraction_at(text, match.start()):
            readings.append(fraction)
            at = fraction.end
            continue
        if mixed := _MIXED.match(text, match.start()):
            unreadable.append(Excluded(mixed.start(), mixed.end(), Reason.UNREADABLE))
            at = mixed.end()
            continue
        numeral = numeral_at(text, match.start(), min(match.end(), limit))
        if numeral.value is None or (points and _is_slip(text, numeral)):
            unreadable.append(Excluded(numeral.start, numeral.end, Reason.UNREADABLE))
            at = numeral.end
            continue
        floor = max(readings[-1].end if readings else 0, stops[index - 1][1] if index else 0)
        # A list number may cut between a currency and its amount: a figure lies in one sentence.
        around = sentences[bisect_right(starts, numeral.start) - 1] if starts else (0, limit)
        if around[0] <= numeral.start and numeral.end <= around[1]:
            floor, limit = max(floor, around[0]), min(limit, around[1])
        reading = _read(text, numeral, floor, limit)
        readings.append(reading)
        at = reading.end
    return readings, unreadable


def _is_slip(text: str, numeral: Numeral) -> bool:
    """Tell whether "12,34" may stand for 12,340; "1,08 million" can't."""
    paired = _COMMA_PAIR.fullmatch(text, numeral.start, numeral.end) is not None
    return paired and read_suffix(text, numeral.end).multiplier < _MILLION


def _read(text: str, numeral: Numeral, floor: int, limit: int) -> Reading:
    prefix = read_prefix(text, numeral.start)
    if prefix.start < floor:
        prefix = Prefix(numeral.start, negative=False, signed=False, currency=None)
    suffix = bounded(read_suffix(text, numeral.end, prefix.currency), numeral.end, limit)
    if suffix.end == numeral.end:
        suffix = repeated_scale(text, numeral.end, suffix)
    second = range_end(text, numeral, prefix, suffix, limit)
    if second is not None:
        return second
    factor = suffix.multiplier * suffix.scale
    return Reading(
        start=prefix.start,
        end=suffix.end,
        value=signed_value(numeral, negative=prefix.negative) * factor,
        value_max=None,
        unit=suffix.unit,
        step=numeral.step * factor,
        signed=prefix.signed,
        bare=suffix.unit is None,
    )
