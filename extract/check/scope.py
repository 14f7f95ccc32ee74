"""Periods, statuses and free text that the section gives no ground for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from extract.document import Annotated
from extract.findings import Finding
from schemas.periods import bounds, month_after
from schemas.records import Driver, Metric
from schemas.vocabulary import FindingCode, Status

__all__ = ["periods", "scopes_in_text", "statuses"]

_FARTHEST_BACK = timedelta(days=3 * 366)
_FARTHEST_AHEAD = timedelta(days=2 * 366)
_WORD = re.compile(r"[^\W_]+")
_STEM = 4


def _spans(record: Metric | Driver) -> tuple[tuple[int, int], ...]:
    where = record.evidence
    if isinstance(record, Metric) and record.figure is not None:
        where = record.figure
    return ((where.start, where.end),)


def _records(metrics: Sequence[Metric], drivers: Sequence[Driver]) -> list[Metric | Driver]:
    return [*metrics, *drivers]


def periods(section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]) -> list[Finding]:
    """Report periods further than three years before, or two after, the report's month."""
    start, end = bounds(section.month)
    found = []
    for record in _records(metrics, drivers):
        first, last = bounds(record.period)
        if first < start - _FARTHEST_BACK or last > end + _FARTHEST_AHEAD:
            message = f"{record.period} is far from {section.month}"
            found.append(Finding(FindingCode.PERIOD_OUT_OF_RANGE, message, _spans(record), (record.id,)))
    return found


def statuses(section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]) -> list[Finding]:
    """Report actuals of a period that begins after the month in which the report appears."""
    _, end = bounds(month_after(section.month))
    found = []
    for record in _records(metrics, drivers):
        if record.status is Status.ACTUAL and bounds(record.period)[0] > end:
            message = f"an actual of {record.period} in a report of {section.month}"
            found.append(Finding(FindingCode.STATUS_AGAINST_PERIOD, message, _spans(record), (record.id,)))
    return found


def scopes_in_text(section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]) -> list[Finding]:
    """Report segments, regions and entities none of whose words stand in the section."""
    words = _WORD.findall(f"{section.section.body} {section.section.heading}".casefold())
    known = {word[:length] for word in words for length in range(_STEM, len(word))} | set(words)
    found = []
    for record in _records(metrics, drivers):
        for text in (record.segment, record.region, record.entity):
            if text and not any(word in known for word in _stems(text)):
                message = f"the section does not say {text!r}"
                found.append(Finding(FindingCode.TEXT_NOT_IN_SECTION, message, _spans(record), (record.id,)))
    return found


def _stems(text: str) -> Iterator[str]:
    """Yield the words of a text, and each without its ending: Indonesia is said in "Indonesian"."""
    for word in _WORD.findall(text.casefold()):
        yield word
        yield from (word[:-cut] for cut in (1, 2) if len(word) - cut >= _STEM)
