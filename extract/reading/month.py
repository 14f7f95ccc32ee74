"""Months in English text: finding them, and the reference month of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from schemas.errors import InputError

__all__ = ["find_months", "has_full_date", "reference_month", "validate_month", "without_dates"]

_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NAME = "(?:" + "|".join(_NUMBERS) + ")"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_ISO_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"

# A day on either side of the name makes a full date, which is no month.
_MONTH = re.compile(
    rf"(?P<before>(?<![\d.,]){_ORDINAL}\s{{1,3}}(?:of\s)?)?"
    rf"(?<![^\W_])(?P<name>{_NAME})\.?"
    rf"(?P<after>\s{{1,3}}{_ORDINAL}(?!\d))?"
    rf"[\s,.\-]{{1,4}}(?P<year>{_YEAR})"
    rf"|(?<![\w/.-])(?P<iso>(?:19|20)\d\d)[-/](?P<number>0[1-9]|1[0-2])(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
# "January and Forecast for February 2025": the year stands once, with the second month.
_PAIR = re.compile(
    rf"(?<![^\W_])(?P<first>{_NAME})\s{{1,3}}(?:and|&)\s[^\d.;:]{{0,60}}?"
    rf"(?<![^\W_])(?P<second>{_NAME})\.?[\s,]{{1,3}}(?P<year>{_YEAR})",
    re.IGNORECASE,
)
# No boundary on the left: saved pages glue an icon's name to the date.
_FULL_DATE = re.compile(
    rf"{_NAME}\.?\s{{1,3}}{_ORDINAL},?\s{{1,3}}{_YEAR}"
    rf"|{_ORDINAL}\s{{1,3}}{_NAME}\.?,?\s{{1,3}}{_YEAR}|{_ISO_DAY}",
    re.IGNORECASE,
)
_MONTH_FORM = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def find_months(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset of the month, "YYYY-MM") for every month with a year and without a day."""
    for match in _MONTH.finditer(text):
        if match["iso"]:
            yield match.start(), f"{match['iso']}-{match['number']}"
        elif not match["before"] and not match["after"]:
            number = _NUMBERS[match["name"].lower()]
            yield match.start("name"), f"{match['year']}-{number:02d}"


def has_full_date(line: str) -> bool:
    """Tell whether a line holds a year, month and day."""
    return _FULL_DATE.search(line) is not None


def without_dates(line: str) -> str:
    """Return a line with its full dates taken out."""
    return _FULL_DATE.sub(" ", line)


def validate_month(month: str) -> str:
    """Return `month` as it is.

    Raises:
        InputError: it is not of the form YYYY-MM.
    """
    if not _MONTH_FORM.fullmatch(month):
        raise InputError(f"not a month: {month!r}; write it as YYYY-MM, for example 2025-01")
    return month


def reference_month(titles: Iterable[str], bodies: Iterable[str]) -> str | None:
    """Return the month of the first title that names one, else the bodies' most frequent one."""
    for title in titles:
        month = _title_month(title)
        if month:
            return month
    counts = Counter(month for body in bodies for _, month in find_months(body))
    # A Counter keeps the order of first mention, and max() the first of equals.
    return max(counts, key=counts.__getitem__) if counts else None


def _title_month(title: str) -> str | None:
    found = next(find_months(title), None)
    pair = _PAIR.search(title)
    if found and pair and pair.start("second") == found[0]:
        first, second = (_NUMBERS[pair[name].lower()] for name in ("first", "second"))
        return f"{int(pair['year']) - (first > second):04d}-{first:02d}"
    return found[1] if found else None
