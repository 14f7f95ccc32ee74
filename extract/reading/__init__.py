"""Reading: a text file, a saved page or a gold folder becomes a `Report` with its sections."""

from __future__ import annotations

from extract.reading.goldset import EDITION_FILES
from extract.reading.report import read_report

__all__ = ["EDITION_FILES", "read_report"]
