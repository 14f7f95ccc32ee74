"""Numerals: maximal runs of digits with inner separators, read into decimals or refused.

A run that fits no known way of writing a number is refused rather than guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extract.record import record

__all__ = ["MAX_DIGITS", "Numeral", "digit_runs", "numerals", "read_numeral"]

# A double holds 15 significant digits exactly, and so does any consumer of the JSON output.
MAX_DIGITS = 15

_THIN = "\u2009\u202f\u00a0\u2007\u2008"
_RUN = re.compile(rf"\d+(?:[.,'’٬{_THIN}]\d+)*")
_SPACED = re.compile(r"(?<!\d)(?<![\d.,] )\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d])(?! ?\d|,\d)")
_TYPED = re.compile(r"\d+(?:[.,]\d+)*")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(rf"\d{{1,3}}(?P<sep>[,'’٬{_THIN}])\d{{3}}(?:(?P=sep)\d{{3}})*(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")


def digit_runs(texts: Iterable[str]) -> set[str]:
    """Return the runs of digits in some texts: those of a label have to stand in what it cites."""
    return {run for text in texts for run in _TYPED.findall(text)}


@record(frozen=True, slots=True)
class Numeral:
    """A run of digits: its span, and its value and last printed digit where it can be read."""

    start: int
    end: int
    value: Decimal | None
    step: Decimal


def numerals(text: str) -> Iterator[Numeral]:
    """Yield every run of decimal digits in `text`, in order, without overlap."""
    at = 0
    while match := _RUN.search(text, at):
        start, end = match.span()
        # "81 700" is one number only where a unit word follows; the caller decides by `spaced`.
        yield read_numeral(text, start, end)
        at = end


def spaced(text: str, start: int) -> int | None:
    """Return the end of a number grouped by plain spaces that starts at `start`, or None."""
    match = _SPACED.match(text, start)
    return match.end() if match else None


def read_numeral(text: str, start: int, end: int) -> Numeral:
    """Read one run; `value` is None where it is no number that can be read safely."""
    run = text[start:end]
    digits = _digits(run)
    if digits is None:
        return Numeral(start, end, None, Decimal(1))
    value = Decimal(digits)
    _, _, fraction = digits.partition(".")
    return Numeral(start, end, value, Decimal(1).scaleb(-len(fraction)))


def _digits(run: str) -> str | None:
    """Return the run as plain digits with a decimal point, or None."""
    if sum(map(str.isdecimal, run[: 3 * MAX_DIGITS])) > MAX_DIGITS or len(run) > 3 * MAX_DIGITS:
        return None
    if _PLAIN.fullmatch(run):
        plain = run
    elif _GROUPED.fullmatch(run) or _INDIAN.fullmatch(run) or re.fullmatch(_SPACED, run):
        plain = re.sub(rf"[,'’٬ {_THIN}]", "", run)
    elif _DOTTED.fullmatch(run):
        plain = run.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(run):
        plain = run.replace(",", ".")
    else:
        return None
    # Decimal() reads the decimal digits of every script.
    return plain
