"""Checks: figures audited against each other and against the words beside them.

Every check is a pure function from a section and its records to findings. A finding is reported
and written onto its records; nothing is ever repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.check.arithmetic import levels_and_changes
from extract.check.capacity import rates_against_capacities
from extract.check.parts import parts_against_totals
from extract.check.scope import periods, scopes_in_text, statuses
from extract.check.words import (
    bases_against_words,
    directions_against_words,
    units_against_indicators,
)
from extract.document import Annotated
from extract.findings import Finding
from extract.resolve import Resolution
from schemas.records import Driver, Metric

__all__ = ["CHECKS", "check"]

_Record = TypeVar("_Record", Metric, Driver)
Check = Callable[[Annotated, Sequence[Metric], Sequence[Driver]], list[Finding]]

CHECKS: tuple[Check, ...] = (
    directions_against_words,
    bases_against_words,
    units_against_indicators,
    periods,
    statuses,
    scopes_in_text,
    levels_and_changes,
    rates_against_capacities,
    parts_against_totals,
)


def check(section: Annotated, resolution: Resolution) -> Resolution:
    """Return the resolution with the findings of every check, their codes written onto the records."""
    found = list(resolution.findings)
    for run in CHECKS:
        found.extend(run(section, resolution.metrics, resolution.drivers))
    codes: dict[str, list[str]] = {}
    for finding in found:
        for record in finding.records:
            codes.setdefault(record, []).append(finding.code)
    return replace(
        resolution,
        metrics=tuple(_marked(metric, codes) for metric in resolution.metrics),
        drivers=tuple(_marked(driver, codes) for driver in resolution.drivers),
        findings=tuple(found),
    )


def _marked(record: _Record, codes: dict[str, list[str]]) -> _Record:
    own = codes.get(record.id)
    return record.model_copy(update={"findings": tuple(sorted(set(own)))}) if own else record
