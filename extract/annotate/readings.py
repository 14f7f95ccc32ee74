"""A figure before it is numbered, and the numerals that it is read from."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.annotate.measures import Suffix, read_prefix, read_suffix
from extract.annotate.numerals import Numeral, read_numeral, spaced
from extract.record import record

__all__ = ["DIGITS", "Reading", "bounded", "multiplier_of", "numeral_at", "signed_value"]

DIGITS = re.compile(r"\d+(?:[.,'’٬\u2009\u202f\u00a0\u2007\u2008]\d+)*")


@record(frozen=True, slots=True)
class Reading:
    """A figure before numbering: everything but its sentence and number."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    step: Decimal
    signed: bool
    bare: bool = False

    def scaled(self, factor: Decimal) -> Reading:
        """Return the reading under a multiplier, its other end and its step with it."""
        high = None if self.value_max is None else self.value_max * factor
        return replace(self, value=self.value * factor, value_max=high, step=self.step * factor)


def numeral_at(text: str, start: int, end: int) -> Numeral:
    """Read the numeral; plain spaces group digits only where a unit word stands behind them."""
    far = spaced(text, start)
    if far is not None and far > end:
        currency = read_prefix(text, start).currency
        suffix = read_suffix(text, far, currency)
        told = suffix.per if currency else suffix.unit
        if told is not None and not suffix.duration:
            return read_numeral(text, start, far)
    return read_numeral(text, start, end)


def bounded(suffix: Suffix, end: int, limit: int) -> Suffix:
    """A unit that runs into an excluded run is no unit of this numeral."""
    if suffix.end <= limit:
        return suffix
    return Suffix(end, Decimal(1), Decimal(1), None, None)


def signed_value(numeral: Numeral, *, negative: bool) -> Decimal:
    """Return a numeral's value with its sign."""
    value = numeral.value if numeral.value is not None else Decimal(0)
    return -value if negative else value


def multiplier_of(text: str, reading: Reading) -> Decimal:
    """Return by how much a reading's printed number was scaled."""
    run = DIGITS.search(text, reading.start, reading.end)
    printed = read_numeral(text, *run.span()).step if run else reading.step
    return reading.step / printed
