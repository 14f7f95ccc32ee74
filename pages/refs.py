"""Refs: how a page names a record within its section, "m0" or "d2": its kind and place in the result."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.records import Driver, Metric, SectionResult

__all__ = ["records_of"]


def records_of(result: SectionResult) -> Iterator[tuple[str, Metric | Driver]]:
    """Yield every record of a section with its ref."""
    yield from ((f"m{n}", metric) for n, metric in enumerate(result.metrics))
    yield from ((f"d{n}", driver) for n, driver in enumerate(result.drivers))
