"""Measures in words: "a point and a half", "half a per cent", "eleven gigawatts", "one million tonnes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extract.annotate.cues import Cued, cued
from extract.annotate.lexicon import alternatives, folded, units, words
from extract.annotate.measures import read_suffix
from extract.annotate.readings import Reading

__all__ = ["measured_in_words"]

_HALF = Decimal("0.5")
_LONG = (
    "gigawatts", "megawatts", "tonnes", "kilotonnes", "kilograms", "kilos", "ounces",
    "dollars", "euros", "yuan", "cents", "fen", "rupees", "yen",
)  # fmt: skip


def measured_in_words(text: str, said: frozenset[str]) -> Iterator[Reading]:
    """Yield the figures of a text that are words with a measure; `said` are the words of the text."""
    lexicon = words()
    for match in _points_in_words().finditer(text, said):
        part = _HALF if match["half"] or match["more"] or match["behind"] else Decimal(0)
        whole = lexicon.numbers.get(folded(match["word"]), Decimal(1)) if match["word"] else Decimal(0)
        yield Reading(*match.span("run"), whole + part, None, "percentage_point", Decimal(1), signed=False)
    for match in _scaled_words().finditer(text, said):
        suffix = read_suffix(text, match.end("run"))
        if suffix.unit is not None:
            printed = folded(match["word"] or "")
            value = (lexicon.numbers[printed] if printed else _HALF) * suffix.multiplier * suffix.scale
            yield Reading(
                match.start(), suffix.end, value, None, suffix.unit, suffix.multiplier, signed=False
            )
    for match in _measured_words().finditer(text, said):
        suffix = read_suffix(text, match.end())
        if suffix.unit is not None and not suffix.duration:
            value = lexicon.numbers[folded(match["word"])] if match["word"] else _HALF
            factor = suffix.multiplier * suffix.scale
            yield Reading(match.start(), suffix.end, value * factor, None, suffix.unit, factor, signed=False)


@cache
def _points_in_words() -> Cued:
    """Return the pattern of "a point lower", "half a point", "a point and a half less"."""
    numbers = alternatives(words().numbers)
    over = (
        r"(?=\s+(?:more|less|higher|lower|up|down|above|below|better|worse|wider|narrower|(?:m/m|y/y|w/w|mom|yoy|wow)\b"
        r"|on\s+the\s+(?:month|year|week)|to\s+\d+)\b)"
    )
    return cued(
        rf"(?<![\w-])(?P<by>(?:by|up|down)\s+)?(?P<run>(?P<half>half\s+an?|half\s+of\s+a)\s+(?:percentage\s+)?point"
        rf"|(?P<word>an?|{numbers})(?P<more>\s+and\s+a\s+half)?\s+(?:percentage\s+)?points?(?P<behind>\s+and\s+a\s+half)?)"
        rf"(?:{over}|(?(by)\b|(?!)))",
        ["point", "points"],
        re.I,
    )


@cache
def _measured_words() -> Cued:
    """Return the pattern of "eleven gigawatts", "ten cents", "half a per cent", up to the measure."""
    numbers = alternatives(word for word, value in words().numbers.items() if value > 1)
    return cued(
        rf"(?<![\w-])(?:(?P<word>{numbers})(?=\s(?:{'|'.join(_LONG)})\b)"
        r"|(?P<half>half\s+an?|half\s+of\s+(?:a|one))(?=\s+(?:per\s?cent|percent)\b(?!\s+point)))",
        [*_LONG, "cent", "percent"],
        re.I,
    )


@cache
def _scaled_words() -> Cued:
    """Return the pattern of "one million tonnes" and "half a million tonnes", up to the multiplier."""
    numbers = alternatives(words().numbers)
    scales = [form for form in units().multipliers if len(form) > 2]
    return cued(
        rf"(?<![\w-])(?P<run>(?P<word>{numbers})|half\s+an?)(?=\s(?:{alternatives(scales)})\s)", scales, re.I
    )
