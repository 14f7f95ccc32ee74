"""Reading: a text file, a saved page or a gold folder becomes a `Report` with its sections."""

from __future__ import annotations

from extract.reading.report import read_report

__all__ = ["read_report"]
