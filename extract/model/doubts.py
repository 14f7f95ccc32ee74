"""Doubts: what the checks would write onto an answer's records, told before the records are kept.

A doubt is asked about once; an answer that stands by its label is taken, and its record carries the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.check.scope import periods, scopes_in_text, statuses
from extract.check.words import bases_against_words, directions_against_words, units_against_indicators
from extract.document import Annotated
from extract.resolve import resolve
from schemas.answer import Answer
from schemas.records import Driver, Metric
from schemas.vocabulary import FindingCode

__all__ = ["Doubt", "doubts"]

# Checks of one label by itself. Those that weigh figures against each other are not told: what they
# find may be the report's own slip, and no answer should be talked into hiding it.
_CHECKS = (
    directions_against_words,
    bases_against_words,
    units_against_indicators,
    periods,
    statuses,
    scopes_in_text,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: of a figure (by its number), or of the entry `index` of a list."""

    part: Literal["figures", "movements", "drivers"]
    message: str
    figure: int | None
    index: int | None


def doubts(section: Annotated, answer: Answer) -> Iterator[Doubt]:
    """Yield the doubts about an answer's labels."""
    resolution = resolve(section, answer)
    numbers = {(figure.start, figure.end): figure.number for figure in section.figures}
    records: dict[str, Metric | Driver] = {metric.id: metric for metric in resolution.metrics}
    records.update({driver.id: driver for driver in resolution.drivers})
    found = [f for f in resolution.findings if f.code is FindingCode.DUPLICATE]
    for check in _CHECKS:
        found.extend(check(section, resolution.metrics, resolution.drivers))
    for finding in found:
        number = numbers.get(finding.spans[0]) if finding.spans else None
        if number is not None:
            yield Doubt("figures", f"F{number}: {finding.message}", number, None)
            continue
        for record in finding.records:
            yield from _entry(answer, records.get(record), finding.message)


def _entry(answer: Answer, record: Metric | Driver | None, message: str) -> Iterator[Doubt]:
    """Yield the doubt with the place of the label that a record came from."""
    if isinstance(record, Driver):
        for index, driver in enumerate(answer.drivers):
            if (driver.cause, driver.category, driver.period) == (
                record.cause, record.category, record.period,
            ):  # fmt: skip
                yield Doubt(
                    "drivers", f"drivers, entry {index + 1} ({driver.cause!r}): {message}", None, index
                )
    elif isinstance(record, Metric) and record.figure is None:
        for index, label in enumerate(answer.movements):
            if (label.indicator, label.period, label.segment) == (
                record.indicator, record.period, record.segment,
            ):  # fmt: skip
                yield Doubt("movements", f"movements, entry {index + 1}: {message}", None, index)
